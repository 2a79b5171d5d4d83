import jstat from 'jstat';
import type { Levels } from '../common/generated/comparison.ts';

const { studentt, normal } = jstat;

/** Quantile of Student's t; an infinite `df` gives the normal's. */
export function tQuantile(p: number, df: number): number {
  return Number.isFinite(df) ? studentt.inv(p, df) : normal.inv(p, 0, 1);
}

/** P(T > t) of Student's t. */
export function tUpperTail(t: number, df: number): number {
  return Number.isFinite(df) ? 1 - studentt.cdf(t, df) : 1 - normal.cdf(t, 0, 1);
}

export const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;

/** Sample variance (n − 1); 0 for fewer than two values. */
export function variance(x: readonly number[]): number {
  if (x.length < 2) return 0;
  const m = mean(x);
  return x.reduce((a, b) => a + (b - m) ** 2, 0) / (x.length - 1);
}

/** An effect with what a t test needs. */
export interface Effect {
  estimate: number;
  standardError: number;
  df: number;
}

/** Mean of paired differences: t with n − 1 degrees of freedom. `null` for fewer than two pairs. */
export function pairedEffect(differences: readonly number[]): Effect | null {
  if (differences.length < 2) return null;
  return {
    estimate: mean(differences),
    standardError: Math.sqrt(variance(differences) / differences.length),
    df: differences.length - 1,
  };
}

/**
 * Difference of two independent means (Welch 1947, Satterthwaite's degrees of freedom); `spread` is the known
 * standard deviation between measurements, which each side carries once. `null` for fewer than two values a side.
 */
export function unpairedEffect(base: readonly number[], head: readonly number[], spread: number): Effect | null {
  if (base.length < 2 || head.length < 2) return null;
  const a = variance(base) / base.length;
  const b = variance(head) / head.length;
  const total = a + b + 2 * spread ** 2;
  const df = a + b === 0 ? Infinity : total ** 2 / (a ** 2 / (base.length - 1) + b ** 2 / (head.length - 1));
  return { estimate: mean(head) - mean(base), standardError: Math.sqrt(total), df };
}

/** The two-sided interval that holds the effect in 1 − `level` of all cases. */
export function interval(e: Effect, level: number): [number, number] {
  const half = tQuantile(1 - level / 2, e.df) * e.standardError;
  return [e.estimate - half, e.estimate + half];
}

/** One-sided p that the effect is above `nothing` in direction `sign`. */
export function oneSidedP(e: Effect, sign: 1 | -1, nothing = 0): number {
  const distance = sign * (e.estimate - nothing);
  if (e.standardError === 0) return distance > 0 ? 0 : 1;
  return tUpperTail(distance / e.standardError, e.df);
}

/** One-sided bound at 1 − `level` of the effect in direction `sign`. */
export function bound(e: Effect, sign: 1 | -1, level: number): number {
  return e.estimate + sign * tQuantile(1 - level, e.df) * e.standardError;
}

/** The smallest effect over `threshold` that a one-sided test at `levels.change` calls with `levels.power`. */
export function smallestCallable(e: Effect, threshold: number, levels: Pick<Levels, 'change' | 'power'>): number {
  const power = tQuantile(levels.power, e.df);
  return Math.max((tQuantile(1 - levels.change, e.df) + power) * e.standardError, threshold + power * e.standardError);
}

/** Holm's step-down adjustment (Holm 1979): adjusted p in the order given. */
export function holm(p: readonly number[]): number[] {
  const order = p.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const out = new Array<number>(p.length);
  let running = 0;
  order.forEach(({ value, index }, rank) => {
    running = Math.max(running, Math.min(1, (p.length - rank) * value));
    out[index] = running;
  });
  return out;
}

/** P(X ≥ k) for X ~ Binomial(n, ½): the exact one-sided sign (McNemar) test. */
export function signTest(k: number, n: number): number {
  let term = 0.5 ** n;
  let tail = 0;
  for (let i = 0; i <= n; i++) {
    if (i >= k) tail += term;
    term *= (n - i) / (i + 1);
  }
  return Math.min(1, tail);
}

/** Calls `visit` with every choice of `k` of `n` indices. */
function eachChoice(n: number, k: number, visit: (chosen: readonly number[]) => void): void {
  const chosen: number[] = [];
  const step = (from: number): void => {
    if (chosen.length === k) {
      visit(chosen);
      return;
    }
    for (let i = from; i <= n - (k - chosen.length); i++) {
      chosen.push(i);
      step(i + 1);
      chosen.pop();
    }
  };
  step(0);
}

/**
 * Exact permutation p of "first half and second half have the same mean" (Fisher 1935), for at most 16 values;
 * the middle one of an odd number is left out. `leastP` is the smallest p that so few values can give.
 */
export function halvesTest(values: readonly number[]): { p: number; leastP: number } {
  const half = Math.floor(values.length / 2);
  const used = [...values.slice(0, half), ...values.slice(values.length - half)].slice(0, 16);
  const k = Math.floor(used.length / 2);
  const total = used.reduce((a, b) => a + b, 0);
  const gap = (sum: number): number => Math.abs(2 * sum - total);
  const observed = gap(used.slice(0, k).reduce((a, b) => a + b, 0));
  let asFar = 0;
  let all = 0;
  eachChoice(used.length, k, (chosen) => {
    all++;
    if (gap(chosen.reduce((a, i) => a + used[i]!, 0)) >= observed - 1e-12) asFar++;
  });
  return { p: asFar / all, leastP: Math.min(1, 2 / all) };
}
