import { normalMass } from './truncated-normal.ts';

/** One model's estimate of a sum, joules, its variance and the model's weight; the weights sum to 1. */
export interface Part {
  sum: number;
  variance: number;
  weight: number;
}

/** 97.5 % point of the normal distribution. */
const Z95 = 1.959964;
const COVERS = 0.95;
/** Halvings of the bracket: to 1e−12 of it. */
const HALVINGS = 40;

/**
 * The standard error of an average over models whose 95 % interval holds 95 % of their mixture: h ÷ 1.96 with
 *
 *     Σ w_f·[Φ((E + h − E_f) ÷ σ_f) − Φ((E − h − E_f) ÷ σ_f)] = 0.95
 *
 * A model of small weight and large variance (a departure that the data could not show) widens the mixture's variance
 * (Buckland et al., Biometrics 53, 1997) far more than its interval.
 */
export function mixtureError(parts: readonly Part[], mean: number): number {
  const most = parts.reduce((h, p) => Math.max(h, Math.abs(p.sum - mean) + 4 * Math.sqrt(p.variance)), 0);
  if (!(most > 0)) return most;
  if (parts.length === 1) return Math.sqrt(parts[0]!.variance);
  let [lo, hi] = [0, most];
  for (let i = 0; i < HALVINGS; i++) {
    const h = (lo + hi) / 2;
    if (within(parts, mean, h) < COVERS) lo = h;
    else hi = h;
  }
  return hi / Z95;
}

function within(parts: readonly Part[], mean: number, h: number): number {
  return parts.reduce((sum, { sum: at, variance, weight }) => {
    const sigma = Math.sqrt(variance);
    if (sigma === 0) return sum + (Math.abs(at - mean) <= h ? weight : 0);
    return sum + weight * normalMass((mean - h - at) / sigma, (mean + h - at) / sigma);
  }, 0);
}
