import type { RunResult } from '../../common/generated/run-result.ts';
import { ARMS, type ArmName } from '../../common/phases.ts';
import { agreement, type Agreement } from './agree.ts';
import { priceArm, type Pricing } from './index.ts';
import { costDiffers, subjectDiffers } from './obstacles.ts';

/** What equal rates can say of an arm. */
export interface ArmRates {
  pricing: Pricing;
  /** Whether base's and head's rates agree; `null` where they were not measured in the same blocks. */
  agreement: Agreement | null;
  /** They do not, at `level`: what was measured decides. */
  differ: boolean;
}

/** Each arm's rates, or why there are none, in words. */
export type RatesByArm = Partial<Record<ArmName, ArmRates | string>>;

/** Names a few. */
const list = (names: readonly string[]): string =>
  names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');

function obstacle(base: RunResult, head: RunResult): string | null {
  const costs = costDiffers(base, head);
  if (costs.length > 0) return `${list(costs)} may change what a token costs`;
  // Equal tokens cost the same by definition: whether the same subject still does, only measuring can tell.
  return subjectDiffers(base.subject, head.subject).length === 0 ? 'the subject is unchanged' : null;
}

/** Prices each arm that both sides have; `level`: the most that the p of equal rates may be for them to differ. */
export function ratesByArm(base: RunResult, head: RunResult, level: number): RatesByArm {
  const against = obstacle(base, head);
  const out: RatesByArm = {};
  for (const arm of ARMS) {
    if (!base.arms[arm] || !head.arms[arm]) continue;
    const pricing = against === null ? priceArm(base, head, arm, true) : null;
    if (!pricing) {
      out[arm] = against ?? 'no joules are known';
      continue;
    }
    const agree = pricing.paired ? agreement(pricing.rates) : null;
    out[arm] = { pricing, agreement: agree, differ: agree !== null && agree.p <= level };
  }
  return out;
}
