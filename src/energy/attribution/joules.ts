import type { Activities } from './activities.ts';
import { activitiesOf, membersOf } from './departures.ts';
import type { Fit } from './fit.ts';
import { fullPower, type Physics } from './model.ts';
import type { Problem } from './problem.ts';
import { pausesIn } from './pulses.ts';

/** F_i: seconds of full power in each activity (less than its length where clocks rise). */
export function fullSeconds({ model }: Pick<Fit, 'model'>, activities: Activities, physics: Physics): Float64Array {
  const { n, start, end, busySince, weight } = activities;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++)
    out[i] = weight[i]! * fullPower(model.family.response, physics, start[i]!, end[i]!, busySince[i]!);
  return out;
}

/**
 * What a watt of each coefficient is of each activity's joules, in seconds: h_i of base power, F_i of its phase's and
 * c_i·F_i of its context's, and of a departure's its weight times the seconds of full power that it lasts.
 */
function secondsOf({ model }: Pick<Fit, 'model'>, problem: Problem, physics: Physics): Column[] {
  const { activities, context, shared, phases } = problem;
  const full = fullSeconds({ model }, activities, physics);
  const columns: Column[] = [{ of: null, seconds: shared }];
  phases.forEach((_, j) =>
    columns.push({ of: null, seconds: full.map((x, i) => (activities.phase[i] === j ? x : 0)) }),
  );
  if (context !== null) columns.push({ of: null, seconds: full.map((x, i) => x * context[i]!) });
  for (const departure of model.departures) {
    if (departure.kind === 'rest') columns.push({ of: null, seconds: shared });
    else if (departure.kind === 'pulses') {
      const of = membersOf(problem, departure.phase);
      columns.push({ of, seconds: Float64Array.from(of, (i) => pausesIn(problem, i, departure.seconds)) });
    } else {
      const { activities: parts, of, weight } = activitiesOf(departure, problem);
      columns.push({ of, seconds: fullSeconds({ model }, parts, physics).map((x, i) => x * weight[i]!) });
    }
  }
  return columns;
}

/** `of` null: one entry for each activity. */
interface Column {
  of: Int32Array | null;
  seconds: Float64Array;
}

/**
 * Joules of each activity in one fit: base power for its share of time h_i, for its seconds of full power its phase's
 * power, its context's and its own deviation, and its departures:
 *
 *     E_i = P_idle·h_i + (P_φ(i) + b_i + γ·c_i)·F_i + Σ_d β_d·w_di·F_di
 */
export function joulesOf(fit: Fit, problem: Problem): Float64Array {
  const { physics } = fit;
  const deviation = fit.deviation();
  const joules = fullSeconds(fit, problem.activities, physics).map((seconds, i) => deviation[i]! * seconds);
  secondsOf(fit, problem, physics).forEach(({ of, seconds }, j) => {
    const watts = fit.beta[j]!;
    if (watts !== 0) seconds.forEach((s, i) => (joules[of?.[i] ?? i] = joules[of?.[i] ?? i]! + watts * s));
  });
  return joules;
}

/** Step of the finite difference of F_i by `jump` (a share) or `ramp` (seconds); both enter it all but linearly. */
const STEP = 0.01;

/**
 * Variance of (estimate − what these very requests used) of Σ w_i·E_i: the gradient of the sum by powers, physics and
 * deviations goes into the fit's joint covariance. Of the physics only jump and ramp change an activity's joules; the
 * others say when a sensor shows them. Where a bound held the physics, what the sum would still have moved by is added.
 */
export function sumVariance(weights: Float64Array, fit: Fit, problem: Problem): number {
  const { activities } = problem;
  const { beta, free, physics } = fit;
  const full = fullSeconds(fit, activities, physics);
  const byParameter = new Float64Array(beta.length + free.length);
  const byDeviation = weights.map((w, i) => w * full[i]!);
  const gradient = (p: Physics): number[] =>
    secondsOf(fit, problem, p).map(({ of, seconds }) =>
      seconds.reduce((sum, s, i) => sum + weights[of?.[i] ?? i]! * s, 0),
    );
  const here = gradient(physics);
  byParameter.set(here);
  free.forEach((name, q) => {
    if (name !== 'jump' && name !== 'ramp') return;
    const moved = gradient({ ...physics, [name]: physics[name] + STEP });
    byParameter[beta.length + q] = moved.reduce((sum, x, j) => sum + (beta[j]! * (x - here[j]!)) / STEP, 0);
  });
  const held = fit.held === null ? 0 : here.reduce((sum, x, j) => sum + x * fit.held![j]!, 0);
  return fit.variance(byParameter, byDeviation) + held * held;
}

/** The part of `sumVariance` that is of the activities' own deviations. */
export function spreadVariance(weights: Float64Array, fit: Fit, { activities }: Problem): number {
  const full = fullSeconds(fit, activities, fit.physics);
  return fit.spread(weights.map((w, i) => w * full[i]!));
}
