import type { Comparison, TaskRow, TaskSide } from '../common/generated/comparison.ts';
import { energyOf, PHASES, type ArmName, type Phase } from '../common/phases.ts';

const rowsOf = (c: Comparison, arm: ArmName): TaskRow[] => c.tasks.filter((t) => t.arm === arm);

/** How many of how many passed. */
export interface Passed {
  of: number;
  passed: number;
  /** What is counted: answers where those of one task differ. */
  what: 'tasks' | 'answers';
}

/** What passed of a side of an arm, of what could be graded; `null` where nothing could. */
function passedOf(sides: readonly TaskSide[], what: Passed['what']): Passed | null {
  const graded = sides.filter((s) => s.passed !== null);
  if (graded.length === 0) return null;
  if (what === 'tasks') return { of: graded.length, passed: graded.filter((s) => s.passed === 1).length, what };
  const answers = graded.reduce((all, s) => all + s.repeats, 0);
  return { of: answers, passed: graded.reduce((all, s) => all + Math.round(s.passed! * s.repeats), 0), what };
}

/** pass@1 as counts, base and head counted alike; `null` for a side without. */
export function passes(c: Comparison, arm: ArmName): { base: Passed | null; head: Passed | null } {
  const rows = rowsOf(c, arm);
  const [before, after] = [rows.flatMap((t) => t.base ?? []), rows.map((t) => t.head)];
  const whole = [...before, ...after].every((s) => s.passed === null || s.passed === 0 || s.passed === 1);
  const what = whole ? 'tasks' : 'answers';
  return { base: passedOf(before, what), head: passedOf(after, what) };
}

/** Joules of a phase, per task; `null` where one task's are not known. */
const perTask = (sides: readonly TaskSide[], of: (s: TaskSide) => number | null): number | null => {
  const values = sides.map(of);
  return values.includes(null) ? null : values.reduce<number>((all, x) => all + x!, 0) / values.length;
};

const joulesOf = (s: TaskSide): Record<Phase, number | null> => ({
  prefill: s.prefillJoules,
  decode: s.decodeJoules,
  check: s.checkJoules,
});

/** What each phase takes per task on each side of an arm, of those phases that took some. */
export function phases(c: Comparison, arm: ArmName): { phase: Phase; base: number | null; head: number | null }[] {
  const rows = rowsOf(c, arm);
  const [before, after] = [rows.flatMap((t) => t.base ?? []), rows.map((t) => t.head)];
  const of = (sides: readonly TaskSide[], phase: Phase): number | null =>
    sides.length === 0 ? null : perTask(sides, (s) => joulesOf(s)[phase]);
  return PHASES.map((phase) => ({ phase, base: of(before, phase), head: of(after, phase) })).filter(
    (p) => p.phase !== 'check' || (p.base ?? 0) !== 0 || (p.head ?? 0) !== 0,
  );
}

/** Joules of a task's side; `null` where they are not known. */
export const energyOfSide = (s: TaskSide): number | null => energyOf(joulesOf(s));

/** The arms of a comparison, in order. */
export const armsOf = (c: Comparison): ArmName[] =>
  (['plain', 'suppressed'] as const).filter((arm) => c.metrics.some((m) => m.arm === arm));
