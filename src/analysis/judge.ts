import type { Finding, NullControl, Verdict } from '../common/generated/comparison.ts';
import { ARMS } from '../common/phases.ts';
import { decideRows, gravest, testsOf, type Rule } from './decide.ts';
import { nullControl } from './null-control.ts';
import type { Row } from './rows.ts';
import type { Sides } from './sides.ts';
import { missing } from './undecided.ts';

/** What two sides that may be compared amount to. */
export interface Judgement {
  verdict: Verdict;
  rule: Rule;
  /** Joules or seconds gate, and decide nothing since how far the two measurements differ is not known. */
  blocked: boolean;
  control: NullControl | null;
  /** Gating metrics that a side lacks. */
  lacking: Finding[];
}

/** Decides `rows` of both sides, in place; `estimated`: joules of a side are CPU time × watts. */
export function judge(c: Sides, rows: readonly Row[], estimated: boolean): Judgement {
  const rule: Rule = { levels: c.levels, tests: testsOf(rows), most: c.most };
  const stored = c.base !== null && !c.relation.paired;
  const open = stored && (estimated || c.relation.spread === null);
  decideRows(rows, rule, open);
  const noisy = rows.filter((r) => r.drifts && r.tests.length > 0);
  const lacking = missing(c, rows);
  const control = nullControl(
    c,
    ARMS.filter((arm) => noisy.some((r) => (r.metric.arm ?? arm) === arm)),
  );
  // Blocks that drift cannot show that head is no dearer; a rise that is called is called all the same.
  const unsure: Verdict[] = lacking.length > 0 || control?.alarmed ? ['inconclusive'] : [];
  return {
    verdict: gravest([...rows.flatMap((r) => r.metric.verdict ?? []), ...unsure]),
    rule,
    blocked: open && noisy.length > 0,
    control,
    lacking,
  };
}
