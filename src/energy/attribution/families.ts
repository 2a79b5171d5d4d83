import { coarseStarts } from './coarse.ts';
import { departuresOf, type Departure } from './departures.ts';
import { determinedBy } from './determined.ts';
import { extendFit, fitFamily, type Fit } from './fit.ts';
import { lowerBound } from './lower-bound.ts';
import type { Physics, Response } from './model.ts';
import { RESPONSE_BOUNDS, START_SPREADS } from './parameters.ts';
import { firstRows, type Problem } from './problem.ts';
import { variantsOf } from './variants.ts';
import { soughtTempos, tunedTempos } from './tempo.ts';
import { unlessSingular } from './singular.ts';

/**
 * After one fit of each, the worse kind of window is left out beyond this difference in BIC: odds of e^10 (Kass and
 * Raftery call 10 very strong).
 */
const BEATEN = 20;
/**
 * Without its departure a true family may be worse by this much than a false one that can imitate it: host work at a
 * prefill's begin looks like a clock ramp (`bench/energy-kinds`).
 */
const MISTAKEN = 200;
/** Fits that carry less than this share are left out (chosen, not measured). */
const NEGLIGIBLE = 0.005;
/**
 * Of a search on part of the rows, fits that carry less than this are not taken to all of them (chosen, not measured).
 */
const WORTH_EXTENDING = 0.05;
/** Two fits of one family nearer than this in lag (cadences) and BIC ended in one place (chosen, not measured). */
const SAME = { lag: 0.03, bic: 1 };
/** A family that carries less than this may not tell what the sensor is like (docs/attribution.md). */
const LEADS = 0.8;
/**
 * Physics are searched on at most this many updates, a fifth more at a pinch; more only make the search slow. The
 * powers use all.
 */
const SEARCH = { rows: 2500, slack: 1.2, least: 100 };
/**
 * A block too long for that anyhow is searched on a shorter beginning: at most these rows and intervals
 * (`bench/energy-scale.mjs`).
 */
const LONG = { rows: 1200, intervals: 400 };
const RESPONSES: readonly Response[] = ['instant', 'first-order', 'ramp'];

export interface Weighted {
  fit: Fit;
  /** Posterior weight among the families; all sum to 1. */
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
  if (updates.n <= SEARCH.slack * SEARCH.rows && activities.n <= 2 * LONG.intervals) return search(problem);
  const enough = activities.n > LONG.intervals ? lowerBound(updates.t, activities.end[LONG.intervals]!) : updates.n;
  const most = updates.n > 2 * SEARCH.rows ? LONG.rows : SEARCH.rows;
  const part = firstRows(problem, Math.max(SEARCH.least, Math.min(updates.n, enough, most)));
  const extended = search(part)
    .filter((f) => f.weight > WORTH_EXTENDING)
    .flatMap(({ fit }) => unlessSingular(() => extendFit(problem, fit)) ?? []);
  // All rows tell apart what the first of them could not.
  return weigh(extended);
}

/** The families and their departures with their weights, and of each that leads what its data determine. */
function search(problem: Problem): Weighted[] {
  const firsts = distinct(
    problem,
    coarseStarts(problem).flatMap(
      ({ family, physics }) => unlessSingular(() => fitFamily(problem, family, physics, START_SPREADS)) ?? [],
    ),
  );
  const best = lowestBic(firsts);
  const fits = firsts
    .filter((f) => f.bic <= best + BEATEN)
    .flatMap((fit) => [
      fit,
      ...RESPONSES.filter((r) => r !== fit.model.family.response).flatMap((r) => withResponse(problem, fit, r)),
    ]);
  const lowest = lowestBic(fits);
  const late = fits
    .filter((f) => f.model.family.response === 'ramp' && f.bic <= lowest + BEATEN)
    .flatMap((fit) => withResponse(problem, fit, 'late-step'));
  return weigh(withDepartures(problem, distinct(problem, [...fits, ...late]))).map(({ fit, weight }) => ({
    fit: weight < LEADS ? fit : { ...fit, determined: determinedBy(problem, fit) },
    weight,
  }));
}

