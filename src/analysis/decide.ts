import type { Verdict } from '../common/generated/comparison.ts';
import type { LimitTest } from './limits.ts';
import type { Row } from './rows.ts';
import { holm } from './statistics.ts';

/** The p's of one limit after Holm; `null` where it needs no test. */
interface Adjusted {
  worse: number | null;
  better: number | null;
}

/** A limit's verdict, given its p after Holm and the most that this may be for a change. */
export function decide(test: LimitTest | null, adjusted: Adjusted, level: number): Verdict {
  if (!test) return 'inconclusive';
  const sure = (p: number | null): boolean => p === null || p <= level;
  if (test.over && sure(adjusted.worse)) return 'regressed';
  if (test.under && sure(adjusted.better)) return 'improved';
  return test.inside ? 'pass' : 'inconclusive';
}

const ORDER: readonly Verdict[] = ['invalid', 'regressed', 'inconclusive', 'improved', 'pass'];

/** The gravest of several verdicts; `pass` for none. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return ORDER.find((v) => verdicts.includes(v)) ?? 'pass';
}

/**
 * Decides every gating row: Holm over all tests of all metrics and arms, the gravest limit of each metric. `level` is
 * the most that an adjusted p may be; `joulesOpen`: how far measurements differ is unknown, so joules and seconds
 * decide nothing.
 */
export function decideRows(rows: readonly Row[], joulesOpen: boolean, level: number): void {
  const noisy = rows.flatMap((r) => r.tests).filter((t): t is LimitTest => t !== null && t.pWorse !== null);
  const worse = holm(noisy.map((t) => t.pWorse!));
  const better = holm(noisy.map((t) => t.pBetter ?? 1));
  const adjusted = new Map(noisy.map((t, i) => [t, { worse: worse[i]!, better: better[i]! }]));
  for (const row of rows) {
    if (row.tests.length === 0) continue;
    row.metric.verdict = gravest(
      row.tests.map((t) =>
        joulesOpen && row.drifts
          ? 'inconclusive'
          : decide(t, (t && adjusted.get(t)) ?? { worse: null, better: null }, level),
      ),
    );
    const p = row.tests.map((t) => t?.pWorse).find((x) => x !== null && x !== undefined);
    if (p !== undefined) row.metric.p = p;
  }
}
