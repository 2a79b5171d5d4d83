import { describe, expect, test } from '@jest/globals';
import { blockValues, differenceOf, discordant, levelOf, passEffect } from '../../src/analysis/effects.ts';
import { fakeResult } from '../support/results.ts';
import { answers } from './support/cases.ts';

const values = (...x: number[]): Map<number, number> => new Map(x.map((v, i) => [i, v]));

describe('effects', () => {
  test('paired: blocks that both sides have; else all of each side', () => {
    const base = new Map([...values(1, 2, 3), [9, 100]]);
    const head = values(2, 4, 6);
    expect(differenceOf(base, head, { paired: true, spread: 5 })).toEqual({
      estimate: 2,
      standardError: expect.closeTo(1 / Math.sqrt(3), 12),
      df: 2,
    });
    expect(differenceOf(base, head, { paired: false, spread: 0 })!.estimate).toBe(4 - 106 / 4);
    expect(differenceOf(values(1, 2), values(2, 4, 100), { paired: true, spread: 0 })!.estimate).toBe(1.5);
    expect(differenceOf(values(1), values(2), { paired: true, spread: 0 })).toBeNull();
  });

  test('values of blocks: logarithms of what is relative and positive', () => {
    const block = (n: number, seconds: number) => ({
      block: n,
      answers: 2,
      promptTokens: 0,
      outputTokens: 0,
      decodeSteps: 0,
      babbleTokens: 0,
      joules: { prefill: 0, decode: 0, check: null },
      seconds,
      passed: 0,
      notGraded: 0,
      falseStops: 0,
      missedStops: 0,
    });
    const d = { numerator: (s: { seconds: number }) => s.seconds, denominator: (s: { answers: number }) => s.answers };
    const blocks = [block(3, 2), block(4, 0), block(5, -2), block(7, 4)];
    expect([...blockValues({ ...d, scale: 'relative' }, blocks)]).toEqual([
      [3, 0],
      [7, Math.log(2)],
    ]);
    for (const scale of ['relative', 'absolute'] as const)
      expect(blockValues({ ...d, numerator: () => null, scale }, blocks)).toEqual(new Map());
    expect([...blockValues({ ...d, scale: 'absolute' }, blocks)]).toEqual([
      [3, 1],
      [4, 0],
      [5, -1],
      [7, 2],
    ]);
  });

  test('a level is a mean with its error; one block has none', () => {
    expect(levelOf(values(1, 3))).toEqual({ estimate: 2, standardError: 1, df: 1 });
    expect(levelOf(values(1, 3, 5, 7))!.standardError).toBeCloseTo(Math.sqrt(20 / 3 / 4), 12);
    expect([levelOf(values(1)), levelOf(values())]).toEqual([null, null]);
  });

  test('answers that differ: only those of which both grades are known', () => {
    const base = answers(fakeResult({ decode: [1, 1], tasks: 3 }), (r, i) => ({
      passed: [null, true, false][i]!,
      block: r.block,
    }));
    const head = answers(base, (r, i) => ({ passed: r.block === 0 ? i !== 1 : i === 1 ? null : true }));
    // Block 0: task 0 unknown in base, task 1 lost, task 2 won; block 1: task 1 unknown in head, task 2 won.
    expect(discordant(base, head, 'plain')).toEqual({ lost: 1, won: 2, pairs: 3 });
    expect(discordant(base, head, 'suppressed')).toEqual({ lost: 0, won: 0, pairs: 0 });
  });

  test('change of a share from pairs: McNemar', () => {
    expect(passEffect({ lost: 0, won: 0, pairs: 0 })).toBeNull();
    expect(passEffect({ lost: 1, won: 4, pairs: 10 })).toEqual({
      estimate: 0.3,
      standardError: expect.closeTo(Math.sqrt(5 - 0.9) / 10, 12),
      df: Infinity,
    });
    expect(passEffect({ lost: 0, won: 5, pairs: 5 })).toEqual({ estimate: 1, standardError: 0, df: Infinity });
  });
});
