import type { LinearModel } from './linear-model.ts';
import { spreadPenalty, type Spreads } from './parameters.ts';
import { unlessSingular } from './singular.ts';
import { solvePowers, variancesAt } from './solve.ts';

/**
 * Steps of the search in log units, from a half down to a sixteenth; and what counts as lower (chosen, not measured).
 */
const STEPS = { first: 0.5, last: 0.06, shrink: 2.5, gain: 1e-6 };
/** Where a spread may lie: a ten-thousandth to a half of the value (chosen, not measured). */
const RANGE = { least: 1e-4, most: 0.5 };

/**
 * σ_noise and σ_b by maximum likelihood with their priors, at fixed physics and powers: a pattern search (Hooke and
 * Jeeves, "Direct search solution of numerical and statistical problems", JACM 8, 1961) over their logarithms.
 */
export function fitSpreads(model: LinearModel, start: Spreads, beta: Float64Array): Spreads {
  const cost = (s: Spreads): number => spreadsCost(model, s, beta);
  let best = start;
  let lowest = cost(best);
  for (let step = STEPS.first; step > STEPS.last;) {
    let better = false;
    for (const key of ['noise', 'power'] as const) {
      for (const sign of [-1, 1]) {
        const value = Math.max(RANGE.least, Math.min(RANGE.most, best[key] * Math.exp(sign * step)));
        const next = { ...best, [key]: value };
        const found = cost(next);
        if (found >= lowest - STEPS.gain) continue;
        best = next;
        lowest = found;
        better = true;
        break;
      }
    }
    if (!better) step /= STEPS.shrink;
  }
  return best;
}

/** −2 log-likelihood of the spreads with their prior, at fixed physics and powers; infinite where singular. */
export function spreadsCost(model: LinearModel, spreads: Spreads, beta: Float64Array): number {
  const solution = unlessSingular(() => solvePowers(model, variancesAt(model, beta, spreads), beta));
  return solution === null ? Infinity : solution.deviance + spreadPenalty(spreads);
}
