import type { Repeat, RunResult } from '../../common/generated/run-result.ts';
import type { ArmName } from '../../common/phases.ts';
import { tasksOf } from '../answers.ts';
import { COSTED, FEATURES, featuresOf, offsetOf, PER_PHASE, type Costed } from './features.ts';
import { groupBy } from './group.ts';
import { addScaled, zeros } from './linear.ts';

export type SideName = 'base' | 'head';

/** Net joules of one phase of one answer. */
export interface Observation {
  side: SideName;
  phase: Costed;
  /** The block of a measurement that it was metered in; base and head share it where they were interleaved. */
  cluster: string;
  task: string;
  /** Task and tokens: what the model of cost leaves out is the same for all answers of one cell. */
  cell: string;
  /** Both phases of one answer have the same. */
  answer: string;
  /** The answer's features, 0 for those of the other phase. */
  x: number[];
  joules: number;
  /** Standard error of the joules by the meter; 0 where it tells none. */
  error: number;
}

/** The tokens of one side's answers to one task; `x` is its part of the side's features. */
export interface TokenCell {
  task: string;
  x: number[];
  promptTokens: number;
  /** Mean context of a decode step; `null` without a step. */
  context: number | null;
}

/** The tokens of one side: features per answer, as means over all its answers, by block and by task. */
export interface SideTokens {
  x: number[];
  byBlock: Map<number, number[]>;
  cells: TokenCell[];
}

const meanSteps = (answers: readonly Repeat[]): number =>
  answers.reduce((all, r) => all + r.decodeSteps, 0) / Math.max(1, answers.length);

const cellOf = (task: string, answers: readonly Repeat[]): string =>
  JSON.stringify([task, answers[0]?.promptTokens, meanSteps(answers).toFixed(2)]);

function meanFeatures(answers: readonly Repeat[]): number[] {
  const x = zeros(FEATURES);
  for (const r of answers) addScaled(x, 1 / answers.length, featuresOf(r));
  return x;
}

/** The tokens of an arm; `null` where it has no answers. */
export function tokensOf(result: RunResult, arm: ArmName): SideTokens | null {
  const tasks = tasksOf(result).filter((t) => t.arm === arm && t.answers.length > 0);
  const all = tasks.flatMap((t) => t.answers);
  if (all.length === 0) return null;
  const byBlock = groupBy(all, (r) => r.block);
  return {
    x: meanFeatures(all),
    byBlock: new Map([...byBlock].map(([block, answers]) => [block, meanFeatures(answers)])),
    cells: tasks.map(({ task, answers }) => {
      const mean = meanFeatures(answers);
      return {
        task,
        x: mean.map((v) => (v * answers.length) / all.length),
        promptTokens: mean[1]!,
        context: mean[2]! > 0 ? mean[3]! / mean[2]! : null,
      };
    }),
  };
}

/** Every resolvable prefill and decode of an arm; a decode without a step costs nothing and tells nothing. */
export function observationsOf(result: RunResult, side: SideName, arm: ArmName): Observation[] {
  return tasksOf(result)
    .filter((t) => t.arm === arm)
    .flatMap(({ task, answers }) => {
      const cell = cellOf(task, answers);
      return answers.flatMap((r, nth) => {
        const features = featuresOf(r);
        return COSTED.flatMap((phase): Observation[] => {
          const { netJoules, standardError } = r.phases[phase];
          if (netJoules === null || (phase === 'decode' && r.decodeSteps === 0)) return [];
          const at = offsetOf(phase);
          return [
            {
              side,
              phase,
              cluster: `${result.measurement} ${r.block}`,
              task,
              cell,
              answer: JSON.stringify([side, task, nth]),
              x: features.map((v, i) => (i >= at && i < at + PER_PHASE ? v : 0)),
              joules: netJoules,
              error: standardError ?? 0,
            },
          ];
        });
      });
    });
}
