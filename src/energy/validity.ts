import type { Reason, Validity } from '../common/generated/run-result.ts';
import { updates } from './idle.ts';
import type { Series } from './series.ts';

/** No update of the counter for this many cadences: stuck. */
const STUCK_CADENCES = 20;
/** A sampler that was away for longer than two cadences, and than this, has missed what it cannot know. */
const GAP_SECONDS = 0.05;
/** Counter and instant power are compared over at least this long, and may differ by this much and four errors. */
const CROSS = { seconds: 10, share: 0.05, errors: 4 };
/** nvmlClocksThrottleReasons: hardware slowdown, hardware thermal, power brake; software thermal; power cap. */
const THROTTLE = { hardware: 0x8 | 0x40 | 0x80, thermal: 0x20, powerCap: 0x4 };

/** No GPU, module or host of ours draws this much: a counter that says so was set. Watts. */
const POSSIBLE_WATTS = 20_000;

/**
 * What makes one channel's samples untrustworthy (`invalid`) or worth a word (`warnings`), by reason code. `rests`: a
 * counter that stands still where nothing is used (CPU time), and loses nothing while nobody looks.
 */
export function checkSeries(series: Series, rests = false): { invalid: Reason[]; warnings: Reason[] } {
  const invalid: Reason[] = [];
  const warnings: Reason[] = [];
  const steps = updates(series.t, series.energyMj);
  if (steps.length > 3) {
    const cadence = median(steps.slice(1).map((s, i) => s.t - steps[i]!.t));
    const set = (from: { t: number; value: number }, to: { t: number; value: number }) =>
      to.value < from.value || (to.value - from.value) / 1000 > POSSIBLE_WATTS * Math.max(cadence, to.t - from.t);
    if (steps.some((s, i) => i > 0 && set(steps[i - 1]!, s))) invalid.push('counter-reset');
    if (rests) return { invalid, warnings };
    const away = Math.max(2 * cadence, GAP_SECONDS);
    if (longestStill(series, away) > STUCK_CADENCES * cadence) invalid.push('counter-stuck');
    if (longestGap(series.t) > away) invalid.push('sampling-gap');
    if (disagrees(series, steps)) invalid.push('counter-power-disagree');
  } else if (!rests && longestGap(series.t) > 0.2) invalid.push('sampling-gap');
  if (distinct(series.powerLimitMw) > 1) invalid.push('power-limit-changed');
  if (distinct(series.powerMode) > 1) invalid.push('power-profile-changed');
  if (any(series.throttle, THROTTLE.hardware)) warnings.push('hardware-slowdown');
  if (any(series.throttle, THROTTLE.thermal)) warnings.push('thermal-slowdown');
  if (any(series.throttle, THROTTLE.powerCap)) warnings.push('power-capped');
  return { invalid, warnings };
}

/** One validity of several channels and what else is known: invalid beats warning beats ok. */
export function validityOf(invalid: Reason[], warnings: Reason[]): Validity {
  const reasons = [...new Set([...invalid, ...warnings])];
  return { status: invalid.length > 0 ? 'invalid' : warnings.length > 0 ? 'warning' : 'ok', reasons };
}

/** The counter's mean power against the mean of instant power over the same updates. */
function disagrees(series: Series, steps: { t: number; value: number }[]): boolean {
  const first = steps[0]!;
  const last = steps[steps.length - 1]!;
  const seconds = last.t - first.t;
  const readings = updates(series.t, series.instantMw)
    .filter((u) => u.t >= first.t && u.t <= last.t)
    .map((u) => u.value / 1000);
  if (seconds < CROSS.seconds || readings.length < 20) return false;
  const counted = (last.value - first.value) / 1000 / seconds;
  const mean = readings.reduce((s, x) => s + x, 0) / readings.length;
  const error = Math.sqrt(readings.reduce((s, x) => s + (x - mean) ** 2, 0) / (readings.length - 1) / readings.length);
  return Math.abs(mean - counted) > CROSS.share * counted + CROSS.errors * error;
}

/**
 * How long the counter was seen not to move, seconds: of a gap between two polls, in which nobody looked, no more than
 * `away` counts.
 */
function longestStill({ t, energyMj }: Series, away: number): number {
  let longest = 0;
  let still = 0;
  let last = NaN;
  for (let i = 1; i < t.length; i++) {
    still += Math.min(t[i]! - t[i - 1]!, away);
    longest = Math.max(longest, still);
    const value = energyMj[i]!;
    if (Number.isNaN(value) || value === last) continue;
    still = 0;
    last = value;
  }
  return longest;
}

function longestGap(t: Float64Array): number {
  let longest = 0;
  for (let i = 1; i < t.length; i++) longest = Math.max(longest, t[i]! - t[i - 1]!);
  return longest;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function distinct(column: Float64Array): number {
  return new Set([...column].filter((x) => !Number.isNaN(x))).size;
}

function any(column: Float64Array, bits: number): boolean {
  return column.some((x) => !Number.isNaN(x) && (x & bits) !== 0);
}
