/** Less probability than this within the bounds, or less variance: numerically nothing (chosen, not measured). */
const NOTHING = 1e-6;
/**
 * A strip narrower than this many standard deviations is its width × the density in its middle: erf would lose all
 * digits.
 */
const NARROW = 1e-3;

/**
 * Mean and variance of N(mean, sd²) restricted to [−half, half]; null where that is all but impossible. With
 * a, b = (∓half − mean)/sd and Z = Φ(b) − Φ(a) (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions"
 * 1,
 * 1994, section 10.1):
 *
 *     E = mean + sd·(φ(a) − φ(b))/Z,    var = sd²·[1 + (a·φ(a) − b·φ(b))/Z − ((φ(a) − φ(b))/Z)²]
 */
export function truncatedNormal(mean: number, sd: number, half: number): { mean: number; variance: number } | null {
  const a = (-half - mean) / sd;
  const b = (half - mean) / sd;
  const mass = normalMass(a, b);
  if (mass < NOTHING) return null;
  const shift = (density(a) - density(b)) / mass;
  const variance = 1 + (a * density(a) - b * density(b)) / mass - shift * shift;
  return variance > NOTHING ? { mean: mean + sd * shift, variance: sd * sd * variance } : null;
}

/** φ(x). */
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Φ(b) − Φ(a). */
export function normalMass(a: number, b: number): number {
  if (b - a < NARROW) return ((b - a) * Math.exp(-(((a + b) / 2) ** 2) / 2)) / Math.sqrt(2 * Math.PI);
  return (erf(b / Math.SQRT2) - erf(a / Math.SQRT2)) / 2;
}

/** The error function, to 1.5e−7 (Abramowitz and Stegun, 7.1.26). */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const y =
    1 -
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return x < 0 ? -y : y;
}
