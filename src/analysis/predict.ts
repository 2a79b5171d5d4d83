import type { Levels, ToDecide } from '../common/generated/comparison.ts';
import { LEVELS } from '../common/levels.ts';
import { ARMS } from '../common/phases.ts';
import { decide, gravest, nominal, type Rule } from './decide.ts';
import { meanOfKnown, sum } from './nulls.ts';
import type { Row } from './rows.ts';
import { LEAST_BLOCKS, PLANNED } from './sequential/looks.ts';
import type { Sides } from './sides.ts';
import { tQuantile, type Effect } from './statistics.ts';

/** Blocks a side beyond which none are thought of. */
export const MOST_BLOCKS = 200;

/** The same effect from `blocks` of head: what is measured already stays, the rest shrinks with their number. */
export function withBlocks(e: Effect, blocks: number): Effect {
  const fixed = e.fixed ?? 0;
  const [grown, own] = [e.blocks / blocks, e.own ?? 0];
  const variance = (e.standardError ** 2 - fixed) * grown + fixed;
  // Every block adds a degree of freedom; those of what stays do not grow.
  const df = fixed > 0 ? e.df : e.df + blocks - e.blocks;
  return { ...e, standardError: Math.sqrt(variance), df, blocks, own: own * grown };
}

/**
 * The smallest effect that is called regressed against the limit `at` with `power`, at the blocks that `e` has (both in
 * its units); `null` below the first look.
 */
export function smallestCallable(e: Effect, at: number, rule: Rule, power: number): number | null {
  const p = nominal(rule, e.blocks);
  return p && at + (tQuantile(1 - p.change, e.df) + tQuantile(power, e.df)) * e.standardError;
}

/**
 * Blocks a side at which a rise of `rise` is called against a limit of `threshold` (0.05 is 5 %) with `levels.power`,
 * base and head interleaved; `sd`: of a block's difference of ln J/task. `null` where no number up to 200 would do.
 */
export function blocksToCall(
  sd: number,
  rise: number,
  threshold: number,
  levels: Pick<Levels, 'change' | 'inside' | 'power'> = LEVELS,
): number | null {
  const rule: Rule = { levels, tests: 1, most: PLANNED };
  for (let n = LEAST_BLOCKS; n <= MOST_BLOCKS; n++) {
    // Beyond the plan by the p of its last look, as below.
    const effect = { estimate: 0, standardError: sd / Math.sqrt(n), df: n - 1, blocks: Math.min(n, PLANNED) };
    if (smallestCallable(effect, Math.log1p(threshold), rule, levels.power)! <= Math.log1p(rise)) return n;
  }
  return null;
}

/**
 * Blocks a side at which every row that is open now would be decided, were its estimates and spreads to stay; `null`
 * where no number up to 200 would do, or one cannot be told.
 */
export function blocksToDecide(rows: readonly Row[], rule: Rule): number | null {
  const open = rows.filter((r) => r.metric.verdict === 'inconclusive');
  const decidedAt = (row: Row): number | null => {
    const seen = row.metric.blocks ?? 0;
    for (let n = Math.max(LEAST_BLOCKS, seen + 1); n <= MOST_BLOCKS; n++) {
      // Beyond the plan by the p of its last look, which differs little from that of a longer plan.
      const tests = row.retest((e) => ({ ...withBlocks(e, n), blocks: Math.min(n, rule.most) }));
      if (gravest(tests.map((t) => decide(t, rule))) !== 'inconclusive') return n;
    }
    return null;
  };
  return open.reduce<number | null>((most, row) => {
    const n = decidedAt(row);
    return most === null || n === null ? null : Math.max(most, n);
  }, 0);
}

/** Seconds that a block of both sides takes where base is measured too, else of head; `null` where it is not told. */
function secondsPerBlock(c: Sides): number | null {
  const each = [c.head, ...(c.relation.paired && c.base ? [c.base] : [])].flatMap((result) =>
    ARMS.filter((arm) => result.arms[arm]).map((arm) =>
      meanOfKnown((result.blocks ?? []).filter((b) => b.arm === arm).map((b) => b.seconds)),
    ),
  );
  return sum(each);
}

/** What would decide an inconclusive comparison; `never`: no number of blocks. */
export function toDecide(c: Sides, rows: readonly Row[], rule: Rule, never: boolean): ToDecide {
  const blocks = never ? null : blocksToDecide(rows, rule);
  const seen = Math.max(0, ...Object.values(c.headArms).map((b) => b.length));
  const each = secondsPerBlock(c);
  return { blocks, seconds: blocks === null || each === null ? null : Math.max(0, blocks - seen) * each };
}
