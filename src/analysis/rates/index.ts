import type { RunResult } from '../../common/generated/run-result.ts';
import type { ArmName } from '../../common/phases.ts';
import { isGreedy } from '../answers.ts';
import { checkShares } from './checks.ts';
import type { Pricing } from './effect.ts';
import { fitRates } from './fit.ts';
import { observationsOf, tokensOf } from './observations.ts';

export { ASKED, effectAtEqualRates, type NoEffect, type RatesEffect, type Pricing } from './effect.ts';

/**
 * Prices one arm of both sides: rates from the joules of head, and of base where `baseJoules` (same environment, and a
 * measurement that may be trusted). `null` where a side lacks the arm or there are no joules.
 */
export function priceArm(base: RunResult, head: RunResult, arm: ArmName, baseJoules: boolean): Pricing | null {
  const tokens = { base: tokensOf(base, arm), head: tokensOf(head, arm) };
  if (!tokens.base || !tokens.head) return null;
  const rates = fitRates([
    ...observationsOf(head, 'head', arm),
    ...(baseJoules ? observationsOf(base, 'base', arm) : []),
  ]);
  if (!rates) return null;
  const checks = { base: checkShares(base, arm), head: checkShares(head, arm) };
  return {
    rates,
    tokens: { base: tokens.base, head: tokens.head },
    checks: checks.base && checks.head ? { base: checks.base, head: checks.head } : null,
    paired: base.measurement === head.measurement,
    sampled: arm === 'suppressed' || !isGreedy(base) || !isGreedy(head),
  };
}
