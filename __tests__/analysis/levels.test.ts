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
  expect(c.plan).toEqual({ levels: { change: 0.05, inside: 0.05, interval: 0.05, nullControl: 0.01, power: 0.9 } });
  expect(at(BASE, { power: 0.8 }).plan!.levels!.power).toBe(0.8);
});

test('each level decides what it is for, on both sides of it', () => {
  const noisy = [11.2, 10.3, 11.4, 10.6];
  const p = at(noisy).metrics[0]!.p!;
  expect(p).toBeGreaterThan(0.001);
  expect(at(noisy, { change: p * 1.001 }).verdict).toBe('regressed');
  expect(at(noisy, { change: p * 0.999 }).verdict).toBe('inconclusive');

  const inside = [10.1, 10.2, 9.9, 10.1];
  expect(at(inside).verdict).toBe('pass');
  expect(at(inside, { inside: 0.0005 }).verdict).toBe('inconclusive');

  const width = (level: number): number => {
    const [lo, hi] = at(noisy, { interval: level }).metrics[0]!.interval!;
    return hi! - lo!;
  };
  expect(width(0.01)).toBeGreaterThan(1.5 * width(0.05));

  const drift = Array.from({ length: 12 }, (_, i) => (i < 6 ? 10 : 11) + 0.01 * i);
  const control = (nullControl: number): Comparison => at(drift, { nullControl }, drift);
  const drifted = control(0.01).nullControl!.p!;
  expect(control(drifted).nullControl!.alarmed).toBe(true);
  expect(control(drifted * 1.0001).nullControl!.alarmed).toBe(true);
  expect(control(drifted * 0.9999).nullControl).toMatchObject({ possible: false, alarmed: false });
  expect(control(0.02).findings.at(-1)!.text).toContain('differ at the 2 % level');

  expect(at(noisy, { power: 0.99 }).smallestVisibleChange!).toBeGreaterThan(at(noisy).smallestVisibleChange!);
  expect(blocksNeeded(0.03, 0, 0.03, { ...LEVELS, power: 0.99 })!).toBeGreaterThan(blocksNeeded(0.03, 0, 0.03)!);
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
