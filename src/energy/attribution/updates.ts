import type { Series } from '../series.ts';
import { smoothTimes, type Timing } from './timing.ts';

/** Readings that a sensor may offer; `ring`: the driver's own ring buffer of timestamped power. */
export type SensorKind = 'counter' | 'ring' | 'instant' | 'average';

/**
 * The updates of one sensor: where its value changed between two polls. Row k of a counter is its step since row
 * k − 1; of a power sensor its value. Row 0 of a counter has no step and only starts the first one.
 */
export interface Updates {
  kind: SensorKind;
  n: number;
  /** Best estimate of each update's time, seconds. */
  t: Float64Array;
  /** Width of the uniform distribution with that estimate's variance, seconds: at most the time between two polls. */
  gap: Float64Array;
  timing: Timing;
  /** Joules of a counter's step; watts of a power reading. */
  y: Float64Array;
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

/** The updates of a sensor in `[from, to]`; null with fewer than four. Counter steps in joules, power in watts. */
export function findUpdates(series: Series, kind: SensorKind, from: number, to: number): Updates | null {
  const seen = kind === 'ring' ? ofRingBuffer(series, from, to) : ofPolls(series, kind, from, to);
  const n = seen.times.length;
  if (n < 4) return null;
  const timing = smoothTimes(Float64Array.from(seen.times), Float64Array.from(seen.gaps));
  const { cadence } = timing;
  const dt = new Float64Array(n);
  const y = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    dt[k] = k === 0 ? cadence : timing.t[k]! - timing.t[k - 1]!;
    y[k] = kind === 'counter' ? (k === 0 ? 0 : seen.values[k]! - seen.values[k - 1]!) : seen.values[k]!;
  }
  return {
    kind,
    n,
    t: timing.t,
    gap: timing.variance.map((v) => Math.sqrt(12 * v)),
    timing,
    y,
    dt,
    cadence,
    jitter: timing.jitter,
  };
}

interface Seen {
  times: number[];
  gaps: number[];
  values: number[];
}

/** An update lies between the poll that shows a new value and the one before. */
function ofPolls(series: Series, kind: Exclude<SensorKind, 'ring'>, from: number, to: number): Seen {
  const column = kind === 'counter' ? series.energyMj : kind === 'instant' ? series.instantMw : series.averageMw;
  const { t } = series;
  const seen: Seen = { times: [], gaps: [], values: [] };
  let last = NaN;
  let lastTime = NaN;
  for (let i = 0; i < t.length && t[i]! <= to; i++) {
    const value = column[i]!;
    if (Number.isNaN(value)) continue;
    if (value !== last && !Number.isNaN(last) && t[i]! >= from) {
      seen.times.push((t[i]! + lastTime) / 2);
      seen.gaps.push(t[i]! - lastTime);
      seen.values.push(value / 1000);
    }
    last = value;
    lastTime = t[i]!;
  }
  return seen;
}

/** How well the driver times the samples of its ring buffer, seconds: NVML stamps microseconds. */
const STAMP = 1e-6;

/** Every sample of a ring buffer is an update, whether its value changed or not. */
function ofRingBuffer({ ringBuffer: { t, mw } }: Series, from: number, to: number): Seen {
  const seen: Seen = { times: [], gaps: [], values: [] };
  for (let i = 0; i < t.length; i++) {
    if (t[i]! < from || t[i]! > to || (i > 0 && t[i]! <= t[i - 1]!)) continue;
    seen.times.push(t[i]!);
    seen.gaps.push(STAMP);
    seen.values.push(mw[i]! / 1000);
  }
  return seen;
}
