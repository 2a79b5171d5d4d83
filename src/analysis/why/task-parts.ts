import type { TaskRow, TaskSide } from '../../common/generated/comparison.ts';
import { energyOf, type ArmName } from '../../common/phases.ts';

/** J/task that a task is part of on each side; a workload's tasks sum to its J/task. */
export interface TaskCost {
  base: number;
  head: number;
}

/** A task's joules times its share of the answers; `null` where they are not known. */
const weighted = (s: TaskSide, answers: number): number | null => {
  const joules = energyOf({ prefill: s.prefillJoules, decode: s.decodeJoules, check: s.checkJoules });
  return joules === null ? null : (joules * s.repeats) / answers;
};

/**
 * The rows with what each task adds to the change of J/task: metered, or at equal rates where `priced` has the arm.
 * Rows without a base have none.
 */
export function withTaskParts(
  rows: readonly TaskRow[],
  priced: Partial<Record<ArmName, ReadonlyMap<string, TaskCost>>> = {},
): TaskRow[] {
  const answers = (arm: ArmName, side: 'base' | 'head'): number =>
    rows.reduce((all, r) => all + (r.arm === arm ? (r[side]?.repeats ?? 0) : 0), 0);
  return rows.map((row) => {
    if (!row.base) return row;
    const cost = priced[row.arm]?.get(row.id);
    if (cost) return { ...row, changeJoules: cost.head - cost.base };
    const [base, head] = [weighted(row.base, answers(row.arm, 'base')), weighted(row.head, answers(row.arm, 'head'))];
    return { ...row, changeJoules: base === null || head === null ? null : head - base };
  });
}
