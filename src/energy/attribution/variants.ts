import { PRIOR, type Departure } from './departures.ts';
import type { Fit } from './fit.ts';
import { jacobian, linearModel, type LinearModel } from './linear-model.ts';
import { countTo, eliminate, solveFor, type Eliminated, type Solution } from './mixed.ts';
import type { Physics } from './model.ts';
import { boundsOf, onBound, spreadPenalty } from './parameters.ts';
import type { Problem } from './problem.ts';
import { unlessSingular } from './singular.ts';
import { priorsOf, variancesAt } from './solve.ts';

/** At most so many departures at once (chosen, not measured). */
const TOGETHER = 4;
/** Variants that are so much worse than the best are left out: weights below e^−6 of it. */
const WORSE = 12;

/** A fit's model with candidates for departures, before any is let in. */
interface Candidates {
  model: LinearModel;
  /** Columns of the model, then of the slopes of the free physics. */
  columns: readonly Float64Array[];
  eliminated: Eliminated;
  priors: Float64Array;
  /** Where among the columns the slopes are, and those of them that no bound holds. */
  slopes: number[];
  inside: number[];
}

/** Eliminates once for every set of candidates. Throws `SingularMatrix`. */
export function withCandidates(problem: Problem, fit: Fit, candidates: readonly Departure[]): Candidates {
  const { family, physics } = fit.model;
  const model = linearModel(problem, family, physics, candidates);
  const beta = new Float64Array(model.columns.length);
  beta.set(fit.beta.subarray(0, fit.model.powers));
  fit.model.departures.forEach((d, j) => {
    const at = candidates.findIndex((c) => same(c, d));
    if (at >= 0) beta[model.powers + at] = fit.beta[fit.model.powers + j]!;
  });
  // Of the fit's own model: candidates have no power yet.
  const moving = jacobian(problem, fit.model, fit.free, fit.beta);
  const columns = [...model.columns, ...moving];
  const slopes = moving.map((_, q) => model.columns.length + q);
  return {
    model,
    columns,
    eliminated: eliminate(model.design, problem.updates.y, columns, variancesAt(model, beta, fit.spreads)),
    priors: priorsOf(model, fit.free, beta),
    slopes,
    // A bound holds its parameter where it is, but not what is unknown of it.
    inside: slopes.filter((_, q) => !onBound(fit.free[q]!, physics, problem.updates)),
  };
}

/**
 * A fit with every set of departures: at its physics and spreads, the physics moving along their slopes. One
 * elimination serves all sets, so each costs one small system. A set S is weighed by its evidence, with θ_S ~ N(0, D)
 * and prior odds o(|S|) (Laplace's method is exact here; Kass and Raftery 1995, section 4):
 *
 *     −2 log p(y|S) = D_S + log det N_S − log det N_∅ + Σ_S log var θ − 2 log o(|S|)
 *
 * D_S being the deviance and N_S the normal matrix of powers, departures in S and slopes.
 */
export function variantsOf(problem: Problem, fit: Fit, candidates: readonly Departure[]): Fit[] {
  const { model, columns, eliminated, priors, slopes: slopesAt, inside } = withCandidates(problem, fit, candidates);
  const always = countTo(model.powers);
  const solve = (set: readonly number[], moving: readonly number[]): Solution | null =>
    unlessSingular(() => solveFor(eliminated, [...always, ...set.map((j) => model.powers + j), ...moving], priors));
  const none = solve([], inside);
  if (none === null) return [fit];
  // A phase has one tempo.
  const possible = (set: readonly number[]): boolean => set.filter((j) => candidates[j]!.kind === 'pulses').length < 2;
  const fitted = fit.model.departures.map((d) => candidates.findIndex((c) => same(c, d)));
  const sets = subsets(candidates.length)
    .filter(possible)
    .flatMap((set) => {
      const moved = set.length === 0 ? none : solve(set, inside);
      if (moved === null) return [];
      const occam =
        moved.logDetNormal -
        none.logDetNormal -
        set.reduce((sum, j) => sum + Math.log(priors[model.powers + j]!), 0) -
        2 * logOdds(set.map((j) => candidates[j]!));
      const deviance = moved.deviance + spreadPenalty(fit.spreads);
      return [{ set, moved, deviance, bic: deviance + fit.free.length * Math.log(problem.updates.n) + occam }];
    });
  const best = Math.min(...sets.map((s) => s.bic));
  return sets
    .filter((s) => s.bic <= best + WORSE)
    .flatMap(({ set, moved, deviance, bic }): Fit[] => {
      const whole = inside.length === slopesAt.length ? moved : solve(set, slopesAt);
      // To these departures the physics were fitted: they do not move any more.
      const asFitted = set.length === fitted.length && set.every((j) => fitted.includes(j));
      const at = asFitted ? solve(set, []) : moved;
      if (whole === null || at === null) return [];
      const own = [...always, ...set.map((j) => model.powers + j)];
      const pick = (x: Float64Array): Float64Array => Float64Array.from(own, (j) => x[j] ?? 0);
      const held = pick(whole.beta).map((watts, j) => watts - moved.beta[own[j]!]!);
      return [
        {
          ...fit,
          model: {
            ...model,
            columns: own.map((j) => model.columns[j]!),
            departures: set.map((j) => candidates[j]!),
          },
          beta: pick(at.beta),
          physics: movedPhysics(problem, fit, at.beta.subarray(model.columns.length)),
          held: inside.length === slopesAt.length ? null : held,
          deviation: at.deviation,
          variance: (a, c) => whole.variance(spreadTo(columns.length, [...own, ...slopesAt], a), c),
          spread: whole.spread,
          deviance,
          bic,
        },
      ];
    });
}

/**
 * log o(S): of the departures over none, Σ log(share·π ÷ (1 − π)), and log γ (`PRIOR.company`) for each beyond the
 * first.
 */
function logOdds(set: readonly Departure[]): number {
  const { probability, company } = PRIOR;
  return set.reduce(
    (sum, { share = 1 }) => sum + Math.log((share * probability) / (1 - probability)),
    Math.max(0, set.length - 1) * Math.log(company),
  );
}

/** The physics after their step, within bounds. */
function movedPhysics({ updates }: Problem, { model, free }: Fit, step: Float64Array): Physics {
  const physics = { ...model.physics };
  free.forEach((name, q) => {
    const [lo, hi] = boundsOf(name, updates.cadence, updates.kind);
    physics[name] = Math.max(lo, Math.min(hi, physics[name] + (step[q] ?? 0)));
  });
  return physics;
}

/** A vector of `length` with `x` at the places `at`, 0 elsewhere. */
function spreadTo(length: number, at: readonly number[], x: Float64Array): Float64Array {
  const out = new Float64Array(length);
  at.forEach((j, i) => (out[j] = x[i]!));
  return out;
}

/** All sets of at most `TOGETHER` of 0 … n − 1, ascending each. */
function subsets(n: number): number[][] {
  const out: number[][] = [];
  for (let mask = 0; mask < 1 << n; mask++) {
    const set = countTo(n).filter((j) => (mask >> j) & 1);
    if (set.length <= TOGETHER) out.push(set);
  }
  return out;
}

const same = (a: Departure, b: Departure): boolean =>
  a.kind === b.kind && a.phase === b.phase && a.seconds === b.seconds;
