import type { Metric, Shares } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { RatioMetric } from '../common/metrics.ts';
import type { ArmName } from '../common/phases.ts';
import { poolShares, type SplitVariance } from '../common/shares.ts';
import { answersOf } from './answers.ts';

/**
 * What the measurement's own error of the joules of some phases is made of, over all blocks of an arm. Within a block
 * and phase the answers' errors come from one fit and add linearly; blocks and phases add in quadrature. `null` where a
 * block does not tell.
 */
function sharesOf(result: RunResult, arm: ArmName, phases: readonly ('prefill' | 'decode')[]): Shares | null {
  const errors = new Map<string, number>();
  for (const { block, phases: of } of answersOf(result, arm))
    for (const phase of phases) {
      const key = `${block} ${phase}`;
      errors.set(key, (errors.get(key) ?? 0) + (of[phase].standardError ?? NaN));
    }
  const told = new Map((result.blocks ?? []).filter((b) => b.arm === arm).map((b) => [b.block, b.shares]));
  const parts = [...errors].map(([key, error]): SplitVariance => {
    const [block, phase] = key.split(' ') as [string, 'prefill' | 'decode'];
    return { variance: error ** 2, shares: told.get(Number(block))?.[phase] };
  });
  return parts.some(({ variance }) => Number.isNaN(variance)) ? null : poolShares(parts);
}

/** The shares of a metric's two sides; no key where neither tells. */
export function sharesOfSides(
  { base, head }: { base: RunResult | null; head: RunResult },
  { shared }: Pick<RatioMetric, 'shared'>,
  arm: ArmName,
): Pick<Metric, 'shares'> {
  if (shared === undefined) return {};
  const before = base && sharesOf(base, arm, shared);
  const after = sharesOf(head, arm, shared);
  if (before === null && after === null) return {};
  return { shares: { ...(before ? { base: before } : {}), ...(after ? { head: after } : {}) } };
}
