import { describe, expect, test } from '@jest/globals';
import { coarseStarts } from '../../../src/energy/attribution/coarse.ts';
import { fitFamilies } from '../../../src/energy/attribution/families.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { boundsOf, START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { firstSolution } from '../../../src/energy/attribution/solve.ts';
import { clean, partTime, slow, traced } from './support/problems.ts';

describe('the coarse grid', () => {
  test('an exact counter: both kinds of window, the right one better by far, near the true lag', () => {
    const starts = coarseStarts(slow);
    const exact = starts.find((s) => s.family.window === 'exact')!;
    expect(Math.abs(exact.physics.lag - 0.015)).toBeLessThan(0.012);
    expect(exact.physics).toMatchObject({ window: slow.updates.cadence, jump: 0.75, ramp: 0.2 });
    for (const s of starts) expect(s.deviance).toBeLessThanOrEqual(Math.min(...starts.map((x) => x.deviance)) + 400);
    // The deviance is that of the first solution there.
    const there = firstSolution(linearModel(slow, exact.family, exact.physics), START_SPREADS);
    expect(exact.deviance).toBe(there.deviance);
  });

  test('a part-time counter is seen as one', () => {
    const starts = coarseStarts(partTime);
    // The other kind is worse by over 400: hopeless, and not refined.
    expect(new Set(starts.map((s) => s.family.window))).toEqual(new Set(['window']));
    const best = starts.reduce((a, b) => (b.deviance < a.deviance ? b : a));
    expect(best.family.window).toBe('window');
    expect(best.physics.window / partTime.updates.cadence).toBeLessThan(0.5);
    expect(Math.abs(best.physics.lag - 0.03)).toBeLessThan(0.02);
  });

  test('no power sensor integrates every moment; an average may be of a second', () => {
    const instant = traced({ cadence: 0.05, lag: 0.02, window: 0.04, shows: 'instantMw' });
    expect(new Set(coarseStarts(instant).map((s) => s.family.window))).toEqual(new Set(['window']));
    const average = traced({ cadence: 0.05, lag: 0.02, window: 1, shows: 'averageMw' }, { n: 16 });
    const [found] = coarseStarts(average);
    expect(found!.physics.window).toBe(1);
  });

  test('every lag of the grid, evenly over its range', () => {
    const [least, most] = boundsOf('lag', slow.updates.cadence, 'counter');
    for (const s of coarseStarts(slow)) {
      const step = (16 * (s.physics.lag - least)) / (most - least);
      expect(step).toBeCloseTo(Math.round(step), 9);
      // No neighbour on the grid is better.
      for (const other of [-1, 1]) {
        const lag = least + ((most - least) * (Math.round(step) + other)) / 16;
        if (lag < least - 1e-12 || lag > most + 1e-12) continue;
        const there = firstSolution(linearModel(slow, s.family, { ...s.physics, lag }), START_SPREADS);
        expect(there.deviance).toBeGreaterThanOrEqual(s.deviance - 1e-9);
      }
    }
  });

  test('no lag beyond the longest, where the truth lies beyond it', () => {
    const beyond = traced({ cadence: 0.05, lag: 0.11, noise: 0.01 }, { n: 10 });
    const [, most] = boundsOf('lag', beyond.updates.cadence, 'counter');
    expect(most).toBeLessThan(0.11);
    const lags = coarseStarts(beyond).map((s) => s.physics.lag);
    expect(Math.max(...lags)).toBeCloseTo(most, 12);
  });

  test('up to three of each kind of window, their lags felt a fifth of a cadence apart', () => {
    const beating = traced({ cadence: 0.1, lag: 0.05, noise: 0.02 }, { n: 12 });
    const starts = coarseStarts(beating);
    for (const window of ['exact', 'window'] as const) {
      const of = starts.filter((s) => s.family.window === window);
      expect(of.length).toBeLessThanOrEqual(3);
      const felt = of.map(
        ({ family, physics: p }) =>
          p.lag + (family.response === 'first-order' ? p.tau : 0) + (window === 'window' ? p.window / 2 : 0),
      );
      felt.forEach((x, i) => felt.slice(0, i).forEach((y) => expect(Math.abs(x - y)).toBeGreaterThan(0.02)));
      expect(of.map((s) => s.deviance)).toEqual(of.map((s) => s.deviance).sort((a, b) => a - b));
    }
    expect(starts.length).toBeGreaterThan(1);
  });

  test('where nothing can be fitted it is empty', () => {
    const empty = { ...clean, updates: { ...clean.updates, y: clean.updates.y.map(() => NaN) } };
    expect(coarseStarts(empty)).toEqual([]);
    expect(fitFamilies(empty)).toEqual([]);
  });
});
