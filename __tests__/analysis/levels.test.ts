import { expect, test } from '@jest/globals';
import { compare, type CompareOptions } from '../../src/analysis/compare.ts';
import { blocksNeeded } from '../../src/analysis/history.ts';
import type { Comparison, Levels } from '../../src/common/generated/comparison.ts';
import { LEVELS, percent } from '../../src/common/levels.ts';
import { fakeResult } from '../support/results.ts';

const BASE = [10, 10.2, 9.8, 10.1];
const thresholds: CompareOptions['thresholds'] = { 'energy-per-task': { plain: { increase: 0.03 } } };

/** Head against base of 10 J a task, no prefill, paired by block. */
const at = (head: number[], levels?: Partial<Levels>, base = BASE): Comparison =>
  compare(fakeResult({ decode: base, prefill: 0 }), fakeResult({ decode: head, prefill: 0 }), {
    thresholds,
    ...(levels ? { levels: { ...LEVELS, ...levels } } : {}),
  });

test('the levels of a comparison stand in its plan, the defaults where none are given', () => {
  const c = at(BASE);
  expect(c.plan!.levels).toEqual({
    change: 0.05,
    inside: 0.05,
    interval: 0.05,
    nullControl: 0.005,
    rates: 0.01,
    power: 0.9,
  });
  expect(at(BASE, { power: 0.8 }).plan!.levels!.power).toBe(0.8);
});

test('each level decides what it is for, on both sides of it', () => {
  // What is spent by the first of seven looks, at a fifth of the information.
  const first = Math.log(1 + 0.2 * (Math.E - 1));
  const noisy = [11.2, 10.3, 11.4, 10.6];
  const { p } = at(noisy).metrics[0]!;
  expect(p).toBeGreaterThan(0.001);
  expect(at(noisy, { change: (p! / first) * 1.001 }).verdict).toBe('regressed');
  expect(at(noisy, { change: (p! / first) * 0.999 }).verdict).toBe('inconclusive');

  const inside = [10.1, 10.2, 9.9, 10.1];
  const { pBeyond } = at(inside).metrics[0]!;
  expect(at(inside, { inside: (pBeyond! / first) * 1.001 }).verdict).toBe('pass');
  expect(at(inside, { inside: (pBeyond! / first) * 0.999 }).verdict).toBe('inconclusive');

  const width = (level: number): number => {
    const [lo, hi] = at(noisy, { interval: level }).metrics[0]!.interval!;
    return hi! - lo!;
  };
  expect(width(0.01)).toBeGreaterThan(1.5 * width(0.05));

  const flat = Array.from({ length: 12 }, (_, i) => 10 + 0.1 * (i % 2));
  const control = (nullControl: number): Comparison =>
    at(
      flat.map((x, i) => x * (i < 6 ? 1 : 1.004) + 0.02 * (i % 3)),
      { nullControl },
      flat,
    );
  const drifted = control(0.005).nullControl!.p!;
  expect(drifted).toBeGreaterThan(1e-6);
  expect(control(drifted).nullControl!.alarmed).toBe(true);
  expect(control(drifted * 0.9999).nullControl).toMatchObject({ possible: true, alarmed: false });
  expect(control(0.02).findings[0]!.text).toContain('differ at the 2 % level');

  expect(at(noisy, { power: 0.99 }).smallestVisibleChange!).toBeGreaterThan(at(noisy).smallestVisibleChange!);
  expect(blocksNeeded(0.03, null, 0.03, { ...LEVELS, power: 0.99 })!).toBeGreaterThan(blocksNeeded(0.03, null, 0.03)!);
});

test.each([
  [0.05, '5 %'],
  [0.01, '1 %'],
  [0.9, '90 %'],
  [1 - 0.05, '95 %'],
  [0.005, '0.5 %'],
])('%d is said as %s', (share, text) => {
  expect(percent(share)).toBe(text);
});
