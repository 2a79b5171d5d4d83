import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  interval,
  mean,
  meanEffect,
  oneSidedP,
  tQuantile,
  tUpperTail,
  unpairedEffect,
  variance,
  type Measured,
  type Spread,
} from '../../src/analysis/statistics.ts';

const values = (least: number, most: number): fc.Arbitrary<number[]> =>
  fc.array(
    // No smaller steps: the square of a variance of 1e-300 is no number any more.
    fc.integer({ min: -5000, max: 5000 }).map((x) => x / 1000),
    { minLength: least, maxLength: most },
  );
const exactly = (x: readonly number[]): Measured[] => x.map((value) => ({ value, error: 0 }));
const apart = (base: readonly number[], head: readonly number[], spread: Spread | null = null) =>
  unpairedEffect(exactly(base), exactly(head), spread);

describe("Student's t", () => {
  // Abramowitz and Stegun 1964, table 26.10.
  test.each([
    [0.75, 1, 1.0],
    [0.95, 1, 6.313752],
    [0.95, 3, 2.353363],
    [0.975, 3, 3.182446],
    [0.9, 7, 1.414924],
    [0.995, 30, 2.749996],
    [0.95, Infinity, 1.644854],
    [0.9, Infinity, 1.281552],
  ])('quantile %d with %d degrees of freedom is %d', (share, df, t) => {
    expect(tQuantile(share, df)).toBeCloseTo(t, 5);
    expect(tUpperTail(t, df)).toBeCloseTo(1 - share, 5);
  });

  test('the normal is its limit', () => {
    expect(tQuantile(0.95, 1e7)).toBeCloseTo(tQuantile(0.95, Infinity), 4);
    expect(tUpperTail(1.5, 1e7)).toBeCloseTo(tUpperTail(1.5, Infinity), 5);
  });
});

test('mean and variance by their definitions; one value has no variance', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(variance([1, 2, 6])).toBe(7);
  expect(variance([2, 4])).toBe(2);
  expect([variance([5]), variance([])]).toEqual([0, 0]);
});

describe('effects', () => {
  test('paired: mean of differences, its error by all pairs of them (Σ (dᵢ − dⱼ)² = n Σ (dᵢ − d̄)²)', () => {
    fc.assert(
      fc.property(values(2, 9), (d) => {
        const n = d.length;
        const pairs = d.flatMap((x) => d.map((y) => (x - y) ** 2)).reduce((a, b) => a + b, 0) / 2;
        const e = meanEffect(exactly(d))!;
        expect(e.estimate).toBeCloseTo(d.reduce((a, b) => a + b, 0) / n, 9);
        expect(e.standardError).toBeCloseTo(Math.sqrt(pairs / n / (n - 1) / n), 9);
        expect([e.df, e.blocks, e.own]).toEqual([n - 1, n, 0]);
      }),
    );
  });

  test('not paired: variances of both sides and twice that of the spread; degrees of freedom between the smaller and their sum', () => {
    fc.assert(
      fc.property(values(2, 9), values(2, 9), fc.double({ min: 0, max: 2, noNaN: true }), (base, head, sd) => {
        const e = apart(base, head, { sd, df: 3 })!;
        expect(e.estimate).toBeCloseTo(mean(head) - mean(base), 9);
        expect(e.standardError ** 2).toBeCloseTo(
          variance(base) / base.length + variance(head) / head.length + sd ** 2 + sd ** 2,
          9,
        );
        if (e.df !== Infinity) {
          expect(e.df).toBeGreaterThanOrEqual(Math.min(base.length - 1, head.length - 1, 3) - 1e-9);
          expect(e.df).toBeLessThanOrEqual(base.length + head.length - 2 + 3 + 1e-9);
        }
        expect(e.blocks).toBe(Math.min(base.length, head.length));
      }),
    );
    expect(apart([1, 3], [2, 4, 6])!.df).toBeCloseTo((1 + 4 / 3) ** 2 / (1 + (4 / 3) ** 2 / 2), 9);
    expect(apart([1, 3], [2, 4, 6], { sd: 2, df: 5 })!.df).toBeCloseTo(
      (1 + 4 / 3 + 8) ** 2 / (1 + (4 / 3) ** 2 / 2 + 64 / 5),
      9,
    );
    expect(apart([1, 3], [2, 2])!.df).toBeCloseTo(1, 9);
  });

  test('equal variances have the degrees of freedom of both sides; without any noise, or any spread, the normal', () => {
    expect(apart([1, 3], [2, 4])!.df).toBeCloseTo(2, 12);
    expect(apart([1, 1], [2, 2])!.df).toBe(Infinity);
  });

  test('sides without noise have what the spread has; fewer than two values a side say nothing', () => {
    expect(apart([1, 1], [2, 2], { sd: 0.5, df: 2 })).toEqual({
      estimate: 1,
      standardError: Math.SQRT1_2,
      df: expect.closeTo(2, 12),
      blocks: 2,
      own: 0,
      fixed: 0.5,
    });
    // More blocks of head shrink head's part alone.
    expect(apart([1, 3], [2, 6], { sd: 0.5, df: 2 })!.fixed).toBeCloseTo(1 + 0.5, 12);
    expect(apart([1, 3], [2, 6])!.fixed).toBeCloseTo(1, 12);
    for (const [base, head] of [
      [[1], [1, 2]],
      [[1, 2], [1]],
      [[], []],
    ])
      expect(apart(base!, head!)).toBeNull();
    expect([meanEffect([]), meanEffect(exactly([1])), meanEffect(exactly([1, 1]))]).toEqual([
      null,
      null,
      { estimate: 1, standardError: 0, df: 1, blocks: 2, own: 0 },
    ]);
  });
});

describe('intervals and p', () => {
  const e = { estimate: 2, standardError: 0.5, df: 3 };

  test('an interval stands so many errors from the estimate', () => {
    expect(interval(e, 0.025)[0]).toBeCloseTo(2 - 0.5 * 3.182446, 5);
    expect(interval(e, 0.025)[1]).toBeCloseTo(2 + 0.5 * 3.182446, 5);
    expect(interval(e, 0.05)[1]).toBeCloseTo(2 + 0.5 * 2.353363, 5);
  });

  test('p of a direction, from 0 or from elsewhere; both directions share all', () => {
    expect(oneSidedP(e, 1)).toBeCloseTo(tUpperTail(4, 3), 12);
    expect(oneSidedP(e, 1, 2 - 0.5 * 2.353363)).toBeCloseTo(0.05, 5);
    expect(oneSidedP(e, -1, 2 + 0.5 * 2.353363)).toBeCloseTo(0.05, 5);
    expect(oneSidedP(e, 1, 1) + oneSidedP(e, -1, 1)).toBeCloseTo(1, 9);
  });

  test('without an error what is over is certain, what is at or under is nothing', () => {
    const sure = { estimate: 2, standardError: 0, df: 3 };
    expect([1, 2, 3].map((at) => oneSidedP(sure, 1, at))).toEqual([0, 1, 1]);
    expect([1, 2, 3].map((at) => oneSidedP(sure, -1, at))).toEqual([1, 1, 0]);
  });
});
