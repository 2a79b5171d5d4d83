import { describe, expect, test } from '@jest/globals';
import type { Weighted } from '../../../src/energy/attribution/families.ts';
import { attribute } from '../../../src/energy/attribution/index.ts';
import { misfits, quietNoise } from '../../../src/energy/attribution/misfit.ts';
import { findUpdates } from '../../../src/energy/attribution/updates.ts';
import { requests, trace } from './support/trace.ts';

const fits = (...noise: [number, number][]): Weighted[] =>
  noise.map(([of, weight]) => ({ weight, fit: { spreads: { noise: of, power: 0.02 } } }) as unknown as Weighted);

describe('a model that does not fit', () => {
  test('is noisier by over 2.5 times than the sensor in quiet', () => {
    expect(misfits(fits([0.0251, 1]), 0.01)).toBe(true);
    expect(misfits(fits([0.0249, 1]), 0.01)).toBe(false);
    expect(misfits(fits([0.05, 0.5], [0.001, 0.5]), 0.01)).toBe(true);
    expect(misfits(fits([0.05, 0.4], [0.001, 0.6]), 0.01)).toBe(false);
  });

  test('is not told where nothing is known of the quiet', () => expect(misfits(fits([0.5, 1]), null)).toBe(false));

  test('the noise in quiet is that of the sensor, from twelve updates on', () => {
    const { series } = trace([{ phase: 'prefill', start: 5, end: 5.1, watts: 300 }], {
      cadence: 0.05,
      lag: 0,
      noise: 0.02,
    });
    expect(Math.abs(Math.log(quietNoise(findUpdates(series, 'counter', 0, 4.9))! / 0.02))).toBeLessThan(0.4);
    const few = findUpdates(series, 'counter', 0, 0.05 * 12.5)!;
    expect([few.n > 10, few.n]).toEqual([true, few.n]);
    expect(quietNoise({ ...few, n: 11 })).toBeNull();
    expect(quietNoise(null)).toBeNull();
  });

  test('warns of work that nobody marked, and of nothing else', () => {
    const marked = requests(16, { spread: 0.02, lead: 2 });
    const sensor = { cadence: 0.05, lag: 0.01, noise: 0.01 };
    const of = (others: { start: number; end: number; watts: number }[]) => {
      const { series, end } = trace([...marked, ...others.map((o) => ({ ...o, phase: 'other' }))], sensor);
      const { intervals } = trace(marked, sensor);
      const idle = { watts: 60, standardError: 0.5 };
      return attribute({ series, intervals, from: 0, to: end, idle, powerLimitWatts: null }).warnings ?? [];
    };
    expect(of([])).toEqual([]);
    const first = marked[0]!.start;
    const bursts = [0.1, 1, 2.2, 3.1, 4.3].map((t) => ({ start: first + t, end: first + t + 0.4, watts: 150 }));
    expect(of(bursts)).toEqual(['model-misfit']);
  });
});
