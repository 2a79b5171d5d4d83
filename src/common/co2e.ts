import { JouleGateError } from './errors.ts';

/** Grams of CO₂ equivalent per kWh, and who says so. Both are configured: neither has a default. */
export interface Intensity {
  gPerKwh: number;
  /** The user's own words: hostile to Markdown, HTML and terminals until escaped. */
  source: string;
}

export const JOULES_PER_KWH = 3.6e6;

function requireGrams(gPerKwh: number): void {
  if (!(gPerKwh >= 0 && Number.isFinite(gPerKwh)))
    throw new JouleGateError(
      'usage',
      `${gPerKwh} is no intensity in g/kWh`,
      'give the grams of CO₂e per kWh of your grid, 0 or more, with its source',
    );
}

/**
 * An intensity from its two halves. @throws JouleGateError `usage` where the grams are no number ≥ 0, or the source is
 * empty
 */
export function intensityOf(gPerKwh: number, source: string): Intensity {
  requireGrams(gPerKwh);
  if (source.trim() === '')
    throw new JouleGateError(
      'usage',
      'the intensity in g/kWh has no source',
      'say where the number comes from: a page, a contract, a year',
    );
  return { gPerKwh, source };
}

/**
 * Grams of CO₂ equivalent of some joules. What is not resolvable (`null`) has no grams either, never 0.
 * @throws JouleGateError `usage` where `gPerKwh` is no number ≥ 0
 */
export function co2e(joules: number, gPerKwh: number): number;
export function co2e(joules: number | null, gPerKwh: number): number | null;
export function co2e(joules: number | null, gPerKwh: number): number | null {
  requireGrams(gPerKwh);
  return joules === null ? null : (joules / JOULES_PER_KWH) * gPerKwh;
}