/**
 * Each fit with every set of departures. Where some set is better than none, physics and spreads are fitted anew with
 * it, since the departure had been taken for something else; what comes of that stands if it is better. So it is with a
 * tempo, which is tuned to the new physics.
 */
function withDepartures(problem: Problem, fits: readonly Fit[]): Fit[] {
  const known = departuresOf(problem);
  if (fits.length === 0 || known.length === 0) return [...fits];
  const sought = unlessSingular(() => soughtTempos(problem, best(fits), known)) ?? [];
  const candidates = [...known, ...sought];
  const least = lowestBic(fits);
  const near = fits.filter((f) => f.bic <= least + MISTAKEN);
  const first = near.map((fit) => unlessSingular(() => variantsOf(problem, fit, candidates)) ?? [fit]);
  const second = anew(problem, near, first, best(first.flat()).model.departures, candidates);
  const lead = best(second.flat());
  if (!lead.model.departures.some((d) => sought.includes(d))) return second.flat();
  const tuned = unlessSingular(() => tunedTempos(problem, lead, known, sought)) ?? sought;
  const departures = lead.model.departures.map((d) => tuned[sought.indexOf(d)] ?? d);
  return anew(problem, near, second, departures, [...known, ...tuned]).flat();
}

/** Every family fitted anew with some departures and the best spreads so far; or as it was, where that is better. */
function anew(
  problem: Problem,
  near: readonly Fit[],
  found: readonly Fit[][],
  departures: readonly Departure[],
  candidates: readonly Departure[],
): readonly Fit[][] {
  if (departures.length === 0) return found;
  const { spreads } = best(found.flat());
  return near.map((fit, i) => {
    const { family, physics } = fit.model;
    const again = unlessSingular(() =>
      variantsOf(problem, fitFamily(problem, family, physics, spreads, departures), candidates),
    );
    return again === null || best(found[i]!).bic <= best(again).bic ? found[i]! : again;
  });
}

const best = (fits: readonly Fit[]): Fit => fits.reduce((x, y) => (y.bic < x.bic ? y : x));

/** One of each that ended in the same place: it would count twice. */
function distinct({ updates }: Problem, fits: readonly Fit[]): Fit[] {
  const same = (a: Fit, b: Fit): boolean =>
    a.model.family.window === b.model.family.window &&
    a.model.family.response === b.model.family.response &&
    Math.abs(a.model.physics.lag - b.model.physics.lag) < SAME.lag * updates.cadence &&
    Math.abs(a.bic - b.bic) < SAME.bic;
  return fits.filter((fit, i) => !fits.slice(0, i).some((earlier) => same(earlier, fit)));
}

/** The same window with another response, begun where a fit has ended; none where it is singular. */
function withResponse(problem: Problem, fit: Fit, response: Response): Fit[] {
  const family = { ...fit.model.family, response };
  const other = unlessSingular(() => fitFamily(problem, family, translated(fit, response), fit.spreads));
  return other === null ? [] : [other];
}

/**
 * The physics of one response as those of another. A late step loses as much as a ramp twice as long. A first-order
 * response delays by its time constant, which another response has to take up in its lag.
 */
export function translated({ model: { family, physics } }: Pick<Fit, 'model'>, to: Response): Physics {
  if (to === 'late-step') return { ...physics, ramp: Math.max(RESPONSE_BOUNDS.ramp[0], physics.ramp / 2) };
  if (family.response === 'first-order') return { ...physics, lag: physics.lag + physics.tau };
  if (to === 'first-order') return { ...physics, lag: physics.lag - physics.tau };
  return physics;
}

/** Weights exp(−ΔBIC/2), normed; best first, negligible ones left out. */
export function weigh<T extends { bic: number }>(fits: readonly T[]): { fit: T; weight: number }[] {
  const best = lowestBic(fits);
  const raw = fits
    .map((fit) => ({ fit, weight: Math.exp(-(fit.bic - best) / 2) }))
    .filter((f) => f.weight > NEGLIGIBLE);
  const sum = raw.reduce((s, f) => s + f.weight, 0);
  return raw.map(({ fit, weight }) => ({ fit, weight: weight / sum })).sort((a, b) => b.weight - a.weight);
}

const lowestBic = (fits: readonly { bic: number }[]): number => Math.min(...fits.map((f) => f.bic));
