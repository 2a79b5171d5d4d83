import type { SensorKind } from './attribution/updates.ts';
import { countedSteps, countOf, limitOf } from './counter-steps.ts';
import { changes } from './readings.ts';
import type { Series } from './series.ts';

/** Mean power of a quiet stretch, watts, with the standard error of that mean. */
export interface IdlePower {
  watts: number;
  standardError: number;
  /** Relative noise of each reading that is fitted, by its kind, where enough of it was seen. */
  noise?: Partial<Record<SensorKind, number>>;
}

/**
 * Idle power from a quiet stretch: the counter's slope between its first and last update, impossible steps left out,
 * else the mean of the power readings. The error is the larger of the spread of the updates ÷ √n and 1 % of the value,
 * since few updates fit into the seconds of quiet. Null where nothing moved.
 */
export function idlePower(series: Series, limitWatts: number | null = limitOf(series)): IdlePower | null {
  const steps = countedSteps(countOf(changes(series.t, series.energyMj), limitWatts));
  if (steps.length >= 2) {
    const sum = (pick: (s: (typeof steps)[number]) => number) => steps.reduce((total, s) => total + pick(s), 0);
    const watts = sum((s) => s.joules) / sum((s) => s.seconds);
    const slopes = steps.map((s) => s.joules / s.seconds);
    return { watts, standardError: Math.max(spread(slopes) / Math.sqrt(slopes.length), 0.01 * watts) };
  }
  const power = [series.instantMw, series.averageMw].find((column) => column.some((p) => !Number.isNaN(p)));
  if (power === undefined) return null;
  const values = changes(series.t, power).map((u) => u.value / 1000);
  const watts = mean([...power].filter((p) => !Number.isNaN(p))) / 1000;
  return { watts, standardError: Math.max(spread(values) / Math.sqrt(Math.max(values.length, 1)), 0.01 * watts) };
}

const mean = (values: number[]): number => values.reduce((s, v) => s + v, 0) / values.length;

function spread(values: number[]): number {
  if (values.length < 2) return 0;
  const m = mean(values);
  return Math.sqrt(values.reduce((s, v) => s + (v - m) ** 2, 0) / (values.length - 1));
}
