import { distance } from 'fastest-levenshtein';

/** The allowed word nearest to `found`, if it is near enough to be a slip. */
export function nearest(found: string, allowed: readonly string[]): string | null {
  const ranked = allowed
    .map((word) => ({ word, d: distance(found.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.d - b.d);
  const best = ranked[0];
  return best && best.d <= Math.max(2, Math.floor(found.length / 3)) ? best.word : null;
}
