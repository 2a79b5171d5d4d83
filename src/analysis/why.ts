import type { Why } from '../common/generated/comparison.ts';
import type { ArmName } from '../common/phases.ts';
import { factorsOf, meteredJoules, type Factors, type TaskJoules, type WhySide } from './why/factors.ts';
import { methodFor, split, type Pair } from './why/split.ts';

/** What the split may know beyond the blocks. */
export interface WhyOptions {
  /** J for each step and token of its context, from the rates; without it J/step is not parted. */
  slope?: number | null;
  /** Both sides' joules at equal rates, in place of those metered. */
  priced?: { base: TaskJoules; head: TaskJoules } | null;
}

/**
 * Splits the change of J/task exactly into prompt tokens, J/prompt token, useful output, babble, longer context, the
 * rest of J/step, and the checks. The context's part of J/step is the slope times the change of a step's mean context:
 * amplification. LMDI-I; where a factor is not positive the exact Shapley split, named as such. `null` where joules are
 * missing.
 */
export function explainChange(
  arm: ArmName,
  base: WhySide,
  head: WhySide,
  { slope = null, priced = null }: WhyOptions = {},
): Why | null {
  const joules = priced ?? { base: meteredJoules(base.blocks), head: meteredJoules(head.blocks) };
  if (!joules.base || !joules.head) return null;
  const [b, h] = [factorsOf(base.answers, joules.base), factorsOf(head.answers, joules.head)];
  const both = (of: (f: Factors) => number): Pair => ({ base: of(b), head: of(h) });
  const [promptTokens, perToken] = [both((f) => f.promptTokens), both((f) => f.prefillPerToken)];
  const [useful, babble, perStep] = [both((f) => f.useful), both((f) => f.babble), both((f) => f.perStep)];
  const method =
    methodFor([promptTokens], perToken) === 'lmdi' && methodFor([useful, babble], perStep) === 'lmdi'
      ? 'lmdi'
      : 'shapley';
  const prefill = split([promptTokens], perToken, method);
  const decode = split([useful, babble], perStep, method);
  const context = both((f) => f.context);
  const amplified = slope === null ? 0 : decode.weight * slope * (context.head - context.base);
  return {
    arm,
    method,
    base: b.joules,
    head: h.joules,
    context,
    parts: [
      { part: 'prompt-tokens', joules: prefill.amounts[0]!, ...promptTokens },
      { part: 'prefill-energy-per-token', joules: prefill.rate + h.prefillAlone - b.prefillAlone, ...perToken },
      { part: 'useful-output', joules: decode.amounts[0]!, ...useful },
      { part: 'babble', joules: decode.amounts[1]!, ...babble },
      ...(slope === null ? [] : [{ part: 'context' as const, joules: amplified, ...context }]),
      { part: 'decode-energy-per-step', joules: decode.rate - amplified + h.decodeAlone - b.decodeAlone, ...perStep },
      { part: 'checks', joules: h.check - b.check, base: b.check, head: h.check },
    ],
  };
}
