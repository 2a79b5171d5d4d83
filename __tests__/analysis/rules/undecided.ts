import type { Comparison } from '../../../src/common/generated/comparison.ts';
import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { against, answers, arms, BEYOND, blocks, each, FLAT, IN, ln, result, rules } from '../support/cases.ts';

const passes = { 'pass-at-1': each({ decrease: 0.05 }) };
const joules = (decode: number | null): RunResult =>
  answers(result({}), (r) => ({ phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: decode } } }));
const lost = (of: RunResult): RunResult => answers(of, (r, i) => (i === 0 && r.block === 0 ? { passed: null } : {}));
/** Differences of base and head whose halves are `step` standard deviations apart. */
const stepped = (n: number, step: number, effect = 0): number[] =>
  blocks(effect, 0.001 / Math.sqrt(n), n).map((x, i) => x * Math.exp(i < n / 2 ? 0 : 0.001 * step));
/** Both sides of `n` blocks drift together by 20 % half way. */
const together = (n: number): number[] => Array.from({ length: n }, (_, i) => (i < n / 2 ? 10 : 12));
/** Decode joules by block; `null` where the sensor did not resolve them. */
const side = (decode: (number | null)[]): RunResult =>
  answers(result({ decode: decode.map((x) => x ?? 10) }), (r) =>
    decode[r.block] === null ? { phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: null } } } : {},
  );
const gate = (head: (number | null)[], base: (number | null)[] = head.map(() => 10)): Comparison =>
  against(side(base), side(head));
/** Standard deviations between the halves of ten blocks at p = 0.005 (t with 8 degrees of freedom, SciPy). */
const APART = 2.570932;

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
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    '10 blocks, halves 2.57 standard deviations apart: p just under 0.005',
    'inconclusive',
    () => gate(stepped(10, BEYOND * APART)),
    'null-control',
  ],
  [
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    'not quite as far apart: p just over',
    'pass',
    () => gate(stepped(10, IN * APART)),
    '!null-control',
  ],
  [
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    '9 blocks, halves 30 apart: no null control yet',
    'pass',
    () => gate(stepped(9, 30)),
    '!null-control',
  ],
  [
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    '32 blocks, a step of 20 % in the middle of head',
    'inconclusive',
    () => gate(blocks(ln(-20), 0.0001, 32).map((x, i) => (i < 16 ? x : 1.2 * x))),
    'null-control',
  ],
  [
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    '32 blocks, the same step in both: pairing cancels it',
    'pass',
    () => gate(together(32), together(32)),
    '!null-control',
  ],
  [
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    'only arm `suppressed` drifts',
    'inconclusive',
    () => against(arms(blocks(0, 1e-7, 10), blocks(0, 1e-7, 10)), arms(blocks(0, 1e-7, 10), stepped(10, 9))),
    'null-control',
  ],
  [
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    'the same, and only tokens gate',
    'pass',
    () =>
      against(arms(blocks(0, 1e-7, 10), blocks(0, 1e-7, 10)), arms(blocks(0, 1e-7, 10), stepped(10, 9)), {
        'output-tokens': each({ increase: 0.1 }),
      }),
    '!null-control',
  ],
  [
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    'head dearer by 20 %, and drifting: a warning',
    'regressed',
    () => gate(stepped(10, 9, ln(20))),
    '~null-control',
  ],
  [
    "null control: halves of an arm's differences (0.5 %), from 10 blocks on",
    "a stored baseline: head's own blocks drift",
    'inconclusive',
    () =>
      against(
        result({ measurement: 'm0', decode: blocks(0, 0.0001, 10) }),
        result({ decode: stepped(10, 9) }),
        undefined,
        {
          spread: { sd: 0.0001, df: 9 },
        },
      ),
    'null-control',
  ],
  [
    'blocks without joules are left out with their partners while 4 remain',
    'one null of five, head 30 % dearer',
    'regressed',
    () => gate([null, ...blocks(ln(30))]),
    '~block-dropped',
  ],
  [
    'blocks without joules are left out with their partners while 4 remain',
    'one null of four',
    'inconclusive',
    () => gate([null, ...blocks(ln(30)).slice(1)]),
    'not-resolvable',
  ],
  [
    'blocks without joules are left out with their partners while 4 remain',
    'one block of −50 J among five without a change',
    'pass',
    () => gate([-50, ...FLAT]),
    '!base-not-positive',
  ],
  [
    'blocks without joules are left out with their partners while 4 remain',
    'one block of base at 0 J among five, head 30 % dearer',
    'regressed',
    () => gate(blocks(ln(30), 1e-7, 5), [0, ...FLAT]),
  ],
]);
