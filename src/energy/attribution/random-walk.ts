/**
 * Times t_k of a clock with jitter, observed with Gaussian errors: t_k = t_(k−1) + m_k·C + N(0, m_k·q), where m_k
 * periods of length C lie between two updates, and z_k = t_k + N(0, 1/π_k).
 */
export interface RandomWalk {
  /** m_k ≥ 1 (m_0 is not read). */
  periods: Float64Array;
  /** C, seconds. */
  step: number;
  /** q: variance of one period, s². */
  variance: number;
}

/** What is known of each time apart from its neighbours, z_k and π_k: a Gaussian by mean (s) and precision (1/s²). */
export interface Sites {
  mean: Float64Array;
  precision: Float64Array;
}

export interface Marginals {
  mean: Float64Array;
  variance: Float64Array;
}

/**
 * Each time given all observations up to its own (Kalman 1960), and the log-likelihood of them all, without constants.
 */
export function filter(
  { periods, step, variance: q }: RandomWalk,
  sites: Sites,
): Marginals & { logLikelihood: number } {
  const n = periods.length;
  const mean = new Float64Array(n);
  const variance = new Float64Array(n);
  mean[0] = sites.mean[0]!;
  variance[0] = 1 / sites.precision[0]!;
  let logLikelihood = 0;
  for (let k = 1; k < n; k++) {
    const predicted = mean[k - 1]! + periods[k]! * step;
    const spread = variance[k - 1]! + periods[k]! * q;
    const total = spread + 1 / sites.precision[k]!;
    const innovation = sites.mean[k]! - predicted;
    logLikelihood -= (Math.log(total) + (innovation * innovation) / total) / 2;
    mean[k] = predicted + (spread / total) * innovation;
    variance[k] = spread * (1 - spread / total);
  }
  return { logLikelihood, mean, variance };
}

/** Each time given all observations (Rauch, Tung and Striebel, AIAA Journal 3, 1965). */
export function smooth(walk: RandomWalk, sites: Sites): Marginals {
  const { periods, step, variance: q } = walk;
  const { mean, variance } = filter(walk, sites);
  for (let k = periods.length - 2; k >= 0; k--) {
    const spread = variance[k]! + periods[k + 1]! * q;
    const gain = variance[k]! / spread;
    mean[k] = mean[k]! + gain * (mean[k + 1]! - mean[k]! - periods[k + 1]! * step);
    variance[k] = variance[k]! + gain * gain * (variance[k + 1]! - spread);
  }
  return { mean, variance };
}

/**
 * The joint precision of all times given all observations: tridiagonal, with −coupling[k] between k − 1 and k. 1/s².
 */
export function jointPrecision(
  { periods, variance: q }: RandomWalk,
  sites: Sites,
): { diagonal: Float64Array; coupling: Float64Array } {
  const diagonal = sites.precision.slice();
  const coupling = new Float64Array(periods.length);
  for (let k = 1; k < periods.length; k++) {
    coupling[k] = 1 / (periods[k]! * q);
    diagonal[k] = diagonal[k]! + coupling[k]!;
    diagonal[k - 1] = diagonal[k - 1]! + coupling[k]!;
  }
  return { diagonal, coupling };
}
