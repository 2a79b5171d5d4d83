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

/** Sources that more blocks do not make smaller. */
const FIXED: readonly Source[] = ['misfit', 'jackknife', 'prior', 'range'];

const total = (parts: readonly Part[]): number => parts.reduce((all, p) => all + p.variance, 0);

/**
 * Parts that add in quadrature as one effect, its degrees of freedom by Satterthwaite (1946):
 * ν = (Σ vᵢ)² ÷ Σ vᵢ²/νᵢ. A part without variance has no say.
 */
export function pooled(estimate: number, parts: readonly Part[]): Omit<Effect, 'blocks'> {
  const variance = total(parts);
  const below = parts.reduce((all, p) => all + (p.variance > 0 ? p.variance ** 2 / p.df : 0), 0);
  return {
    estimate,
    standardError: Math.sqrt(variance),
    df: below > 0 ? variance ** 2 / below : Infinity,
    own: total(parts.filter((p) => p.source === 'sensor')),
    fixed: total(parts.filter((p) => FIXED.includes(p.source))),
  };
}

/** Each source's share of the variance; empty where there is none. */
export function sharesOf(parts: readonly Part[]): Partial<Record<Source, number>> {
  const all = total(parts);
  const shares: Partial<Record<Source, number>> = {};
  for (const { source, variance } of parts) if (variance > 0) shares[source] = (shares[source] ?? 0) + variance / all;
  return shares;
}
