import type { Family, Physics, Window } from './model.ts';
import { linearModel } from './linear-model.ts';
import { boundsOf, START_SPREADS } from './parameters.ts';
import type { Problem } from './problem.ts';
import { unlessSingular } from './singular.ts';
import { firstSolution } from './solve.ts';

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
const LAG_STEPS = 14;
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
  const found = windows.map((window) =>
    // An exact counter has no width: it is set to something within bounds.
    (window === 'exact' ? [cadence] : widths)
      .flatMap((width) =>
        SHAPES.map(({ response, tau }) => bestLag(problem, { response, window }, { window: width, tau, ...RISE })),
      )
      .reduce(better),
  );
  const least = Math.min(...found.map((f) => f.deviance));
  return found.filter((f) => Number.isFinite(f.deviance) && f.deviance <= least + HOPELESS);
}

/** Every second lag, then the neighbours of the best. */
function bestLag(problem: Problem, family: Family, rest: Omit<Physics, 'lag'>): Start {
  const [, maxLag] = boundsOf('lag', problem.updates.cadence, problem.updates.kind);
  const at = (step: number): Start => {
    const physics: Physics = { lag: (maxLag * step) / LAG_STEPS, ...rest };
    const solution = unlessSingular(() => firstSolution(linearModel(problem, family, physics), START_SPREADS));
    return { family, physics, deviance: solution?.deviance ?? Infinity };
  };
  let best = 0;
  const scanned = new Map<number, Start>();
  for (let step = 0; step <= LAG_STEPS; step += 2) {
    scanned.set(step, at(step));
    if (scanned.get(step)!.deviance < scanned.get(best)!.deviance) best = step;
  }
  for (const step of [best - 1, best + 1]) if (step >= 0 && step <= LAG_STEPS) scanned.set(step, at(step));
  return [...scanned.values()].reduce(better);
}

const better = (x: Start, y: Start): Start => (y.deviance < x.deviance ? y : x);
