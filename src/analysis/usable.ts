import type { RatioMetric } from '../common/metrics.ts';
import type { BlockSums } from './blocks.ts';
import { LEAST_BLOCKS } from './sequential/looks.ts';

/** A block that is left out, and the side that it is broken on. */
export interface Dropped {
  side: 'base' | 'head';
  block: number;
}

/** The blocks of both sides that a metric is made from. */
export interface Usable {
  base: readonly BlockSums[] | null;
  head: readonly BlockSums[];
  dropped: readonly Dropped[];
}

/** The sensor saw joules in it: a load whose net is 0 J or less, or unknown, was not seen. */
const whole =
  (joules: RatioMetric['numerator']) =>
  (b: BlockSums): boolean =>
    (joules(b) ?? 0) > 0;

function commonOf(base: readonly BlockSums[], head: readonly BlockSums[]): [BlockSums[], BlockSums[]] {
  const numbers = new Set(base.map((b) => b.block));
  const common = new Set(head.map((b) => b.block).filter((n) => numbers.has(n)));
  return [base.filter((b) => common.has(b.block)), head.filter((b) => common.has(b.block))];
}

/**
 * The blocks that say something of a metric: where sides are `paired`, those that both have; of joules (`joules`: what
 * must be over 0 J in each) those that the sensor resolved, with their partners, while 4 remain; with fewer, all.
 */
export function usableBlocks(
  base: readonly BlockSums[] | null,
  head: readonly BlockSums[],
  { paired, joules }: { paired: boolean; joules: RatioMetric['numerator'] | null },
): Usable {
  const [b, h] = base !== null && paired ? commonOf(base, head) : [base, head];
  const all: Usable = { base: b, head: h, dropped: [] };
  if (joules === null) return all;
  const good = whole(joules);
  const dropped = [
    ...(b ?? []).filter((x) => !good(x)).map((x): Dropped => ({ side: 'base', block: x.block })),
    ...h.filter((x) => !good(x)).map((x): Dropped => ({ side: 'head', block: x.block })),
  ];
  const [keptBase, keptHead] = [b?.filter(good) ?? null, h.filter(good)];
  const [left, right] = keptBase !== null && paired ? commonOf(keptBase, keptHead) : [keptBase, keptHead];
  return Math.min(left?.length ?? Infinity, right.length) < LEAST_BLOCKS ? all : { base: left, head: right, dropped };
}
