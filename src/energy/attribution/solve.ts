import { leastSquares } from './dense.ts';
import { predict, type LinearModel } from './linear-model.ts';
import { solveMixed, type Solution } from './mixed.ts';
import type { Spreads } from './parameters.ts';
import { PRIOR } from './departures.ts';
import type { PhysicsName } from './model.ts';
import { boundsOf } from './parameters.ts';
import { LEAST_WATTS, variancesOf, type Variances } from './variances.ts';

/** Precision of the prior on a power (10⁵ W): only keeps a column without data from being singular. */
const RIDGE = 1e-10;
/** A uniform distribution of width w has the variance w²/12. */
const UNIFORM = 12;

/** The variances of a model at powers β. */
export function variancesAt(model: LinearModel, beta: Float64Array, spreads: Spreads): Variances {
  return variancesOf(model.design, predict(model, beta), beta, spreads);
}

/**
 * Precisions of the priors around 0 of all columns and of a step of the physics `names` (uniform within their bounds).
 * Those of departures follow the powers β.
 */
export function priorsOf(model: LinearModel, names: readonly PhysicsName[], beta: Float64Array): Float64Array {
  const { cadence, kind } = model.design.updates;
  return Float64Array.from([
    ...model.columns.map((_, j) => {
      if (j < model.powers) return RIDGE;
      const { kind: of, phase } = model.departures[j - model.powers]!;
      const watts = of === 'rest' ? beta[0]! : beta[1 + phase]!;
      return 1 / (PRIOR.sd[of] * Math.max(LEAST_WATTS, Math.abs(watts))) ** 2;
    }),
    ...names.map((name) => {
      const [lo, hi] = boundsOf(name, cadence, kind);
      return UNIFORM / (hi - lo) ** 2;
    }),
  ]);
}

/** Powers alone, at variances of powers β. Throws `SingularMatrix`. */
export function solvePowers(model: LinearModel, variances: Variances, beta: Float64Array): Solution {
  return solveBoth(model, [], [], variances, beta).part;
}

/**
 * Powers alone (`part`), and powers with a step of the physics `names` along their `slopes` (`whole`), at variances of
 * powers β. Throws `SingularMatrix`.
 */
export function solveBoth(
  model: LinearModel,
  names: readonly PhysicsName[],
  slopes: readonly Float64Array[],
  variances: Variances,
  beta: Float64Array,
): { whole: Solution; part: Solution } {
  const { design, columns } = model;
  const priors = priorsOf(model, names, beta);
  return solveMixed(design, design.updates.y, [...columns, ...slopes], columns.length, variances, priors);
}

/** Powers from nothing: plain least squares gives the weights of one real solution. Throws `SingularMatrix`. */
export function firstSolution(model: LinearModel, spreads: Spreads): Solution {
  const { updates } = model.design;
  // The first update of a counter only starts the first step.
  const beta = new Float64Array(model.columns.length);
  beta.set(leastSquares(model.columns.slice(0, model.powers), updates.y, updates.kind === 'counter' ? 1 : 0));
  return solvePowers(model, variancesAt(model, beta, spreads), beta);
}
