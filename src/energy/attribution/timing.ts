import { bounded, firstSites } from './poll-gaps.ts';
import { filter, jointPrecision, smooth, type RandomWalk, type Sites } from './random-walk.ts';

/** When a sensor's n updates happened, as far as polls and its own regularity tell. */
export interface Timing {
  /** t_k: best estimate of each update's time, seconds. */
  t: Float64Array;
  /** Variance of each estimate, s². */
  variance: Float64Array;
  /** Q, the estimates' joint precision: a diagonal, and minus `coupling[k]` between updates k − 1 and k. 1/s². */
  diagonal: Float64Array;
  coupling: Float64Array;
  /** C: mean time between updates, seconds; missed ones counted. */
  cadence: number;
  /** Standard deviation of one period, as a share of the cadence. */
  jitter: number;
}

/** Jitters that are tried, as shares of the cadence; beyond the last the polls alone are believed. */
const JITTERS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32];
/**
 * How far a value becomes visible before or after its time, as shares of the cadence, tried beside the poll gap; and by
 * how much more such a delay must explain (log-likelihood) than none, since it gives up the gaps' hard bounds.
 */
const PUBLICATION = { shares: [0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2], worth: 6 };
/** Rounds of expectation propagation: the sites settle within a few (chosen, not measured). */
const ROUNDS = 8;
/** Rounds of counting periods by the cadence and taking the cadence from their count. */
const COUNTS = 3;
/**
 * Where a poll's gap is more than this share of the time between updates, each poll shows a new value: the sensor's own
 * beat is faster and not seen, and that of the polls says nothing of when a value was made (a 4 Hz log of 100 ms
 * values covered 57 %: `bench/energy-kinds`).
 */
const EACH_POLL = 0.75;
/** Two updates are at least this far apart, seconds (chosen, not measured). */
const LEAST_STEP = 1e-4;
/** A step longer than this many cadences, whatever the polls' error, has missed an update (chosen, not measured). */
const MISSED = 1.3;

/**
 * A poll shows an update somewhere in the gap since the poll before (`seen` ± gap/2), but a sensor also keeps its
 * period: times are a random walk of steps C·(1 + jitter), each within its gap. The Rauch–Tung–Striebel smoother gives
 * the times, the likelihood of its filter picks the jitter. A gap is a hard bound, no Gaussian of variance gap²/12: its
 * site is fitted by expectation propagation, else what is left of the bound shows as noise of the sensor (a 10 ms
 * counter showed 3.5 % where 3 % was true, and its 95 % intervals covered 98 %: docs/attribution.md). Where values come
 * early or late around a regular beat, which does not add up as jitter does, the site is wider than the gap, and no
 * bound: 100 ms values visible 15 ms beside their time made intervals of 5 % (`bench/energy-kinds`). Without all this,
 * a step that polls make seem long is believed to be long, and base power comes out low by (error ÷ period)².
 */
export function smoothTimes(seen: Float64Array, gap: Float64Array): Timing {
  const { periods, step } = countPeriods(seen, gap);
  if (median(gap) > EACH_POLL * step) return asPolled(seen, gap, step);
  const walkOf = (jitter: number): RandomWalk => ({ periods, step, variance: (jitter * step) ** 2 });
  let sites = firstSites(seen, gap);
  const bestJitter = (of: Sites): { jitter: number; logLikelihood: number } => {
    let best = { jitter: Infinity, logLikelihood: -Infinity };
    for (const jitter of JITTERS) {
      const { logLikelihood } = filter(walkOf(jitter), of);
      if (logLikelihood > best.logLikelihood) best = { jitter, logLikelihood };
    }
    return best;
  };
  const best = bestJitter(sites);
  const late = PUBLICATION.shares
    .map((share) => {
      const blurred = firstSites(seen, gap, share * step);
      return { sites: blurred, ...bestJitter(blurred) };
    })
    .reduce((x, y) => (y.logLikelihood > x.logLikelihood ? y : x));
  if (late.logLikelihood > best.logLikelihood + PUBLICATION.worth) {
    const walk = walkOf(late.jitter);
    const { mean, variance } = smooth(walk, late.sites);
    return { t: rising(mean), variance, ...jointPrecision(walk, late.sites), cadence: step, jitter: late.jitter };
  }
  const walk = walkOf(best.jitter);
  for (let round = 0; round < ROUNDS; round++) sites = bounded(sites, smooth(walk, sites), seen, gap);
  const { mean, variance } = smooth(walk, sites);
  const t = mean.map((x, k) => Math.max(seen[k]! - gap[k]! / 2, Math.min(seen[k]! + gap[k]! / 2, x)));
  return { t, variance, ...jointPrecision(walk, sites), cadence: step, jitter: best.jitter };
}

/**
 * Times as polls alone tell them, where each shows a new value: that was made a while before the poll, at most one of
 * the sensor's own periods, whatever the time since the poll before. So the mean spacing stands for every gap: polls
 * that come 100 to 400 ms apart put half a gap's own length 75 ms beside the truth, and a 4 Hz log covered 86 % with
 * errors of 6 of its own standard errors (`bench/energy-kinds`).
 */
function asPolled(seen: Float64Array, gap: Float64Array, step: number): Timing {
  const variance = gap.map(() => (step * step) / 12);
  const apart = seen.subarray(1).map((x, k) => x - seen[k]! - step);
  return {
    t: seen.map((x, k) => x + (gap[k]! - step) / 2),
    variance,
    diagonal: variance.map((v) => 1 / v),
    coupling: new Float64Array(seen.length),
    cadence: step,
    jitter: Math.sqrt(apart.reduce((s, x) => s + x * x, 0) / Math.max(1, apart.length)) / step,
  };
}

/** Times that never go back, though a value may become visible after the next one's time. */
function rising(t: Float64Array): Float64Array {
  for (let k = 1; k < t.length; k++) t[k] = Math.max(t[k]!, t[k - 1]! + LEAST_STEP);
  return t;
}

/**
 * How many periods lie between one update and the next: more than one only where not even the polls' error explains it.
 */
function countPeriods(seen: Float64Array, gap: Float64Array): { periods: Float64Array; step: number } {
  const n = seen.length;
  const steps = seen
    .subarray(1)
    .map((x, k) => x - seen[k]!)
    .sort();
  let step = steps[steps.length >> 1]!;
  const periods = new Float64Array(n);
  for (let round = 0; round < COUNTS; round++) {
    let total = 0;
    for (let k = 1; k < n; k++) {
      const d = seen[k]! - seen[k - 1]!;
      const least = d - (gap[k]! + gap[k - 1]!) / 2;
      total += periods[k] = least <= MISSED * step ? 1 : Math.max(2, Math.round(d / step));
    }
    step = (seen[n - 1]! - seen[0]!) / total;
  }
  return { periods, step };
}

const median = (values: Float64Array): number => values.slice().sort()[values.length >> 1]!;
