import { describe, expect, test } from '@jest/globals';
import { betweenBlocks, differenceOfMeans } from '../../../src/analysis/rates/between-blocks.ts';
import { checkShares } from '../../../src/analysis/rates/checks.ts';
import { groupBy } from '../../../src/analysis/rates/group.ts';
import { misfitOf } from '../../../src/analysis/rates/misfit.ts';
import { rangePart } from '../../../src/analysis/rates/range.ts';
import { masked, residualDf } from '../../../src/analysis/rates/rate-error.ts';
import { fakeResult, type Fake } from '../../support/results.ts';
import { answers } from '../support/cases.ts';
import { fittedAs, ratesOf, tokensAs } from './support/fitted.ts';

const byBlock = (...values: number[]): Map<number, number> => new Map(values.map((v, b) => [b, v]));

describe('what blocks differ by', () => {
  const of = (base: Map<number, number>, head: Map<number, number>, paired: boolean, sampled = false) =>
    betweenBlocks('tokens', { base, head }, paired, sampled);

  test('is nothing where no side varies; a single sampled block is not taken to be constant', () => {
    for (const paired of [true, false]) {
      expect(of(byBlock(1, 1), byBlock(2, 2), paired)).toEqual([]);
      expect(of(byBlock(1, 1 + 5e-13), byBlock(2, 2), paired, true)).toEqual([]);
      expect(of(byBlock(1), byBlock(2), paired)).toEqual([]);
      expect(of(byBlock(1), byBlock(2), paired, true)).toBeNull();
      expect(of(byBlock(1, 1), byBlock(2), paired, true)).toBeNull();
      expect(of(byBlock(1), byBlock(2, 2), paired, true)).toBeNull();
    }
  });

  test('of paired blocks is the variance of the mean difference', () => {
    const both = of(byBlock(1, 2, 4), byBlock(2, 5, 6), true);
    expect(both).toEqual([{ source: 'tokens', variance: expect.closeTo(1 / 3, 12), df: 2 }]);
    // A block of head alone has no partner.
    expect(of(byBlock(1, 2, 4), byBlock(2, 5, 6, 99), true)).toEqual(both);
    expect(of(byBlock(1), byBlock(2, 5), true)).toBeNull();
  });

  test('of blocks that do not pair is that of each side', () => {
    expect(of(byBlock(1, 2, 3), byBlock(2, 6), false)).toEqual([
      { source: 'tokens', variance: expect.closeTo(1 / 3, 12), df: 2 },
      { source: 'tokens', variance: expect.closeTo(4, 12), df: 1 },
    ]);
    expect(of(byBlock(1, 2), byBlock(2), false)).toBeNull();
    expect(of(byBlock(1), byBlock(2, 3), false)).toBeNull();
    // One that varies is enough.
    expect(of(byBlock(1, 1), byBlock(2, 4), false)).toHaveLength(2);
  });

  test('and their means by', () => {
    expect(differenceOfMeans({ base: byBlock(1, 2), head: byBlock(4, 7) })).toBe(4);
  });
});

describe("the checks' part of a block", () => {
  const of = (fake: Partial<Fake>) => [...(checkShares(fakeResult({ decode: [9, 19], ...fake }), 'plain') ?? ['none'])];

  test('is ln(1 + check ÷ the rest), 0 where there are none or nobody meters them', () => {
    expect(of({ check: 2 })).toEqual([
      [0, Math.log1p(0.2)],
      [1, Math.log1p(0.1)],
    ]);
    for (const check of [0, null])
      expect(of({ check })).toEqual([
        [0, 0],
        [1, 0],
      ]);
    expect(checkShares(fakeResult({ decode: [9] }), 'suppressed')).toEqual(new Map());
  });

  test('is not known where joules are not, or leave nothing to be a part of', () => {
    const without = (phase: 'prefill' | 'decode') =>
      answers(fakeResult({ decode: [9, 19], check: 2 }), (r) => ({
        phases: { ...r.phases, [phase]: { ...r.phases[phase], netJoules: null } },
      }));
    expect(checkShares(without('prefill'), 'plain')).toBeNull();
    expect(checkShares(without('decode'), 'plain')).toBeNull();
    expect(of({ check: 2, prefill: -9 })).toEqual(['none']);
    expect(of({ check: 2, prefill: -8.9 })).not.toEqual(['none']);
    expect(of({ check: -10 })).toEqual(['none']);
    expect(of({ check: -9.9 })).not.toEqual(['none']);
  });
});

test('groups keep their order and that of what is in them', () => {
  expect([...groupBy([3, 1, 4, 1, 5], (x) => x % 2)]).toEqual([
    [1, [3, 1, 1, 5]],
    [0, [4]],
  ]);
});

test('features of the phases that count, 0 for the others', () => {
  expect(masked([1, 2, 3, 4], ['prefill'])).toEqual([1, 2, 0, 0]);
  expect(masked([1, 2, 3, 4], ['decode'])).toEqual([0, 0, 3, 4]);
  expect(masked([1, 2, 3, 4], ['prefill', 'decode'])).toEqual([1, 2, 3, 4]);
});

