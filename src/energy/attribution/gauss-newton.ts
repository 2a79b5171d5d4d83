import type { Departure } from './departures.ts';
import { jacobian, linearModel } from './linear-model.ts';
import type { Family, Physics, PhysicsName } from './model.ts';
import { boundsOf, type Spreads } from './parameters.ts';
import type { Problem } from './problem.ts';
import { unlessSingular } from './singular.ts';
import { firstSolution, solveBoth, solvePowers, variancesAt } from './solve.ts';

/** Each try of a step is this much shorter than the last (chosen, not measured). */
const SHRINK = 2.5;
/**
 * A step must lower the deviance by more than rounding, and by more than `worthwhile` for another to follow (chosen,
 * not measured).
 */
const GAIN = { least: 1e-4, worthwhile: 0.02 };
/**
 * No step leaps over more than this share of a parameter's range: the model is not that linear (chosen, not measured).
 */
const LEAP = 1 / 3;

export interface Walk {
  physics: Physics;
  /** Powers at `physics`. */
  beta: Float64Array;
  /** The jacobian by `names` where the last step began. */
  slopes: Float64Array[];
  deviance: number;
}

/** Where a walk begins; `beta` null: powers from nothing. `shortest`: the least share of a full step that is tried. */
export interface WalkStart {
  physics: Physics;
  beta: Float64Array | null;
  steps: number;
  shortest: number;
}

/**
 * Gauss–Newton on the physics θ with powers and deviations solved for at once: the rows are y ≈ Xβ + J·Δθ with J the
 * jacobian at the powers at hand (Björck, "Numerical Methods for Least Squares Problems", 1996, section 9.2), θ moved
 * by Δθ or, where that is no better, by less of it. Weights follow the powers; the deviance with its log-determinants
 * compares both places fairly. Throws `SingularMatrix`.
 */
export function walk(
  problem: Problem,
  family: Family,
  names: readonly PhysicsName[],
  spreads: Spreads,
  start: WalkStart,
  departures: readonly Departure[] = [],
): Walk {
  let { physics } = start;
  let beta = start.beta ?? firstSolution(linearModel(problem, family, physics, departures), spreads).beta;
  let slopes: Float64Array[] = [];
  let deviance = Infinity;
  for (let step = 0; step < start.steps; step++) {
    const here = linearModel(problem, family, physics, departures);
    slopes = jacobian(problem, here, names, beta);
    const { whole, part } = solveBoth(here, names, slopes, variancesAt(here, beta, spreads), beta);
    beta = part.beta;
    deviance = part.deviance;
    let moved = false;
    for (let share = 1; share > start.shortest; share /= SHRINK) {
      const next = movedBy(problem, physics, names, whole.beta.subarray(here.columns.length), share);
      const there = linearModel(problem, family, next, departures);
      const solution = unlessSingular(() => solvePowers(there, variancesAt(there, beta, spreads), beta));
      if (solution === null || solution.deviance >= part.deviance - GAIN.least) continue;
      moved = part.deviance - solution.deviance > GAIN.worthwhile;
      physics = next;
      beta = solution.beta;
      deviance = solution.deviance;
      break;
    }
    if (!moved) break;
  }
  return { physics, beta, slopes, deviance };
}

/** The physics moved by a share of a step, within their bounds. */
function movedBy(
  problem: Problem,
  physics: Physics,
  names: readonly PhysicsName[],
  step: Float64Array,
  share: number,
): Physics {
  const { cadence, kind } = problem.updates;
  const next = { ...physics };
  names.forEach((name, j) => {
    const [lo, hi] = boundsOf(name, cadence, kind);
    const limit = (hi - lo) * LEAP;
    next[name] = Math.max(lo, Math.min(hi, physics[name] + Math.max(-limit, Math.min(limit, share * step[j]!))));
  });
  return next;
}
