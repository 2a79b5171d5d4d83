import { phaseOf } from '../cells.ts';
import { membersOf, type Departure } from './departures.ts';
import type { Fit } from './fit.ts';
import { countTo, solveFor } from './mixed.ts';
import { CONTEXT_PHASE, type Problem } from './problem.ts';
import { STEP, tempos } from './tempo-grid.ts';
import { withCandidates } from './variants.ts';

/** So many of the likeliest tempos are weighed; ten changed no figure (`bench/energy-kinds`, token-pulses). */
const KEPT = 3;
/** They are tuned in parts of the grid's step, so many to either side: a strong signal tells a tempo better than it. */
const FINER = [1 / 4, 1 / 16];
const AROUND = [-3, -2, -1, 0, 1, 2, 3];

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
  const grid = tempos(lengthOf(problem, members)).map((seconds): Departure => ({ kind: 'pulses', phase, seconds }));
  if (grid.length === 0) return [];
  const gains = evidence(problem, fit, others, grid);
  const peaks = [...gains.keys()].filter((g) => !(gains[g - 1]! > gains[g]!) && !(gains[g + 1]! > gains[g]!));
  const share = (peak: number): number =>
    gains.reduce((sum, x, g) => {
      const nearest = peaks.reduce((a, b) => (Math.abs(b - g) < Math.abs(a - g) ? b : a));
      return nearest === peak ? sum + Math.exp((x - gains[peak]!) / 2) : sum;
    }, 0) / grid.length;
  return [...peaks]
    .sort((a, b) => gains[b]! - gains[a]!)
    .slice(0, KEPT)
    .map((peak): Departure => ({ ...grid[peak]!, share: share(peak) }));
}

/**
 * Tempos sought again around each, ever finer, at a fit that knows the departures: where the lag was wrong without
 * them, the tempo was too.
 */
export function tunedTempos(
  problem: Problem,
  fit: Fit,
  others: readonly Departure[],
  tempos: readonly Departure[],
): readonly Departure[] {
  return FINER.reduce<readonly Departure[]>((at, part) => {
    const tried = at.map((tempo) => {
      const step = (part * STEP) / lengthOf(problem, membersOf(problem, tempo.phase));
      return AROUND.map((k) => ({ ...tempo, seconds: 1 / (1 / tempo.seconds + k * step) }));
    });
    // One elimination for all of a round.
    const gains = evidence(problem, fit, others, tried.flat());
    return tried.map((around, i) => {
      const own = gains.slice(i * AROUND.length, (i + 1) * AROUND.length);
      return around[own.indexOf(Math.max(...own))]!;
    });
  }, tempos);
}

/** Mean length of some activities, seconds. */
const lengthOf = ({ activities }: Problem, members: Int32Array): number =>
  members.reduce((sum, i) => sum + activities.end[i]! - activities.start[i]!, 0) / members.length;

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
