import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bound,
  halvesTest,
  holm,
  interval,
  oneSidedP,
  pairedEffect,
  signTest,
  smallestCallable,
  tQuantile,
  tUpperTail,
  unpairedEffect,
} from '../../src/analysis/statistics.ts';
import { LEVELS } from '../../src/common/levels.ts';
import { seeded } from '../../src/experiment/gap.ts';

describe('statistics', () => {
  it("knows tabled values of Student's t", () => {
    expect(tQuantile(0.975, 4)).toBeCloseTo(2.7764, 3);
    expect(tQuantile(0.95, 9)).toBeCloseTo(1.8331, 3);
    expect(tQuantile(0.975, Infinity)).toBeCloseTo(1.95996, 4);
    expect(tUpperTail(2.7764, 4)).toBeCloseTo(0.025, 4);
  });

  it('pairs and does not pair as textbooks do', () => {
    const e = pairedEffect([1, 2, 3, 4])!;
    expect(e).toMatchObject({ estimate: 2.5, df: 3 });
    expect(e.standardError).toBeCloseTo(0.6455, 4);
    const u = unpairedEffect([1, 2, 3], [4, 6, 8], 0)!;
    expect(u.estimate).toBe(4);
    expect(u.standardError).toBeCloseTo(Math.sqrt(1 / 3 + 4 / 3), 6);
    expect(u.df).toBeCloseTo(2.9412, 3);
    expect(pairedEffect([1])).toBeNull();
  });

  it('agrees between interval, bound and p', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (estimate, standardError, df) => {
          const e = { estimate, standardError, df };
          expect(oneSidedP(e, 1, bound(e, -1, 0.05))).toBeCloseTo(0.05, 4);
          expect(oneSidedP(e, 1, interval(e, 0.05)[0])).toBeCloseTo(0.025, 4);
          expect(smallestCallable(e, 0.1, LEVELS)).toBeGreaterThanOrEqual(0.1);
        },
      ),
    );
  });

  it('adjusts by Holm: never smaller, same order, first one by the whole family', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (p) => {
        const adjusted = holm(p);
        p.forEach((x, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(x);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          p.forEach((y, j) => {
            if (x < y) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
          });
        });
      }),
    );
  });

  it('counts the sign test and the halves test exactly', () => {
    expect(signTest(5, 5)).toBeCloseTo(1 / 32, 12);
    expect(signTest(0, 5)).toBe(1);
    expect(halvesTest([1, 2, 3, 11, 12, 13])).toEqual({ p: 2 / 20, leastP: 2 / 20 });
    expect(halvesTest([1, 1, 1, 1]).p).toBe(1);
  });

  it('covers: the 95 % interval of 5 paired blocks holds the truth 93 to 97 times in 100', () => {
    const random = seeded(7);
    const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let held = 0;
    const runs = 4000;
    for (let i = 0; i < runs; i++) {
      const [lo, hi] = interval(pairedEffect(Array.from({ length: 5 }, () => 0.02 + 0.03 * gauss()))!, 0.05);
      if (lo <= 0.02 && 0.02 <= hi) held++;
    }
    expect(held / runs).toBeGreaterThan(0.93);
    expect(held / runs).toBeLessThan(0.97);
  });
});
