import type { PowerSteps } from '../../common/plot-data.ts';

/** Of one column of a picture: the least and the most power in it, and its mean by time. */
export interface Column {
  x: number;
  least: number;
  most: number;
  mean: number;
}

/** Index of the first step that ends after `t`; the number of steps where none does. */
export function firstAfter({ end }: PowerSteps, t: number): number {
  let lo = 0;
  let hi = end.length;
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (end[middle]! > t) hi = middle;
    else lo = middle + 1;
  }
  return lo;
}

/** The steps that lie in `from` … `to` seconds, in part or whole, as indices [first, last). */
export function stepsIn(steps: PowerSteps, from: number, to: number): [number, number] {
  const first = firstAfter(steps, from);
  let last = first;
  while (last < steps.end.length && steps.start[last]! < to) last++;
  return [first, last];
}

/** Steps too dense to be drawn one by one, as columns of `width` seconds; a column without any is left out. */
export function envelope(steps: PowerSteps, from: number, to: number, width: number): Column[] {
  const [first, last] = stepsIn(steps, from, to);
  const out: Column[] = [];
  let k = first;
  for (let i = 0; from + i * width < to; i++) {
    const [a, b] = [from + i * width, from + (i + 1) * width];
    while (k < last && steps.end[k]! <= a) k++;
    let [least, most, sum, seconds] = [Infinity, -Infinity, 0, 0];
    for (let j = k; j < last && steps.start[j]! < b; j++) {
      const part = Math.min(b, steps.end[j]!) - Math.max(a, steps.start[j]!);
      if (!(part > 0)) continue;
      least = Math.min(least, steps.watts[j]!);
      most = Math.max(most, steps.watts[j]!);
      sum += part * steps.watts[j]!;
      seconds += part;
    }
    if (seconds > 0) out.push({ x: (a + b) / 2, least, most, mean: sum / seconds });
  }
  return out;
}

/** The value below which the share `q` of them lies; 0 of none. */
export function quantile(values: Float64Array, q: number): number {
  if (values.length === 0) return 0;
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

/** Intervals (rising begins) with those joined that lie closer than `apart` seconds: what the eye cannot part. */
export function merged(
  intervals: readonly { start: number; end: number }[],
  apart: number,
): { start: number; end: number }[] {
  const out: { start: number; end: number }[] = [];
  for (const { start, end } of intervals) {
    const last = out.at(-1);
    if (last !== undefined && start - last.end < apart) last.end = Math.max(last.end, end);
    else out.push({ start, end });
  }
  return out;
}
