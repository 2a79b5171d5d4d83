import { describe, expect, test } from '@jest/globals';
import { changeInterval, pAbove, pBelow } from '../../src/analysis/passes/exact.ts';

/** n! by logarithm. */
const logFactorial = (() => {
  const known = [0];
  return (n: number): number => {
    for (let i = known.length; i <= n; i++) known.push(known[i - 1]! + Math.log(i));
    return known[n]!;
  };
})();

/** Every outcome of `pairs` pairs of which a share is lost, and another won, with its probability. */
function* outcomes(pairs: number, loses: number, wins: number) {
  for (let lost = 0; lost <= pairs; lost++)
    for (let won = 0; won + lost <= pairs; won++) {
      const same = pairs - lost - won;
      const log =
        logFactorial(pairs) -
        logFactorial(lost) -
        logFactorial(won) -
        logFactorial(same) +
        (lost > 0 ? lost * Math.log(loses) : 0) +
        (won > 0 ? won * Math.log(wins) : 0) +
        (same > 0 ? same * Math.log(1 - loses - wins) : 0);
      yield { lost, won, pairs, probability: Math.exp(log) };
    }
}

describe('exact test of paired passes', () => {
  test.each([16, 48, 64])(
    'at the limit itself, %d pairs reject no more often than the p says, whatever share differs',
    (pairs) => {
      const [limit, beyond] = [-0.05, -0.1];
      const found = new Map<string, { regressed: number; pass: number }>();
      for (const { lost, won } of outcomes(pairs, 0.3, 0.3))
        found.set(`${lost} ${won}`, {
          regressed: pBelow({ lost, won, pairs }, limit),
          pass: pAbove({ lost, won, pairs }, beyond),
        });
      for (const p of [0.0148, 0.0074])
        for (const wins of [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4]) {
          let [regressed, pass] = [0, 0];
          for (const o of outcomes(pairs, wins - limit, wins))
            if (found.get(`${o.lost} ${o.won}`)!.regressed <= p) regressed += o.probability;
          for (const o of outcomes(pairs, wins - beyond, wins))
            if (found.get(`${o.lost} ${o.won}`)!.pass <= p) pass += o.probability;
          expect(regressed).toBeLessThanOrEqual(p);
          expect(pass).toBeLessThanOrEqual(p);
        }
    },
  );

  test('without a pair that differs it is the binomial itself, for any number of pairs', () => {
    const none = (pairs: number) => ({ lost: 0, won: 0, pairs });
    expect(pAbove(none(44), -0.1)).toBeCloseTo(0.9 ** 44, 12);
    expect(pBelow(none(44), 0.1)).toBeCloseTo(0.9 ** 44, 12);
    expect([pAbove(none(44), 0), pAbove(none(44), 0.1), pBelow(none(44), 0)]).toEqual([1, 1, 1]);
    expect(pAbove(none(1640), -0.1)).toBeLessThan(1e-70);
  });

  test('what was seen is no evidence against itself; nothing changes by more than all', () => {
    expect(pAbove({ lost: 5, won: 1, pairs: 40 }, -0.1)).toBe(1);
    expect(pAbove({ lost: 5, won: 1, pairs: 40 }, -0.101)).toBeLessThan(1);
    expect(pAbove({ lost: 5, won: 1, pairs: 40 }, -1)).toBe(0);
    // 1 lost of 400 is too few for any share of pairs of 10 % or more to differ: the least p that there is.
    expect(pAbove({ lost: 1, won: 0, pairs: 400 }, -0.1)).toBe(5e-4);
  });

  test('both directions mirror each other, and p falls with the distance', () => {
    const d = { lost: 9, won: 2, pairs: 96 };
    expect(pBelow(d, -0.01)).toBe(pAbove({ lost: 2, won: 9, pairs: 96 }, 0.01));
    const ps = [-0.06, -0.04, -0.02, 0, 0.05].map((at) => pBelow(d, at));
    expect(ps).toEqual([...ps].sort((a, b) => b - a));
    expect(pBelow({ ...d, lost: 20 }, -0.05)).toBeLessThan(pBelow({ ...d, lost: 15 }, -0.05));
  });

  test('the interval is what neither direction rejects', () => {
    const d = { lost: 12, won: 3, pairs: 96 };
    const [lo, hi] = changeInterval(d, 0.01);
    expect(lo).toBeLessThan(-9 / 96);
    expect(hi).toBeGreaterThan(-9 / 96);
    expect(pAbove(d, lo - 1e-4)).toBeLessThanOrEqual(0.01);
    expect(pAbove(d, lo + 1e-4)).toBeGreaterThan(0.01);
    expect(pBelow(d, hi + 1e-4)).toBeLessThanOrEqual(0.01);
    expect(pBelow(d, hi - 1e-4)).toBeGreaterThan(0.01);
    const [least, most] = changeInterval({ lost: 0, won: 0, pairs: 96 }, 0.01);
    expect([least, most]).toEqual([
      expect.closeTo(-(1 - 0.01 ** (1 / 96)), 5),
      expect.closeTo(1 - 0.01 ** (1 / 96), 5),
    ]);
    expect(changeInterval({ lost: 8, won: 0, pairs: 8 }, 0.01)[0]).toBeCloseTo(-1, 5);
  });
});
