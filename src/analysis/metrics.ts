import type { Metric } from '../common/generated/comparison.ts';
import type { RatioMetric, SavingMetric } from '../common/metrics.ts';
import { errorOf, type ArmBlocks, type BlockSums } from './blocks.ts';
import { sum } from './nulls.ts';
import type { Measured } from './statistics.ts';
import { usableBlocks } from './usable.ts';

/** Ratio of sums over blocks; `null` where a sum is unknown or nothing stands below the line. */
export function ratio(d: Pick<RatioMetric, 'numerator' | 'denominator'>, blocks: readonly BlockSums[]): number | null {
  const above = sum(blocks.map((b) => d.numerator(b)));
  const below = blocks.reduce((all, b) => all + d.denominator(b), 0);
  return above !== null && below > 0 ? above / below : null;
}

const TOLD: Record<NonNullable<RatioMetric['by']>, (b: BlockSums) => number> = {
  tests: (b) => b.tested,
  ends: (b) => b.tested - (b.checked ?? 0),
  scores: (b) => b.scored,
};

/** Whether a metric can say anything of these answers: their tasks have what it is told by. */
export const applies = ({ by }: Pick<RatioMetric, 'by'>, blocks: readonly BlockSums[]): boolean =>
  by === undefined || blocks.some((b) => TOLD[by](b) > 0);

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
  byBlock: Map<number, Measured>;
  absence: Absence | null;
}

/** What a result with both arms saves; `null` where one arm is missing. */
export function savingOf(d: SavingMetric, arms: ArmBlocks): Saving | null {
  if (!arms.plain || !arms.suppressed) return null;
  const perAnswer = { numerator: d.joules, denominator: (b: BlockSums) => b.answers };
  // Both arms of a block were measured together.
  const usable = usableBlocks(arms.plain, arms.suppressed, { paired: true, joules: d.joules });
  const [plain, suppressed] = [usable.base!, usable.head];
  const between = (p: readonly BlockSums[], s: readonly BlockSums[]): number | null =>
    saved(ratio(perAnswer, p), ratio(perAnswer, s));
  const twins = new Map(suppressed.map((b) => [b.block, b]));
  const byBlock = new Map<number, Measured>();
  for (const block of plain) {
    const twin = twins.get(block.block)!;
    const value = between([block], [twin]);
    if (value === null) continue;
    // Of 1 − suppressed ÷ plain, whose errors are relative to each.
    const error = Math.hypot(errorOf(d, twin), (1 - value) * errorOf(d, block)) / d.joules(block)!;
    byBlock.set(block.block, { value, error });
  }
  const value = between(plain, suppressed);
  const unknown = [plain, suppressed].some((blocks) => ratio(perAnswer, blocks) === null);
  return { value, byBlock, absence: value !== null ? null : unknown ? 'not-resolvable' : 'no-divisor' };
}
