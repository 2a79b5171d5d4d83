import { expect, test } from '@jest/globals';
import { answersOf, isGreedy, netJoules, tasksOf } from '../../src/analysis/answers.ts';
import { armBlocks, blocksOf } from '../../src/analysis/blocks.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { fakeResult } from '../support/results.ts';
import { answers } from './support/cases.ts';

const two = fakeResult({ decode: [10, 20], tasks: 2, tokens: 11, prefill: 3, check: null, babble: 4 });

/** Check joules of one answer; the others' host is not metered. */
const checked = (of: RunResult, joules: number): RunResult =>
  answers(of, (r, task) =>
    task === 0 && r.block === 0 ? { phases: { ...r.phases, check: { ...r.phases.check, netJoules: joules } } } : {},
  );

test('the sums of a block, by hand: two answers of 10 and of 20 J', () => {
  const sums = {
    answers: 2,
    promptTokens: 100,
    outputTokens: 22,
    decodeSteps: 20,
    babbleTokens: 8,
    seconds: 2.2,
    passed: 2,
    tested: 2,
    notGraded: 0,
    scored: 0,
    score: 0,
    falseStops: 0,
    missedStops: 0,
    errors: { prefill: 0.02, decode: 0.02, check: 0 },
  };
  expect(blocksOf(two, 'plain')).toEqual([
    { block: 0, ...sums, joules: { prefill: 6, decode: 20, check: null } },
    { block: 1, ...sums, joules: { prefill: 6, decode: 40, check: null } },
  ]);
});

test('what an answer lacks counts as nothing, or makes the sum unknown', () => {
  const mixed = answers(two, (r, task) => ({
    passed: task === 0 ? null : r.block === 0,
    babbleTokens: task === 0 ? null : 4,
    falseStop: task === 0 ? true : null,
    missedStop: r.block === 0,
  }));
  expect(blocksOf(mixed, 'plain')).toMatchObject([
    { passed: 1, notGraded: 1, babbleTokens: 4, falseStops: 1, missedStops: 2 },
    { passed: 0, notGraded: 1, babbleTokens: 4, falseStops: 1, missedStops: 0 },
  ]);
  const blind = answers(two, (r, task) =>
    task === 1 && r.block === 1 ? { phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: null } } } : {},
  );
  expect(blocksOf(blind, 'plain').map((b) => b.joules)).toEqual([
    { prefill: 6, decode: 20, check: null },
    { prefill: 6, decode: null, check: null },
  ]);
});

test('one metered check says that the host is metered: an answer without one took none', () => {
  expect(blocksOf(checked(two, 0.5), 'plain').map((b) => b.joules.check)).toEqual([0.5, 0]);
  expect(blocksOf(two, 'plain').map((b) => b.joules.check)).toEqual([null, null]);
});

test('blocks stand in the order of their numbers, however the document has them; an arm that is not there has none', () => {
  const shuffled = fakeResult({ decode: Array.from({ length: 12 }, (_, i) => i + 1), tasks: 1 });
  shuffled.arms.plain!.tasks[0]!.repeats.sort((a, b) => ((a.block * 7) % 12) - ((b.block * 7) % 12));
  expect(blocksOf(shuffled, 'plain').map((b) => b.block)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(blocksOf(two, 'suppressed')).toEqual([]);
  expect(Object.keys(armBlocks(two))).toEqual(['plain']);
  expect(Object.keys(armBlocks(fakeResult({ decode: [1], arms: ['suppressed', 'plain'] })))).toEqual([
    'plain',
    'suppressed',
  ]);
});

test('a result is walked by arm, task and repeat; a result that is not there has nothing', () => {
  const both = fakeResult({ decode: [1, 2], tasks: 2, arms: ['suppressed', 'plain'] });
  expect(tasksOf(both).map((t) => [t.arm, t.task, t.answers.map((r) => r.block)])).toEqual([
    ['plain', 'practice/0', [0, 1]],
    ['plain', 'practice/1', [0, 1]],
    ['suppressed', 'practice/0', [0, 1]],
    ['suppressed', 'practice/1', [0, 1]],
  ]);
  expect(answersOf(both, 'suppressed')).toHaveLength(4);
  expect([tasksOf(null), answersOf(null, 'plain')]).toEqual([[], []]);
  expect(netJoules(answersOf(two, 'plain')[1]!)).toEqual({ prefill: 3, decode: 20, check: null });
});

test.each([
  ['temperature 0', { temperature: 0 }, {}, true],
  ['another temperature', { temperature: 0.1 }, {}, false],
  ['no temperature, equal repeats', null, {}, true],
  ['no temperature, other tokens in one', null, { outputTokens: 12 }, false],
  ['no temperature, another grade in one', null, { passed: false }, false],
  ['no temperature, one not graded', null, { passed: null }, true],
])('greedy decoding, told by %s', (_what, sampling, change, greedy) => {
  const result = answers(two, (r, task) => (task === 1 && r.block === 1 ? change : {}));
  expect(isGreedy({ ...result, subject: sampling ? { sampling } : {} })).toBe(greedy);
});

test('one of several repeats that differs is enough to be no greedy decoding', () => {
  const three = fakeResult({ decode: [1, 1, 1], tasks: 1 });
  const odd = answers(three, (r) => ({ outputTokens: r.block === 2 ? 7 : 100 }));
  expect([three, odd].map((r) => isGreedy({ ...r, subject: {} }))).toEqual([true, false]);
});

test('where the first repeat is not graded the others still count', () => {
  const result = answers(two, (r) => ({ passed: r.block === 0 ? null : true }));
  expect(isGreedy({ ...result, subject: {} })).toBe(true);
});
