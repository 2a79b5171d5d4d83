import { describe, expect, test } from '@jest/globals';
import { fitFamilies, translated, weigh } from '../../../src/energy/attribution/families.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import type { Family } from '../../../src/energy/attribution/model.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { findUpdates } from '../../../src/energy/attribution/updates.ts';
import { clean, partTime, slow, traced } from './support/problems.ts';
import { trace, type Load } from './support/trace.ts';
import { PHYSICS, uniform } from './support/updates.ts';

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
    expect(translated(fit('ramp'), 'first-order')).toEqual({ ...PHYSICS, lag: PHYSICS.lag - 0.02 });
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

  test('each response is tried once for each kind of window, with each set of departures', () => {
    const names = fitFamilies(traced({ cadence: 0.1, lag: 0.05, noise: 0.03 }, { n: 6 })).map(
      ({ fit }) =>
        `${fit.model.family.response} ${fit.model.family.window} ${fit.model.departures.map((d) => `${d.kind} ${d.phase} ${d.seconds}`)}`,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(names.map((n) => n.split(' ')[0])).size).toBeGreaterThan(1);
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
      expect(weight).toBeGreaterThan(0.005);
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
