import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LEVELS } from '../../src/common/levels.ts';
import {
  bound,
  halvesTest,
  holm,
  interval,
  mean,
  oneSidedP,
  pairedEffect,
  signTest,
  smallestCallable,
  tQuantile,
  tUpperTail,
  unpairedEffect,
  variance,
} from '../../src/analysis/statistics.ts';

const values = (least: number, most: number): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: least, maxLength: most });
const p = fc.double({ min: 0, max: 1, noNaN: true });
/** All subsets of n things, as bits. */
const subsets = (n: number): number[] => Array.from({ length: 2 ** n }, (_, bits) => bits);
const has = (bits: number, i: number): boolean => (bits & (1 << i)) !== 0;

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
        const e = pairedEffect(d)!;
        expect(e.estimate).toBeCloseTo(d.reduce((a, b) => a + b, 0) / n, 9);
        expect(e.standardError).toBeCloseTo(Math.sqrt(pairs / n / (n - 1) / n), 9);
        expect(e.df).toBe(n - 1);
      }),
    );
  });

  test('not paired: variances of both sides and twice that of the spread; degrees of freedom between the smaller and their sum', () => {
    fc.assert(
      fc.property(values(2, 9), values(2, 9), fc.double({ min: 0, max: 2, noNaN: true }), (base, head, spread) => {
        const e = unpairedEffect(base, head, spread)!;
        expect(e.estimate).toBeCloseTo(mean(head) - mean(base), 9);
        expect(e.standardError ** 2).toBeCloseTo(
          variance(base) / base.length + variance(head) / head.length + spread ** 2 + spread ** 2,
          9,
        );
        if (spread === 0 && e.df !== Infinity) {
          expect(e.df).toBeGreaterThanOrEqual(Math.min(base.length, head.length) - 1 - 1e-9);
          expect(e.df).toBeLessThanOrEqual(base.length + head.length - 2 + 1e-9);
        }
      }),
    );
    expect(unpairedEffect([1, 3], [2, 4, 6], 0)!.df).toBeCloseTo((1 + 4 / 3) ** 2 / (1 + (4 / 3) ** 2 / 2), 9);
    expect(unpairedEffect([1, 3], [2, 4, 6], 2)!.df).toBeCloseTo((1 + 4 / 3 + 8) ** 2 / (1 + (4 / 3) ** 2 / 2), 9);
    expect(unpairedEffect([1, 3], [2, 2], 0)!.df).toBeCloseTo(1, 9);
  });

  test('equal variances have the degrees of freedom of both sides; without any noise, or any spread, the normal', () => {
    expect(unpairedEffect([1, 3], [2, 4], 0)!.df).toBeCloseTo(2, 12);
    expect(unpairedEffect([1, 1], [2, 2], 0)!.df).toBe(Infinity);
  });

  test('sides without noise have the normal; fewer than two values a side say nothing', () => {
    expect(unpairedEffect([1, 1], [2, 2], 0.5)).toEqual({ estimate: 1, standardError: Math.SQRT1_2, df: Infinity });
    for (const [base, head] of [
      [[1], [1, 2]],
      [[1, 2], [1]],
      [[], []],
    ])
      expect(unpairedEffect(base!, head!, 0)).toBeNull();
    expect([pairedEffect([]), pairedEffect([1]), pairedEffect([1, 1])]).toEqual([
      null,
      null,
      { estimate: 1, standardError: 0, df: 1 },
    ]);
  });
});

describe('bounds and p', () => {
  const e = { estimate: 2, standardError: 0.5, df: 3 };

  test('interval and bounds stand so many errors from the estimate', () => {
    expect(interval(e, 0.05)[0]).toBeCloseTo(2 - 0.5 * 3.182446, 5);
    expect(interval(e, 0.05)[1]).toBeCloseTo(2 + 0.5 * 3.182446, 5);
    expect(interval(e, 0.1)[1]).toBeCloseTo(bound(e, 1, 0.05), 9);
    expect(bound(e, 1, 0.05)).toBeCloseTo(2 + 0.5 * 2.353363, 5);
    expect(bound(e, -1, 0.05)).toBeCloseTo(2 - 0.5 * 2.353363, 5);
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

  test('the smallest callable effect is called by the test and is over the threshold, each with the power asked for', () => {
    const noise = { estimate: 0, standardError: 0.5, df: Infinity };
    expect(smallestCallable(noise, 0, LEVELS)).toBeCloseTo(0.5 * (1.644854 + 1.281552), 5);
    expect(smallestCallable(noise, 5, LEVELS)).toBeCloseTo(5 + 0.5 * 1.281552, 5);
    expect(smallestCallable({ ...noise, standardError: 0 }, 0.1, LEVELS)).toBe(0.1);
    expect(smallestCallable(noise, 0, { change: 0.025, power: 0.5 })).toBeCloseTo(0.5 * 1.959964, 5);
  });
});

test("Holm is the closure of Bonferroni's test: the largest |S| · min p over all S that hold the hypothesis", () => {
  fc.assert(
    fc.property(fc.array(p, { minLength: 1, maxLength: 7 }), (ps) => {
      const closed = ps.map((_, i) =>
        Math.max(
          ...subsets(ps.length)
            .filter((s) => has(s, i))
            .map((s) => {
              const inside = ps.filter((_p, j) => has(s, j));
              return Math.min(1, inside.length * Math.min(...inside));
            }),
        ),
      );
      holm(ps).forEach((adjusted, i) => expect(adjusted).toBeCloseTo(closed[i]!, 12));
    }),
  );
  expect(holm([])).toEqual([]);
});

test('the sign test counts every way in which n coins can fall', () => {
  for (let n = 0; n <= 9; n++)
    for (let k = 0; k <= n; k++) {
      const heads = subsets(n).map((s) => Array.from({ length: n }, (_, i) => has(s, i)).filter(Boolean).length);
      expect(signTest(k, n)).toBeCloseTo(heads.filter((h) => h >= k).length / heads.length, 12);
    }
  expect(signTest(0, 3)).toBeLessThanOrEqual(1);
});

describe('the halves test', () => {
  const brute = (x: readonly number[]): { p: number; leastP: number } => {
    const n = x.length;
    const sums = subsets(n)
      .filter((s) => x.filter((_, i) => has(s, i)).length === n / 2)
      .map((s) => Math.abs(x.reduce((a, b, i) => a + (has(s, i) ? b : -b), 0)));
    const seen = Math.abs(x.reduce((a, b, i) => a + (i < n / 2 ? b : -b), 0));
    return { p: sums.filter((s) => s >= seen - 1e-9).length / sums.length, leastP: Math.min(1, 2 / sums.length) };
  };

  test('is the share of all halvings that part the values at least as far', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }), (half) => {
        const x = [...half, ...half.map((v, i) => (v * 7 + i) % 10)];
        const found = halvesTest(x);
        expect(found.p).toBeCloseTo(brute(x).p, 12);
        expect(found.leastP).toBeCloseTo(brute(x).leastP, 12);
      }),
    );
  });

  test('leaves the middle one out, and takes 16 values at most', () => {
    expect(halvesTest([1, 2, 99, 5, 6])).toEqual(halvesTest([1, 2, 5, 6]));
    const many = Array.from({ length: 20 }, (_, i) => i);
    expect(halvesTest(many)).toEqual(halvesTest(many.slice(0, 16)));
    expect(halvesTest(many).leastP).toBeCloseTo(2 / 12_870, 12);
    expect(halvesTest([1])).toEqual({ p: 1, leastP: 1 });
  });
});
