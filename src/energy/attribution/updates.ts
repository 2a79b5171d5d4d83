import type { Series } from '../series.ts';
import { smoothTimes, type Timing } from './timing.ts';

/** What a sensor offers, best first. */
export type SensorKind = 'counter' | 'instant' | 'average';

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

/** The updates of `column` in `[from, to]`; null with fewer than four. Counter steps in joules, power in watts. */
export function findUpdates(series: Series, kind: SensorKind, from: number, to: number): Updates | null {
  const column = kind === 'counter' ? series.energyMj : kind === 'instant' ? series.instantMw : series.averageMw;
  const { t } = series;
  const times: number[] = [];
  const gaps: number[] = [];
  const values: number[] = [];
  let last = NaN;
  let lastTime = NaN;
  for (let i = 0; i < t.length && t[i]! <= to; i++) {
    const value = column[i]!;
    if (Number.isNaN(value)) continue;
    if (value !== last && !Number.isNaN(last) && t[i]! >= from) {
      times.push((t[i]! + lastTime) / 2);
      gaps.push(t[i]! - lastTime);
      values.push(value / 1000);
    }
    last = value;
    lastTime = t[i]!;
  }
  const n = times.length;
  if (n < 4) return null;
  const seen = Float64Array.from(times);
  const timing = smoothTimes(seen, Float64Array.from(gaps));
  const { cadence } = timing;
  const dt = new Float64Array(n);
  const y = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    dt[k] = k === 0 ? cadence : timing.t[k]! - timing.t[k - 1]!;
    y[k] = kind === 'counter' ? (k === 0 ? 0 : values[k]! - values[k - 1]!) : values[k]!;
  }
  return { kind, n, t: timing.t, gap: timing.variance.map((v) => Math.sqrt(12 * v)), timing, y, dt, cadence, jitter: timing.jitter };
}
