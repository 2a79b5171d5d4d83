import type { Finding } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { ARMS } from '../common/phases.ts';
import { answersOf, tasksOf } from './answers.ts';
import { finding } from './finding.ts';

/** Tasks that a text names. */
const NAMED = 3;
const named = (ids: readonly string[]): string =>
  ids.slice(0, NAMED).join(', ') + (ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '');

const ids = (result: RunResult, arm: string): Set<string> =>
  new Set(tasksOf(result).flatMap((t) => (t.arm === arm && t.answers.length > 0 ? [t.task] : [])));

/** Tasks that only one side has answers of: the other's sums lack them. */
function otherTasks(base: RunResult, head: RunResult): Finding[] {
  return ARMS.filter((arm) => base.arms[arm] && head.arms[arm]).flatMap((arm) => {
    const [b, h] = [ids(base, arm), ids(head, arm)];
    const lacks = (side: 'base' | 'head', missing: string[]): Finding[] =>
      missing.length === 0
        ? []
        : [
            finding('tasks-differ', `${side} lacks ${missing.length} task(s) of the other: ${named(missing)}`, {
              side,
              arm,
            }),
          ];
    return [
      ...lacks(
        'head',
        [...b].filter((id) => !h.has(id)),
      ),
      ...lacks(
        'base',
        [...h].filter((id) => !b.has(id)),
      ),
    ];
  });
}

/** A block runs every task once: tasks that one block lacks are missing in its sums, whatever the other side has. */
function partBlocks(result: RunResult, side: 'base' | 'head'): Finding[] {
  return ARMS.flatMap((arm) => {
    const tasks = tasksOf(result).filter((t) => t.arm === arm && t.answers.length > 0);
    const blocks = new Set(tasks.flatMap((t) => t.answers.map((r) => r.block)));
    const part = tasks.filter(
      (t) => t.answers.length !== blocks.size || new Set(t.answers.map((r) => r.block)).size !== blocks.size,
    );
    return part.length === 0
      ? []
      : [
          finding('tasks-differ', `not every block of ${side} has every task once: ${named(part.map((t) => t.task))}`, {
            side,
            arm,
          }),
        ];
  });
}

/** Whether the energy of checks is in a result's joules; `null` where it ran none. */
function metersChecks(result: RunResult): boolean | null {
  const checks = ARMS.flatMap((arm) => answersOf(result, arm)).map((r) => r.phases.check);
  if (checks.some((c) => c.netJoules !== null)) return true;
  return checks.some((c) => c.seconds > 0 || c.validity.reasons.includes('host-not-metered')) ? false : null;
}

function otherHostMeter(base: RunResult, head: RunResult): Finding[] {
  const [b, h] = [metersChecks(base), metersChecks(head)];
  if (b === null || h === null || b === h) return [];
  return [
    finding('host-meter-differs', `the energy of checks is metered in ${b ? 'base' : 'head'} alone`, {
      side: b ? 'head' : 'base',
    }),
  ];
}

/** Results of one measurement are paired by block; without a common one there is nothing to pair. */
function noCommonBlock(base: RunResult, head: RunResult): Finding[] {
  if (base.measurement !== head.measurement) return [];
  const blocks = (result: RunResult, arm: 'plain' | 'suppressed'): number[] =>
    answersOf(result, arm).map((r) => r.block);
  return ARMS.flatMap((arm) => {
    const [b, h] = [blocks(base, arm), blocks(head, arm)];
    if (b.length === 0 || h.length === 0 || h.some((n) => b.includes(n))) return [];
    return [finding('no-common-block', `base and head are of one measurement and share no block (${arm})`, { arm })];
  });
}

/** Why two results of equal workload and environment may still not be compared: their shape. */
export const misshapen = (base: RunResult, head: RunResult): Finding[] => [
  ...otherTasks(base, head),
  ...partBlocks(base, 'base'),
  ...partBlocks(head, 'head'),
  ...otherHostMeter(base, head),
  ...noCommonBlock(base, head),
];
