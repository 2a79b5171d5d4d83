import { expect, test } from '@jest/globals';
import { levelOf, ratioOf, type Level } from '../../../src/analysis/amplification/index.ts';
import { interval, unpairedEffect } from '../../../src/analysis/statistics.ts';
import { answers, result } from '../support/cases.ts';

const level = (decode: number[], tokens = 101): Level =>
  levelOf({ workload: 'w', result: result({ decode, tokens, standardError: 0.1, tasks: 2 }) })!;

test('the level of decode is its joules over its steps, per task what stands beside it', () => {
  const found = level([10, 12]);
  expect(found).toMatchObject({ workload: 'w', inputTokens: 50, steps: 100 });
  expect(found.joulesPerStep).toBeCloseTo(0.11, 12);
  expect(found.byBlock.map((m) => m.value)).toEqual([
    expect.closeTo(Math.log(0.1), 12),
    expect.closeTo(Math.log(0.12), 12),
  ]);
  // Two answers of a block, each to 0.1 J, of one fit.
  expect(found.byBlock[0]!.error).toBeCloseTo(0.2 / 20, 12);
  expect(levelOf({ workload: 'w', result: answers(result({}), () => ({ decodeSteps: 0 })) })).toBeNull();
  const unknown = answers(result({}), (r) => ({
    phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: r.block === 0 ? null : 5 } },
  }));
  const partly = levelOf({ workload: 'w', result: unknown })!;
  expect([partly.joulesPerStep, partly.byBlock.length]).toEqual([null, 3]);
});

test('the ratio of two levels, with its interval where both have two blocks', () => {
  const [short, long] = [level([10, 11, 10]), level([15, 16, 17])];
  const found = ratioOf(short, long);
  expect(found.ratio).toBeCloseTo(48 / 31, 12);
  const wanted = interval(unpairedEffect(short.byBlock, long.byBlock, null)!, 0.025).map(Math.exp);
  expect(found.interval).toEqual(wanted);
  expect(wanted[0]).toBeLessThan(48 / 31);
  expect(ratioOf(level([10]), long).interval).toBeNull();
  expect(ratioOf(level([10]), long).ratio).toBeCloseTo(1.6, 12);
  const nothing = { ratio: null, interval: null };
  expect(ratioOf({ ...short, joulesPerStep: null }, long)).toEqual(nothing);
  expect(ratioOf(short, { ...long, joulesPerStep: null })).toEqual(nothing);
  expect(ratioOf({ ...short, joulesPerStep: 0 }, long)).toEqual(nothing);
});
