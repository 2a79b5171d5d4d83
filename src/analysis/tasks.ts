import type { TaskRow, TaskSide } from '../common/generated/comparison.ts';
import type { Repeat, RunResult, TaskResult } from '../common/generated/run-result.ts';
import { ARMS, PHASES, type Phase } from '../common/phases.ts';
import { decodeShare } from './babble.ts';
import { endOf, rulesOf } from './rules.ts';
import { mean } from './statistics.ts';

const SHOWN_TEXT = 2000;

function meanOrNull(values: (number | null)[]): number | null {
  const known = values.filter((v): v is number => v !== null);
  return known.length === 0 || known.length < values.length ? null : mean(known);
}

function side(task: TaskResult): TaskSide {
  const r = task.repeats;
  const joules = Object.fromEntries(PHASES.map((p) => [p, meanOrNull(r.map((x) => x.phases[p].netJoules))])) as Record<
    Phase,
    number | null
  >;
  const graded = r.filter((x) => x.passed !== null);
  const first = r[0];
  return {
    prefillJoules: joules.prefill,
    decodeJoules: joules.decode,
    checkJoules: joules.check,
    outputTokens: r.length === 0 ? 0 : mean(r.map((x) => x.outputTokens)),
    babbleTokens: meanOrNull(r.map((x) => x.babbleTokens)),
    babbleJoules: meanOrNull(r.map((x) => (x.babbleTokens === null ? null : decodeShare(x, x.babbleTokens)))),
    passed: r.length === 0 ? 0 : graded.length === 0 ? null : mean(graded.map((x) => (x.passed ? 1 : 0))),
    repeats: r.length,
    ...(first ? { stopReason: first.stopReason, text: first.text.slice(0, SHOWN_TEXT) } : {}),
    ...(first?.babbleKinds ? { babbleKinds: first.babbleKinds } : {}),
    ...(first && rulesOf(first).length > 0
      ? { completeTokens: Object.fromEntries(rulesOf(first).map((rule) => [rule, stopOf(first, rule)])) }
      : {}),
  };
}

function stopOf(r: Repeat, rule: string): number | null {
  const end = endOf(r, rule);
  return end?.stopped ? end.tokens : null;
}

/** Each task of head beside the same of base: means over repeats. */
export function taskRows(base: RunResult | null, head: RunResult): TaskRow[] {
  const rows: TaskRow[] = [];
  for (const arm of ARMS) {
    const before = new Map((base?.arms[arm]?.tasks ?? []).map((t) => [t.id, t]));
    for (const task of head.arms[arm]?.tasks ?? []) {
      const other = before.get(task.id);
      rows.push({ id: task.id, arm, base: other ? side(other) : null, head: side(task) });
    }
  }
  return rows;
}
