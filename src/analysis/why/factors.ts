import type { Repeat, RunResult } from '../../common/generated/run-result.ts';
import { energyOf, type ArmName } from '../../common/phases.ts';
import { answersOf } from '../answers.ts';
import type { BlockSums } from '../blocks.ts';
import { sum } from '../nulls.ts';
import { contextSum } from '../rates/features.ts';

/** Joules of a task, by phase. */
export interface TaskJoules {
  prefill: number;
  decode: number;
  check: number;
}

/** What J/task of one side is made of; all per task. */
export interface Factors {
  promptTokens: number;
  prefillPerToken: number;
  /** Decode steps up to where the answer was complete, and behind it. */
  useful: number;
  babble: number;
  perStep: number;
  /** Mean context of a decode step. */
  context: number;
  check: number;
  /** Joules of a phase without a token or a step to divide by. */
  prefillAlone: number;
  decodeAlone: number;
  joules: number;
}

/** Mean joules per task over some blocks, as metered; `null` where joules are missing. */
export function meteredJoules(blocks: readonly BlockSums[]): TaskJoules | null {
  const prefill = sum(blocks.map((b) => b.joules.prefill));
  const decode = sum(blocks.map((b) => b.joules.decode));
  const check = blocks.reduce((all, b) => all + (b.joules.check ?? 0), 0);
  const answers = blocks.reduce((all, b) => all + b.answers, 0);
  if (prefill === null || decode === null || answers === 0) return null;
  return { prefill: prefill / answers, decode: decode / answers, check: check / answers };
}

/** One side of an arm: its blocks, and the answers that they are the sums of. */
export interface WhySide {
  blocks: readonly BlockSums[];
  answers: readonly Repeat[];
}

/** A side of an arm, with the answers of the blocks that count. */
export function whySide(result: RunResult, arm: ArmName, blocks: readonly BlockSums[]): WhySide {
  const counted = new Set(blocks.map((b) => b.block));
  return { blocks, answers: answersOf(result, arm).filter((r) => counted.has(r.block)) };
}

/** The factors of a side with these answers, whose task takes `joules`. */
export function factorsOf(answers: readonly Repeat[], joules: TaskJoules): Factors {
  const perTask = (of: (r: Repeat) => number): number => answers.reduce((all, r) => all + of(r), 0) / answers.length;
  const promptTokens = perTask((r) => r.promptTokens);
  const steps = perTask((r) => r.decodeSteps);
  // An answer has no more steps of babble than steps.
  const babbleOf = (r: Repeat): number => Math.min(r.decodeSteps, r.babbleTokens ?? 0);
  return {
    promptTokens,
    prefillPerToken: promptTokens > 0 ? joules.prefill / promptTokens : 0,
    useful: perTask((r) => r.decodeSteps - babbleOf(r)),
    babble: perTask(babbleOf),
    perStep: steps > 0 ? joules.decode / steps : 0,
    context: steps > 0 ? perTask((r) => contextSum(r.promptTokens, r.decodeSteps)) / steps : 0,
    check: joules.check,
    prefillAlone: promptTokens > 0 ? 0 : joules.prefill,
    decodeAlone: steps > 0 ? 0 : joules.decode,
    joules: energyOf(joules)!,
  };
}
