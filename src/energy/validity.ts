import type { Reason, Validity } from '../common/generated/run-result.ts';
import { countedSteps, countOf, limitOf, type Counter } from './counter-steps.ts';
import type { Interval } from './intervals.ts';
import { lockedTo } from './locked.ts';
import { changes, medianApart } from './readings.ts';
import type { Series } from './series.ts';

/** No update of the counter for this many cadences: stuck. */
const STUCK_CADENCES = 20;
/**
 * A sampler that was away for over two cadences, two of its own spacings and this has missed what it cannot know.
 */
const GAP_SECONDS = 0.05;
/** Samples further apart than this show little of a phase: whatever is told of it has a wide interval. Seconds. */
const SLOW_SECONDS = 0.2;
/** What a reading's period is taken for where it never changed, seconds. */
const UNKNOWN_CADENCE = 0.1;
/** Counter and instant power are compared over at least this long, and may differ by this much and four errors. */
const CROSS = { seconds: 10, readings: 20, share: 0.05, errors: 4 };
/** nvmlClocksThrottleReasons: hardware slowdown, hardware thermal, power brake; software thermal; power cap. */
const THROTTLE = { hardware: 0x8 | 0x40 | 0x80, thermal: 0x20, powerCap: 0x4 };

/** What is known of a channel beside its samples. */
export interface Circumstances {
  /** A counter that stands still where nothing is used (CPU time), and loses nothing while nobody looks. */
  rests?: boolean;
  /** Where the samples themselves do not tell it. */
  limitWatts?: number | null;
  /** What ran meanwhile. */
  intervals?: readonly Interval[];
}

export interface SeriesCheck {
  /** What makes the samples untrustworthy. */
  invalid: Reason[];
  /** What is worth a word. */
  warnings: Reason[];
  /** Checks that could not be made, in words. */
  remarks: string[];
}

/** What makes one channel's samples untrustworthy or worth a word, by reason code. */
export function checkSeries(series: Series, known: Circumstances = {}): SeriesCheck {
  const { rests = false, limitWatts = null, intervals = [] } = known;
  const found: SeriesCheck = { invalid: [], warnings: [], remarks: [] };
  const { invalid, warnings } = found;
  const counter = countOf(changes(series.t, series.energyMj), limitOf(series) ?? limitWatts);
  const counts = counter.updates.length > 3;
  if (counts) invalid.push(...counter.faults);
  if (rests) return found;
  const spacing = medianApart(series.t);
  const cadence = counts ? medianApart(counter.updates.map((u) => u.change.t)) : cadenceOfPower(series);
  const away = Math.max(2 * cadence, 2 * spacing, GAP_SECONDS);
  if (counts && longestStill(series, away) > STUCK_CADENCES * cadence) invalid.push('counter-stuck');
  if (longestGap(series.t) > away) invalid.push('sampling-gap');
  if (spacing > SLOW_SECONDS) warnings.push('slow-samples');
  if (counts) crossCheck(series, counter, intervals, found);
  if (distinct(series.powerLimitMw) > 1) invalid.push('power-limit-changed');
  if (distinct(series.powerMode) > 1) invalid.push('power-profile-changed');
  if (any(series.throttle, THROTTLE.hardware)) warnings.push('hardware-slowdown');
  if (any(series.throttle, THROTTLE.thermal)) warnings.push('thermal-slowdown');
  if (any(series.throttle, THROTTLE.powerCap)) warnings.push('power-capped');
  return found;
}

/** One validity of several channels and what else is known: invalid beats warning beats ok. */
export function validityOf(invalid: Reason[], warnings: Reason[]): Validity {
  const reasons = [...new Set([...invalid, ...warnings])];
  return { status: invalid.length > 0 ? 'invalid' : warnings.length > 0 ? 'warning' : 'ok', reasons };
}

/**
 * The counter's mean power against the mean of instant power over the same updates. Momentary readings that come at the
 * same moment of every request show a part of it alone: their mean says nothing of the whole, however many there are.
 */
function crossCheck(series: Series, counter: Counter, intervals: readonly Interval[], found: SeriesCheck): void {
  const from = counter.updates[0]!.change.t;
  const to = counter.updates[counter.updates.length - 1]!.change.t;
  const readings = changes(series.t, series.instantMw).filter((u) => u.t >= from && u.t <= to);
  if (to - from < CROSS.seconds || readings.length < CROSS.readings) return;
  const steps = countedSteps(counter);
  const counted = steps.reduce((s, x) => s + x.joules, 0) / steps.reduce((s, x) => s + x.seconds, 0);
  const watts = readings.map((u) => u.value / 1000);
  const mean = watts.reduce((s, x) => s + x, 0) / watts.length;
  const error = Math.sqrt(watts.reduce((s, x) => s + (x - mean) ** 2, 0) / (watts.length - 1) / watts.length);
  if (Math.abs(mean - counted) <= CROSS.share * counted + CROSS.errors * error) return;
  const locked = lockedTo(
    intervals,
    readings.map((u) => u.t),
  );
  if (locked === null) found.invalid.push('counter-power-disagree');
  else
    found.remarks.push(
      `counter-power-disagree: not judged, since readings of power come at the same moment of every ${locked} and show a part of it alone (requests with gaps that vary would tell)`,
    );
}

/** Median time between updates of a power reading, seconds; that of a slow sensor where there is none. */
function cadenceOfPower({ t, instantMw, averageMw }: Series): number {
  const all = [instantMw, averageMw].map((column) => changes(t, column)).find((found) => found.length > 1);
  return all === undefined ? UNKNOWN_CADENCE : medianApart(all.map((c) => c.t));
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

function distinct(column: Float64Array): number {
  return new Set([...column].filter((x) => !Number.isNaN(x))).size;
}

function any(column: Float64Array, bits: number): boolean {
  return column.some((x) => !Number.isNaN(x) && (x & bits) !== 0);
}
