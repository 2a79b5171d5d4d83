import type { Repeat, RunResult } from '../common/generated/run-result.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import type { Sums } from '../common/sums.ts';
import { answersOf, netJoules } from './answers.ts';
import { sum } from './nulls.ts';

/** Sums over the workload of one block in one arm. */
export interface BlockSums extends Sums {
  block: number;
}

const count = (answers: readonly Repeat[], what: (r: Repeat) => boolean): number => answers.filter(what).length;
const total = (answers: readonly Repeat[], what: (r: Repeat) => number): number =>
  answers.reduce((all, r) => all + what(r), 0);

/** Sums over some answers of one arm; `checked`: the host is metered, so a check without joules took none. */
function sumsOf(answers: readonly Repeat[], checked: boolean): Sums {
  const joules = answers.map(netJoules);
  return {
    answers: answers.length,
    promptTokens: total(answers, (r) => r.promptTokens),
    outputTokens: total(answers, (r) => r.outputTokens),
    decodeSteps: total(answers, (r) => r.decodeSteps),
    babbleTokens: total(answers, (r) => r.babbleTokens ?? 0),
    joules: {
      prefill: sum(joules.map((j) => j.prefill)),
      decode: sum(joules.map((j) => j.decode)),
      check: checked ? sum(joules.map((j) => j.check ?? 0)) : null,
    },
    seconds: total(answers, (r) => r.phases.prefill.seconds + r.phases.decode.seconds),
    passed: count(answers, (r) => r.passed === true),
    notGraded: count(answers, (r) => r.passed === null),
    falseStops: count(answers, (r) => r.falseStop === true),
    missedStops: count(answers, (r) => r.missedStop === true),
  };
}

/** The blocks of an arm, in order of their number. */
export function blocksOf(result: RunResult, arm: ArmName): BlockSums[] {
  const answers = answersOf(result, arm);
  const checked = answers.some((r) => r.phases.check.netJoules !== null);
  return [...new Set(answers.map((r) => r.block))]
    .sort((a, b) => a - b)
    .map((block) => ({
      block,
      ...sumsOf(
        answers.filter((r) => r.block === block),
        checked,
      ),
    }));
}

export type ArmBlocks = Partial<Record<ArmName, BlockSums[]>>;

/** The blocks of each arm that a result has. */
export const armBlocks = (result: RunResult): ArmBlocks =>
  Object.fromEntries(ARMS.filter((arm) => result.arms[arm]).map((arm) => [arm, blocksOf(result, arm)]));
