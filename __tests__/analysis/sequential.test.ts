import { describe, expect, test } from '@jest/globals';
import { nominalPs } from '../../src/analysis/sequential/boundary.ts';
import { LEAST_BLOCKS, LOOKS, looksOf, looksPs, pAt, PLANNED } from '../../src/analysis/sequential/looks.ts';
import { spent } from '../../src/analysis/sequential/spending.ts';
import { tQuantile } from '../../src/analysis/statistics.ts';

const z = (p: number): number => tQuantile(1 - p, Infinity);

/** Standard normal numbers, the same for the same seed (mulberry32; Box and Muller 1958). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('error spending', () => {
  test('nothing at the start, all at the end, and as much before as ln(1 + (e − 1) t) says', () => {
    expect(spent(0, 0.05)).toBe(0);
    expect(spent(1, 0.05)).toBeCloseTo(0.05, 15);
    expect(spent(0.2, 0.05)).toBeCloseTo(0.05 * Math.log(1.343656365691809), 12);
  });

  test('one look spends all: its nominal p is alpha', () => {
    expect(nominalPs([1], 0.05)[0]).toBeCloseTo(0.05, 9);
  });

  test('five equal looks at two-sided 5 %: the boundaries of Lan and DeMets as published', () => {
    const ps = nominalPs([0.2, 0.4, 0.6, 0.8, 1], 0.025);
    [2.438, 2.4268, 2.4101, 2.3966, 2.3859].forEach((c, i) => expect(z(ps[i]!)).toBeCloseTo(c, 3));
  });

  test('a simulated Brownian motion crosses by each look as often as is spent there', () => {
    const [draw, runs, alpha] = [normals(7), 200_000, 0.05];
    const bounds = LOOKS.map((n) => z(pAt(n, alpha)!));
    const crossed = LOOKS.map(() => 0);
    for (let run = 0; run < runs; run++) {
      let [sum, blocks] = [0, 0];
      const first = LOOKS.findIndex((n, i) => {
        sum += Math.sqrt(n - blocks) * draw();
        blocks = n;
        return sum / Math.sqrt(n) > bounds[i]!;
      });
      for (let i = first; i >= 0 && i < LOOKS.length; i++) crossed[i]!++;
    }
    LOOKS.forEach((n, i) => {
      const goal = spent(n / PLANNED, alpha);
      expect(Math.abs(crossed[i]! / runs - goal)).toBeLessThan(4 * Math.sqrt(goal / runs));
    });
  });
});

describe('looks', () => {
  test('nominal p at 5 % and 2.5 %: six digits of an integration by SciPy on 3,000 intervals', () => {
    const at = (alpha: number): string[] => LOOKS.map((n) => pAt(n, alpha)!.toFixed(6));
    expect(at(0.05).join(' ')).toBe('0.014770 0.011368 0.011891 0.012622 0.013333 0.017543 0.018776');
    expect(at(0.025).join(' ')).toBe('0.007385 0.005325 0.005460 0.005713 0.005967 0.007903 0.008336');
  });

  test('blocks between two looks are judged at the p of the lower one; below the first there is none', () => {
    expect([pAt(3, 0.05), pAt(0, 0.05)]).toEqual([null, null]);
    expect(LEAST_BLOCKS).toBe(4);
    expect(pAt(5, 0.05)).toBe(pAt(4, 0.05));
    expect(pAt(19, 0.05)).toBe(pAt(16, 0.05));
    expect(pAt(20, 0.05)).not.toBe(pAt(16, 0.05));
  });

  test('more than 20 blocks are a look of their own, and what was planned for more spends less before', () => {
    expect(looksOf(20)).toEqual(LOOKS);
    expect(looksOf(21)).toEqual([...LOOKS, 21]);
    expect(pAt(32, 0.05)).toBe(looksPs(0.05, 32).at(-1));
    expect(pAt(20, 0.05, 40)).toBe(looksPs(0.05, 40).at(-2));
    expect(pAt(4, 0.05, 40)).toBeCloseTo(spent(0.1, 0.05), 6);
    expect(pAt(30, 0.05, 40)).toBe(pAt(20, 0.05, 40));
    // A smaller budget spends no more before its end.
    expect(pAt(8, 0.05, 8)).toBe(pAt(8, 0.05));
  });
});
