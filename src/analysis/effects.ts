import type { RunResult } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import type { BlockSums } from './blocks.ts';
import { ratio, type Definition } from './metrics.ts';
import { mean, pairedEffect, unpairedEffect, variance, type Effect } from './statistics.ts';

/** How two results stand to each other. */
export interface Relation {
  /** Measured interleaved: blocks pair up. */
  paired: boolean;
  /** Standard deviation of ln joules between measurements; 0 where paired. */
  spread: number;
}

/** A difference of block values (logarithms for relative metrics), with its t statistics. */
export function differenceOf(
  base: ReadonlyMap<number, number>,
  head: ReadonlyMap<number, number>,
  relation: Relation,
): Effect | null {
  if (!relation.paired) return unpairedEffect([...base.values()], [...head.values()], relation.spread);
  const pairs = [...head].filter(([block]) => base.has(block)).map(([block, value]) => value - base.get(block)!);
  return pairedEffect(pairs);
}

/** A metric's value in each block, as a logarithm where the metric is relative; blocks without one are left out. */
export function blockValues(d: Definition, blocks: readonly BlockSums[]): Map<number, number> {
  const out = new Map<number, number>();
  for (const b of blocks) {
    const value = ratio(d, [b]);
    if (value === null || (d.scale === 'relative' && value <= 0)) continue;
    out.set(b.block, d.scale === 'relative' ? Math.log(value) : value);
  }
  return out;
}

/** Mean of block values with its standard error, to hold against an absolute limit. */
export function levelOf(values: ReadonlyMap<number, number>): Effect | null {
  const x = [...values.values()];
  return x.length < 2
    ? null
    : { estimate: mean(x), standardError: Math.sqrt(variance(x) / x.length), df: x.length - 1 };
}

/** Passes of the same task and block on both sides that differ: `lost` in head, `won` in head. */
export function discordant(
  base: RunResult,
  head: RunResult,
  arm: ArmName,
): { lost: number; won: number; pairs: number } {
  const before = new Map((base.arms[arm]?.tasks ?? []).map((t) => [t.id, t.repeats]));
  const out = { lost: 0, won: 0, pairs: 0 };
  for (const task of head.arms[arm]?.tasks ?? []) {
    const mine = before.get(task.id) ?? [];
    task.repeats.forEach((r, i) => {
      const other = mine[i];
      if (!other || other.passed === null || r.passed === null) return;
      out.pairs++;
      if (other.passed && !r.passed) out.lost++;
      if (!other.passed && r.passed) out.won++;
    });
  }
  return out;
}

/** Change of a share of passes from discordant pairs (McNemar 1947): estimate and its large-sample standard error. */
export function passEffect(d: { lost: number; won: number; pairs: number }): Effect | null {
  if (d.pairs === 0) return null;
  const estimate = (d.won - d.lost) / d.pairs;
  const spread = Math.max(0, d.won + d.lost - (d.won - d.lost) ** 2 / d.pairs);
  return { estimate, standardError: Math.sqrt(spread) / d.pairs, df: Infinity };
}
