import type { Series } from '../series.ts';

/** What a sensor offers, best first. */
export type SensorKind = 'counter' | 'instant' | 'average';

/**
 * The updates of one sensor: where its value changed between two polls. Row k of a counter is its step since row
 * k − 1; of a power sensor its value. Row 0 of a counter has no step and only starts the first one.
 */
export interface Updates {
  kind: SensorKind;
  n: number;
  /** Seconds: the middle of the two polls between which the value changed. */
  t: Float64Array;
  /** Seconds between those two polls: the update lies somewhere in there. */
  gap: Float64Array;
  /** Joules of a counter's step; watts of a power reading. */
  y: Float64Array;
  /** Seconds since the update before. */
  dt: Float64Array;
  /** Median time between updates, seconds; the relative spread of that time beyond what polling adds. */
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
  const dt = new Float64Array(n);
  const y = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    dt[k] = k === 0 ? NaN : times[k]! - times[k - 1]!;
    y[k] = kind === 'counter' ? (k === 0 ? 0 : values[k]! - values[k - 1]!) : values[k]!;
  }
  const cadence = typicalGap(dt.subarray(1));
  dt[0] = cadence;
  return { kind, n, t: Float64Array.from(times), gap: Float64Array.from(gaps), y, dt, cadence, jitter: spreadBeyond(dt, gaps, cadence) };
}

/** The mean of those steps that are no missed updates (under 1.5 medians): polls quantise each, not their mean. */
function typicalGap(dt: Float64Array): number {
  const sorted = Float64Array.from(dt).sort();
  const median = sorted[sorted.length >> 1]!;
  let sum = 0;
  let count = 0;
  for (const d of dt) {
    if (d > 1.5 * median) continue;
    sum += d;
    count++;
  }
  return sum / count;
}

function spreadBeyond(dt: Float64Array, gaps: number[], cadence: number): number {
  let sum = 0;
  let count = 0;
  for (let k = 1; k < dt.length; k++) {
    if (dt[k]! > 1.5 * cadence) continue;
    // Each end is uniform between two polls: variance gap² / 12.
    sum += (dt[k]! - cadence) ** 2 - (gaps[k]! ** 2 + gaps[k - 1]! ** 2) / 12;
    count++;
  }
  return count < 2 ? 0 : Math.sqrt(Math.max(sum / count, 0)) / cadence;
}
