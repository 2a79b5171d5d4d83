import type { RunResult } from '../../common/generated/run-result.ts';
import type { ArmName } from '../../common/phases.ts';
import { blocksOf } from '../blocks.ts';

/**
 * ln(1 + check ÷ (prefill + decode)) by block: the checks' part of the energy as measured, in which a factor common to
 * the block's joules cancels. 0 where the host is not metered; `null` where a block's joules are unknown.
 */
export function checkShares(result: RunResult, arm: ArmName): Map<number, number> | null {
  const out = new Map<number, number>();
  for (const { block, joules } of blocksOf(result, arm)) {
    const { prefill, decode, check } = joules;
    if (check === null || check === 0) {
      out.set(block, 0);
      continue;
    }
    if (prefill === null || decode === null || prefill + decode <= 0 || prefill + decode + check <= 0) return null;
    out.set(block, Math.log1p(check / (prefill + decode)));
  }
  return out;
}
