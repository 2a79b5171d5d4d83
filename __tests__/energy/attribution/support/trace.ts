import { emptySeries, type Series } from '../../../../src/energy/series.ts';
import type { Interval } from '../../../../src/energy/intervals.ts';
import { normal, uniform } from './updates.ts';

export interface Load {
  phase: string;
  start: number;
  end: number;
  watts: number;
  contextTokens?: number;
}

/** Alternating prefills and decodes with random gaps, and each one's own deviation from 300 and 180 W. */
export function requests(
  n: number,
  options: { spread?: number; seed?: number; context?: boolean; lead?: number } = {},
): Load[] {
  const next = uniform(options.seed ?? 1);
  const loads: Load[] = [];
  let now = options.lead ?? 0.6;
  for (let r = 0; r < n; r++) {
    now += 0.02 + 0.08 * next();
    for (const [phase, watts, seconds] of [
      ['prefill', 300, 0.05 + 0.05 * next()],
      ['decode', 180, 0.12 + 0.2 * next()],
    ] as const) {
      const own = 1 + (options.spread ?? 0) * normal(next);
      const tokens = Math.round(200 + 3000 * next());
      const dearer = options.context && phase === 'decode' ? 1 + tokens / 20_000 : 1;
      loads.push({
        phase,
        start: now,
        end: now + seconds,
        watts: watts * own * dearer,
        ...(options.context && phase === 'decode' ? { contextTokens: tokens } : {}),
      });
      now += seconds;
    }
  }
  return loads;
}

export interface Sensor {
  cadence: number;
  lag: number;
  /** Seconds that a part-time sensor sees before each update; null: all. */
  window?: number | null;
  /** Time constant of the device; 0 for none. */
  tau?: number;
  noise?: number;
  pollSeconds?: number;
  /** What it tells: the counter's joules, or mean power since the update before. */
  shows?: 'energyMj' | 'instantMw' | 'averageMw';
  seed?: number;
}

export const IDLE_WATTS = 60;

/**
 * What polls of a sensor would have shown of loads on a device, by brute force: power on a grid of 0.1 ms (a
 * first-order device by its differential equation), its running sum read at each update.
 */
export function trace(loads: readonly Load[], sensor: Sensor): { series: Series; intervals: Interval[]; end: number } {
  const { cadence, lag, window = null, tau = 0, noise = 0, pollSeconds = 0.005, shows = 'energyMj' } = sensor;
  const end = Math.max(...loads.map((l) => l.end)) + 0.3;
  const until = end + 4 * cadence + lag;
  const step = 1e-4;
  const total = new Float64Array(Math.ceil(until / step) + 2);
  const extra = new Float64Array(total.length);
  for (const { start, end: stop, watts } of loads)
    for (let i = Math.floor(start / step); i <= Math.floor(stop / step); i++) {
      const share = Math.min(stop, (i + 1) * step) - Math.max(start, i * step);
      extra[i] = extra[i]! + ((watts - IDLE_WATTS) * Math.max(0, share)) / step;
    }
  let power = 0;
  for (let i = 0; i + 1 < total.length; i++) {
    power = tau > 0 ? power + (1 - Math.exp(-step / tau)) * (extra[i]! - power) : extra[i]!;
    total[i + 1] = total[i]! + (IDLE_WATTS + power) * step;
  }
  const energy = (t: number): number => {
    if (t <= 0) return IDLE_WATTS * t;
    const i = Math.min(Math.floor(t / step), total.length - 2);
    return total[i]! + (t / step - i) * (total[i + 1]! - total[i]!);
  };
  const next = uniform(sensor.seed ?? 7);
  const updates: { shown: number; value: number }[] = [];
  let counter = 1000;
  for (let t = cadence * (0.2 + next()), before = t - cadence; t + lag < until; before = t, t += cadence) {
    const mean = window === null ? (energy(t) - energy(before)) / cadence : (energy(t) - energy(t - window)) / window;
    const read = mean * (1 + noise * normal(next));
    counter += read * cadence;
    updates.push({ shown: t + lag, value: Math.round(1000 * (shows === 'energyMj' ? counter : read)) });
  }
  const series = emptySeries('GPU', Math.floor(until / pollSeconds), 0);
  for (let k = 0, u = -1; k < series.t.length; k++) {
    const t = (k + 0.6 * next()) * pollSeconds;
    while (u + 1 < updates.length && updates[u + 1]!.shown <= t) u++;
    series.t[k] = t;
    if (u >= 0) series[shows][k] = updates[u]!.value;
  }
  const intervals = loads.map((l, i) => ({
    phase: l.phase,
    id: `r${i}`,
    start: l.start,
    end: l.end,
    contextTokens: l.contextTokens ?? null,
  }));
  return { series, intervals, end };
}
