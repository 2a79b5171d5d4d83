import type { Why } from '../common/generated/comparison.ts';
import { energyOf, type ArmName } from '../common/phases.ts';
import type { BlockSums } from './blocks.ts';
import { sum } from './nulls.ts';

/** Logarithmic mean of positive numbers, the weight of LMDI-I: (a − b) ÷ ln(a ÷ b), and a where both are equal. */
function logMean(a: number, b: number): number {
  // ln(1 + (a − b) ÷ b) keeps its digits where a and b hardly differ.
  return a === b ? a : (a - b) / Math.log1p((a - b) / b);
}

interface Factors {
  promptTokens: number;
  prefillPerToken: number;
  steps: number;
  perStep: number;
  check: number;
  joules: number;
}

/** The factors of J/task over some blocks: per task, J/token and J/step; `null` where joules are missing. */
function factors(blocks: readonly BlockSums[]): Factors | null {
  const total = (of: (b: BlockSums) => number): number => blocks.reduce((all, b) => all + of(b), 0);
  const prefill = sum(blocks.map((b) => b.joules.prefill));
  const decode = sum(blocks.map((b) => b.joules.decode));
  const check = total((b) => b.joules.check ?? 0);
  const answers = total((b) => b.answers);
  const joules = energyOf({ prefill, decode, check });
  if (prefill === null || decode === null || joules === null || answers === 0) return null;
  const promptTokens = total((b) => b.promptTokens);
  const steps = total((b) => b.decodeSteps);
  return {
    promptTokens: promptTokens / answers,
    prefillPerToken: promptTokens > 0 ? prefill / promptTokens : 0,
    steps: steps / answers,
    perStep: steps > 0 ? decode / steps : 0,
    check: check / answers,
    joules: joules / answers,
  };
}

/** Exact Shapley split of the change of a product of two factors. */
function shapley(a0: number, b0: number, a1: number, b1: number): [number, number] {
  return [((a1 - a0) * (b0 + b1)) / 2, ((b1 - b0) * (a0 + a1)) / 2];
}

/** LMDI-I split of the change of a·b (Ang 2005, Energy Policy 33): Δ_a = L(V1, V0)·ln(a1/a0). */
function lmdi(a0: number, b0: number, a1: number, b1: number): [number, number] {
  const weight = logMean(a1 * b1, a0 * b0);
  return [weight * Math.log(a1 / a0), weight * Math.log(b1 / b0)];
}

/**
 * Splits the change of J/task exactly into prompt tokens, J/prompt token, decode steps, J/step and the checks.
 * LMDI-I; where a factor is not positive the exact Shapley split, named as such. `null` where joules are missing.
 */
export function explainChange(arm: ArmName, base: readonly BlockSums[], head: readonly BlockSums[]): Why | null {
  const b = factors(base);
  const h = factors(head);
  if (!b || !h) return null;
  const positive = [b, h].every((f) => f.promptTokens > 0 && f.prefillPerToken > 0 && f.steps > 0 && f.perStep > 0);
  const split = positive ? lmdi : shapley;
  const [prompt, prefill] = split(b.promptTokens, b.prefillPerToken, h.promptTokens, h.prefillPerToken);
  const [steps, perStep] = split(b.steps, b.perStep, h.steps, h.perStep);
  return {
    arm,
    method: positive ? 'lmdi' : 'shapley',
    base: b.joules,
    head: h.joules,
    parts: [
      { part: 'prompt-tokens', joules: prompt, base: b.promptTokens, head: h.promptTokens },
      { part: 'prefill-energy-per-token', joules: prefill, base: b.prefillPerToken, head: h.prefillPerToken },
      { part: 'decode-steps', joules: steps, base: b.steps, head: h.steps },
      { part: 'decode-energy-per-step', joules: perStep, base: b.perStep, head: h.perStep },
      { part: 'checks', joules: h.check - b.check, base: b.check, head: h.check },
    ],
  };
}
