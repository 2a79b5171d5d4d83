import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mixtureError } from '../../../src/energy/attribution/mixture.ts';

const part = (sum: number, variance: number, weight: number) => ({ sum, variance, weight });

describe('the error of an average over models', () => {
  test('of one model is its own', () => {
    expect(mixtureError([part(10, 9, 1)], 10)).toBe(3);
    expect(mixtureError([part(10, 0, 1)], 10)).toBe(0);
  });

  test('of models that agree is theirs', () => {
    expect(mixtureError([part(10, 9, 0.4), part(10, 9, 0.6)], 10)).toBeCloseTo(3, 4);
  });

  test('95 % of draws from the mixture lie within 1.96 of it', () => {
    const parts = [part(10, 1, 0.7), part(13, 4, 0.2), part(9, 100, 0.1)];
    const mean = parts.reduce((s, p) => s + p.weight * p.sum, 0);
    const half = 1.959964 * mixtureError(parts, mean);
    // A grid of each model's quantiles stands for its draws.
    let inside = 0;
    const n = 20_000;
    for (const { sum, variance, weight } of parts) {
      let x = -8;
      let mass = 0;
      for (let i = 0; i < n; i++) {
        const value = sum + Math.sqrt(variance) * (x + 16 / n / 2);
        const p = (Math.exp(-((x + 8 / n) ** 2) / 2) / Math.sqrt(2 * Math.PI)) * (16 / n);
        if (Math.abs(value - mean) <= half) mass += p;
        x += 16 / n;
      }
      inside += weight * mass;
    }
    expect(inside).toBeCloseTo(0.95, 3);
  });

  test('a model that is hardly likely widens the interval less than the variance', () => {
    const parts = [part(10, 1, 0.99), part(10, 400, 0.01)];
    const variance = 0.99 * 1 + 0.01 * 400;
    expect(mixtureError(parts, 10)).toBeLessThan(1.1);
    expect(mixtureError(parts, 10)).toBeGreaterThan(1);
    expect(Math.sqrt(variance)).toBeGreaterThan(2);
  });

  test('models of no error are a distance', () => {
    expect(1.959964 * mixtureError([part(9, 0, 0.5), part(11, 0, 0.5)], 10)).toBeCloseTo(1, 9);
  });

  test('scales with its models and does not depend on their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0.1, max: 4, noNaN: true })), {
          minLength: 2,
          maxLength: 5,
        }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (drawn, scale) => {
          const parts = drawn.map(([sum, sd]) => part(sum, sd * sd, 1 / drawn.length));
          const mean = parts.reduce((s, p) => s + p.weight * p.sum, 0);
          const error = mixtureError(parts, mean);
          expect(mixtureError([...parts].reverse(), mean)).toBeCloseTo(error, 9);
          const scaled = parts.map((p) => part(scale * p.sum, scale ** 2 * p.variance, p.weight));
          expect(mixtureError(scaled, scale * mean) / scale / error).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});
