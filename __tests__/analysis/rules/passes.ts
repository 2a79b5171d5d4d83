import type { Comparison } from '../../../src/common/generated/comparison.ts';
import type { Repeat } from '../../../src/common/generated/run-result.ts';
import { against, answers, each, FLAT, result, rules } from '../support/cases.ts';

const passes = { 'pass-at-1': each({ decrease: 0.05 }) };
/** Four blocks of 24 tasks, 96 answers, of which the first so many are lost (and won) by head. */
const sampled = (lost: number, won = 0, tasks = 24): Comparison => {
  const of = (fails: (i: number) => boolean) => (r: Repeat, task: number) => ({ passed: !fails(task * 4 + r.block) });
  const fake = result({ temperature: 0.8, tasks, decode: FLAT });
  return against(
    answers(
      fake,
      of((i) => i >= lost && i < lost + won),
    ),
    answers(
      fake,
      of((i) => i < lost),
    ),
    passes,
  );
};

/** How pass@1 decides. */
export const PASSES = rules([
  [
    'pass@1 under greedy decoding: the drop that was seen',
    '1 of 20 tasks, limit 5 points',
    'pass',
    () => against(result({ tasks: 20 }), result({ tasks: 20, passed: 19 }), passes),
  ],
  [
    'pass@1 under greedy decoding: the drop that was seen',
    '2 of 20 tasks',
    'regressed',
    () => against(result({ tasks: 20 }), result({ tasks: 20, passed: 18 }), passes),
  ],
  [
    'pass@1 under greedy decoding: the drop that was seen',
    'one task fails in one block of four: it counts as sampled',
    'inconclusive',
    () =>
      against(
        result({}),
        answers(result({}), (r, i) => ({ passed: i > 0 || r.block > 0 })),
        passes,
      ),
    '~not-deterministic',
  ],
  [
    'pass@1 under sampling: exact paired test against the limit',
    '18 of 96 answers lost, limit 5 points: p = 0.0149',
    'inconclusive',
    () => sampled(18),
  ],
  ['pass@1 under sampling: exact paired test against the limit', '19 lost: p = 0.0107', 'regressed', () => sampled(19)],
  [
    'pass@1 under sampling: exact paired test against the limit',
    '2 of 96 lost: p of 10 points or more = 0.0130',
    'pass',
    () => sampled(2),
  ],
  ['pass@1 under sampling: exact paired test against the limit', '3 lost: p = 0.041', 'inconclusive', () => sampled(3)],
  [
    'pass@1 under sampling: exact paired test against the limit',
    '20 of 400 lost, 5 points: within the limit, and surely not 10',
    'pass',
    () => sampled(20, 0, 100),
  ],
  [
    'pass@1 under sampling: exact paired test against the limit',
    '21 of 400 lost: not within',
    'inconclusive',
    () => sampled(21, 0, 100),
  ],
  [
    'pass@1 under sampling: exact paired test against the limit',
    '20 won, none lost: accuracy saves no energy',
    'pass',
    () => sampled(0, 20),
  ],
  [
    'pass@1 under sampling: no answer differs (Clopper and Pearson)',
    '44 answers: 0.9⁴⁴ = 0.0097',
    'pass',
    () => sampled(0, 0, 11),
  ],
  [
    'pass@1 under sampling: no answer differs (Clopper and Pearson)',
    '40 answers: 0.9⁴⁰ = 0.01478, just over 0.01477',
    'inconclusive',
    () => sampled(0, 0, 10),
  ],
]);
