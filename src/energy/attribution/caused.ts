import type { Activities } from './activities.ts';
import { caused, type Family, type Physics } from './model.ts';
import type { Updates } from './updates.ts';

/** Two-point Gauss–Legendre nodes on [−½, ½] (Abramowitz and Stegun, 25.4.30): ±1 ÷ (2√3). */
const NODE = 0.5 / Math.sqrt(3);
/** Beyond so many time constants e^(−x/τ) is below the last digit of 1 (e⁻²⁵ = 1.4e−11). */
const FORGOTTEN = 25;
/** A poll gap of more time constants than this would overflow e^(h/τ) and gains nothing. */
const WIDE = 20;

/** A_i at x − h, x and x + h: seconds at full power. */
export interface Around {
  below: number;
  middle: number;
  above: number;
}

/**
 * A_i(x), what activity i has caused up to time x, at the two quadrature nodes of an update's poll gap and between
 * them: the update lies uniformly in its gap, so its expectation is wanted. For a first-order response one exponential
 * does for the three times.
 */
export class CausedAround {
  /** h_k: half the distance of row k's two nodes, seconds. */
  readonly half: Float64Array;
  readonly #activities: Activities;
  readonly #family: Family;
  readonly #physics: Physics;
  /** e^(h_k/τ). */
  readonly #grow: Float64Array;

  constructor(updates: Updates, activities: Activities, family: Family, physics: Physics) {
    this.#activities = activities;
    this.#family = family;
    this.#physics = physics;
    this.half = updates.gap.map((gap) => NODE * gap);
    this.#grow = family.response === 'first-order' ? this.half.map((h) => Math.exp(h / physics.tau)) : this.half;
  }

  /** Of activity i around x, with the gap of row k. */
  at(i: number, k: number, x: number): Around {
    const { response } = this.#family;
    const p = this.#physics;
    const start = this.#activities.start[i]!;
    const end = this.#activities.end[i]!;
    const h = this.half[k]!;
    if (response !== 'first-order' || h > WIDE * p.tau) {
      const since = this.#activities.busySince[i]!;
      return {
        below: caused(response, p, start, end, since, x - h),
        middle: caused(response, p, start, end, since, x),
        above: caused(response, p, start, end, since, x + h),
      };
    }
    const { tau } = p;
    const grow = this.#grow[k]!;
    const a = x - start;
    const b = x - end;
    // x − τ(1 − e^(−x/τ)) from the begin, less the same from the end; nothing before either.
    const ea = a > -h && a - h < FORGOTTEN * tau ? Math.exp(-a / tau) : 0;
    const eb = b > -h && b - h < FORGOTTEN * tau ? Math.exp(-b / tau) : 0;
    return {
      below: (a > h ? a - h - tau * (1 - ea * grow) : 0) - (b > h ? b - h - tau * (1 - eb * grow) : 0),
      middle: (a > 0 ? a - tau * (1 - ea) : 0) - (b > 0 ? b - tau * (1 - eb) : 0),
      above: (a > -h ? a + h - tau * (1 - ea / grow) : 0) - (b > -h ? b + h - tau * (1 - eb / grow) : 0),
    };
  }
}
