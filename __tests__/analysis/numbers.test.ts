import { describe, expect, test } from '@jest/globals';
import { inverse, Matrix } from 'ml-matrix';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pairs } from '../../src/analysis/effects.ts';
import { entryOf } from '../../src/analysis/history.ts';
import { applies } from '../../src/analysis/metrics.ts';
import { meanOfAll, meanOfKnown, sum } from '../../src/analysis/nulls.ts';
import { blocksToCall, smallestCallable } from '../../src/analysis/predict.ts';
import { nominalPs } from '../../src/analysis/sequential/boundary.ts';
import { spent } from '../../src/analysis/sequential/spending.ts';
import { meanBesideCovariate, meanEffect, unpairedEffect } from '../../src/analysis/statistics.ts';
import { LEVELS, tenth } from '../../src/common/levels.ts';
import { ACCURACY, METRIC_IDS, RATIO_METRICS, SAVING_METRICS, scaleOf, unitOf } from '../../src/common/metrics.ts';
import { packageRoot } from '../../src/common/paths.ts';
import type { BlockSums } from '../../src/analysis/blocks.ts';
import { result } from './support/cases.ts';

test('of a result without blocks the history keeps no joules, rather than none', () => {
  const { joulesPerTask, blockSpread } = entryOf(result({ decode: [] }));
  expect([joulesPerTask, blockSpread]).toEqual([{}, {}]);
});

test('sums and means of what may be unknown', () => {
  expect([sum([1, 2]), sum([1, null]), sum([])]).toEqual([3, null, 0]);
  expect([meanOfAll([1, 3]), meanOfAll([1, null]), meanOfAll([])]).toEqual([2, null, null]);
  expect([meanOfKnown([1, null, 5, undefined]), meanOfKnown([null]), meanOfKnown([])]).toEqual([3, null, null]);
});

test('a share in words, to a tenth of a per cent; scale and unit of a metric by its name', () => {
  expect([tenth(0.0412), tenth(0.5), tenth(0.00049)]).toEqual(['4.1 %', '50 %', '0 %']);
  expect(['energy-per-task', 'pass-at-1', 'suppression-saving', 'of-later'].map(scaleOf)).toEqual([
    'relative',
    'absolute',
    'absolute',
    'relative',
  ]);
  expect(['energy-per-task', 'output-tokens', 'suppression-saving', 'of-later'].map(unitOf)).toEqual([
    'J',
    'token',
    '1',
    '1',
  ]);
});

test('the table of metrics is that of docs/verdicts.md', async () => {
  const page = await readFile(join(packageRoot, 'docs/verdicts.md'), 'utf8');
  const rows = page
    .split('<!-- metrics -->')[1]!
    .split('<!-- /metrics -->')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '));
  const told = [...RATIO_METRICS, ...SAVING_METRICS].map((m) => [
    `\`${m.id}\``,
    m.name,
    m.unit === '1' ? 'share' : m.unit,
    m.scale === 'relative' ? 'ratio' : 'difference',
    'arms' in m ? m.arms.join(', ') : 'both together',
    m.nature,
  ]);
  expect(rows).toEqual(told);
  expect(METRIC_IDS.map((id) => `\`${id}\``)).toEqual(rows.map(([id]) => id));
  expect(ACCURACY).toEqual(['pass-at-1', 'score']);
  expect(RATIO_METRICS.flatMap((m) => (m.headline === null ? [] : [[m.id, m.headline]]))).toEqual([
    ['energy-per-task', 'both'],
    ['output-tokens', 'both'],
    ['babble-share', 'plain'],
    ['pass-at-1', 'both'],
    ['score', 'both'],
  ]);
});

test('a metric of tests says something where one block has an answer that they grade', () => {
  const [passes, score] = ['pass-at-1', 'score'].map((id) => RATIO_METRICS.find((m) => m.id === id)!);
  const blocks = (tested: number[]): BlockSums[] => tested.map((n) => ({ tested: n, scored: 4 - n }) as BlockSums);
  expect([applies(passes!, blocks([0, 4])), applies(passes!, blocks([0, 0]))]).toEqual([true, false]);
  expect([applies(score!, blocks([0, 4])), applies(score!, blocks([4, 4]))]).toEqual([true, false]);
});

