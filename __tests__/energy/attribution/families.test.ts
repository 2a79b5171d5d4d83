import { describe, expect, test } from '@jest/globals';
import { coarseStarts } from '../../../src/energy/attribution/coarse.ts';
import { fitFamilies, translated, weigh } from '../../../src/energy/attribution/families.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import type { Family } from '../../../src/energy/attribution/model.ts';
import { boundsOf, START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { firstSolution } from '../../../src/energy/attribution/solve.ts';
import { findUpdates } from '../../../src/energy/attribution/updates.ts';
import { clean, partTime, slow, traced } from './support/problems.ts';
import { trace, type Load } from './support/trace.ts';
import { PHYSICS, uniform } from './support/updates.ts';

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
    expect(starts.map((s) => s.family.window)).toEqual(['window']);
    const best = starts.reduce((a, b) => (b.deviance < a.deviance ? b : a));
    expect(best.family.window).toBe('window');
    expect(best.physics.window / partTime.updates.cadence).toBeLessThan(0.5);
    expect(Math.abs(best.physics.lag - 0.03)).toBeLessThan(0.02);
  });

  test('no power sensor integrates every moment; an average may be of a second', () => {
    const instant = traced({ cadence: 0.05, lag: 0.02, window: 0.04, shows: 'instantMw' });
    expect(coarseStarts(instant).map((s) => s.family.window)).toEqual(['window']);
    const average = traced({ cadence: 0.05, lag: 0.02, window: 1, shows: 'averageMw' }, { n: 16 });
    const [found] = coarseStarts(average);
    expect(found!.physics.window).toBe(1);
  });

  test('every lag of the grid, evenly over its range', () => {
    const [, most] = boundsOf('lag', slow.updates.cadence, 'counter');
    for (const s of coarseStarts(slow)) {
      const step = (14 * s.physics.lag) / most;
      expect(step).toBeCloseTo(Math.round(step), 9);
      // No neighbour on the grid is better.
      for (const other of [-1, 1]) {
        const lag = (most * (Math.round(step) + other)) / 14;
        if (lag < 0 || lag > most + 1e-12) continue;
        const there = firstSolution(linearModel(slow, s.family, { ...s.physics, lag }), START_SPREADS);
        expect(there.deviance).toBeGreaterThanOrEqual(s.deviance - 1e-9);
      }
    }
  });

  test('where nothing can be fitted it is empty', () => {
    const empty = { ...clean, updates: { ...clean.updates, y: clean.updates.y.map(() => NaN) } };
    expect(coarseStarts(empty)).toEqual([]);
    expect(fitFamilies(empty)).toEqual([]);
  });
});

describe('families', () => {
  test('are weighed by exp(−ΔBIC/2), best first, those below half a percent left out', () => {
    const fits = [{ bic: 13 }, { bic: 10 }, { bic: 12 }, { bic: 10 + 2 * Math.log(200) + 0.01 }];
    const found = weigh(fits);
    const raw = [1, Math.exp(-1), Math.exp(-1.5)];
    const sum = raw.reduce((s, x) => s + x, 0);
    expect(found.map((f) => f.fit.bic)).toEqual([10, 12, 13]);
    found.forEach((f, i) => expect(f.weight).toBeCloseTo(raw[i]! / sum, 12));
    expect(weigh([{ bic: 0 }, { bic: 2 * Math.log(200) - 0.01 }]).length).toBe(2);
    expect(weigh([])).toEqual([]);
  });

  test('one response’s physics as another’s', () => {
    const fit = (response: Family['response'], physics = PHYSICS) => ({
      model: { ...linearModel(clean, { response, window: 'exact' }, physics) },
    });
    expect(translated(fit('first-order'), 'instant')).toEqual({ ...PHYSICS, lag: 0.032 });
    expect(translated(fit('first-order'), 'ramp')).toEqual({ ...PHYSICS, lag: 0.032 });
    expect(translated(fit('ramp'), 'first-order')).toEqual({ ...PHYSICS, lag: 0 });
    expect(translated(fit('ramp', { ...PHYSICS, lag: 0.05 }), 'first-order').lag).toBeCloseTo(0.03, 12);
    expect(translated(fit('ramp'), 'instant')).toEqual(PHYSICS);
    expect(translated(fit('ramp'), 'late-step')).toEqual({ ...PHYSICS, ramp: 0.075 });
    expect(translated(fit('ramp', { ...PHYSICS, ramp: 0.06 }), 'late-step').ramp).toBe(0.04);
  });

  test('the one that the trace was made with leads, and tells its physics', () => {
    const fits = fitFamilies(slow);
    expect(fits.reduce((s, f) => s + f.weight, 0)).toBeCloseTo(1, 12);
    expect(fits[0]!.fit.model.family).toEqual({ response: 'first-order', window: 'exact' });
    expect(fits[0]!.weight).toBeGreaterThan(0.8);
    expect(fits[0]!.fit.determined).toEqual(['lag', 'tau']);
    for (const { fit, weight } of fits.slice(1)) {
      expect(weight).toBeLessThan(0.2);
      expect(fit.determined).toEqual([]);
    }
    const seen = fitFamilies(partTime)[0]!;
    expect(seen.fit.model.family.window).toBe('window');
    expect(Math.abs(seen.fit.model.physics.window / 0.025 - 1)).toBeLessThan(0.3);
  });

  test('each response is tried once for each kind of window', () => {
    const names = fitFamilies(traced({ cadence: 0.1, lag: 0.05, noise: 0.03 }, { n: 6 })).map(
      ({ fit: { model } }) => `${model.family.response} ${model.family.window}`,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(2);
  });

  test('a long block is searched on its beginning, and all of it gives the powers', () => {
    const next = uniform(4);
    const loads: Load[] = [];
    for (let now = 0.4, r = 0; r < 401; r++) {
      now += 0.01 + 0.02 * next();
      const middle = now + 0.02 + 0.01 * next();
      const end = middle + 0.03 + 0.02 * next();
      loads.push({ phase: 'prefill', start: now, end: middle, watts: 300 });
      loads.push({ phase: 'decode', start: middle, end, watts: 180 });
      now = end;
    }
    const { series, intervals, end } = trace(loads, { cadence: 0.05, lag: 0.012, noise: 0.01 });
    const long = layOut(findUpdates(series, 'counter', 0, end)!, intervals);
    expect(long.activities.n).toBe(802);
    const fits = fitFamilies(long);
    expect(fits.reduce((s, f) => s + f.weight, 0)).toBeCloseTo(1, 12);
    for (const { fit, weight } of fits) {
      expect(fit.model.design.updates.n).toBe(long.updates.n);
      expect(weight).toBeGreaterThan(0.04);
    }
    const { beta, free, variance } = fits[0]!.fit;
    [60, 240, 120].forEach((watts, j) => {
      const a = new Float64Array(beta.length + free.length);
      a[j] = 1;
      const error = Math.sqrt(variance(a, new Float64Array(long.activities.n)));
      expect(error).toBeLessThan(0.2 * watts);
      expect(Math.abs(beta[j]! - watts)).toBeLessThan(4 * error);
    });
  });
});
