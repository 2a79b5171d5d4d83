import { lowerBound } from './lower-bound.ts';
import { Fitter, type Fit } from './fit.ts';
import type { Family, Physics, Response } from './model.ts';
import { boundsOf, type Spreads } from './parameters.ts';
import { firstRows, type Problem } from './problem.ts';

const START_SPREADS: Spreads = { noise: 0.03, power: 0.03 };
/** A kind of window this much worse on the coarse grid (in −2 log-likelihood) than the other is not refined. */
const HOPELESS = 400;
/** After one refined fit of each, the worse kind of window is left out beyond this difference in BIC. */
const BEATEN = 20;
/** Fits that carry less than this share are left out. */
const NEGLIGIBLE = 0.005;
/** A family that carries less than this may not tell what the sensor is like. */
const TOLD = 0.8;
/** Physics are searched on at most this many updates; more only make the search slow. The powers use all. */
const SEARCH_ROWS = 2500;
/** A block too long for that anyhow is searched on a shorter beginning: at most these rows and intervals. */
const LONG = { rows: 1200, intervals: 400 };
/** Steps of the lag in the coarse search. */
const LAGS = 14;
/** Responses of the coarse search. */
const SHAPES = [
  { response: 'first-order', tau: 0.006 },
  { response: 'first-order', tau: 0.025 },
  { response: 'ramp', tau: 0.01 },
] as const;
const RESPONSES: readonly Response[] = ['instant', 'first-order', 'ramp'];

export interface Weighted {
  fit: Fit;
  weight: number;
}

/**
 * Fits the families that the sensor's kind allows and weighs them by BIC (Schwarz, "Estimating the dimension of a
 * model", Annals of Statistics 6, 1978), exp(−ΔBIC/2) being their approximate posterior odds (Kass and Raftery,
 * "Bayes factors", JASA 90, 1995). Averaging over them rather than taking the best keeps a response that the data
 * barely show from being dropped, and its bias with it. Best first; empty where nothing can be fitted.
 */
export function fitFamilies(problem: Problem): Weighted[] {
  const { updates, activities } = problem;
  if (updates.n <= 1.2 * SEARCH_ROWS && activities.n <= 2 * LONG.intervals) return search(problem);
  const enough = activities.n > LONG.intervals ? lowerBound(updates.t, activities.end[LONG.intervals]!) : updates.n;
  const found = search(
    firstRows(
      problem,
      Math.max(100, Math.min(updates.n, enough, updates.n > 2 * SEARCH_ROWS ? LONG.rows : SEARCH_ROWS)),
    ),
  );
  const whole = new Fitter(problem);
  return found
    .filter((f) => f.weight > 0.05)
    .flatMap(({ fit, weight }) => {
      const again = guard(() => whole.settle(fit));
      return again === null ? [] : [{ fit: again, weight }];
    })
    .map((f, _, all) => ({ fit: f.fit, weight: f.weight / all.reduce((s, x) => s + x.weight, 0) }));
}

/** The families with their weights, and of each that counts what its data settle. */
function search(problem: Problem): Weighted[] {
  const fitter = new Fitter(problem);
  const starts = coarse(fitter);
  const firsts = starts.flatMap((start) => {
    const fit = guard(() => fitter.refine(start.family, start.physics, START_SPREADS, null));
    return fit === null ? [] : [{ start, fit }];
  });
  const best = Math.min(...firsts.map((f) => f.fit.bic));
  const fits: Fit[] = [];
  for (const { start, fit } of firsts.filter((f) => f.fit.bic <= best + BEATEN)) {
    fits.push(fit);
    for (const response of RESPONSES) {
      if (response === start.family.response) continue;
      const other = guard(() =>
        fitter.refine({ ...start.family, response }, translated(fit, response), fit.spreads, null),
      );
      if (other !== null) fits.push(other);
    }
  }
  const lowest = Math.min(...fits.map((f) => f.bic));
  for (const fit of fits.filter((f) => f.family.response === 'ramp' && f.bic <= lowest + BEATEN)) {
    const late = guard(() =>
      fitter.refine({ ...fit.family, response: 'late-step' }, translated(fit, 'late-step'), fit.spreads, null),
    );
    if (late !== null) fits.push(late);
  }
  return weigh(fits).map((w) => (w.weight < TOLD ? w : { ...w, fit: { ...w.fit, settled: fitter.settled(w.fit) } }));
}

/** A late step loses as much as a ramp twice as long. A first-order response delays by its time constant, which another response has to take up in its lag. */
function translated(fit: Fit, to: Response): Physics {
  const from = fit.family.response;
  const { physics } = fit;
  if (to === 'late-step') return { ...physics, ramp: Math.max(0.04, physics.ramp / 2) };
  if (from === 'first-order') return { ...physics, lag: physics.lag + physics.tau };
  if (to === 'first-order') return { ...physics, lag: Math.max(0, physics.lag - physics.tau) };
  return physics;
}

function weigh(fits: Fit[]): Weighted[] {
  const best = Math.min(...fits.map((f) => f.bic));
  const raw = fits
    .map((fit) => ({ fit, weight: Math.exp(-(fit.bic - best) / 2) }))
    .filter((f) => f.weight > NEGLIGIBLE);
  const sum = raw.reduce((s, f) => s + f.weight, 0);
  return raw.map((f) => ({ fit: f.fit, weight: f.weight / sum })).sort((a, b) => b.weight - a.weight);
}

interface Start {
  family: Family;
  physics: Physics;
  deviance: number;
}

/** The best lag (and width) of each kind of window on a grid, with a middling response of either sort. */
function coarse(fitter: Fitter): Start[] {
  const { cadence, kind } = fitter.problem.updates;
  const [, maxLag] = boundsOf('lag', cadence, kind);
  const widths = [0.15 * cadence, 0.3 * cadence, 0.9 * cadence, ...(kind === 'average' ? [0.5, 1, 1.5] : [])];
  const kinds: Family['window'][] = kind === 'counter' ? ['exact', 'window'] : ['window'];
  const at = (family: Family, width: number, tau: number, g: number): Start => {
    const physics: Physics = { lag: (maxLag * g) / LAGS, window: width, tau, jump: 0.75, ramp: 0.2 };
    return {
      family,
      physics,
      deviance: guard(() => fitter.scan(family, physics, START_SPREADS, null).deviance) ?? Infinity,
    };
  };
  const better = (x: Start, y: Start) => (y.deviance < x.deviance ? y : x);
  const found = kinds.map((window) => {
    const all: Start[] = [];
    for (const width of window === 'exact' ? [cadence] : widths) {
      for (const { response, tau } of SHAPES) {
        // Every second lag, then the neighbours of the best.
        let best = 0;
        const scanned = new Map<number, Start>();
        for (let g = 0; g <= LAGS; g += 2) {
          scanned.set(g, at({ response, window }, width, tau, g));
          if (scanned.get(g)!.deviance < scanned.get(best)!.deviance) best = g;
        }
        for (const g of [best - 1, best + 1])
          if (g >= 0 && g <= LAGS) scanned.set(g, at({ response, window }, width, tau, g));
        all.push([...scanned.values()].reduce(better));
      }
    }
    return all.reduce(better);
  });
  const least = Math.min(...found.map((f) => f.deviance));
  return found.filter((f) => Number.isFinite(f.deviance) && f.deviance <= least + HOPELESS);
}

/** Null where a matrix is singular: that family has nothing to say here. */
function guard<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
