import type { Levels, Verdict } from '../common/generated/comparison.ts';
import type { LimitTest } from './limits.ts';
import type { Row } from './rows.ts';
import { LEAST_BLOCKS, pAt } from './sequential/looks.ts';

/** What limits are decided by. */
export interface Rule {
  levels: Pick<Levels, 'change' | 'inside'>;
  /** Limits that need a test: each has an equal part of `levels.change`. */
  tests: number;
  /** Blocks a side that were planned at most. */
  most: number;
}

/** Nominal p's at a number of blocks; `null` below the first look. */
export function nominal({ levels, tests, most }: Rule, blocks: number): { change: number; inside: number } | null {
  if (blocks < LEAST_BLOCKS) return null;
  const at = (level: number): number => pAt(blocks, level, most)!;
  return { change: at(levels.change / Math.max(1, tests)), inside: at(levels.inside) };
}

/** A limit's verdict. Exact values need no test; others none below the first look. */
export function decide(test: LimitTest | null, rule: Rule): Verdict {
  if (!test) return 'inconclusive';
  const { within, tested } = test;
  if (!tested) return within ? 'pass' : 'regressed';
  const at = nominal(rule, tested.blocks);
  if (!at) return 'inconclusive';
  if (tested.p <= at.change) return 'regressed';
  if (!within || tested.pBeyond > at.inside) return 'inconclusive';
  return tested.pBetter !== null && tested.pBetter <= at.change ? 'improved' : 'pass';
}

const ORDER: readonly Verdict[] = ['invalid', 'regressed', 'inconclusive', 'improved', 'pass'];

/** The gravest of several verdicts; `pass` for none. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return ORDER.find((v) => verdicts.includes(v)) ?? 'pass';
}

/** Limits that need a test, whether or not the data give one. */
export const testsOf = (rows: readonly Row[]): number =>
  rows.filter((r) => r.metric.basis !== 'exact' && r.metric.basis !== 'identity').flatMap((r) => r.tests).length;

/**
 * Decides every gating row: the gravest limit of each metric. `open`: joules and seconds that were measured decide
 * nothing, since how far measurements differ is not known.
 */
export function decideRows(rows: readonly Row[], rule: Rule, open: boolean): void {
  for (const row of rows) {
    if (row.tests.length === 0) continue;
    row.metric.verdict = gravest(row.tests.map((t) => (open && row.drifts ? 'inconclusive' : decide(t, rule))));
    const shown = row.tests.find((t) => t?.tested)?.tested;
    if (shown) Object.assign(row.metric, { p: shown.p, pBeyond: shown.pBeyond });
  }
}
