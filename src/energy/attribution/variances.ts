import type { Design } from './design.ts';
import type { Variances } from './mixed.ts';
import type { Spreads } from './parameters.ts';
import type { Problem } from './problem.ts';

/** The counter's own unit, 1 mJ: two roundings. */
const QUANTUM_VARIANCE = 1e-6 / 6;

/**
 * Where an edge falls between the two polls of an update, power is not linear in the update's time: for a step at the
 * middle of the gap p the spread around the line is ΔP·p/(8√3), half of what the two nodes show as mean less middle.
 */
const BEND = 0.5;

/**
 * The variances of all rows and unknowns at these powers; `noise` comes in as the fitted rows and is overwritten.
 */
export function variancesOf(
  problem: Problem,
  design: Design,
  noise: Float64Array,
  beta: Float64Array,
  spreads: Spreads,
): Variances {
  const { updates, activities } = problem;
  const n = updates.n;
  const bend = new Float64Array(n);
  const level = new Float64Array(n).fill(design.window === 'exact' ? beta[0]! : 0);
  for (let i = 0; i < activities.n; i++) {
    const watts = beta[1 + activities.phase[i]!]!;
    const base = design.offset[i]! - design.first[i]!;
    for (let k = design.first[i]!; k <= design.last[i]!; k++) {
      level[k] = level[k]! + watts * design.slope[base + k]!;
      bend[k] = bend[k]! + watts * design.curve[base + k]!;
    }
  }
  let mean = 0;
  for (let k = 0; k < n; k++) mean += Math.abs(noise[k]!) / n;
  const lower = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const fitted = noise[k]!;
    noise[k] = (spreads.noise * Math.max(fitted, 0.1 * mean)) ** 2 + QUANTUM_VARIANCE;
    if (updates.kind !== 'counter') {
      noise[k] = noise[k]! + (level[k]! * updates.gap[k]!) ** 2 / 12;
    } else if (design.window === 'exact') {
      lower[k] = k === 0 ? 0 : level[k - 1]!;
      noise[k] = noise[k]! + (BEND * bend[k]!) ** 2 + (k === 0 ? 0 : (BEND * bend[k - 1]!) ** 2);
    } else {
      noise[k] = noise[k]! + (BEND * bend[k]!) ** 2;
      // A step is the window's mean times the time since the last update: both of its ends are known to a poll.
      lower[k] = fitted / updates.dt[k]!;
      level[k] = level[k]! + lower[k]!;
    }
  }
  if (updates.kind === 'counter') noise[0] = Infinity;
  const floor = Math.max(Math.abs(beta[0]!), 1);
  const power = Float64Array.from(
    activities.phase,
    (j, i) => activities.spread[i]! * (spreads.power * Math.max(beta[0]! + beta[1 + j]!, floor)) ** 2,
  );
  return { noise, power, upper: level, lower };
}
