import { intervalAround } from '../../analysis/amplification/index.ts';
import { errorOf, type BlockSums } from '../../analysis/blocks.ts';
import { ratio } from '../../analysis/metrics.ts';
import type { Measured } from '../../analysis/statistics.ts';
import type { RatioMetric } from '../../common/metrics.ts';

/** A ratio of sums over an arm's blocks. */
export interface Quantity extends Pick<RatioMetric, 'nature' | 'shared' | 'numerator' | 'denominator'> {
  /** It lies between 0 and 1. */
  share?: boolean;
}

/** A value with its interval between blocks, and why it is missing. */
export interface Valued {
  value: number | null;
  interval: [number, number] | null;
  why: string | null;
}

/** Why a value is `null`, in words that name what is missing. */
function reasonFor(q: Quantity, blocks: readonly BlockSums[]): string {
  if (blocks.length === 0) return 'not-measured';
  if (blocks.some((b) => q.numerator(b) === null)) return q.nature === 'joules' ? 'not-resolvable' : 'not-known';
  return 'no-divisor';
}

/**
 * The interval of a positive value: the blocks' logarithms (t, n − 1), so that it never reaches 0; of a share, which
 * may be 0, the blocks' own values, within 0 and 1. `null` for fewer than two blocks.
 */
function intervalOf(value: number, byBlock: readonly Measured[], share: boolean): [number, number] | null {
  // Exact, as tokens under greedy decoding are: rounding must not make an interval of it.
  if (byBlock.length > 1 && byBlock.every((b) => b.error === 0 && b.value === byBlock[0]!.value)) return [value, value];
  if (share) {
    const i = intervalAround(value, byBlock);
    return i && [Math.max(0, i[0]), Math.min(1, i[1])];
  }
  if (value <= 0 || byBlock.some((b) => b.value <= 0)) return intervalAround(value, byBlock);
  const logs = byBlock.map((b) => ({ value: Math.log(b.value), error: b.error / b.value }));
  const i = intervalAround(Math.log(value), logs);
  return i && [Math.exp(i[0]), Math.exp(i[1])];
}

/** A quantity of some blocks: the ratio of sums, and its 95 % interval from the blocks' own ratios. */
export function valued(q: Quantity, blocks: readonly BlockSums[]): Valued {
  const value = ratio(q, blocks);
  if (value === null) return { value: null, interval: null, why: reasonFor(q, blocks) };
  const byBlock = blocks.flatMap((b) => {
    const [above, below] = [q.numerator(b), q.denominator(b)];
    return above === null || below === 0 ? [] : [{ value: above / below, error: errorOf(q, b) / below }];
  });
  return { value, interval: intervalOf(value, byBlock, q.share === true), why: null };
}
