import type { Departure } from './departures.ts';
import { walk } from './gauss-newton.ts';
import { jacobian, linearModel, type LinearModel } from './linear-model.ts';
import type { Solution } from './mixed.ts';
import { parametersOf, type Family, type Physics, type PhysicsName } from './model.ts';
import { onBound, spreadPenalty, type Spreads } from './parameters.ts';
import type { Problem } from './problem.ts';
import { solveBoth, variancesAt } from './solve.ts';
import { fitSpreads } from './spreads.ts';

/** One family fitted to one problem. */
export interface Fit {
  /** The model at the fitted physics. */
  model: LinearModel;
  spreads: Spreads;
  /** The physics of the family: their uncertainty is in every error, also of one that ended on a bound. */
  free: PhysicsName[];
  /** β: base power, one per phase, the context slope if there is one, then the departures, W. */
  beta: Float64Array;
  /** The physics at which β holds: the model's, or where departures have moved them along their slopes. */
  physics: Physics;
  /** How far β would still move if no physics were held by a bound, W; null where none is. */
  held: Float64Array | null;
  /** b, W by activity. */
  deviation: Solution['deviation'];
  /** Of a′(β, Δθ) + c′b, θ the free physics: a has `beta.length + free.length` entries. */
  variance: Solution['variance'];
  /** The part of it that is of c′b alone. */
  spread: Solution['spread'];
  /** Physics that the data determine to a fifth (`determined.ts`); empty until asked for. */
  determined: PhysicsName[];
  /** −2 log-likelihood with its priors; comparable between families on the same rows. */
  deviance: number;
  /** deviance + (number of physics) · log n (Schwarz 1978), and for departures what their evidence adds. */
  bic: number;
}

/**
 * Rounds of physics, then spreads; and the most steps of the physics in the first round and in later ones (chosen, not
 * measured).
 */
const ROUNDS = { count: 3, firstSteps: 6, steps: 4 };
/**
 * The least share of a step that is tried, and for a fit that only moves to more rows, one step and hardly less of it
 * (1.3 s in place of 2.0 s for 10,000 requests: git 8fe555d).
 */
const SHORTEST = { search: 0.05, extend: 0.5 };

/**
 * Fits a family with some departures: physics from `start`, powers from nothing, then the spreads, in turns. Throws
 * `SingularMatrix`.
 */
export function fitFamily(
  problem: Problem,
  family: Family,
  start: Physics,
  startSpreads: Spreads,
  departures: readonly Departure[] = [],
): Fit {
  const names = parametersOf(family);
  let physics = start;
  let spreads = startSpreads;
  let beta: Float64Array | null = null;
  for (let round = 0; round < ROUNDS.count; round++) {
    const steps = round === 0 ? ROUNDS.firstSteps : ROUNDS.steps;
    const from = { physics, beta, steps, shortest: SHORTEST.search };
    const walked = walk(problem, family, names, spreads, from, departures);
    physics = walked.physics;
    beta = walked.beta;
    if (round < ROUNDS.count - 1)
      spreads = fitSpreads(linearModel(problem, family, physics, departures), spreads, beta);
  }
  const model = linearModel(problem, family, physics, departures);
  return finish(problem, model, spreads, beta!, jacobian(problem, model, names, beta!));
}

/**
 * Takes a fit of part of the rows to all of them: one step of the physics, the spreads as they are. Throws
 * `SingularMatrix`.
 */
export function extendFit(problem: Problem, fit: Fit): Fit {
  const { family, physics: start, departures } = fit.model;
  const names = parametersOf(family);
  const from = { physics: start, beta: fit.beta, steps: 1, shortest: SHORTEST.extend };
  const { physics, beta, slopes } = walk(problem, family, names, fit.spreads, from, departures);
  const model = linearModel(problem, family, physics, departures);
  // The slopes where the step began: it was short, and they cost two designs each.
  const whole = finish(problem, model, fit.spreads, beta, slopes);
  // What the evidence of its departures adds to its deviance and its physics' share stays.
  const evidence = fit.bic - fit.deviance - fit.free.length * Math.log(fit.model.design.updates.n);
  return { ...whole, bic: whole.bic + evidence, determined: fit.determined };
}

/**
 * The joint solution at the fitted physics. Powers and deviations are of the solution without `slopes`: the physics do
 * not move any more. Their columns count in the variance, so that what is not known of them widens every error.
 */
function finish(
  { updates }: Problem,
  model: LinearModel,
  spreads: Spreads,
  beta: Float64Array,
  slopes: readonly Float64Array[],
): Fit {
  const free = parametersOf(model.family);
  const { whole, part } = solveBoth(model, free, slopes, variancesAt(model, beta, spreads), beta);
  const deviance = part.deviance + spreadPenalty(spreads);
  const bound = free.some((name) => onBound(name, model.physics, updates));
  return {
    model,
    spreads,
    free,
    beta: part.beta,
    physics: model.physics,
    held: bound ? part.beta.map((x, j) => whole.beta[j]! - x) : null,
    deviation: part.deviation,
    variance: whole.variance,
    spread: whole.spread,
    determined: [],
    deviance,
    bic: deviance + free.length * Math.log(updates.n),
  };
}
