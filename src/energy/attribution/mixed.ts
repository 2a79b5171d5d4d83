import { dot, invertSpd, multiply } from './dense.ts';
import type { Design } from './design.ts';
import { assemble, project } from './henderson.ts';
import type { SkylineFactor } from './skyline.ts';
import { layOutUnknowns, type Unknowns } from './unknowns.ts';
import type { Variances } from './variances.ts';

export interface Solution {
  /** β, one for each column: W for a power. */
  beta: Float64Array;
  /** b: each activity's own deviation from its phase's power, W (best linear unbiased prediction). */
  deviation(): Float64Array;
  /** −2 log-likelihood without constants: log det V + (y − Xβ)′V⁻¹(y − Xβ) + Σ ridge_j·β_j². */
  deviance: number;
  /** Variance of (estimate − truth) of a′β + c′b: of what these very requests used, not of a mean power. */
  variance(a: Float64Array, c: Float64Array): number;
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
 * `ridge[j]` is the precision of a Gaussian prior around 0 on β_j. Solves for all columns and, with the same factor,
 * for the first `inner` alone (`part`). Throws `SingularMatrix`.
 */
export function solveMixed(
  design: Design,
  y: Float64Array,
  columns: readonly Float64Array[],
  inner: number,
  v: Variances,
  ridge: Float64Array,
): { whole: Solution; part: Solution } {
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
  const eliminated = { products, size, u, factor, unknowns, logDet, power: v.power };
  const whole = solveReduced(eliminated, columns.length, ridge);
  return { whole, part: inner === columns.length ? whole : solveReduced(eliminated, inner, ridge) };
}

/** A mixed model after its random unknowns were eliminated. */
interface Eliminated {
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

/** The solution for the first p columns. */
function solveReduced(e: Eliminated, p: number, ridge: Float64Array): Solution {
  const { products, size } = e;
  const normal = new Float64Array(p * p);
  const rhs = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) normal[i * p + j] = products[i * size + j]! + (i === j ? ridge[i]! : 0);
    rhs[i] = products[(size - 1) * size + i]!;
  }
  const covariance = invertSpd(normal, p);
  const beta = multiply(covariance, p, rhs);
  // At the minimum of a ridge problem the quadratic form is y′V⁻¹y − β′X′V⁻¹y.
  const quadratic = products[size * size - 1]! - dot(beta, rhs);
  const u = e.u.slice(0, p);
  return {
    beta,
    deviation: () => deviationOf(e, u, beta),
    deviance: e.logDet + quadratic,
    variance: (a, c) => varianceOf(e, u, covariance, a, c),
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
  { factor, unknowns: { deviationAt }, power }: Eliminated,
  u: readonly Float64Array[],
  covariance: Float64Array,
  a: Float64Array,
  c: Float64Array,
): number {
  const placed = new Float64Array(factor.size);
  let outside = 0;
  for (let i = 0; i < c.length; i++) {
    if (deviationAt[i]! >= 0) placed[deviationAt[i]!] = c[i]!;
    else outside += c[i]! * c[i]! * power[i]!;
  }
  const x = factor.forward(placed);
  const rest = a.map((value, j) => value - dot(u[j]!, x));
  return dot(rest, multiply(covariance, a.length, rest)) + dot(x, x) + outside;
}

/** aᵀWb over the first n rows. */
function weightedDot(a: Float64Array, b: Float64Array, w: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += w[k]! * a[k]! * b[k]!;
  return sum;
}
