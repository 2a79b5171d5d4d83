import { describe, expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { shouldPost } from '../../src/report/should-post.ts';
import { fakeResult, type Fake } from '../support/results.ts';

const NOISE = [10, 10.1, 9.9, 10];
const of = (head: Partial<Fake>, thresholds = mergeThresholds()): Comparison =>
  compare(fakeResult({ decode: NOISE }), fakeResult({ decode: NOISE, ...head }), { thresholds });
const same = of({});
const changed: Comparison = {
  ...same,
  gateChanges: { applied: false, keys: [{ key: 'repeats', base: '4', head: '5' }] },
};

describe('whether a comparison is posted', () => {
  test('always, never, and what the gate itself is changed by in any case', () => {
    for (const standing of [true, false]) {
      expect(shouldPost(same, 'always', standing)).toBe(true);
      expect(shouldPost(of({ passed: 1 }), 'never', standing)).toBe(false);
      for (const mode of ['always', 'never', 'on-change'] as const)
        expect(shouldPost(changed, mode, standing)).toBe(true);
    }
    expect(shouldPost({ ...changed, gateChanges: { applied: true, keys: [] } }, 'never', true)).toBe(false);
  });

  test('on change: not where nothing moved and none stands; one that stands is brought up to date', () => {
    expect(same.verdict).toBe('pass');
    expect(shouldPost(same, 'on-change', false)).toBe(false);
    expect(shouldPost(same, 'on-change', true)).toBe(true);
  });

  test('on change: where a value moved within its limit, exactly or beyond its interval', () => {
    const energy = (interval: [number, number]): Comparison => ({
      ...same,
      metrics: same.metrics.map((m) => (m.id === 'energy-per-task' ? { ...m, interval } : m)),
    });
    expect(shouldPost(energy([0, 0.01]), 'on-change', false)).toBe(false);
    expect(shouldPost(energy([-0.01, 0]), 'on-change', false)).toBe(false);
    expect(shouldPost(energy([1e-6, 0.01]), 'on-change', false)).toBe(true);
    expect(shouldPost(energy([-0.01, -1e-6]), 'on-change', false)).toBe(true);
    expect(shouldPost(of({ tokens: 101, decode: NOISE }), 'on-change', false)).toBe(true);
    // What neither gates nor is a headline is no news.
    const slower = {
      ...same,
      metrics: same.metrics.map((m) => (m.id === 'wall-time' ? { ...m, change: 0.2, interval: null } : m)),
    };
    expect(shouldPost(slower, 'on-change', false)).toBe(false);
  });

  test('on change: every verdict but pass, and the first comparison; never what was not measured', () => {
    for (const verdict of ['improved', 'regressed', 'inconclusive', 'invalid'] as const)
      expect(shouldPost({ ...same, verdict }, 'on-change', false)).toBe(true);
    expect(shouldPost(compare(null, fakeResult({ decode: NOISE }), { thresholds: {} }), 'on-change', false)).toBe(true);
    const unchanged: Comparison = { ...same, reasons: ['subject-unchanged'], metrics: [] };
    expect(shouldPost(unchanged, 'on-change', false)).toBe(false);
    expect(shouldPost(unchanged, 'on-change', true)).toBe(true);
  });
});