test('of the residuals each phase spends a level in each block, and a slope as far as it is determined', () => {
  const fitted = ['b0', 'b1'].flatMap((cluster) =>
    (['prefill', 'decode'] as const).flatMap((phase) => [1, 2, 3].map(() => fittedAs({ cluster, phase }))),
  );
  const df = (prefill: number, decode: number) => residualDf(ratesOf(fitted, { determined: { prefill, decode } }));
  expect([df(1, 1), df(1.5, 1), df(1, 2), df(0.5, 0)]).toEqual([8, 7.5, 7, 8]);
});

describe('misfit', () => {
  const cell = (name: string, own: number[], cost = 10) =>
    own.map((o, b) => fittedAs({ cell: name, cluster: `b${b}`, own: o, cost }));
  const one = { determined: { prefill: 1, decode: 1 } };

  test('with one answer a task is all that tasks differ by', () => {
    const { variance, df } = misfitOf(
      ratesOf([...cell('a', [1]), ...cell('b', [-1]), ...cell('c', [0])], one),
      'decode',
    );
    expect(df).toBe(2);
    // Σ cost·mean² = 0.2, over the weight 30 · (1 − 1/3).
    expect(variance).toBeCloseTo(0.2 / 20, 12);
  });

  test("is what they differ by beyond the answers' noise, and that noise's own error", () => {
    const rates = ratesOf([...cell('a', [3, 1, 2]), ...cell('b', [-1, -2, -3]), ...cell('c', [0, 1, -1])], one);
    // Within: Σ cost·(own ÷ cost − mean)² = 3 · 0.2, with 9 − 3 − 2 degrees of freedom.
    const noise = 0.6 / 4;
    // Between: cost of a cell 30, means 0.2, −0.2 and 0.
    const seen = (30 * 0.04 * 2) / 2 - noise;
    const expected = (Math.hypot(seen, noise * 1) * 2) / (90 * (1 - 1 / 3));
    expect(misfitOf(rates, 'decode')).toEqual({ variance: expect.closeTo(expected, 12), df: 2 });
  });

  test('of tasks that fit better than their noise is that noise’s own error', () => {
    const rates = ratesOf([...cell('a', [3, -3]), ...cell('b', [-2, 2]), ...cell('c', [1, -1])], one);
    const noise = 2.8 / 2;
    expect(misfitOf(rates, 'decode').variance).toBeCloseTo((noise * 2) / (60 * (1 - 1 / 3)), 12);
  });

  test('has nothing to be told by where the rates take a parameter of each task', () => {
    const rates = ratesOf([...cell('a', [1]), ...cell('b', [-1])]);
    expect(misfitOf(rates, 'decode')).toEqual({ variance: 0, df: 1 });
    expect(misfitOf(rates, 'prefill')).toEqual({ variance: 0, df: 1 });
  });
});

describe('beyond the tokens that rates were fitted on', () => {
  const fitted = [100, 200].flatMap((n) => [
    fittedAs({ phase: 'prefill', x: [1, n, 0, 0] }),
    fittedAs({ phase: 'decode', x: [0, 0, 10, 10 * (n + 5)] }),
  ]);
  const rates = ratesOf(fitted, { theta: [0, 1, 1, 0] });
  const task = (promptTokens: number, context: number | null = 150) =>
    tokensAs([{ task: 't', x: [1, promptTokens, 100, 0], promptTokens, context }]);
  const variance = (head: number, context?: number | null, base = 150) =>
    rangePart(rates, { base: task(base), head: task(head, context) }, ['prefill', 'decode']).variance;

  test('rates bend by a tenth at twice the longest prompt or half the shortest, in proportion to its part', () => {
    expect(variance(150)).toBe(0);
    expect(variance(200)).toBe(0);
    expect(variance(100)).toBe(0);
    // 400 tokens of a cost of 500 at the rates.
    expect(variance(400)).toBeCloseTo((0.1 * (400 / 500)) ** 2, 12);
    expect(variance(300)).toBeCloseTo((0.1 * 0.5 * (300 / 400)) ** 2, 12);
    expect(variance(50)).toBeCloseTo((0.1 * (50 / 150)) ** 2, 12);
  });

  test('alike on both sides, so that a side that is beyond as well takes away from it', () => {
    expect(variance(400, 150, 400)).toBeCloseTo(0, 15);
    expect(variance(400, 150, 300)).toBeCloseTo((0.1 * (400 / 500 - 0.5 * (300 / 400))) ** 2, 12);
  });

  test('likewise of the context of a step, 105 to 205 here; without a step there is none', () => {
    expect(variance(150, 205)).toBe(0);
    expect(variance(150, 410)).toBeCloseTo((0.1 * (100 / 250)) ** 2, 12);
    expect(variance(150, 52.5)).toBeCloseTo((0.1 * (100 / 250)) ** 2, 12);
    expect(variance(150, null)).toBe(0);
  });

  test('nothing is, of a phase that was not fitted; a prompt of no token is one of one', () => {
    const prefill = ratesOf(
      fitted.filter((o) => o.phase === 'prefill'),
      { theta: [1, 0, 1, 0] },
    );
    const sides = (n: number, context: number) => ({ base: task(150), head: task(n, context) });
    expect(rangePart(prefill, sides(150, 999), ['prefill', 'decode']).variance).toBe(0);
    expect(rangePart(prefill, sides(0, 150), ['prefill'])).toEqual({
      source: 'range',
      variance: expect.closeTo((0.1 * 99) ** 2, 9),
      df: Infinity,
    });
  });
});
