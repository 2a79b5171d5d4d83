import type { Comparison } from '../../../src/common/generated/comparison.ts';
import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { against, answers, BEYOND, blocks, each, ENERGY_3, FLAT, IN, result, rules, T3 } from '../support/cases.ts';

const limit = { score: each({ decrease: 0.05 }) };
/** The limits that every configuration has. */
const both = { ...limit, 'pass-at-1': each({ decrease: 0.05 }) };

/** A result whose tasks have references: `of` is the score of an answer, by block. */
const scored = (
  of: (block: number, task: number) => number | null,
  fake: Parameters<typeof result>[0] = {},
): RunResult =>
  answers(result({ decode: FLAT, ...fake }), (r, task) => ({
    passed: null,
    score: of(r.block, task),
    scoreName: 'code-similarity',
  }));
/** Nothing tells what is right. */
const unscored = (fake: Parameters<typeof result>[0] = {}): RunResult =>
  answers(result({ decode: FLAT, ...fake }), () => ({ passed: null, score: null, scoreName: 'none' }));
const greedy = (base: number, head: number): Comparison =>
  against(
    scored(() => base),
    scored(() => head),
    limit,
  );

/** Under sampling: scores of four blocks fall by `fall` on average, with this standard error. */
const sampled = (fall: number, standardError: number): Comparison => {
  const changes = blocks(-fall, standardError).map((x) => Math.log(x / 10));
  const fake = { temperature: 0.8 };
  return against(
    scored(() => 0.5, fake),
    scored((block) => 0.5 + changes[block]!, fake),
    limit,
  );
};
/** The standard error that puts a distance at t with 3 degrees of freedom. */
const at = (distance: number, side: number): number => (distance / T3) * side;

/** How scores decide, where no task has tests. */
export const SCORES = rules([
  ['score under greedy decoding: the drop that was seen', '−5 points of a limit of 5', 'pass', () => greedy(0.8, 0.75)],
  ['score under greedy decoding: the drop that was seen', '−5.1 points', 'regressed', () => greedy(0.8, 0.749)],
  ['score under greedy decoding: the drop that was seen', '+10 points save no energy', 'pass', () => greedy(0.7, 0.8)],
  [
    'score under greedy decoding: the drop that was seen',
    'one answer is scored otherwise in one block of four: it counts as sampled',
    'inconclusive',
    () =>
      against(
        scored(() => 0.8),
        scored((block, task) => (block === 0 && task === 0 ? 0 : 0.8)),
        limit,
      ),
    '~not-deterministic',
  ],
  [
    'score under sampling: t over blocks',
    '−7 points, p of −5 or better just under 0.0148',
    'regressed',
    () => sampled(0.07, at(0.02, IN)),
  ],
  [
    'score under sampling: t over blocks',
    '−7 points, p just over',
    'inconclusive',
    () => sampled(0.07, at(0.02, BEYOND)),
  ],
  [
    'score under sampling: t over blocks',
    'no change, p of −10 points or worse just under 0.0148',
    'pass',
    () => sampled(0, at(0.1, IN)),
  ],
  ['score under sampling: t over blocks', 'no change, p just over', 'inconclusive', () => sampled(0, at(0.1, BEYOND))],
  [
    'of pass@1 and score the one that the tasks can tell gates',
    'tasks with references, the score falls by 20 points',
    'regressed',
    () =>
      against(
        scored(() => 0.8),
        scored(() => 0.6),
        both,
      ),
    '!metric-missing',
  ],
  [
    'of pass@1 and score the one that the tasks can tell gates',
    'the same scores: no pass@1 is missing, no grade lost',
    'pass',
    () =>
      against(
        scored(() => 0.8),
        scored(() => 0.8),
        both,
      ),
    '!not-graded',
  ],
  [
    'of pass@1 and score the one that the tasks can tell gates',
    'tasks with tests, 2 of 20 lost: no score is missing',
    'regressed',
    () => against(result({ tasks: 20 }), result({ tasks: 20, passed: 18 }), both),
    '!metric-missing',
  ],
  [
    'of pass@1 and score the one that the tasks can tell gates',
    'tasks with tests, all pass',
    'pass',
    () => against(result({}), result({}), both),
    '!metric-missing',
  ],
  [
    'where nothing tells what is right, energy alone gates',
    'the same joules',
    'pass',
    () => against(unscored(), unscored(), { ...both, ...ENERGY_3 }),
    '!metric-missing',
  ],
  [
    'where nothing tells what is right, energy alone gates',
    '+50 %',
    'regressed',
    () => against(unscored(), unscored({ decode: FLAT.map((x) => 1.5 * x) }), { ...both, ...ENERGY_3 }),
  ],
  [
    'joules per solved task are told where tests grade',
    'no task has tests: there is no such metric',
    'pass',
    () =>
      against(
        scored(() => 0.8),
        scored(() => 0.8),
        { 'energy-per-solved-task': each({ increase: 0.03 }) },
      ),
    '!no-divisor',
  ],
  [
    'joules per solved task are told where tests grade',
    'tests, and half as many solved',
    'regressed',
    () => against(result({}), result({ passed: 2 }), { 'energy-per-solved-task': each({ increase: 0.03 }) }),
  ],
]);
