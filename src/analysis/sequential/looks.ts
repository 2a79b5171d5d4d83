import { nominalPs } from './boundary.ts';

/** Blocks a side at which a gate looks at what it has. */
export const LOOKS: readonly number[] = [4, 6, 8, 10, 12, 16, 20];

/** Fewer blocks decide nothing that needs a test. */
export const LEAST_BLOCKS = LOOKS[0]!;
/** Blocks a side at which the planned information is complete. */
export const PLANNED = LOOKS.at(-1)!;

/** The looks of a gate of at most so many blocks; more than planned are one look more, at the end. */
export const looksOf = (most: number): number[] => [...LOOKS, ...(most > PLANNED ? [most] : [])];

const known = new Map<string, number[]>();

/** The nominal one-sided p's of `looksOf(most)`, which together spend `alpha`. */
export function looksPs(alpha: number, most: number): number[] {
  const key = `${alpha} ${Math.max(most, PLANNED)}`;
  const found = known.get(key);
  if (found) return found;
  const looks = looksOf(most);
  const ps = nominalPs(
    looks.map((n) => n / looks.at(-1)!),
    alpha,
  );
  known.set(key, ps);
  return ps;
}

/**
 * The nominal one-sided p at which `blocks` a side are judged: that of the largest look that they reach, of a plan for
 * at most `most` (more than that are a look of their own). `null` below the first look.
 */
export function pAt(blocks: number, alpha: number, most = PLANNED): number | null {
  const end = Math.max(blocks, most);
  const index = looksOf(end).findLastIndex((n) => n <= blocks);
  return index < 0 ? null : looksPs(alpha, end)[index]!;
}
