import type { BasisReason, Metric } from '../../common/generated/comparison.ts';
import { LEAST_BLOCKS } from '../sequential/looks.ts';
import { byT, type Tested } from '../tester.ts';
import type { ArmRates } from './arms.ts';
import { ASKED, effectAtEqualRates, type NoEffect } from './effect.ts';
import { sharesOf } from './parts.ts';

/** A metric's change at equal rates. */
export interface Priced {
  /** head ÷ base − 1. */
  change: number;
  tested: Tested;
  /** Blocks of head that were measured. */
  blocks: number;
  shares: NonNullable<Metric['errorShares']>;
}

const WHY: Record<NoEffect, string> = {
  'too-few-answers': 'too few answers to fit rates on',
  'one-block': 'tokens or checks vary, and one block does not tell by how much',
  'checks-unknown': 'what the checks took is not known on both sides',
  'no-tokens': 'there are no tokens to price',
};

/**
 * The change of a metric at equal rates, or why there is none. A test of it is good from the first block on, at the
 * first look's p: its degrees of freedom are those of the rates, not of blocks.
 */
export function pricedChange(id: string, rates: ArmRates | string | undefined): Priced | BasisReason['text'] {
  const asked = ASKED[id];
  if (!asked) return 'it is no cost of tokens';
  if (rates === undefined) return 'a side lacks the arm';
  if (typeof rates === 'string') return rates;
  if (rates.differ) return 'base and head, measured in the same blocks, do not cost the same per token (rates-differ)';
  const found = effectAtEqualRates(rates.pricing, asked);
  if (typeof found === 'string') return WHY[found];
  const blocks = rates.pricing.tokens.head.byBlock.size;
  const { effect } = found;
  return {
    change: Math.expm1(effect.estimate),
    tested: byT({ ...effect, blocks: Math.max(LEAST_BLOCKS, blocks) }),
    blocks,
    shares: sharesOf(found.parts),
  };
}
