import type { Activities } from './activities.ts';
import type { Fit } from './fit.ts';
import { fullPower, type Physics } from './model.ts';
import type { Problem } from './problem.ts';

/** F_i: seconds of full power in each activity (less than its length where clocks rise). */
export function fullSeconds({ model }: Pick<Fit, 'model'>, activities: Activities, physics: Physics): Float64Array {
  const { n, start, end, busySince, weight } = activities;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++)
    out[i] = weight[i]! * fullPower(model.family.response, physics, start[i]!, end[i]!, busySince[i]!);
  return out;
}

/**
 * Joules of each activity in one fit: base power for its share of time h_i, and for its seconds of full power its
 * phase's power, its context's and its own deviation:
 *
 *     E_i = P_idle·h_i + (P_φ(i) + b_i + γ·c_i)·F_i
 */
export function joulesOf(fit: Fit, { activities, context }: Problem, shared: Float64Array): Float64Array {
  const { beta } = fit;
  const deviation = fit.deviation();
  const full = fullSeconds(fit, activities, fit.model.physics);
  return full.map((seconds, i) => {
    const watts =
      beta[1 + activities.phase[i]!]! + deviation[i]! + (context === null ? 0 : context[i]! * beta[beta.length - 1]!);
    return beta[0]! * shared[i]! + watts * seconds;
  });
}

/** Step of the finite difference of F_i by `jump` (a share) or `ramp` (seconds); both enter it all but linearly. */
const STEP = 0.01;

/**
 * Variance of (estimate − what these very requests used) of Σ w_i·E_i: the gradient of the sum by powers, free physics
 * and deviations goes into the fit's joint covariance. Of the physics only jump and ramp change an activity's joules;
 * the others say when a sensor shows them.
 */
export function sumVariance(weights: Float64Array, fit: Fit, problem: Problem, shared: Float64Array): number {
  const { activities, context } = problem;
  const { beta, free } = fit;
  const { physics } = fit.model;
  const full = fullSeconds(fit, activities, physics);
  const byParameter = new Float64Array(beta.length + free.length);
  const byDeviation = new Float64Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i]!;
    const j = 1 + activities.phase[i]!;
    byDeviation[i] = w * full[i]!;
    byParameter[0] = byParameter[0]! + w * shared[i]!;
    byParameter[j] = byParameter[j]! + w * full[i]!;
    if (context !== null) byParameter[beta.length - 1] = byParameter[beta.length - 1]! + w * context[i]! * full[i]!;
  }
  free.forEach((name, q) => {
    if (name !== 'jump' && name !== 'ramp') return;
    const moved = fullSeconds(fit, activities, { ...physics, [name]: physics[name] + STEP });
    let slope = 0;
    for (let i = 0; i < weights.length; i++)
      slope += (weights[i]! * (moved[i]! - full[i]!) * beta[1 + activities.phase[i]!]!) / STEP;
    byParameter[beta.length + q] = slope;
  });
  return fit.variance(byParameter, byDeviation);
}
