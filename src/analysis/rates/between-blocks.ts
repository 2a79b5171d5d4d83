import { mean, variance } from '../statistics.ts';
import type { Part, Source } from './parts.ts';

/** A logarithm of each side by block. */
export interface ByBlock {
  base: ReadonlyMap<number, number>;
  head: ReadonlyMap<number, number>;
}

const constant = (values: readonly number[]): boolean => values.every((v) => Math.abs(v - values[0]!) < 1e-12);

/** Head's mean less base's. */
export const differenceOfMeans = ({ base, head }: ByBlock): number =>
  mean([...head.values()]) - mean([...base.values()]);

/**
 * Variance of head's mean less base's from what blocks differ by: of paired differences where the sides were measured
 * interleaved, else of each side. `sampled`: a side with a single block is not taken to be constant.
 * `null` where a single block cannot tell.
 */
export function betweenBlocks(source: Source, by: ByBlock, paired: boolean, sampled: boolean): Part[] | null {
  const sides = [[...by.base.values()], [...by.head.values()]];
  if (sides.every(constant) && (!sampled || sides.every((s) => s.length > 1))) return [];
  if (paired) {
    const pairs = [...by.head].filter(([block]) => by.base.has(block)).map(([block, v]) => v - by.base.get(block)!);
    return pairs.length < 2 ? null : [{ source, variance: variance(pairs) / pairs.length, df: pairs.length - 1 }];
  }
  if (sides.some((s) => s.length < 2)) return null;
  return sides.map((s) => ({ source, variance: variance(s) / s.length, df: s.length - 1 }));
}
