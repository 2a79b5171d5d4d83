import type { Levels, Verdict } from '../common/generated/comparison.ts';
import type { LimitTest } from './limits.ts';
import type { Row } from './rows.ts';
import { pAt } from './sequential/looks.ts';

/** What limits are decided by. */
export interface Rule {
  levels: Pick<Levels, 'change' | 'inside'>;
  /** Limits that need a test: each has an equal part of `levels.change`. */
  tests: number;
  /** Blocks a side that were planned at most. */
  most: number;
}

/** Nominal p's at a number of blocks; `null` below the first look. */
export function nominal(rule: Rule, blocks: number): { change: number; inside: number } | null {
  const change = pAt(blocks, rule.levels.change / Math.max(1, rule.tests), rule.most);
  const inside = pAt(blocks, rule.levels.inside, rule.most);
  return change === null || inside === null ? null : { change, inside };
}

/** A limit's verdict. Exact values need no test; others none below the first look. */
export function decide(test: LimitTest | null, rule: Rule): Verdict {
  if (!test) return 'inconclusive';
  if (test.p === null || test.pBeyond === null || test.blocks === null) return test.within ? 'pass' : 'regressed';
  const at = nominal(rule, test.blocks);
  if (!at) return 'inconclusive';
  if (test.p <= at.change) return 'regressed';
  if (!test.within || test.pBeyond > at.inside) return 'inconclusive';
  return test.pBetter !== null && test.pBetter <= at.change ? 'improved' : 'pass';
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
    const shown = row.tests.find((t) => t !== null && t.p !== null);
    if (shown) Object.assign(row.metric, { p: shown.p, pBeyond: shown.pBeyond });
  }
}
