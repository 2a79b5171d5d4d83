import type { RatioMetric } from '../common/metrics.ts';
import { errorOf, errorOverBase, type BlockSums } from './blocks.ts';
import { ratio } from './metrics.ts';
import { LEAST_BLOCKS } from './sequential/looks.ts';
import type { Relation } from './sides.ts';
import { meanBesideCovariate, meanEffect, unpairedEffect, type Effect, type Measured } from './statistics.ts';

export type Series = ReadonlyMap<number, Measured>;

/**
 * Differences, head − base, of the blocks that both have. Their errors are those of one covariance where the record
 * tells it; else two measurements' add in quadrature.
 */
export const pairs = (base: Series, head: Series): Measured[] =>
  [...head].flatMap(([block, h]) => {
    const b = base.get(block);
    if (!b) return [];
    // With one of each: they are not two that were both measured beside a third.
    const joint = [b, h].flatMap((m) => m.errorOverBase ?? []);
    const error = joint.length === 1 ? joint[0]! : Math.hypot(b.error, h.error);
    const warmer =
      h.covariate === undefined || b.covariate === undefined ? {} : { covariate: h.covariate - b.covariate };
    return [{ value: h.value - b.value, error, ...warmer }];
  });

/**
 * A difference of block values (logarithms for relative metrics), with its t statistics. Where base was measured
 * before, head's blocks alone are still to come, and they say which look it is, once base has enough.
 */
export function differenceOf(base: Series, head: Series, relation: Relation): Effect | null {
  if (relation.paired) return (relation.byPass ? meanBesideCovariate : meanEffect)(pairs(base, head));
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
    const covariate = b.temperatureC === undefined ? {} : { covariate: b.temperatureC };
    const relative = d.scale === 'relative';
    const joint = relative ? errorOverBase(d, b) : null;
    out.set(b.block, {
      ...(relative ? { value: Math.log(value), error: error / value } : { value, error }),
      ...covariate,
      ...(joint === null ? {} : { errorOverBase: joint }),
    });
  }
  return out;
}

/** Mean of block values with its standard error, to hold against an absolute limit. */
export const levelOf = (values: Series): Effect | null => meanEffect([...values.values()]);
