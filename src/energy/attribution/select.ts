import { Fitter, boundsOf, type Fit, type Spreads } from './fit.ts';
import type { Family, Physics } from './model.ts';
import type { Problem } from './problem.ts';

const START_SPREADS: Spreads = { noise: 0.03, power: 0.03 };
/** A coarse candidate this much worse (in −2 log-likelihood) than the best is not refined. */
const HOPELESS = 40;

/**
 * Fits the families that the sensor's kind allows and weighs them by BIC (Schwarz 1978; weights exp(−ΔBIC/2) as
 * approximate posterior probabilities: Kass and Raftery, "Bayes factors", JASA 90, 1995). Averaging over them rather
 * than taking the best keeps a response that the data barely show from being dropped, and its bias with it.
 */
export function fitFamilies(problem: Problem): { fit: Fit; weight: number }[] {
  const fitter = new Fitter(problem);
  const starts = coarse(fitter);
  const fits: Fit[] = [];
  for (const start of starts) {
    for (const response of ['instant', 'first-order', 'ramp'] as const) {
      const fit = attempt(fitter, { ...start.family, response }, start.physics);
      if (fit !== null) fits.push(fit);
    }
  }
  if (fits.length === 0) return [];
  const best = Math.min(...fits.map((f) => f.bic));
  const raw = fits.map((fit) => ({ fit, weight: Math.exp(-(fit.bic - best) / 2) })).filter((f) => f.weight > 1e-3);
  const sum = raw.reduce((s, f) => s + f.weight, 0);
  return raw.map((f) => ({ fit: f.fit, weight: f.weight / sum })).sort((a, b) => b.weight - a.weight);
}

function attempt(fitter: Fitter, family: Family, physics: Physics): Fit | null {
  const start = { ...physics };
  // Half of what a first-order response delays is in the lag of the coarse search already.
  if (family.response === 'first-order') start.lag = Math.max(0, start.lag - start.tau);
  try {
    return fitter.refine(family, start, START_SPREADS, null);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The best lag (and window) of each kind of window, on a grid; those far behind the best are left out. */
function coarse(fitter: Fitter): { family: Family; physics: Physics; deviance: number }[] {
  const { cadence, kind } = fitter.problem.updates;
  const [, maxLag] = boundsOf('lag', cadence, kind);
  const windows = kind === 'average' ? [0.5, 1, 1.5] : [0.12 * cadence, 0.25 * cadence, 0.5 * cadence, 0.9 * cadence];
  const kinds: Family['window'][] = kind === 'counter' ? ['exact', 'window'] : ['window'];
  const found = kinds.map((window) => {
    let best: { family: Family; physics: Physics; deviance: number } | null = null;
    for (const width of window === 'exact' ? [cadence] : windows) {
      for (let g = 0; g <= 14; g++) {
        const physics: Physics = { lag: (maxLag * g) / 14, window: width, tau: 0.008, jump: 0.7, ramp: 0.2 };
        const family: Family = { response: 'instant', window };
        const deviance = tryScan(fitter, family, physics);
        if (best === null || deviance < best.deviance) best = { family, physics, deviance };
      }
    }
    return best!;
  });
  const least = Math.min(...found.map((f) => f.deviance));
  return found.filter((f) => f.deviance <= least + HOPELESS && Number.isFinite(f.deviance));
}

function tryScan(fitter: Fitter, family: Family, physics: Physics): number {
  try {
    return fitter.scan(family, physics, START_SPREADS, null).deviance;
  } catch (error) {
    if (error instanceof RangeError) return Infinity;
    throw error;
  }
}
