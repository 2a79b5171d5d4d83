import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { against, answers, arms, blocks, each, FLAT, result, rules } from '../support/cases.ts';

const passes = { 'pass-at-1': each({ decrease: 0.05 }) };
const joules = (decode: number | null): RunResult =>
  answers(result({}), (r) => ({ phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: decode } } }));
const lost = (of: RunResult): RunResult => answers(of, (r, i) => (i === 0 && r.block === 0 ? { passed: null } : {}));
/** The first half of the blocks at 10 J, the second at 12 J; `swapped`: one of each in the other half. */
const drift = (n: number, swapped = false): number[] =>
  Array.from({ length: n }, (_, i) => (i < n / 2 !== (swapped && (i === 0 || i === n - 1)) ? 10 : 12) + 0.001 * i);
const drifting = (decode: number[], factor = 1) =>
  against(result({ decode }), result({ decode: decode.map((x) => factor * x) }));

/** What keeps a gating metric from being decided. */
export const UNDECIDED = rules([
  [
    'a gating metric without a value decides nothing',
    'joules of head not resolvable',
    'inconclusive',
    () => against(result({}), joules(null)),
    'not-resolvable',
  ],
  [
    'a gating metric without a value decides nothing',
    'the same, but it does not gate',
    'pass',
    () => against(result({}), joules(null), passes),
    '!not-resolvable',
  ],
  [
    'a gating metric without a value decides nothing',
    'base at 0 J: no ratio',
    'inconclusive',
    () => against(joules(0), result({})),
    'base-not-positive',
  ],
  [
    'a gating metric without a value decides nothing',
    'base just over 0 J',
    'improved',
    () => against(joules(20), joules(1e-6)),
    '!base-not-positive',
  ],
  [
    'a gating metric without a value decides nothing',
    'joules per solved task, none solved',
    'inconclusive',
    () => against(result({}), result({ passed: 0 }), { 'energy-per-solved-task': each({ increase: 0.03 }) }),
    'no-divisor',
  ],
  [
    'a gating metric that one side lacks decides nothing',
    'base has an arm that head has not',
    'inconclusive',
    () => against(arms(FLAT, FLAT), result({})),
    'metric-missing',
  ],
  [
    'a gating metric that one side lacks decides nothing',
    'head has an arm that base has not',
    'inconclusive',
    () => against(result({}), arms(FLAT, FLAT)),
    'metric-missing',
  ],
  [
    'a gating metric that one side lacks decides nothing',
    'no side has the arm',
    'pass',
    () => against(result({}), result({})),
    '!metric-missing',
  ],
  [
    'a gating metric that one side lacks decides nothing',
    'arm `plain` has no false stops',
    'pass',
    () => against(arms(FLAT, FLAT), arms(FLAT, FLAT), { 'false-stops': each({ max: 0.1 }) }),
    '!metric-missing',
  ],
  [
    'where an answer could not be graded accuracy decides nothing',
    'one lost answer of head, three of four pass',
    'inconclusive',
    () => against(result({}), lost(result({ passed: 3 })), passes),
    'not-graded',
  ],
  [
    'where an answer could not be graded accuracy decides nothing',
    'one lost answer of base',
    'inconclusive',
    () => against(lost(result({})), result({}), passes),
    'not-graded',
  ],
  [
    'where an answer could not be graded accuracy decides nothing',
    'joules still regress',
    'regressed',
    () => against(result({}), lost(result({ decode: blocks(0.2) }))),
    'not-graded',
  ],
  [
    'where an answer could not be graded accuracy decides nothing',
    'false stops need grades too',
    'inconclusive',
    () => against(arms(FLAT, FLAT), lost(arms(FLAT, FLAT)), { 'false-stops': each({ increase: 0.1 }) }),
    'not-graded',
  ],
  [
    'where an answer could not be graded accuracy decides nothing',
    'missed stops do not',
    'pass',
    () => against(arms(FLAT, FLAT), lost(arms(FLAT, FLAT)), { 'missed-stops': each({ increase: 0.1 }) }),
    'not-graded',
  ],
  [
    "null control: halves of head's blocks differ (1 %)",
    '10 blocks, all of the second half dearer: p = 2/252',
    'inconclusive',
    () => drifting(drift(10)),
    'null-control',
  ],
  [
    "null control: halves of head's blocks differ (1 %)",
    'one block of each half swapped',
    'pass',
    () => drifting(drift(10, true)),
    '!null-control',
  ],
  [
    "null control: halves of head's blocks differ (1 %)",
    '9 blocks: no p could be small enough',
    'pass',
    () => drifting(drift(9)),
    '!null-control',
  ],
  [
    "null control: halves of head's blocks differ (1 %)",
    'head dearer by 20 %, and drifting',
    'inconclusive',
    () => drifting(drift(10), 1.2),
    'null-control',
  ],
  [
    "null control: halves of head's blocks differ (1 %)",
    'head dearer by 20 %, not drifting',
    'regressed',
    () => drifting(drift(10, true), 1.2),
    '!null-control',
  ],
  [
    "null control: halves of head's blocks differ (1 %)",
    'only arm `suppressed` drifts: `plain` is the control',
    'pass',
    () => against(arms(drift(10, true), drift(10)), arms(drift(10, true), drift(10))),
    '!null-control',
  ],
]);
