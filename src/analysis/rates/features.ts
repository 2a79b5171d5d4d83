import type { Repeat } from '../../common/generated/run-result.ts';

/** The phases whose joules are a cost of tokens, in the order of their features. */
export const COSTED = ['prefill', 'decode'] as const;
export type Costed = (typeof COSTED)[number];

/** Two features a phase: [1, n] of prefill, [k, C] of decode. */
export const PER_PHASE = 2;
export const FEATURES = PER_PHASE * COSTED.length;

/** Where a phase's features begin. */
export const offsetOf = (phase: Costed): number => PER_PHASE * COSTED.indexOf(phase);

/**
 * Σ of the context over k decode steps behind n prompt tokens: step j (from 1) reads the prompt, the tokens before it
 * and its own, n + j tokens, so that C = k·n + k·(k + 1)/2.
 */
export const contextSum = (promptTokens: number, steps: number): number =>
  steps * promptTokens + (steps * (steps + 1)) / 2;

/** What an answer's joules are a linear function of: [1, n, k, C] (prompt tokens n, decode steps k, context sum C). */
export const featuresOf = ({ promptTokens, decodeSteps }: Pick<Repeat, 'promptTokens' | 'decodeSteps'>): number[] => [
  1,
  promptTokens,
  decodeSteps,
  contextSum(promptTokens, decodeSteps),
];
