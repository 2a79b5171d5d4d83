import type { TaskRow, TaskSide } from '../common/generated/comparison.ts';
import type { Repeat, RunResult } from '../common/generated/run-result.ts';
import { netJoules, tasksOf } from './answers.ts';
import { decodeShare } from './babble.ts';
import { meanOfAll, meanOfKnown } from './nulls.ts';
import { endOf, rulesOf } from './rules.ts';
import { mean } from './statistics.ts';

/** Characters of an answer that a comparison carries. */
const SHOWN_TEXT = 2000;

/** What the first answer of a task was; the others stand in the means. */
function shownOf(first: Repeat | undefined): Partial<TaskSide> {
  if (!first) return {};
  const ends = rulesOf(first).map((rule) => {
    const end = endOf(first, rule);
    return [rule, end?.stopped ? end.tokens : null] as const;
  });
  return {
    stopReason: first.stopReason,
    text: first.text.slice(0, SHOWN_TEXT),
    ...(first.babbleKinds ? { babbleKinds: first.babbleKinds } : {}),
    ...(ends.length > 0 ? { completeTokens: Object.fromEntries(ends) } : {}),
  };
}

function side(answers: readonly Repeat[]): TaskSide {
  const joules = answers.map(netJoules);
  const none = answers.length === 0;
  const passed = answers.map((r) => (r.passed === null ? null : r.passed ? 1 : 0));
  return {
    prefillJoules: meanOfAll(joules.map((j) => j.prefill)),
    decodeJoules: meanOfAll(joules.map((j) => j.decode)),
    checkJoules: meanOfAll(joules.map((j) => j.check)),
    outputTokens: none ? 0 : mean(answers.map((r) => r.outputTokens)),
    babbleTokens: meanOfAll(answers.map((r) => r.babbleTokens)),
    babbleJoules: meanOfAll(answers.map((r) => (r.babbleTokens === null ? null : decodeShare(r, r.babbleTokens)))),
    passed: none ? 0 : meanOfKnown(passed),
    ...(answers.some((r) => r.score != null) ? { score: meanOfKnown(answers.map((r) => r.score ?? null)) } : {}),
    repeats: answers.length,
    ...shownOf(answers[0]),
  };
}

/** Each task of head beside the same of base: means over repeats. */
export function taskRows(base: RunResult | null, head: RunResult): TaskRow[] {
  const before = new Map(tasksOf(base).map((t) => [JSON.stringify([t.arm, t.task]), t.answers]));
  return tasksOf(head).map(({ arm, task, answers }) => {
    const other = before.get(JSON.stringify([arm, task]));
    return { id: task, arm, base: other ? side(other) : null, head: side(answers) };
  });
}
