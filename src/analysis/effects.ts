import type { RunResult } from '../common/generated/run-result.ts';
import type { RatioMetric } from '../common/metrics.ts';
import type { ArmName } from '../common/phases.ts';
import { tasksOf } from './answers.ts';
import type { BlockSums } from './blocks.ts';
import { ratio } from './metrics.ts';
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
export function blockValues(
  d: Pick<RatioMetric, 'numerator' | 'denominator' | 'scale'>,
  blocks: readonly BlockSums[],
): Map<number, number> {
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

/** Answers to the same task in the same block of which both grades are known: how many pairs, and how many differ. */
export interface Discordance {
  /** Passed in base, failed in head. */
  lost: number;
  /** Failed in base, passed in head. */
  won: number;
  pairs: number;
}

/** Passes of the same task and block on both sides that differ. */
export function discordant(base: RunResult, head: RunResult, arm: ArmName): Discordance {
  const grades = (result: RunResult): Map<string, boolean | null> =>
    new Map(
      tasksOf(result)
        .filter((t) => t.arm === arm)
        .flatMap((t) => t.answers.map((r) => [JSON.stringify([t.task, r.block]), r.passed] as const)),
    );
  const before = grades(base);
  const out = { lost: 0, won: 0, pairs: 0 };
  for (const [answer, after] of grades(head)) {
    const earlier = before.get(answer) ?? null;
    if (earlier === null || after === null) continue;
    out.pairs++;
    if (earlier && !after) out.lost++;
    if (!earlier && after) out.won++;
  }
  return out;
}

/** Change of a share of passes from discordant pairs (McNemar 1947): estimate and its large-sample standard error. */
export function passEffect(d: Discordance): Effect | null {
  if (d.pairs === 0) return null;
  const estimate = (d.won - d.lost) / d.pairs;
  const spread = Math.max(0, d.won + d.lost - (d.won - d.lost) ** 2 / d.pairs);
  return { estimate, standardError: Math.sqrt(spread) / d.pairs, df: Infinity };
}
