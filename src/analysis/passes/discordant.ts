import type { RunResult } from '../../common/generated/run-result.ts';
import type { ArmName } from '../../common/phases.ts';
import { tasksOf } from '../answers.ts';

/** Answers to the same task in the same block of which both grades are known: how many pairs, and how many differ. */
export interface Discordance {
  /** Passed in base, failed in head. */
  lost: number;
  /** Failed in base, passed in head. */
  won: number;
  pairs: number;
  /** Blocks that have a pair. */
  blocks: number;
}

/** Passes of the same task and block on both sides that differ. */
export function discordant(base: RunResult, head: RunResult, arm: ArmName): Discordance {
  const grades = (result: RunResult): Map<string, { block: number; passed: boolean | null }> =>
    new Map(
      tasksOf(result)
        .filter((t) => t.arm === arm)
        .flatMap((t) => t.answers.map((r) => [JSON.stringify([t.task, r.block]), r] as const)),
    );
  const before = grades(base);
  const out = { lost: 0, won: 0, pairs: 0 };
  const blocks = new Set<number>();
  for (const [answer, { block, passed: after }] of grades(head)) {
    const earlier = before.get(answer)?.passed ?? null;
    if (earlier === null || after === null) continue;
    out.pairs++;
    blocks.add(block);
    if (earlier && !after) out.lost++;
    if (!earlier && after) out.won++;
  }
  return { ...out, blocks: blocks.size };
}
