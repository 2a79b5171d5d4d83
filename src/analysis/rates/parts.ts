import type { Effect } from '../statistics.ts';

/** Where the error of a change at equal rates comes from. */
export const SOURCES = [
  'answers',
  'sensor',
  'blocks',
  'misfit',
  'jackknife',
  'prior',
  'range',
  'tokens',
  'checks',
] as const;
export type Source = (typeof SOURCES)[number];

/** One source's variance of ln(head ÷ base), with the degrees of freedom that it is known by. */
export interface Part {
  source: Source;
  variance: number;
  df: number;
}

/**
 * Parts that add in quadrature as one effect, its degrees of freedom by Satterthwaite (1946):
 * ν = (Σ vᵢ)² ÷ Σ vᵢ²/νᵢ. A part without variance has no say.
 */
export function pooled(estimate: number, parts: readonly Part[]): Effect {
  const total = parts.reduce((all, p) => all + p.variance, 0);
  const below = parts.reduce((all, p) => all + (p.variance > 0 ? p.variance ** 2 / p.df : 0), 0);
  return { estimate, standardError: Math.sqrt(total), df: below > 0 ? total ** 2 / below : Infinity };
}

/** Each source's share of the variance; empty where there is none. */
export function sharesOf(parts: readonly Part[]): Partial<Record<Source, number>> {
  const total = parts.reduce((all, p) => all + p.variance, 0);
  const shares: Partial<Record<Source, number>> = {};
  for (const { source, variance } of parts) if (variance > 0) shares[source] = (shares[source] ?? 0) + variance / total;
  return shares;
}
