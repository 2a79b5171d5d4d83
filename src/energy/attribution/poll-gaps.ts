import type { Marginals, Sites } from './random-walk.ts';
import { truncatedNormal } from './truncated-normal.ts';

/** A gap narrower than this is as good as a point, seconds: the driver stamps its own samples to the microsecond. */
const LEAST_GAP = 1e-5;
/** Share of the way to the new precision in each round, so that rounds settle (chosen, not measured). */
const DAMPING = 0.7;
/** A site keeps at least this precision, × (2 ÷ gap)²: next to nothing, and above 0 (chosen, not measured). */
const LEAST_PRECISION = 1e-3;

/**
 * The first guess: each update uniform in its gap, as a Gaussian of variance gap²/12, with `delay` seconds (one
 * standard deviation) of an early or late publication beside it.
 */
export function firstSites(seen: Float64Array, gap: Float64Array, delay = 0): Sites {
  return { mean: seen.slice(), precision: gap.map((g) => 1 / (Math.max(g, LEAST_GAP) ** 2 / 12 + delay * delay)) };
}

/**
 * One round of expectation propagation (Minka, "Expectation propagation for approximate Bayesian inference", UAI 2001):
 * each site becomes what its poll's hard bounds `seen` ± gap/2 add to what the neighbours say. The neighbours' part
 * (the cavity) is the marginal less the old site; cut off at the bounds, its first two moments are matched.
 */
export function bounded(sites: Sites, marginals: Marginals, seen: Float64Array, gap: Float64Array): Sites {
  const next: Sites = { mean: sites.mean.slice(), precision: sites.precision.slice() };
  for (let k = 0; k < seen.length; k++) {
    const old = sites.precision[k]!;
    const cavityPrecision = 1 / marginals.variance[k]! - old;
    if (!(cavityPrecision > 0)) continue;
    const cavityMean = (marginals.mean[k]! / marginals.variance[k]! - old * sites.mean[k]!) / cavityPrecision;
    const half = Math.max(gap[k]!, LEAST_GAP) / 2;
    const tilted = truncatedNormal(cavityMean - seen[k]!, 1 / Math.sqrt(cavityPrecision), half);
    if (tilted === null) continue;
    const precision = Math.max(LEAST_PRECISION / half ** 2, 1 / tilted.variance - cavityPrecision);
    const weighted = (seen[k]! + tilted.mean) * (precision + cavityPrecision) - cavityMean * cavityPrecision;
    const damped = old + DAMPING * (precision - old);
    next.mean[k] = (old * sites.mean[k]! * (1 - DAMPING) + DAMPING * weighted) / damped;
    next.precision[k] = damped;
  }
  return next;
}
