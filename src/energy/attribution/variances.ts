import type { Design } from './design.ts';
import type { Spreads } from './parameters.ts';

/** Variances of one fit: n rows, m activities. */
export interface Variances {
  /** R: of each row's own noise, (J or W)²; infinite where the row is no observation. */
  noise: Float64Array;
  /** σ_b²: prior variance of each activity's own power, W². */
  power: Float64Array;
  /**
   * T: what a second of error δ_k in the time of a counter's update adds to its own row, and takes from the next: W.
   */
  upper: Float64Array;
  lower: Float64Array;
}

/** A counter shows whole millijoules: a step has two roundings, each of variance (1 mJ)²/12. J². */
const QUANTUM_VARIANCE = 1e-6 / 6;

/**
 * Where an edge falls between the two polls of an update, power is not linear in the update's time: for a step ΔP at
 * the middle of the gap g the spread around the line is ΔP·g/(8√3), half of what the two nodes show as mean less middle
 * (ΔP·g/(4√3)). Derived, for that worst case.
 */
const CURVATURE_SPREAD = 0.5;
/** A row of little energy is noisy by no less than this share of the mean row (chosen, not measured). */
const LEAST_ROW = 0.1;
/**
 * A power below this spreads as this does, watts: base power, or 1 W where that is nearly nothing (chosen, not
 * measured).
 */
const LEAST_WATTS = 1;

/**
 * The variances of all rows and unknowns at powers β, whose rows are `fitted` = Xβ. Noise is σ_noise × the row, with
 * the quantum and the curvature beside it; a power reading is off by its slope × its poll gap as well (uniform:
 * gap²/12). σ_b is relative to the phase's gross power.
 */
export function variancesOf(design: Design, fitted: Float64Array, beta: Float64Array, spreads: Spreads): Variances {
  const { updates, activities } = design;
  const n = updates.n;
  const { level, curvature } = wattsAt(design, beta);
  const mean = fitted.reduce((sum, x) => sum + Math.abs(x) / n, 0);
  const noise = fitted.map((x) => (spreads.noise * Math.max(x, LEAST_ROW * mean)) ** 2 + QUANTUM_VARIANCE);
  const lower = new Float64Array(n);
  const upper = level.slice();
  for (let k = 0; k < n; k++) {
    if (updates.kind !== 'counter') {
      noise[k] = noise[k]! + (level[k]! * updates.gap[k]!) ** 2 / 12;
      continue;
    }
    noise[k] = noise[k]! + (CURVATURE_SPREAD * curvature[k]!) ** 2;
    if (design.window === 'exact') {
      if (k === 0) continue;
      lower[k] = level[k - 1]!;
      noise[k] = noise[k]! + (CURVATURE_SPREAD * curvature[k - 1]!) ** 2;
    } else {
      // A step is the window's mean times the time since the last update: both of its ends are known to a poll.
      lower[k] = fitted[k]! / updates.dt[k]!;
      upper[k] = level[k]! + lower[k]!;
    }
  }
  updates.observed.forEach((is, k) => {
    if (is === 0) noise[k] = Infinity;
  });
  const floor = Math.max(Math.abs(beta[0]!), LEAST_WATTS);
  const power = Float64Array.from(
    activities.phase,
    (j, i) => activities.spread[i]! * (spreads.power * Math.max(beta[0]! + beta[1 + j]!, floor)) ** 2,
  );
  return { noise, power, upper, lower };
}

/** Σ_i P_φ(i)·(slope, curvature) of each row; an exact counter's slope has base power besides. */
function wattsAt(design: Design, beta: Float64Array): { level: Float64Array; curvature: Float64Array } {
  const { updates, activities, first, last, offset } = design;
  const level = new Float64Array(updates.n).fill(design.window === 'exact' ? beta[0]! : 0);
  const curvature = new Float64Array(updates.n);
  for (let i = 0; i < activities.n; i++) {
    const watts = beta[1 + activities.phase[i]!]!;
    const base = offset[i]! - first[i]!;
    for (let k = first[i]!; k <= last[i]!; k++) {
      level[k] = level[k]! + watts * design.slope[base + k]!;
      curvature[k] = curvature[k]! + watts * design.curvature[base + k]!;
    }
  }
  return { level, curvature };
}
