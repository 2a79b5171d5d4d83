import { expect, test } from '@jest/globals';
import { PLANNED } from '../../src/analysis/looks.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { limitsOf, lookingBy, mostBlocks } from '../../src/gate/looking.ts';
import { against, arms, blocks, each, ENERGY_3, FLAT, result } from '../analysis/support/cases.ts';

const budget = (blocks: number | null) => ({ seconds: 60, joules: 5, blocks });

test('at most as many blocks as the budget allows; else those that are planned, or more where more are the least', () => {
  const most = (repeats: number, n: number | null): number => mostBlocks({ repeats, budget: budget(n) });
  expect([most(4, 3), most(4, 40), most(30, 8)]).toEqual([3, 40, 8]);
  expect([most(4, null), most(PLANNED, null), most(PLANNED + 1, null)]).toEqual([PLANNED, PLANNED, PLANNED + 1]);
  expect(limitsOf({ repeats: 5, budget: budget(9) })).toEqual({
    least: 5,
    most: 9,
    budget: { seconds: 60, joules: 5 },
  });
});

const looked = (c: Comparison) => lookingBy({ least: 4, most: 20 }, () => c).look([]);

test('looks are those of the rule within the limits, at what the results so far come to', () => {
  const looking = lookingBy({ least: 2, most: 7 }, () => against(result({}), result({})));
  expect([0, 2, 4, 6, 7].map((n) => looking.next(n))).toEqual([2, 4, 6, 7, null]);
  const given = [result({})];
  lookingBy({ least: 4, most: 20 }, (results) => {
    expect(results).toBe(given);
    return against(null, results[0]!);
  }).look(given);
});

test('what gates is told with its change and interval, the rest is not; a saving is of no arm', () => {
  const limits = { ...ENERGY_3, 'suppression-saving': each({ decrease: 0.05 }) };
  const both = looked(against(arms(FLAT, FLAT), arms(FLAT, FLAT), limits));
  expect(both.text.split('; ').map((t) => t.replace(/ [+−±]?0\.0.*$/, ''))).toEqual([
    'Energy per task, plain',
    'Energy per task, suppressed',
    'Suppression saves, of energy per task',
  ]);
  expect(looked(against(result({}), result({ decode: blocks(0.1, 0.01) }))).text).toBe(
    'Energy per task, plain +10.5 % +5.0 … +16.3',
  );
  // Without a base nothing has changed.
  expect(looked(against(null, result({}), { 'energy-per-task': each({ max: 20 }) })).text).not.toMatch(/ $| {2}/);
  expect(looked(against(result({}), result({}), {})).text).toBe('');
});

test('whether all, or an arm, is decided, and the blocks that would decide', () => {
  const open = looked(against(arms(FLAT, FLAT), arms(blocks(0.0, 0.04), FLAT)));
  expect([open.decided, open.isArmDecided('plain'), open.isArmDecided('suppressed')]).toEqual([false, false, true]);
  expect(open.wouldDecide).toBeGreaterThan(4);
  const done = looked(against(arms(FLAT, FLAT), arms(FLAT, FLAT)));
  expect([done.decided, done.isArmDecided('plain'), done.wouldDecide]).toEqual([true, true, null]);
});
