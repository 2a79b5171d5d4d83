import { invertSpd, times } from './dense.ts';
import type { Design } from './design.ts';
import { Skyline } from './skyline.ts';

/** Variances of one fit. All arrays are the caller's and are read at `solve`. */
export interface Variances {
  /** Of each row's own noise, (J or W)²; infinite where the row is no observation. */
  noise: Float64Array;
  /** Prior variance of each interval's own power, W². */
  power: Float64Array;
  /** What a second of error in the time of a counter's update adds to its own row, and takes from the next: W. */
  upper: Float64Array;
  lower: Float64Array;
}

export interface Solution {
  p: number;
  beta: Float64Array;
  /** Covariance of beta, p × p. */
  covariance: Float64Array;
  /** Each interval's own deviation from its phase's power, W (best linear unbiased prediction). */
  deviation(): Float64Array;
  /** −2 log-likelihood without constants. */
  deviance: number;
  /** Variance of (estimate − truth) of a′β + Σ cᵢ·deviationᵢ: the predicted, not the textbook, error. */
  variance(a: Float64Array, c: Float64Array): number;
}

/**
 * The linear mixed model y = Xβ + Zb + timing + noise, solved for fixed powers β and the deviations b of single
 * intervals at once (Henderson's mixed model equations: Robinson, "That BLUP is a good thing", Statistical
 * Science 6, 1991). The time of a counter's update is known to one poll, and its error stands in two rows with
 * opposite signs; those errors are unknowns too, so that they cancel over a phase as they do in truth.
 */
export class MixedModel {
  readonly #design: Design;
  readonly #timed: boolean;
  readonly #posDelta: Int32Array;
  readonly #posB: Int32Array;
  /** Intervals that touch a row, by last row. */
  readonly #order: Int32Array;
  readonly #h: Skyline;

  constructor(design: Design) {
    this.#design = design;
    this.#timed = design.updates.kind === 'counter';
    const n = design.updates.n;
    const m = design.activities.n;
    const touching: number[] = [];
    for (let i = 0; i < m; i++) if (design.last[i]! >= design.first[i]!) touching.push(i);
    this.#order = Int32Array.from(touching.sort((a, b) => design.last[a]! - design.last[b]! || a - b));
    this.#posDelta = new Int32Array(this.#timed ? n : 0);
    this.#posB = new Int32Array(m).fill(-1);
    this.#h = new Skyline(this.#layout(n));
  }

