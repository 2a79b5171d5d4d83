import type { Fit } from './fit.ts';
import { walk } from './gauss-newton.ts';
import { parametersOf, type PhysicsName } from './model.ts';
import { boundsOf, onBound, spreadPenalty } from './parameters.ts';
import type { Problem } from './problem.ts';

/**
 * A parameter known to this share of itself is told; a lag also where it is known to a millisecond, a fifth of a poll.
 */
const KNOWN = { share: 0.2, lagSeconds: 0.001 };
/**
 * The 99 % point of χ² with one degree of freedom. At 95 % a window that was told was off by 28 % at the 95th
 * percentile of the benchmark; at 99 % it is within a fifth (git 8fe555d; `npm run bench -- energy-accuracy`).
 */
const CHI_SQUARED_99 = 6.634897;
/** Steps in which all else is fitted anew, and the least share of one (as a search has them). */
const REFIT = { steps: 4, shortest: 0.05 };

/**
 * Which physics the data determine: where a value a fifth less and a fifth more, all else fitted anew, are both worse
 * by what a 99 % likelihood-ratio interval allows, D(θ ± θ/5) > D(θ) + χ²₁ (Wilks, Annals of Mathematical Statistics 9,
 * 1938). It asks the likelihood itself, since its curvature at the best says little where an edge meets an update.
 */
export function determinedBy(problem: Problem, fit: Fit): PhysicsName[] {
  return fit.free.filter(
    (name) =>
      !onBound(name, fit.model.physics, problem.updates) && [-1, 1].every((sign) => rejects(problem, fit, name, sign)),
  );
}

function rejects(problem: Problem, fit: Fit, name: PhysicsName, sign: number): boolean {
  const { cadence, kind } = problem.updates;
  const { family, physics, departures } = fit.model;
  const [lo, hi] = boundsOf(name, cadence, kind);
  const share = KNOWN.share * Math.abs(physics[name]);
  const value = physics[name] + sign * (name === 'lag' ? Math.max(share, KNOWN.lagSeconds) : share);
  // A lag cannot be below 0, nor a jump above 1: no value there is left to reject.
  if (value <= lo || value >= hi) return name === 'lag' ? value <= lo : name === 'jump' && value >= hi;
  const others = parametersOf(family).filter((n) => n !== name);
  const moved = { physics: { ...physics, [name]: value }, beta: fit.beta, ...REFIT };
  const { deviance } = walk(problem, family, others, fit.spreads, moved, departures);
  return deviance + spreadPenalty(fit.spreads) > fit.deviance + CHI_SQUARED_99;
}
