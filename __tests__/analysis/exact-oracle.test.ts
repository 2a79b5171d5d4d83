import { describe, expect, test } from '@jest/globals';
import { discordant } from '../../src/analysis/passes/discordant.ts';
import { changeInterval, pAbove, pBelow, shareInterval } from '../../src/analysis/passes/exact.ts';
import { byPairs } from '../../src/analysis/tester.ts';
import { answers, result } from './support/cases.ts';

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
const binomial = (n: number, k: number, p: number): number => choose(n, k) * p ** k * (1 - p) ** (n - k);

/** The p at which a falling or rising function crosses `goal`, by bisection. */
function crossing(f: (p: number) => number, goal: number): number {
  let [lo, hi] = [0, 1];
  const rises = f(1) > f(0);
  for (let i = 0; i < 200; i++) {
    const middle = (lo + hi) / 2;
    if (f(middle) < goal === rises) lo = middle;
    else hi = middle;
  }
  return lo;
}
const sum = (from: number, to: number, of: (k: number) => number): number => {
  let all = 0;
  for (let k = from; k <= to; k++) all += of(k);
  return all;
};

describe('the exact interval of a share', () => {
  test.each([
    [0, 9],
    [1, 9],
    [4, 9],
    [8, 9],
    [9, 9],
  ])('%d of %d: each end makes what was seen just so unlikely', (k, n) => {
    const [lo, hi] = shareInterval(k, n, 0.08);
    // P(as many or more) at the lower end, P(as many or fewer) at the upper one.
    expect(lo).toBeCloseTo(k === 0 ? 0 : crossing((p) => sum(k, n, (x) => binomial(n, x, p)), 0.04), 7);
    expect(hi).toBeCloseTo(k === n ? 1 : crossing((p) => sum(0, k, (x) => binomial(n, x, p)), 0.04), 7);
  });
});

/** P(won − lost ≥ gap) of n pairs that differ with probability `share`, `win` of them won: every outcome in turn. */
const tail = (gap: number, n: number, share: number, win: number): number =>
  sum(0, n, (d) => binomial(n, d, share) * sum(0, d, (won) => (2 * won - d >= gap ? binomial(d, won, win) : 0)));

/** The largest of it over 17 shares that may be, and what was missed. */
function brute(lost: number, won: number, pairs: number, at: number): number {
  if (won - lost <= at * pairs) return 1;
  if (at <= -1) return 0;
  if (lost + won === 0) return (1 + at) ** pairs;
  const seen = lost + won;
  const missed = 5e-4;
  const lo = crossing((p) => sum(seen, pairs, (x) => binomial(pairs, x, p)), missed / 2);
  const hi = seen === pairs ? 1 : crossing((p) => sum(0, seen, (x) => binomial(pairs, x, p)), missed / 2);
  const least = Math.max(lo, Math.abs(at), 1e-9);
  if (least > hi) return missed;
  const ps = Array.from({ length: 17 }, (_, i) => {
    const share = Math.min(1, least + ((hi - least) * i) / 16);
    return tail(won - lost, pairs, share, Math.min(1, Math.max(0, (1 + at / share) / 2)));
  });
  return Math.min(1, Math.max(...ps) + missed);
}

describe('the exact test of paired answers', () => {
  test.each([-1, -0.6, -0.2, -0.05, 0, 0.1, 0.5])('is that of every outcome, against a rise of %d', (at) => {
    for (const pairs of [1, 5, 9])
      for (let lost = 0; lost <= pairs; lost++)
        for (let won = 0; won + lost <= pairs; won++) {
          const expected = brute(lost, won, pairs, at);
          expect(pAbove({ lost, won, pairs }, at)).toBeCloseTo(expected, 7);
          expect(pBelow({ lost: won, won: lost, pairs }, -at)).toBeCloseTo(expected, 7);
        }
  });

  test('neither under- nor overflows in many pairs', () => {
    // 60 of 5,000 differ, 20 more won than lost: a z of nearly (20 − 1) ÷ √60.
    const p = pAbove({ lost: 20, won: 40, pairs: 5000 }, 0);
    expect(p).toBeGreaterThan(0.004);
    expect(p).toBeLessThan(0.03);
    expect(pAbove({ lost: 2400, won: 2500, pairs: 5000 }, 0)).toBeGreaterThan(0.05);
    expect(pAbove({ lost: 2000, won: 2900, pairs: 5000 }, 0)).toBeLessThan(0.001);
  });

  test('its interval ends where a p crosses, to a millionth', () => {
    const d = { lost: 3, won: 9, pairs: 40, blocks: 4 };
    const [lo, hi] = changeInterval(d, 0.02);
    expect(pAbove(d, lo - 4e-6)).toBeLessThanOrEqual(0.02);
    expect(pAbove(d, lo + 4e-6)).toBeGreaterThan(0.02);
    expect(pBelow(d, hi + 4e-6)).toBeLessThanOrEqual(0.02);
    expect(pBelow(d, hi - 4e-6)).toBeGreaterThan(0.02);
  });

  test('without a pair there is none', () => {
    expect(byPairs({ lost: 0, won: 0, pairs: 0, blocks: 0 })).toBeNull();
    expect(byPairs({ lost: 1, won: 3, pairs: 8, blocks: 2 })).toMatchObject({ estimate: 0.25, effect: null });
  });
});

test('an answer that the other side has not, or whose grade is not known, is no pair', () => {
  const head = answers(result({ tasks: 2 }), (r, task) => ({
    passed: r.block === 3 ? null : r.block === 1 ? task === 0 : true,
  }));
  const base = result({ decode: [10, 10], tasks: 2 });
  expect(discordant(base, head, 'plain')).toEqual({ lost: 1, won: 0, pairs: 4, blocks: 2 });
  expect(discordant(head, base, 'plain')).toEqual({ lost: 0, won: 1, pairs: 4, blocks: 2 });
  expect(discordant(base, head, 'suppressed')).toEqual({ lost: 0, won: 0, pairs: 0, blocks: 0 });
});