  /** Unknowns in order of time: an interval stands right after the last update it touches. */
  #layout(n: number): Int32Array {
    const { first, last } = this.#design;
    const begin: number[] = [];
    let next = 0;
    const place = (i: number) => {
      this.#posB[i] = begin.length;
      let from = begin.length;
      if (this.#timed) from = this.#posDelta[Math.max(0, first[i]! - 1)]!;
      else
        for (let o = next - 1; o >= 0 && last[this.#order[o]!]! >= first[i]!; o--) from = this.#posB[this.#order[o]!]!;
      begin.push(from);
    };
    for (let k = 0; k < n; k++) {
      if (this.#timed) {
        this.#posDelta[k] = begin.length;
        begin.push(k === 0 ? 0 : this.#posDelta[k - 1]!);
      }
      for (; next < this.#order.length && last[this.#order[next]!]! === k; next++) place(this.#order[next]!);
    }
    return Int32Array.from(begin);
  }

  /** Solves for all columns. `ridge[j]` and `target[j]` are a Gaussian prior on β (precision and mean). */
  solve(y: Float64Array, columns: Float64Array[], v: Variances, ridge: Float64Array): Solution {
    return this.solveNested(y, columns, columns.length, v, ridge).whole;
  }

  /** Solves for all columns and, with the same factor, for the first `inner` alone. */
  solveNested(
    y: Float64Array,
    columns: Float64Array[],
    inner: number,
    v: Variances,
    ridge: Float64Array,
  ): { whole: Solution; part: Solution } {
    const n = this.#design.updates.n;
    const weight = new Float64Array(n + 1);
    let logDet = 0;
    for (let k = 0; k < n; k++) {
      if (!Number.isFinite(v.noise[k]!)) continue;
      weight[k] = 1 / v.noise[k]!;
      logDet += Math.log(v.noise[k]!);
    }
    logDet += this.#fill(weight, v);
    logDet += this.#h.factor();
    const all = [...columns, y];
    const u = all.map((column) => {
      const s = this.#project(column, weight, v);
      this.#h.forward(s);
      return s;
    });
    const size = all.length;
    const products = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++)
        products[i * size + j] = products[j * size + i] = weightedDot(all[i]!, all[j]!, weight, n) - dot(u[i]!, u[j]!);
    const whole = this.#reduced(products, size, columns.length, u, ridge, logDet, v.power);
    return {
      whole,
      part: inner === columns.length ? whole : this.#reduced(products, size, inner, u, ridge, logDet, v.power),
    };
  }

  /** The solution for the first p columns, from the products of all of them (y the last) in the metric of V⁻¹. */
  #reduced(
    products: Float64Array,
    size: number,
    p: number,
    u: Float64Array[],
    ridge: Float64Array,
    logDet: number,
    power: Float64Array,
  ): Solution {
    const normal = new Float64Array(p * p);
    const rhs = new Float64Array(p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) normal[i * p + j] = products[i * size + j]! + (i === j ? ridge[i]! : 0);
      rhs[i] = products[i * size + size - 1]!;
    }
    const inverted = invertSpd(normal, p);
    if (inverted === null) throw new RangeError('ill-conditioned');
    const covariance = inverted.inverse;
    const beta = times(covariance, p, rhs);
    // At the minimum of a ridge problem the quadratic form is y'y − β'X'y.
    const quadratic = products[size * size - 1]! - dot(beta, rhs);
    const mine = [...u.slice(0, p), u[size - 1]!];
    return {
      p,
      beta,
      covariance,
      deviation: () => this.#deviations(mine, beta),
      deviance: logDet + quadratic,
      variance: (a, c) => this.#variance(a, c, mine, covariance, power),
    };
  }

  #fill(weight: Float64Array, v: Variances): number {
    const { updates, first, last, offset, value } = this.#design;
    const h = this.#h;
    const { upper, lower } = v;
    h.clear();
    const { timing } = updates;
    // The prior of the times is the same in every fit of these rows: its determinant is left out.
    let logPrior = 0;
    if (this.#timed) {
      for (let k = 0; k < updates.n; k++) {
        const at = this.#posDelta[k]!;
        h.add(
          at,
          at,
          timing.diagonal[k]! +
            upper[k]! ** 2 * weight[k]! +
            (k + 1 < updates.n ? lower[k + 1]! ** 2 * weight[k + 1]! : 0),
        );
        if (k > 0) h.add(at, this.#posDelta[k - 1]!, -timing.coupling[k]! - upper[k]! * lower[k]! * weight[k]!);
      }
    }
    for (let o = 0; o < this.#order.length; o++) {
      const i = this.#order[o]!;
      const at = this.#posB[i]!;
      const base = offset[i]! - first[i]!;
      let diagonal = 1 / v.power[i]!;
      logPrior += Math.log(v.power[i]!);
      for (let k = first[i]!; k <= last[i]!; k++) {
        const z = value[base + k]!;
        const wz = weight[k]! * z;
        diagonal += wz * z;
        if (!this.#timed || wz === 0) continue;
        h.add(at, this.#posDelta[k]!, wz * upper[k]!);
        if (k > 0) h.add(at, this.#posDelta[k - 1]!, -wz * lower[k]!);
      }
      h.add(at, at, diagonal);
      for (let q = o - 1; q >= 0 && last[this.#order[q]!]! >= first[i]!; q--) {
        const j = this.#order[q]!;
        const other = offset[j]! - first[j]!;
        let sum = 0;
        for (let k = Math.max(first[i]!, first[j]!); k <= last[j]!; k++)
          sum += weight[k]! * value[base + k]! * value[other + k]!;
        h.add(at, this.#posB[j]!, sum);
      }
    }
    // Intervals outside all rows keep their prior and cancel: log prior + log(1 / prior) = 0.
    return logPrior;
  }

  /** Z′R⁻¹x for all unknowns. */
  #project(x: Float64Array, weight: Float64Array, { upper, lower }: Variances): Float64Array {
    const { updates, first, last, offset, value } = this.#design;
    const s = new Float64Array(this.#h.size);
    if (this.#timed) {
      for (let k = 0; k < updates.n; k++) {
        const next = k + 1 < updates.n ? lower[k + 1]! * weight[k + 1]! * x[k + 1]! : 0;
        s[this.#posDelta[k]!] = upper[k]! * weight[k]! * x[k]! - next;
      }
    }
    for (const i of this.#order) {
      const base = offset[i]! - first[i]!;
      let sum = 0;
      for (let k = first[i]!; k <= last[i]!; k++) sum += weight[k]! * value[base + k]! * x[k]!;
      s[this.#posB[i]!] = sum;
    }
    return s;
  }

  #deviations(u: Float64Array[], beta: Float64Array): Float64Array {
    const x = Float64Array.from(u[beta.length]!);
    for (let j = 0; j < beta.length; j++) for (let r = 0; r < x.length; r++) x[r] = x[r]! - beta[j]! * u[j]![r]!;
    this.#h.backward(x);
    return Float64Array.from(this.#posB, (at) => (at < 0 ? 0 : x[at]!));
  }

  #variance(
    a: Float64Array,
    c: Float64Array,
    u: Float64Array[],
    covariance: Float64Array,
    prior: Float64Array,
  ): number {
    const x = new Float64Array(this.#h.size);
    let outside = 0;
    for (let i = 0; i < c.length; i++) {
      if (this.#posB[i]! >= 0) x[this.#posB[i]!] = c[i]!;
      else outside += c[i]! * c[i]! * prior[i]!;
    }
    this.#h.forward(x);
    const p = a.length;
    const rest = new Float64Array(p);
    for (let j = 0; j < p; j++) rest[j] = a[j]! - dot(u[j]!, x);
    const covered = times(covariance, p, rest);
    return dot(rest, covered) + dot(x, x) + outside;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function weightedDot(a: Float64Array, b: Float64Array, w: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += w[k]! * a[k]! * b[k]!;
  return sum;
}
