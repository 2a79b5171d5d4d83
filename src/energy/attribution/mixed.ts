import { dot, invertWithDet, multiply } from './dense.ts';
import type { Design } from './design.ts';
import { assemble, project } from './henderson.ts';
import type { SkylineFactor } from './skyline.ts';
import { layOutUnknowns, type Unknowns } from './unknowns.ts';
import type { Variances } from './variances.ts';

export interface Solution {
  /** β up to the last chosen column, 0 for those left out before it: W for a power. */
  beta: Float64Array;
  /** b: each activity's own deviation from its phase's power, W (best linear unbiased prediction). */
  deviation(): Float64Array;
  /** −2 log-likelihood without constants: log det V + (y − Xβ)′V⁻¹(y − Xβ) + Σ ridge_j·β_j². */
  deviance: number;
  /** log det of the chosen columns' normal matrix, their priors' precisions on its diagonal. */
  logDetNormal: number;
  /** Variance of (estimate − truth) of a′β + c′b: of what these very requests used, not of a mean power. */
  variance(a: Float64Array, c: Float64Array): number;
  /** The part of it that is of c′b where β is known: how far these very requests may lie from their phase's mean. */
  spread(c: Float64Array): number;
}

/**
 * The linear mixed model y = Xβ + Zb + Tδ + ε, with b ~ N(0, σ_b²), δ ~ N(0, Q⁻¹), ε ~ N(0, R), solved for fixed powers
 * β and random unknowns (b, δ) at once by Henderson's mixed model equations (Robinson, "That BLUP is a good thing",
 * Statistical Science 6, 1991, section 2 and equation 3.1 of the prediction error):
 *
 *     [X′R⁻¹X + ridge   X′R⁻¹Z] [β]   [X′R⁻¹y]
 *     [Z′R⁻¹X                H] [b] = [Z′R⁻¹y],    H = Z′R⁻¹Z + G⁻¹ = LLᵀ
 *
 * by elimination of b: with u = L⁻¹Z′R⁻¹x for each column x, x′V⁻¹x = x′R⁻¹x − u′u. The time of a counter's update is
 * known to one poll, and its error δ stands in two rows with opposite signs: as an unknown it cancels over a phase as
 * it does in truth.
 *
 * Returns what is left when b and δ are eliminated, to be solved for any of the columns (`solveFor`). Throws
 * `SingularMatrix`.
 */
export function eliminate(design: Design, y: Float64Array, columns: readonly Float64Array[], v: Variances): Eliminated {
  const n = design.updates.n;
  // One more than there are rows: the row after the last weighs nothing.
  const weights = new Float64Array(n + 1);
  let logDet = 0;
  for (let k = 0; k < n; k++) {
    if (!Number.isFinite(v.noise[k]!)) continue;
    weights[k] = 1 / v.noise[k]!;
    logDet += Math.log(v.noise[k]!);
  }
  const unknowns = layOutUnknowns(design);
  const { matrix, logPrior } = assemble(design, unknowns, weights, v);
  const factor = matrix.factor();
  logDet += logPrior;
  logDet += factor.logDet;
  const all = [...columns, y];
  const u = all.map((column) => factor.forward(project(design, unknowns, column, weights, v)));
  const size = all.length;
  const products = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) products[i * size + j] = weightedDot(all[i]!, all[j]!, weights, n) - dot(u[i]!, u[j]!);
  return { products, size, u, factor, unknowns, logDet, power: v.power };
}

/** A mixed model after its random unknowns were eliminated. */
export interface Eliminated {
  /** x′V⁻¹x of all columns, y the last: the lower triangle of `size` × `size`. */
  products: Float64Array;
  size: number;
  /** L⁻¹Z′R⁻¹x of each of them. */
  u: readonly Float64Array[];
  factor: SkylineFactor;
  unknowns: Unknowns;
  /** log det V. */
  logDet: number;
  /** σ_b² of each activity. */
  power: Float64Array;
}

/**
 * Solves for all columns, with priors of precision `ridge[j]`, and with the same factor for the first `inner` alone
 * (`part`). Throws `SingularMatrix`.
 */
