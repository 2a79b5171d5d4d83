import jstat from 'jstat';

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
  /** Blocks a side behind it: which look it is. */
  blocks: number;
  /** The part of the variance (`standardError²`) that is the measurement's own error. */
  own?: number;
  /** The part that more blocks of head do not make smaller. */
  fixed?: number;
}

/** How far measurements of one subject differ: a standard deviation, and the degrees of freedom that it has itself. */
export interface Spread {
  sd: number;
  df: number;
}

/** A value of one block, with the standard error that its own measurement gives it. */
export interface Measured {
  value: number;
  error: number;
  /** Of its difference from base's value, where one covariance tells it. */
  errorOverBase?: number;
  /** What it may depend on beside what is asked; here degrees Celsius. */
  covariate?: number;
}

/** Fewer values have no degrees of freedom to give to a covariate. */
const LEAST_FOR_COVARIATE = 6;

/** Variance of a mean: that between the values, or their own errors' where these say more. */
function meanVariance(values: readonly number[], errors: readonly number[]): { variance: number; own: number } {
  const own = errors.reduce((all, e) => all + e ** 2, 0) / values.length ** 2;
  return { variance: Math.max(variance(values) / values.length, own), own };
}

/** Mean of values: t with n − 1 degrees of freedom. `null` for fewer than two. */
export function meanEffect(x: readonly Measured[]): Effect | null {
  if (x.length < 2) return null;
  const values = x.map((m) => m.value);
  const v = meanVariance(
    values,
    x.map((m) => m.error),
  );
  return {
    estimate: mean(values),
    standardError: Math.sqrt(v.variance),
    df: x.length - 1,
    blocks: x.length,
    own: v.own,
  };
}

/**
 * Mean of values xᵢ that may depend on a covariate cᵢ: x̄ as it is, its variance that of the residuals of the line
 * xᵢ = x̄ + β·(cᵢ − c̄), with n − 2 degrees of freedom (analysis of covariance, Fisher 1932). As `meanEffect` with
 * fewer than six values, without a covariate of each, or where all are equal.
 */
export function meanBesideCovariate(x: readonly Measured[]): Effect | null {
  const plain = meanEffect(x);
  const covariates = x.flatMap((m) => m.covariate ?? []);
  if (!plain || x.length < LEAST_FOR_COVARIATE || covariates.length < x.length) return plain;
  const centre = mean(covariates);
  const c = covariates.map((v) => v - centre);
  const sxx = c.reduce((all, v) => all + v * v, 0);
  if (sxx === 0) return plain;
  const y = x.map((m) => m.value - plain.estimate);
  const slope = y.reduce((all, v, i) => all + v * c[i]!, 0) / sxx;
  const df = x.length - 2;
  const residual = y.reduce((all, v, i) => all + (v - slope * c[i]!) ** 2, 0) / df;
  return { ...plain, standardError: Math.sqrt(Math.max(residual / x.length, plain.own!)), df };
}

/**
 * Difference of two independent means (Welch 1947). What each measurement adds, √2 · `spread`, carries its own degrees
 * of freedom, as both sides' blocks do (Satterthwaite 1946). `null` for fewer than two values a side.
 */
export function unpairedEffect(
  base: readonly Measured[],
  head: readonly Measured[],
  spread: Spread | null,
): Effect | null {
  const [b, h] = [meanEffect(base), meanEffect(head)];
  if (!b || !h) return null;
  const between = spread === null ? 0 : 2 * spread.sd ** 2;
  const parts = [
    { variance: b.standardError ** 2, df: b.df },
    { variance: h.standardError ** 2, df: h.df },
    ...(spread === null ? [] : [{ variance: between, df: spread.df }]),
  ];
  const total = parts.reduce((all, p) => all + p.variance, 0);
  const scaled = parts.reduce((all, p) => all + p.variance ** 2 / p.df, 0);
  return {
    estimate: h.estimate - b.estimate,
    standardError: Math.sqrt(total),
    df: scaled === 0 ? Infinity : total ** 2 / scaled,
    blocks: Math.min(base.length, head.length),
    own: b.own! + h.own!,
    fixed: between + b.standardError ** 2,
  };
}

type Test = Pick<Effect, 'estimate' | 'standardError' | 'df'>;

/** The two-sided interval outside of which the effect has a one-sided p of less than `p` on either side. */
export function interval(e: Test, p: number): [number, number] {
  const half = tQuantile(1 - p, e.df) * e.standardError;
  return [e.estimate - half, e.estimate + half];
}

/** One-sided p that the effect is above `nothing` in direction `sign`. */
export function oneSidedP(e: Test, sign: 1 | -1, nothing = 0): number {
  const distance = sign * (e.estimate - nothing);
  if (e.standardError === 0) return distance > 0 ? 0 : 1;
  return tUpperTail(distance / e.standardError, e.df);
}
