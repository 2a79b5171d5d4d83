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

/** Rounds of expectation propagation: the sites settle within a few. */
const ROUNDS = 8;
const DAMPING = 0.7;

/** What is known of each update's time apart from its neighbours: a Gaussian by mean and precision. */
interface Sites {
  mean: Float64Array;
  precision: Float64Array;
}

/**
 * A poll shows an update somewhere in the gap since the poll before, but a sensor also keeps its period: times are a
 * random walk of steps C(1 + jitter), each within its gap. The Rauch–Tung–Striebel smoother gives the times (AIAA
 * Journal 3, 1965), the likelihood of its filter picks the jitter. A gap is a hard bound, no Gaussian of variance gap²/12:
 * its site is fitted by expectation propagation (Minka, UAI 2001), else what is left of the bound shows as noise of the
 * sensor. Without all this, a step that polls make seem long is believed to be long, and base power comes out low by (error ÷ period)².
 */
export function smoothTimes(seen: Float64Array, gap: Float64Array): Timing {
  const { periods, step } = countPeriods(seen, gap);
  const sites: Sites = { mean: Float64Array.from(seen), precision: gap.map((g) => 12 / Math.max(g, 1e-5) ** 2) };
  let best = { jitter: Infinity, logLikelihood: -Infinity };
  for (const jitter of JITTERS) {
    const { logLikelihood } = filter(sites, periods, step, (jitter * step) ** 2);
    if (logLikelihood > best.logLikelihood) best = { jitter, logLikelihood };
  }
  const q = (best.jitter * step) ** 2;
  for (let round = 0; round < ROUNDS; round++) bound(sites, smooth(sites, periods, step, q), seen, gap);
  const { mean, variance } = smooth(sites, periods, step, q);
  const diagonal = Float64Array.from(sites.precision);
  const coupling = new Float64Array(seen.length);
  for (let k = 1; k < seen.length; k++) {
    coupling[k] = 1 / (periods[k]! * q);
    diagonal[k] = diagonal[k]! + coupling[k]!;
    diagonal[k - 1] = diagonal[k - 1]! + coupling[k]!;
  }
  for (let k = 0; k < seen.length; k++)
    mean[k] = Math.max(seen[k]! - gap[k]! / 2, Math.min(seen[k]! + gap[k]! / 2, mean[k]!));
  return { t: mean, variance, diagonal, coupling, cadence: step, jitter: best.jitter };
}

/** One round of expectation propagation: each site becomes what its poll's bounds add to what the neighbours say. */
function bound(
  sites: Sites,
  now: { mean: Float64Array; variance: Float64Array },
  seen: Float64Array,
  gap: Float64Array,
): void {
  for (let k = 0; k < seen.length; k++) {
    const old = sites.precision[k]!;
    const cavityPrecision = 1 / now.variance[k]! - old;
    if (!(cavityPrecision > 0)) continue;
    const cavityMean = (now.mean[k]! / now.variance[k]! - old * sites.mean[k]!) / cavityPrecision;
    const half = Math.max(gap[k]!, 1e-5) / 2;
    const tilted = truncated(cavityMean - seen[k]!, 1 / Math.sqrt(cavityPrecision), half);
    if (tilted === null) continue;
    const precision = Math.max(1e-3 / half ** 2, 1 / tilted.variance - cavityPrecision);
    const shift = (seen[k]! + tilted.mean) * (precision + cavityPrecision) - cavityMean * cavityPrecision;
    const next = old + DAMPING * (precision - old);
    sites.mean[k] = (old * sites.mean[k]! * (1 - DAMPING) + DAMPING * shift) / next;
    sites.precision[k] = next;
  }
}

/** Mean and variance of N(mean, sd²) within ±half; null where that is all but impossible. */
function truncated(mean: number, sd: number, half: number): { mean: number; variance: number } | null {
  const a = (-half - mean) / sd;
  const b = (half - mean) / sd;
  const mass = normalMass(a, b);
  if (mass < 1e-6) return null;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const slope = (density(a) - density(b)) / mass;
  const variance = 1 + (a * density(a) - b * density(b)) / mass - slope * slope;
  return variance > 1e-6 ? { mean: mean + sd * slope, variance: sd * sd * variance } : null;
}

/** Φ(b) − Φ(a), by the error function of Abramowitz and Stegun, 7.1.26 (to 1.5e−7); narrow strips by their middle. */
function normalMass(a: number, b: number): number {
  if (b - a < 1e-3) return ((b - a) * Math.exp(-(((a + b) / 2) ** 2) / 2)) / Math.sqrt(2 * Math.PI);
  return (erf(b / Math.SQRT2) - erf(a / Math.SQRT2)) / 2;
}

function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const y =
    1 -
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return x < 0 ? -y : y;
}

/** How many periods lie between one update and the next: more than one only where not even the polls' error explains it. */
function countPeriods(seen: Float64Array, gap: Float64Array): { periods: Float64Array; step: number } {
  const n = seen.length;
  const dt = seen
    .subarray(1)
    .map((x, k) => x - seen[k]!)
    .sort();
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

function filter(
  sites: Sites,
  periods: Float64Array,
  step: number,
  q: number,
): { logLikelihood: number; mean: Float64Array; variance: Float64Array } {
  const n = periods.length;
  const mean = new Float64Array(n);
  const variance = new Float64Array(n);
  mean[0] = sites.mean[0]!;
  variance[0] = 1 / sites.precision[0]!;
  let logLikelihood = 0;
  for (let k = 1; k < n; k++) {
    const ahead = mean[k - 1]! + periods[k]! * step;
    const spread = variance[k - 1]! + periods[k]! * q;
    const s = spread + 1 / sites.precision[k]!;
    const surprise = sites.mean[k]! - ahead;
    logLikelihood -= (Math.log(s) + (surprise * surprise) / s) / 2;
    mean[k] = ahead + (spread / s) * surprise;
    variance[k] = spread * (1 - spread / s);
  }
  return { logLikelihood, mean, variance };
}

function smooth(
  sites: Sites,
  periods: Float64Array,
  step: number,
  q: number,
): { mean: Float64Array; variance: Float64Array } {
  const { mean, variance } = filter(sites, periods, step, q);
  for (let k = periods.length - 2; k >= 0; k--) {
    const spread = variance[k]! + periods[k + 1]! * q;
    const gain = variance[k]! / spread;
    mean[k] = mean[k]! + gain * (mean[k + 1]! - mean[k]! - periods[k + 1]! * step);
    variance[k] = variance[k]! + gain * gain * (variance[k + 1]! - spread);
  }
  return { mean, variance };
}
