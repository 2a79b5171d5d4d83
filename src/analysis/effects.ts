import type { RatioMetric } from '../common/metrics.ts';
import { errorOf, type BlockSums } from './blocks.ts';
import { ratio } from './metrics.ts';
import { LEAST_BLOCKS } from './sequential/looks.ts';
import type { Relation } from './sides.ts';
import { meanEffect, unpairedEffect, type Effect, type Measured } from './statistics.ts';

export type Series = ReadonlyMap<number, Measured>;

/** Differences, head − base, of the blocks that both have; errors of two measurements add in quadrature. */
export const pairs = (base: Series, head: Series): Measured[] =>
  [...head].flatMap(([block, h]) => {
    const b = base.get(block);
    return b ? [{ value: h.value - b.value, error: Math.hypot(b.error, h.error) }] : [];
  });

/**
 * A difference of block values (logarithms for relative metrics), with its t statistics. Where base was measured
 * before, head's blocks alone are still to come, and they say which look it is, once base has enough.
 */
export function differenceOf(base: Series, head: Series, relation: Relation): Effect | null {
  if (relation.paired) return meanEffect(pairs(base, head));
  const e = unpairedEffect([...base.values()], [...head.values()], relation.spread);
  return e && base.size >= LEAST_BLOCKS ? { ...e, blocks: head.size } : e;
}

type Ratio = Pick<RatioMetric, 'numerator' | 'denominator' | 'scale' | 'nature' | 'shared'>;

/** A metric's value in each block, as a logarithm where the metric is relative; blocks without one are left out. */
export function blockValues(d: Ratio, blocks: readonly BlockSums[]): Map<number, Measured> {
  const out = new Map<number, Measured>();
  for (const b of blocks) {
    const value = ratio(d, [b]);
    if (value === null || (d.scale === 'relative' && value <= 0)) continue;
    const error = errorOf(d, b) / d.denominator(b);
    out.set(b.block, d.scale === 'relative' ? { value: Math.log(value), error: error / value } : { value, error });
  }
  return out;
}

/** Mean of block values with its standard error, to hold against an absolute limit. */
export const levelOf = (values: Series): Effect | null => meanEffect([...values.values()]);