describe('a mean beside a covariate', () => {
  const temperature = [60, 63, 58, 66, 61, 59, 64, 62];
  const value = [0.1, 0.14, 0.06, 0.19, 0.12, 0.1, 0.13, 0.115];
  const measured = (error: number, n = 8) =>
    temperature.slice(0, n).map((c, i) => ({ value: value[i]!, error, covariate: c }));

  test('is the mean, with the error of the residuals of a line: ordinary least squares', () => {
    for (const n of [6, 8]) {
      const x = new Matrix(temperature.slice(0, n).map((c) => [1, c]));
      const y = Matrix.columnVector(value.slice(0, n));
      const beta = inverse(x.transpose().mmul(x)).mmul(x.transpose()).mmul(y);
      const rest = Matrix.sub(y, x.mmul(beta));
      const rss = rest.transpose().mmul(rest).get(0, 0);
      const found = meanBesideCovariate(measured(0, n))!;
      expect(found.estimate).toBeCloseTo(value.slice(0, n).reduce((a, b) => a + b, 0) / n, 12);
      expect(found.standardError).toBeCloseTo(Math.sqrt(rss / (n - 2) / n), 12);
      expect([found.df, found.blocks]).toEqual([n - 2, n]);
    }
  });

  test('has at least the error that its values have themselves', () => {
    expect(meanBesideCovariate(measured(0.1))!.standardError).toBeCloseTo(0.1 / Math.sqrt(8), 12);
  });

  test('is a plain mean of five, where one has no covariate, or all have the same', () => {
    const plain = (x: ReturnType<typeof measured>) => expect(meanBesideCovariate(x)).toEqual(meanEffect(x));
    plain(measured(0, 5));
    plain(measured(0).map((m) => ({ ...m, covariate: 60 })));
    const [first, ...rest] = measured(0);
    const { covariate: _, ...without } = first!;
    expect(meanBesideCovariate([without, ...rest])).toEqual(meanEffect([first!, ...rest]));
    expect(meanBesideCovariate([])).toBeNull();
    expect(meanBesideCovariate(measured(0, 1))).toBeNull();
  });

  test('of pairs it is what head is warmer by; none where a side does not tell', () => {
    const of = (covariate?: number) =>
      new Map([[0, { value: 1, error: 0, ...(covariate === undefined ? {} : { covariate }) }]]);
    expect(pairs(of(60), of(63))).toEqual([{ value: 0, error: 0, covariate: 3 }]);
    for (const [b, h] of [
      [of(), of(63)],
      [of(60), of()],
    ] as const)
      expect(Object.keys(pairs(b, h)[0]!)).toEqual(['value', 'error']);
  });
});

test("of two sides that do not pair the blocks' own errors add, and base's stay", () => {
  const side = (values: number[], error: number) => values.map((value) => ({ value, error }));
  const found = unpairedEffect(side([1, 2, 3], 0.3), side([5, 7], 0.4), { sd: 0.1, df: 3 })!;
  expect(found.own).toBeCloseTo(0.09 / 3 + 0.16 / 2, 12);
  expect(found.fixed).toBeCloseTo(2 * 0.01 + 1 / 3, 12);
});

test('blocks that call a rise are the least number at which the smallest callable is no larger', () => {
  const smallest = (n: number, sd: number): number =>
    smallestCallable(
      { estimate: 0, standardError: sd / Math.sqrt(n), df: n - 1, blocks: Math.min(n, 20) },
      Math.log1p(0.03),
      { levels: LEVELS, tests: 1, most: 20 },
      LEVELS.power,
    )!;
  for (const sd of [0.005, 0.02, 0.04, 0.06]) {
    const n = blocksToCall(sd, 0.05, 0.03)!;
    expect(smallest(n, sd)).toBeLessThanOrEqual(Math.log1p(0.05));
    if (n > 4) expect(smallest(n - 1, sd)).toBeGreaterThan(Math.log1p(0.05));
  }
  expect(blocksToCall(0.0001, 0.05, 0.03)).toBe(4);
  // At 200 blocks, and not beyond.
  const most =
    (Math.log1p(0.05) - Math.log1p(0.03)) /
    smallestCallable(
      { estimate: 0, standardError: 1 / Math.sqrt(200), df: 199, blocks: 20 },
      0,
      { levels: LEVELS, tests: 1, most: 20 },
      LEVELS.power,
    )!;
  expect([blocksToCall(most * 0.9999, 0.05, 0.03), blocksToCall(most * 1.0001, 0.05, 0.03)]).toEqual([200, null]);
  expect(blocksToCall(0.02, 0.05, 0.03, { ...LEVELS, power: 0.99 })!).toBeGreaterThan(blocksToCall(0.02, 0.05, 0.03)!);
});

/** φ and Φ by a long sum: no quantile is asked. */
const phi = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
function simpson(f: (x: number) => number, lo: number, hi: number, n = 4000): number {
  let all = f(lo) + f(hi);
  for (let i = 1; i < n; i++) all += f(lo + ((hi - lo) * i) / n) * (i % 2 === 1 ? 4 : 2);
  return (all * (hi - lo)) / n / 3;
}
const above = (z: number): number => simpson(phi, z, z + 12);

test('the nominal p of a second look spends what is left to it: the motion that the first let go on, integrated', () => {
  const [t, alpha] = [0.5, 0.05];
  const [first, second] = nominalPs([t, 1], alpha);
  expect(first).toBeCloseTo(spent(t, alpha), 9);
  const quantile = (p: number): number => {
    let [lo, hi] = [0, 6];
    for (let i = 0; i < 60; i++) {
      const middle = (lo + hi) / 2;
      if (above(middle) > p) lo = middle;
      else hi = middle;
    }
    return lo;
  };
  const [c1, c2] = [quantile(first!) * Math.sqrt(t), quantile(second!)];
  const crosses = simpson(
    (x) => (phi(x / Math.sqrt(t)) / Math.sqrt(t)) * above((c2 - x) / Math.sqrt(1 - t)),
    -8,
    c1,
    400,
  );
  expect(crosses).toBeCloseTo(spent(1, alpha) - spent(t, alpha), 7);
});