export function solveMixed(
  design: Design,
  y: Float64Array,
  columns: readonly Float64Array[],
  inner: number,
  v: Variances,
  ridge: Float64Array,
): { whole: Solution; part: Solution } {
  const eliminated = eliminate(design, y, columns, v);
  const whole = solveFor(eliminated, countTo(columns.length), ridge);
  return { whole, part: inner === columns.length ? whole : solveFor(eliminated, countTo(inner), ridge) };
}

/** 0 … n − 1. */
export const countTo = (n: number): number[] => Array.from({ length: n }, (_, j) => j);

/**
 * The solution for the columns at `chosen` (ascending), all others being 0. `ridge[j]` is the precision of a Gaussian
 * prior around 0 on β_j. Throws `SingularMatrix`.
 */
export function solveFor(e: Eliminated, chosen: readonly number[], ridge: Float64Array): Solution {
  const { products, size } = e;
  const p = chosen.length;
  const normal = new Float64Array(p * p);
  const rhs = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    const at = chosen[i]! * size;
    for (let j = 0; j <= i; j++) normal[i * p + j] = products[at + chosen[j]!]! + (i === j ? ridge[chosen[i]!]! : 0);
    rhs[i] = products[(size - 1) * size + chosen[i]!]!;
  }
  const { inverse: covariance, logDet } = invertWithDet(normal, p);
  const found = multiply(covariance, p, rhs);
  // At the minimum of a ridge problem the quadratic form is y′V⁻¹y − β′X′V⁻¹y.
  const quadratic = products[size * size - 1]! - dot(found, rhs);
  const u = chosen.map((j) => e.u[j]!);
  const beta = new Float64Array(chosen.length === 0 ? 0 : chosen.at(-1)! + 1);
  chosen.forEach((j, i) => (beta[j] = found[i]!));
  return {
    beta,
    deviation: () => deviationOf(e, u, found),
    deviance: e.logDet + quadratic,
    logDetNormal: logDet,
    variance: (a, c) =>
      varianceOf(
        e,
        u,
        covariance,
        Float64Array.from(chosen, (j) => a[j]!),
        c,
      ),
    spread: (c) => spreadOf(e, c).variance,
  };
}

/** b = L⁻ᵀ(u_y − Σ β_j·u_j), of the positions that are activities. */
function deviationOf(e: Eliminated, u: readonly Float64Array[], beta: Float64Array): Float64Array {
  const rest = e.u[e.size - 1]!.slice();
  for (let j = 0; j < beta.length; j++) for (let r = 0; r < rest.length; r++) rest[r] = rest[r]! - beta[j]! * u[j]![r]!;
  const b = e.factor.backward(rest);
  return Float64Array.from(e.unknowns.deviationAt, (at) => (at < 0 ? 0 : b[at]!));
}

/**
 * With x = L⁻¹c and r = a − U′x: r′C_β r + x′x (the prediction error variance of Henderson's equations), and σ_b² for
 * activities that touch no row.
 */
function varianceOf(
  e: Eliminated,
  u: readonly Float64Array[],
  covariance: Float64Array,
  a: Float64Array,
  c: Float64Array,
): number {
  const { x, variance } = spreadOf(e, c);
  const rest = a.map((value, j) => value - dot(u[j]!, x));
  return dot(rest, multiply(covariance, a.length, rest)) + variance;
}

/** x and x′x with σ_b² for activities that touch no row. */
function spreadOf(
  { factor, unknowns: { deviationAt }, power }: Eliminated,
  c: Float64Array,
): { x: Float64Array; variance: number } {
  const placed = new Float64Array(factor.size);
  let outside = 0;
  for (let i = 0; i < c.length; i++) {
    if (deviationAt[i]! >= 0) placed[deviationAt[i]!] = c[i]!;
    else outside += c[i]! * c[i]! * power[i]!;
  }
  const x = factor.forward(placed);
  return { x, variance: dot(x, x) + outside };
}

/** aᵀWb over the first n rows. */
function weightedDot(a: Float64Array, b: Float64Array, w: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += w[k]! * a[k]! * b[k]!;
  return sum;
}
