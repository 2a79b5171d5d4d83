import { countOf } from '../counter-steps.ts';
import { changes } from '../readings.ts';
import type { Series } from '../series.ts';
import { smoothTimes, type Timing } from './timing.ts';

/** Readings that a sensor may offer; `ring`: the driver's own ring buffer of timestamped power. */
export type SensorKind = 'counter' | 'ring' | 'instant' | 'average';

/**
 * The updates of one sensor: where its value changed between two polls. Row k of a counter is its step since row
 * k − 1; of a power sensor its value. Row 0 of a counter has no step and only starts the first one; a step that no
 * device draws (`counter-steps.ts`) is no observation either.
 */
export interface Updates {
  kind: SensorKind;
  n: number;
  /** Best estimate of each update's time, seconds. */
  t: Float64Array;
  /** Width of the uniform distribution with that estimate's variance, seconds: at most the time between two polls. */
  gap: Float64Array;
  timing: Timing;
  /** Joules of a counter's step; watts of a power reading. Of a row that is no observation: 0, or what stands in. */
  y: Float64Array;
  /** 1 where the row is an observation, else 0. */
  observed: Uint8Array;
  /** Seconds since the update before. */
  dt: Float64Array;
  /** Median time between updates, seconds; the relative spread of that time beyond what polling adds (`Timing`). */
  cadence: number;
  jitter: number;
}

/** The first of them; views, not copies. */
export function firstUpdates(u: Updates, n: number): Updates {
  const cut = (x: Float64Array): Float64Array => x.subarray(0, n);
  const { timing } = u;
  return {
    ...u,
    n,
    t: cut(u.t),
    gap: cut(u.gap),
    y: cut(u.y),
    observed: u.observed.subarray(0, n),
    dt: cut(u.dt),
    timing: {
      ...timing,
      t: cut(timing.t),
      variance: cut(timing.variance),
      diagonal: cut(timing.diagonal),
      coupling: cut(timing.coupling),
    },
  };
}

/**
 * The updates of a sensor in `[from, to]`; null with fewer than four. Counter steps in joules, power in watts. Of a
 * counter, `limitWatts` tells which steps are possible.
 */
export function findUpdates(
  series: Series,
  kind: SensorKind,
  from: number,
  to: number,
  limitWatts: number | null = null,
): Updates | null {
  const seen = kind === 'ring' ? ofRingBuffer(series, from, to) : ofPolls(series, kind, from, to, limitWatts);
  const n = seen.times.length;
  if (n < 4) return null;
  const timing = smoothTimes(Float64Array.from(seen.times), Float64Array.from(seen.gaps));
  const { cadence } = timing;
  const dt = timing.t.map((t, k) => (k === 0 ? cadence : t - timing.t[k - 1]!));
  return {
    kind,
    n,
    t: timing.t,
    gap: timing.variance.map((v) => Math.sqrt(12 * v)),
    timing,
    ...rowsOf(seen, kind, dt),
    dt,
    cadence,
    jitter: timing.jitter,
  };
}

function rowsOf({ values, counts }: Seen, kind: SensorKind, dt: Float64Array): Pick<Updates, 'y' | 'observed'> {
  if (kind !== 'counter') return { y: Float64Array.from(values), observed: new Uint8Array(values.length).fill(1) };
  const observed = Uint8Array.from(counts, (is, k) => Number(is && k > 0));
  const y = dt.map((_, k) => (observed[k] ? values[k]! - values[k - 1]! : 0));
  const seconds = dt.reduce((sum, x, k) => sum + (observed[k] ? x : 0), 0);
  const watts = seconds === 0 ? 0 : y.reduce((sum, x) => sum + x, 0) / seconds;
  return { y: y.map((x, k) => (k > 0 && !observed[k] ? watts * dt[k]! : x)), observed };
}

interface Seen {
  times: number[];
  gaps: number[];
  /** Joules of a counter, watts of a power. */
  values: number[];
  /** Of a counter: whether the step to it is energy of the device. */
  counts: boolean[];
}

/** An update lies between the poll that shows a new value and the one before. */
function ofPolls(
  series: Series,
  kind: Exclude<SensorKind, 'ring'>,
  from: number,
  to: number,
  limitWatts: number | null,
): Seen {
  const column = kind === 'counter' ? series.energyMj : kind === 'instant' ? series.instantMw : series.averageMw;
  const all = changes(series.t, column);
  const updates =
    kind === 'counter' ? countOf(all, limitWatts).updates : all.map((change) => ({ change, counts: true }));
  const within = updates.filter(({ change: { t } }) => t >= from && t <= to);
  return {
    times: within.map(({ change: { t, gap } }) => t - gap / 2),
    gaps: within.map(({ change }) => change.gap),
    values: within.map(({ change }) => change.value / 1000),
    counts: within.map((u) => u.counts),
  };
}

/** How well the driver times the samples of its ring buffer, seconds: NVML stamps microseconds. */
const STAMP = 1e-6;

/** Every sample of a ring buffer is an update, whether its value changed or not. */
function ofRingBuffer({ ringBuffer: { t, mw } }: Series, from: number, to: number): Seen {
  const seen: Seen = { times: [], gaps: [], values: [], counts: [] };
  for (let i = 0; i < t.length; i++) {
    if (t[i]! < from || t[i]! > to || (i > 0 && t[i]! <= t[i - 1]!)) continue;
    seen.times.push(t[i]!);
    seen.gaps.push(STAMP);
    seen.values.push(mw[i]! / 1000);
    seen.counts.push(true);
  }
  return seen;
}
