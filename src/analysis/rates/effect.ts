import type { Effect } from '../statistics.ts';
import { betweenBlocks, differenceOfMeans, type ByBlock } from './between-blocks.ts';
import { COSTED, type Costed } from './features.ts';
import type { Rates } from './fit.ts';
import { jackknifePart } from './jackknife.ts';
import { dot } from './linear.ts';
import { misfitParts } from './misfit.ts';
import type { SideTokens } from './observations.ts';
import { pooled, type Part } from './parts.ts';
import { rangePart } from './range.ts';
import { gradientOf, masked, rateParts, residualDf } from './rate-error.ts';

/** What of an arm's energy is asked for: joules of these phases, for each answer, prompt token or decode step. */
export interface Asked {
  phases: readonly Costed[];
  per: 'answer' | 'prompt-token' | 'decode-step';
  /** The checks count too. */
  checked: boolean;
}

/** Where the features have what joules are divided by. */
const DIVISOR = { answer: 0, 'prompt-token': 1, 'decode-step': 2 } as const;

/** What one arm's two sides are priced by. */
export interface Pricing {
  rates: Rates;
  tokens: { base: SideTokens; head: SideTokens };
  /** ln(1 + the checks' part) of each side by block; `null` where a side's is unknown. */
  checks: ByBlock | null;
  /** Base and head were measured interleaved: blocks pair up. */
  paired: boolean;
  /** Tokens may differ between blocks: sampling, or a rule whose checks end answers when they are done. */
  sampled: boolean;
}

/** The change at equal rates as a difference of logarithms, with what its error is made of. */
export interface RatesEffect {
  effect: Omit<Effect, 'blocks'>;
  parts: Part[];
}

/** Why there is none. */
export type NoEffect = 'too-few-answers' | 'one-block' | 'checks-unknown' | 'no-tokens';

/** ln of what each block's tokens cost at the rates, per what is asked. */
function costByBlock(side: SideTokens, rates: Rates, asked: Asked): Map<number, number> {
  return new Map([...side.byBlock].map(([block, x]) => [block, costOf(x, rates, asked)]));
}

const costOf = (x: readonly number[], rates: Rates, asked: Asked): number =>
  Math.log(dot(masked(x, asked.phases), rates.theta) / x[DIVISOR[asked.per]]!);

const anyChecks = ({ base, head }: ByBlock): boolean => [...base.values(), ...head.values()].some((v) => v !== 0);

/** Residuals must leave so many degrees of freedom for their spread to mean something. */
const LEAST_DF = 3;

/**
 * ln(cost of head's tokens ÷ cost of base's) at common rates, checks added as measured. No joule of base is in it but
 * as one more observation of the rates.
 */
export function effectAtEqualRates(p: Pricing, asked: Asked): RatesEffect | NoEffect {
  const { rates, tokens } = p;
  if (residualDf(rates) < LEAST_DF) return 'too-few-answers';
  const [base, head] = [masked(tokens.base.x, asked.phases), masked(tokens.head.x, asked.phases)];
  const estimate = costOf(tokens.head.x, rates, asked) - costOf(tokens.base.x, rates, asked);
  if (!Number.isFinite(estimate)) return 'no-tokens';
  const gradient = gradientOf(base, head, rates.theta);
  const spread = betweenBlocks(
    'tokens',
    { base: costByBlock(tokens.base, rates, asked), head: costByBlock(tokens.head, rates, asked) },
    p.paired,
    p.sampled,
  );
  if (spread === null) return 'one-block';
  if (asked.checked && p.checks === null) return 'checks-unknown';
  const checks = asked.checked && p.checks ? betweenBlocks('checks', p.checks, p.paired, anyChecks(p.checks)) : [];
  if (checks === null) return 'one-block';
  const modelled = [...rateParts(rates, gradient), ...misfitParts(rates, gradient, tokens, asked.phases)];
  const parts = [
    ...modelled,
    ...jackknifePart(rates, tokens, asked.phases, modelled),
    rangePart(rates, tokens, asked.phases),
    ...spread,
    ...checks,
  ];
  const withChecks = estimate + (asked.checked && p.checks ? differenceOfMeans(p.checks) : 0);
  return { effect: pooled(withChecks, parts), parts };
}

/** The metrics that can be priced, by id. */
export const ASKED: Partial<Record<string, Asked>> = {
  'energy-per-task': { phases: COSTED, per: 'answer', checked: true },
  'prefill-energy-per-token': { phases: ['prefill'], per: 'prompt-token', checked: false },
  'decode-energy-per-token': { phases: ['decode'], per: 'decode-step', checked: false },
};
