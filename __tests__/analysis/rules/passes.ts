import { against, answers, each, result, rules } from '../support/cases.ts';

const passes = { 'pass-at-1': each({ decrease: 0.05 }) };
const sampled = { temperature: 0.8, tasks: 20, decode: [10] };

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
    '!unconfirmed',
  ],
  [
    'pass@1 under sampling: exact sign test of answers that differ',
    '5 lost, none won: p = 1/32',
    'regressed',
    () => against(result(sampled), result({ ...sampled, passed: 15 }), passes),
  ],
  [
    'pass@1 under sampling: exact sign test of answers that differ',
    '4 lost, none won: p = 1/16',
    'inconclusive',
    () => against(result(sampled), result({ ...sampled, passed: 16 }), passes),
  ],
  [
    'pass@1 under sampling: exact sign test of answers that differ',
    '5 lost, 1 won: p = 7/64',
    'inconclusive',
    () =>
      against(
        answers(result(sampled), (_r, i) => ({ passed: i !== 0 })),
        answers(result(sampled), (_r, i) => ({ passed: i < 15 })),
        passes,
      ),
  ],
  [
    'pass@1 under sampling: exact sign test of answers that differ',
    '5 won, none lost',
    'improved',
    () => against(result({ ...sampled, passed: 15 }), result(sampled), passes),
  ],
  [
    'pass@1 under sampling: exact sign test of answers that differ',
    'none differs',
    'pass',
    () => against(result(sampled), result(sampled), passes),
  ],
]);
