import type { Repeat, RunResult } from '../common/generated/run-result.ts';
import { ARMS, PHASES, type ArmName, type Phase } from '../common/phases.ts';

/** All answers to one task in one arm. */
export interface TaskAnswers {
  arm: ArmName;
  task: string;
  answers: readonly Repeat[];
}

/**
 * The one place that walks a result: its tasks by arm, in the document's order. A result that is not there has none.
 */
export const tasksOf = (result: RunResult | null): TaskAnswers[] =>
  ARMS.flatMap((arm) =>
    (result?.arms[arm]?.tasks ?? []).map(({ id, repeats }) => ({ arm, task: id, answers: repeats })),
  );

/** Every answer of an arm, in the document's order. */
export const answersOf = (result: RunResult | null, arm: ArmName): Repeat[] =>
  tasksOf(result).flatMap((t) => (t.arm === arm ? t.answers : []));

/** Net joules of an answer by phase; `null` where not resolvable or not metered. */
export const netJoules = ({ phases }: Repeat): Record<Phase, number | null> => ({
  prefill: phases.prefill.netJoules,
  decode: phases.decode.netJoules,
  check: phases.check.netJoules,
});

/** What is said of each phase's joules. */
export const validitiesOf = ({ phases }: Repeat): Repeat['phases'][Phase]['validity'][] =>
  PHASES.map((phase) => phases[phase].validity);

/** Whether hidden tests tell if an answer is right, or a checker did; of others its score does, or nothing. */
export const isTested = ({ scoreName, passed }: Repeat): boolean => scoreName === undefined || passed !== null;

/** Whether rules can tell when such an answer is complete: tests run beside decoding, what scores texts does not. */
export const endIsTold = ({ scoreName }: Pick<Repeat, 'scoreName'>): boolean => scoreName === undefined;

/** Tokens and grade are the same at every repeat of a task; overrun, which depends on timing, is no part of that. */
const alike = ({ answers: [first, ...others] }: TaskAnswers): boolean =>
  others.every(
    (r) =>
      r.outputTokens - r.overrunTokens === first!.outputTokens - first!.overrunTokens &&
      (r.passed ?? first!.passed) === (first!.passed ?? r.passed) &&
      (r.score ?? null) === (first!.score ?? null),
  );

/** Whether an arm's answers were the same at every repeat. */
export const isRepeated = (result: RunResult, arm: ArmName): boolean =>
  tasksOf(result).every((t) => t.arm !== arm || alike(t));

/** Greedy decoding: by its temperature or, where that is not known, by what was seen. */
export function isGreedy(result: RunResult): boolean {
  const temperature = result.subject.sampling?.temperature;
  return temperature === undefined ? tasksOf(result).every(alike) : temperature === 0;
}
