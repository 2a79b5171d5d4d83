import type { Series } from './series.ts';

/** Mean power of a quiet stretch, watts, with the standard error of that mean. */
export interface IdlePower {
  watts: number;
  standardError: number;
}

/**
 * Idle power from a quiet stretch: the counter's slope between its first and last update, else the mean of the
 * power readings. The error is the larger of the spread of the updates ÷ √n and 1 % of the value, since few
 * updates fit into the seconds of quiet. Null where nothing moved.
 */
export function idlePower(series: Series): IdlePower | null {
  const steps = updates(series.t, series.energyMj);
  if (steps.length >= 3) {
    const first = steps[0]!;
    const last = steps[steps.length - 1]!;
    const watts = (last.value - first.value) / 1000 / (last.t - first.t);
    const slopes = steps.slice(1).map((s, i) => (s.value - steps[i]!.value) / 1000 / (s.t - steps[i]!.t));
    return { watts, standardError: Math.max(spread(slopes) / Math.sqrt(slopes.length), 0.01 * watts) };
  }
  const power = [series.instantMw, series.averageMw].find((column) => column.some((p) => !Number.isNaN(p)));
  if (power === undefined) return null;
  const values = updates(series.t, power).map((u) => u.value / 1000);
  const watts = mean([...power].filter((p) => !Number.isNaN(p))) / 1000;
  return { watts, standardError: Math.max(spread(values) / Math.sqrt(Math.max(values.length, 1)), 0.01 * watts) };
}

/** Where a column changed its value: a value that stays is no update. */
export function updates(t: Float64Array, column: Float64Array): { t: number; value: number }[] {
  const found: { t: number; value: number }[] = [];
  let last = NaN;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (Number.isNaN(value) || value === last) continue;
    // The first value was there before we looked: it tells no time.
    if (!Number.isNaN(last)) found.push({ t: t[i]!, value });
    last = value;
  }
  return found;
}

const mean = (values: number[]): number => values.reduce((s, v) => s + v, 0) / values.length;

function spread(values: number[]): number {
  if (values.length < 2) return 0;
  const m = mean(values);
  return Math.sqrt(values.reduce((s, v) => s + (v - m) ** 2, 0) / (values.length - 1));
}
