import type { TrendRules } from '../../common/trend-rules.ts';
import { tUpperTail } from '../statistics.ts';

/** A rise that no single step shows. */
export interface Creep {
  /** Index of its first value; it ends with the newest. */
  from: number;
  /** Its sum: the Theil–Sen slope over all its steps, in the values' unit. */
  rise: number;
  /** One-sided, of the Mann–Kendall test. */
  p: number;
}

const median = (x: readonly number[]): number => {
  const s = [...x].sort((a, b) => a - b);
  const middle = s.length >> 1;
  return s.length % 2 === 1 ? s[middle]! : (s[middle - 1]! + s[middle]!) / 2;
};

/** P of as many rising pairs under no trend (Mann 1945; Kendall 1975), by the normal approximation. */
function risingP(x: readonly number[]): number {
  const n = x.length;
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign(x[j]! - x[i]!);
  const sd = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  // Less 1: a continuity correction.
  return tUpperTail((s - 1) / sd, Infinity);
}

/** Median of the slopes between all pairs, per step (Theil 1950; Sen 1968). */
function slope(x: readonly number[]): number {
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i++) for (let j = i + 1; j < x.length; j++) slopes.push((x[j]! - x[i]!) / (j - i));
  return median(slopes);
}

/**
 * Creep up to the newest value: since the last step above `step`, values rise by more than `step` in all, steadily
 * enough for the Mann–Kendall test. `null` where they do not. @param x logarithms @param step ln(1 + threshold)
 */
export function creep(x: readonly number[], step: number, { level, least }: TrendRules['creep']): Creep | null {
  let from = 0;
  for (let i = 1; i < x.length; i++) if (x[i]! - x[i - 1]! > step) from = i;
  const since = x.slice(from);
  if (since.length < least) return null;
  const rise = slope(since) * (since.length - 1);
  if (rise <= step) return null;
  const p = risingP(since);
  return p <= level ? { from, rise, p } : null;
}
