import { describe, expect, test } from '@jest/globals';
import type { Interval } from '../../src/energy/intervals.ts';
import { lockedTo, resultantLength } from '../../src/energy/locked.ts';

const readings = Array.from({ length: 200 }, (_, k) => 0.1 * k);
const begins = (n: number, period: number) => Array.from({ length: n }, (_, k) => 0.037 + period * k);
const intervals = (phase: string, starts: number[]): Interval[] =>
  starts.map((start, k) => ({ phase, id: `r${k}`, start, end: start + 0.05, contextTokens: null }));

describe('the mean resultant length', () => {
  test('is 1 where begins keep step with the readings, 0 where they are spread evenly', () => {
    expect(resultantLength(begins(20, 0.5), readings, 0.1)).toBeCloseTo(1, 9);
    expect(resultantLength(begins(20, 0.1 * 1.05), readings, 0.1)).toBeCloseTo(0, 9);
  });

  test('of two directions is the cosine of half their angle', () => {
    // 20 ms apart: 72°.
    const two = begins(20, 0.5).map((t, k) => t + (k % 2) * 0.02);
    expect(resultantLength(two, readings, 0.1)).toBeCloseTo(Math.cos(Math.PI * 0.2), 9);
  });

  test('lets by what begins after the last reading; of nothing it is 0', () => {
    expect(resultantLength([0.03, 0.13, 99.07], readings, 0.1)).toBeCloseTo(1, 9);
    expect(resultantLength([99], readings, 0.1)).toBe(0);
    expect(resultantLength([], readings, 0.1)).toBe(0);
  });
});

describe('a phase is locked to', () => {
  test('from 8 begins on', () => {
    expect(lockedTo(intervals('prefill', begins(7, 0.5)), readings)).toBeNull();
    expect(lockedTo(intervals('prefill', begins(8, 0.5)), readings)).toBe('prefill');
  });

  test('beyond a length of 0.5: two directions 120° apart', () => {
    const two = (apart: number) => begins(20, 0.5).map((t, k) => t + (k % 2) * apart);
    expect(lockedTo(intervals('prefill', two(0.034)), readings)).toBeNull();
    expect(lockedTo(intervals('prefill', two(0.0325)), readings)).toBe('prefill');
  });

  test('if any is', () => {
    const all = [...intervals('decode', begins(40, 0.105)), ...intervals('prefill', begins(20, 0.5))];
    expect(lockedTo(all, readings)).toBe('prefill');
    expect(lockedTo(all.slice(0, 40), readings)).toBeNull();
    expect(lockedTo([], readings)).toBeNull();
  });
});
