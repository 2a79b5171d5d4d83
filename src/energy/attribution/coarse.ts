import type { Family, Physics, Window } from './model.ts';
import { linearModel } from './linear-model.ts';
import { boundsOf, START_SPREADS } from './parameters.ts';
import type { Problem } from './problem.ts';
import { unlessSingular } from './singular.ts';
import { firstSolution } from './solve.ts';

/**
 * So many starts of each kind of window, their steps felt (lag and time constant together) so far apart, in cadences:
 * one start alone missed optima that were better by 9 in BIC (loads of 500 ms on a 100 ms counter).
 */
const STARTS = { each: 3, apart: 0.2 };

/** Where the fit of a family begins. */
export interface Start {
  family: Family;
  physics: Physics;
  deviance: number;
}

/**
 * A kind of window this much worse on the grid (in −2 log-likelihood) than the other is not refined (chosen, not
 * measured).
 */
const HOPELESS = 400;
/** Steps of the lag over its range: an eighth of a cadence each. */
const LAG_STEPS = 16;
/** Responses of the grid: a fast and a slow first-order one, and a clock ramp (chosen, not measured). */
const SHAPES = [
  { response: 'first-order', tau: 0.006 },
  { response: 'first-order', tau: 0.025 },
  { response: 'ramp', tau: 0.01 },
] as const;
/** Jump and ramp of the grid: middling ones of real boards. */
const RISE = { jump: 0.75, ramp: 0.2 };
/** Windows of the grid: shares of the cadence, and for a driver's average seconds besides. */
const WINDOWS = { ofCadence: [0.15, 0.3, 0.9], ofAverage: [0.5, 1, 1.5] };

/**
 * The best lag (and width) of each kind of window on a grid, with a middling response of either sort: where
 * Gauss–Newton begins. Empty where nothing can be fitted.
 */
export function coarseStarts(problem: Problem): Start[] {
  const { cadence, kind } = problem.updates;
  const widths = [
    ...WINDOWS.ofCadence.map((share) => share * cadence),
    ...(kind === 'average' ? WINDOWS.ofAverage : []),
  ];
  const windows: Window[] = kind === 'counter' ? ['exact', 'window'] : ['window'];
  const found = windows.flatMap((window) =>
    apart(
      // An exact counter has no width: it is set to something within bounds.
      (window === 'exact' ? [cadence] : widths).flatMap((width) =>
        SHAPES.flatMap(({ response, tau }) => bestLags(problem, { response, window }, { window: width, tau, ...RISE })),
      ),
      cadence,
    ),
  );
  const least = Math.min(...found.map((f) => f.deviance));
  return found.filter((f) => Number.isFinite(f.deviance) && f.deviance <= least + HOPELESS);
}

/** The best starts, and no two that begin nearly alike. */
function apart(starts: readonly Start[], cadence: number): Start[] {
  const felt = ({ family, physics }: Start): number =>
    physics.lag +
    (family.response === 'first-order' ? physics.tau : 0) +
    (family.window === 'window' ? physics.window / 2 : 0);
  const chosen: Start[] = [];
  for (const start of [...starts].sort((a, b) => a.deviance - b.deviance)) {
    if (chosen.length === STARTS.each) break;
    if (chosen.every((c) => Math.abs(felt(c) - felt(start)) > STARTS.apart * cadence)) chosen.push(start);
  }
  return chosen;
}

/** Every second lag, then the neighbours of each that is better than those beside it. */
function bestLags(problem: Problem, family: Family, rest: Omit<Physics, 'lag'>): Start[] {
  const [least, most] = boundsOf('lag', problem.updates.cadence, problem.updates.kind);
  const at = (step: number): Start => {
    const physics: Physics = { lag: least + ((most - least) * step) / LAG_STEPS, ...rest };
    const solution = unlessSingular(() => firstSolution(linearModel(problem, family, physics), START_SPREADS));
    return { family, physics, deviance: solution?.deviance ?? Infinity };
  };
  const scanned: Start[] = [];
  for (let step = 0; step <= LAG_STEPS; step += 2) scanned.push(at(step));
  const minima = scanned.flatMap(({ deviance }, i) =>
    deviance <= (scanned[i - 1]?.deviance ?? Infinity) && deviance <= (scanned[i + 1]?.deviance ?? Infinity) ? [i] : [],
  );
  return minima.map((i) =>
    [2 * i - 1, 2 * i + 1]
      .filter((step) => step >= 0 && step <= LAG_STEPS)
      .map(at)
      .reduce(better, scanned[i]!),
  );
}

const better = (x: Start, y: Start): Start => (y.deviance < x.deviance ? y : x);
