/** When a sensor's updates happened, as far as polls and its own regularity tell. */
export interface Timing {
  /** Best estimate of each update's time, seconds. */
  t: Float64Array;
  /** Variance of each estimate, s². */
  variance: Float64Array;
  /** The estimates' joint precision: a diagonal, and minus `coupling[k]` between updates k − 1 and k. 1/s². */
  diagonal: Float64Array;
  coupling: Float64Array;
  /** Mean time between updates, seconds; missed ones counted. */
  cadence: number;
  /** Standard deviation of one period, as a share of the cadence. */
  jitter: number;
}

/** Jitters that are tried, as shares of the cadence; beyond the last the polls alone are believed. */
const JITTERS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32];

/**
 * A poll shows an update somewhere in the gap since the poll before (variance gap²/12), but a sensor also keeps its
 * period: times are a random walk of steps C(1 + jitter), seen with that error. The Rauch–Tung–Striebel smoother
 * gives the times (AIAA Journal 3, 1965), its likelihood picks the jitter. Without it, a step that polls make seem long
 * is believed to be long, and base power comes out low by (error ÷ period)².
 */
export function smoothTimes(seen: Float64Array, gap: Float64Array): Timing {
  const { periods, step } = countPeriods(seen, gap);
  const noise = gap.map((g) => Math.max(g, 1e-5) ** 2 / 12);
  let best = { jitter: Infinity, logLikelihood: -Infinity };
  for (const jitter of JITTERS) {
    const { logLikelihood } = filter(seen, noise, periods, step, (jitter * step) ** 2);
    if (logLikelihood > best.logLikelihood) best = { jitter, logLikelihood };
  }
  return smooth(seen, gap, noise, periods, step, best.jitter);
}

/** How many periods lie between one update and the next: more than one only where not even the polls' error explains it. */
function countPeriods(seen: Float64Array, gap: Float64Array): { periods: Float64Array; step: number } {
  const n = seen.length;
  const dt = seen.subarray(1).map((x, k) => x - seen[k]!).sort();
  let step = dt[dt.length >> 1]!;
  const periods = new Float64Array(n);
  for (let round = 0; round < 3; round++) {
    let total = 0;
    for (let k = 1; k < n; k++) {
      const d = seen[k]! - seen[k - 1]!;
      const least = d - (gap[k]! + gap[k - 1]!) / 2;
      total += periods[k] = least <= 1.3 * step ? 1 : Math.max(2, Math.round(d / step));
    }
    step = (seen[n - 1]! - seen[0]!) / total;
  }
  return { periods, step };
}

function filter(seen: Float64Array, noise: Float64Array, periods: Float64Array, step: number, q: number): { logLikelihood: number; mean: Float64Array; variance: Float64Array } {
  const n = seen.length;
  const mean = new Float64Array(n);
  const variance = new Float64Array(n);
  mean[0] = seen[0]!;
  variance[0] = noise[0]!;
  let logLikelihood = 0;
  for (let k = 1; k < n; k++) {
    const ahead = mean[k - 1]! + periods[k]! * step;
    const spread = variance[k - 1]! + periods[k]! * q;
    const s = spread + noise[k]!;
    const surprise = seen[k]! - ahead;
    logLikelihood -= (Math.log(s) + (surprise * surprise) / s) / 2;
    mean[k] = ahead + (spread / s) * surprise;
    variance[k] = spread * (1 - spread / s);
  }
  return { logLikelihood, mean, variance };
}

function smooth(seen: Float64Array, gap: Float64Array, noise: Float64Array, periods: Float64Array, step: number, jitter: number): Timing {
  const n = seen.length;
  const q = (jitter * step) ** 2;
  const { mean, variance } = filter(seen, noise, periods, step, q);
  for (let k = n - 2; k >= 0; k--) {
    const spread = variance[k]! + periods[k + 1]! * q;
    const gain = variance[k]! / spread;
    mean[k] = mean[k]! + gain * (mean[k + 1]! - mean[k]! - periods[k + 1]! * step);
    variance[k] = variance[k]! + gain * gain * (variance[k + 1]! - spread);
  }
  const diagonal = noise.map((x) => 1 / x);
  const coupling = new Float64Array(n);
  for (let k = 1; k < n; k++) {
    coupling[k] = 1 / (periods[k]! * q);
    diagonal[k] = diagonal[k]! + coupling[k]!;
    diagonal[k - 1] = diagonal[k - 1]! + coupling[k]!;
  }
  // The poll's own bounds are hard.
  for (let k = 0; k < n; k++) mean[k] = Math.max(seen[k]! - gap[k]! / 2, Math.min(seen[k]! + gap[k]! / 2, mean[k]!));
  return { t: mean, variance, diagonal, coupling, cadence: step, jitter };
}
