import type { Metric } from '../common/generated/comparison.ts';
import type { RatioMetric, SavingMetric } from '../common/metrics.ts';
import type { ArmBlocks, BlockSums } from './blocks.ts';
import { sum } from './nulls.ts';

/** Ratio of sums over blocks; `null` where a sum is unknown or nothing stands below the line. */
export function ratio(d: Pick<RatioMetric, 'numerator' | 'denominator'>, blocks: readonly BlockSums[]): number | null {
  const above = sum(blocks.map((b) => d.numerator(b)));
  const below = blocks.reduce((all, b) => all + d.denominator(b), 0);
  return above !== null && below > 0 ? above / below : null;
}

export type Absence = NonNullable<NonNullable<Metric['nulls']>['head']>;

/** Why `ratio` is `null`; `null` where it is a number. */
export function absence(d: RatioMetric, blocks: readonly BlockSums[]): Absence | null {
  if (blocks.some((b) => d.numerator(b) === null)) return d.nature === 'joules' ? 'not-resolvable' : 'not-known';
  return ratio(d, blocks) === null ? 'no-divisor' : null;
}

/**
 * The share of `reference` joules that is saved where `spent` are spent; `null` where a side is unknown, or nothing was
 * there to save.
 */
export const saved = (reference: number | null, spent: number | null): number | null =>
  reference === null || spent === null || reference <= 0 ? null : 1 - spent / reference;

/** What suppression saves: over all blocks for the value, by block for an interval. */
export interface Saving {
  value: number | null;
  byBlock: Map<number, number>;
  absence: Absence | null;
}

/** What a result with both arms saves; `null` where one arm is missing. */
export function savingOf(d: SavingMetric, { plain, suppressed }: ArmBlocks): Saving | null {
  if (!plain || !suppressed) return null;
  const perAnswer = { numerator: d.joules, denominator: (b: BlockSums) => b.answers };
  const between = (p: readonly BlockSums[], s: readonly BlockSums[]): number | null =>
    saved(ratio(perAnswer, p), ratio(perAnswer, s));
  const other = new Map(suppressed.map((b) => [b.block, b]));
  const byBlock = new Map<number, number>();
  for (const block of plain) {
    const twin = other.get(block.block);
    const value = twin ? between([block], [twin]) : null;
    if (value !== null) byBlock.set(block.block, value);
  }
  const value = between(plain, suppressed);
  const unknown = [plain, suppressed].some((blocks) => ratio(perAnswer, blocks) === null);
  return { value, byBlock, absence: value !== null ? null : unknown ? 'not-resolvable' : 'no-divisor' };
}
