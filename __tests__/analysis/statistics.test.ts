import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  interval,
  meanBesideCovariate,
  meanEffect,
  oneSidedP,
  tQuantile,
  tUpperTail,
  unpairedEffect,
  type Measured,
} from '../../src/analysis/statistics.ts';
import { seeded } from '../../src/common/seeded.ts';

const exactly = (...x: number[]): Measured[] => x.map((value) => ({ value, error: 0 }));

describe('statistics', () => {
  it("knows tabled values of Student's t", () => {
    expect(tQuantile(0.975, 4)).toBeCloseTo(2.7764, 3);
    expect(tQuantile(0.95, 9)).toBeCloseTo(1.8331, 3);
    expect(tQuantile(0.975, Infinity)).toBeCloseTo(1.95996, 4);
    expect(tUpperTail(2.7764, 4)).toBeCloseTo(0.025, 4);
  });

  it('pairs and does not pair as textbooks do', () => {
    const e = meanEffect(exactly(1, 2, 3, 4))!;
    expect(e).toMatchObject({ estimate: 2.5, df: 3 });
    expect(e.standardError).toBeCloseTo(0.6455, 4);
    const u = unpairedEffect(exactly(1, 2, 3), exactly(4, 6, 8), null)!;
    expect(u.estimate).toBe(4);
    expect(u.standardError).toBeCloseTo(Math.sqrt(1 / 3 + 4 / 3), 6);
    expect(u.df).toBeCloseTo(2.9412, 3);
    expect(meanEffect(exactly(1))).toBeNull();
  });

  it('a covariate takes its part of the variance and a degree of freedom, and moves no mean', () => {
    // Values on the line 1 + 2·c, and 0.1 beside it.
    const c = [-1.5, -1, -0.5, 0.5, 1, 1.5];
    const beside = [0.1, -0.1, -0.1, 0.1, 0.1, -0.1];
    const x = c.map((covariate, i): Measured => ({ value: 1 + 2 * covariate + beside[i]!, error: 0, covariate }));
    const e = meanBesideCovariate(x)!;
    const plain = meanEffect(x)!;
    expect(e.estimate).toBe(plain.estimate);
    expect(e.df).toBe(4);
    expect(plain.df).toBe(5);
    // By hand: β = 2 + Σcᵢeᵢ ÷ Σcᵢ², residuals eᵢ − (β − 2)·cᵢ.
    const extra = c.reduce((all, v, i) => all + v * beside[i]!, 0) / c.reduce((all, v) => all + v * v, 0);
    const residual = beside.reduce((all, v, i) => all + (v - extra * c[i]!) ** 2, 0) / 4;
    expect(e.standardError).toBeCloseTo(Math.sqrt(residual / 6), 12);
    expect(e.standardError).toBeLessThan(plain.standardError / 10);
    // The values' own errors are a floor all the same.
    const noisy = x.map((m) => ({ ...m, error: 1 }));
    expect(meanBesideCovariate(noisy)!.standardError).toBeCloseTo(Math.sqrt(6) / 6, 12);
  });

  it('a covariate that cannot be used changes nothing', () => {
    const values = [1, 2, 4, 3, 5, 9];
    const x = values.map((value, i): Measured => ({ value, error: 0, covariate: i }));
    expect(meanBesideCovariate(x)!.df).toBe(4);
    expect(meanBesideCovariate(x.slice(0, 5))).toEqual(meanEffect(x.slice(0, 5)));
    expect(meanBesideCovariate(x.map((m) => ({ ...m, covariate: 7 })))!.df).toBe(5);
    expect(meanBesideCovariate([...x.slice(1), { value: 1, error: 0 }])).toEqual(
      meanEffect([...x.slice(1), { value: 1, error: 0 }]),
    );
    expect(meanBesideCovariate(x.slice(0, 1))).toBeNull();
  });

  it('agrees between interval and p', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (estimate, standardError, df) => {
          const e = { estimate, standardError, df };
          expect(oneSidedP(e, 1, interval(e, 0.025)[0])).toBeCloseTo(0.025, 4);
          expect(oneSidedP(e, -1, interval(e, 0.0075)[1])).toBeCloseTo(0.0075, 4);
        },
      ),
    );
  });

  it('covers: the 95 % interval of 5 paired blocks holds the truth 93 to 97 times in 100', () => {
    const random = seeded(7);
    const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let held = 0;
    const runs = 4000;
    for (let i = 0; i < runs; i++) {
      const [lo, hi] = interval(meanEffect(exactly(...Array.from({ length: 5 }, () => 0.02 + 0.03 * gauss())))!, 0.025);
      if (lo <= 0.02 && 0.02 <= hi) held++;
    }
    expect(held / runs).toBeGreaterThan(0.93);
    expect(held / runs).toBeLessThan(0.97);
  });
});
