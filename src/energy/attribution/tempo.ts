import { phaseOf } from '../cells.ts';
import { membersOf, type Departure } from './departures.ts';
import type { Fit } from './fit.ts';
import { countTo, solveFor } from './mixed.ts';
import { CONTEXT_PHASE, type Problem } from './problem.ts';
import { tempos } from './tempos.ts';
import { withCandidates } from './variants.ts';

/** So many of the likeliest tempos are weighed; ten changed no figure (`bench/energy-kinds`, token-pulses). */
const KEPT = 3;

/**
 * The likeliest tempos of a decode whose tokens nobody told, each with its share of the probability: of all that were
 * tried, those that lie nearer to it than to another peak. All `others` are let in meanwhile, so that none of them is
 * taken for pulses.
 */
export function soughtTempos(problem: Problem, fit: Fit, others: readonly Departure[]): Departure[] {
  const phase = problem.phases.findIndex((name) => phaseOf(name) === CONTEXT_PHASE);
  if (!others.some((d) => d.phase === phase)) return [];
  const members = membersOf(problem, phase);
  if (!members.every((i) => Number.isNaN(problem.period[i]!))) return [];
  const seconds = members.reduce((sum, i) => sum + problem.activities.end[i]! - problem.activities.start[i]!, 0);
  const grid = tempos(seconds / members.length).map((p): Departure => ({ kind: 'pulses', phase, seconds: p }));
  if (grid.length === 0) return [];
  const gain = evidence(problem, fit, others, grid);
  const peaks = [...gain.keys()].filter((g) => !(gain[g - 1]! > gain[g]!) && !(gain[g + 1]! > gain[g]!));
  const share = (peak: number): number =>
    gain.reduce((sum, x, g) => {
      const nearest = peaks.reduce((a, b) => (Math.abs(b - g) < Math.abs(a - g) ? b : a));
      return nearest === peak ? sum + Math.exp((x - gain[peak]!) / 2) : sum;
    }, 0) / grid.length;
  return [...peaks]
    .sort((a, b) => gain[b]! - gain[a]!)
    .slice(0, KEPT)
    .map((peak): Departure => ({ ...grid[peak]!, share: share(peak) }));
}

/** 2 log evidence of each tempo over none, as `variants.ts` has it, all others in the model. */
function evidence(problem: Problem, fit: Fit, others: readonly Departure[], grid: readonly Departure[]): number[] {
  const { model, eliminated, priors, inside } = withCandidates(problem, fit, [...others, ...grid]);
  const first = model.powers + others.length;
  const none = solveFor(eliminated, [...countTo(first), ...inside], priors);
  return grid.map((_, g) => {
    const { deviance, logDetNormal } = solveFor(eliminated, [...countTo(first), first + g, ...inside], priors);
    return none.deviance - deviance - (logDetNormal - none.logDetNormal - Math.log(priors[first + g]!));
  });
}
