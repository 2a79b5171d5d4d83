import { leastSquares } from './dense.ts';
import { predict, type LinearModel } from './linear-model.ts';
import { solveMixed, type Solution } from './mixed.ts';
import type { Spreads } from './parameters.ts';
import { variancesOf, type Variances } from './variances.ts';

/**
 * Precision of the prior on a power (10⁵ W) and on a step of the physics (10 s): only keeps a column without data from
 * being singular.
 */
const RIDGE = { power: 1e-10, physics: 1e-2 };

/** The variances of a model at powers β. */
export function variancesAt(model: LinearModel, beta: Float64Array, spreads: Spreads): Variances {
  return variancesOf(model.design, predict(model, beta), beta, spreads);
}

/** Powers alone, at given variances. Throws `SingularMatrix`. */
export function solvePowers(model: LinearModel, variances: Variances): Solution {
  return solveBoth(model, [], variances).part;
}

/** Powers alone (`part`), and powers with a step of the physics along `slopes` (`whole`). Throws `SingularMatrix`. */
export function solveBoth(
  { design, columns }: LinearModel,
  slopes: readonly Float64Array[],
  variances: Variances,
): { whole: Solution; part: Solution } {
  const ridge = Float64Array.from([...columns.map(() => RIDGE.power), ...slopes.map(() => RIDGE.physics)]);
  return solveMixed(design, design.updates.y, [...columns, ...slopes], columns.length, variances, ridge);
}

/** Powers from nothing: plain least squares gives the weights of one real solution. Throws `SingularMatrix`. */
export function firstSolution(model: LinearModel, spreads: Spreads): Solution {
  const { updates } = model.design;
  // The first update of a counter only starts the first step.
  const beta = leastSquares(model.columns, updates.y, updates.kind === 'counter' ? 1 : 0);
  return solvePowers(model, variancesAt(model, beta, spreads));
}
