import { describe, expect, test } from '@jest/globals';
import { coarseStarts } from '../../../src/energy/attribution/coarse.ts';
import { determinedBy } from '../../../src/energy/attribution/determined.ts';
import { fitFamilies, translated, weigh } from '../../../src/energy/attribution/families.ts';
import { extendFit, fitFamily } from '../../../src/energy/attribution/fit.ts';
import { walk } from '../../../src/energy/attribution/gauss-newton.ts';
import { linearModel, predict } from '../../../src/energy/attribution/linear-model.ts';
import type { Family, Physics } from '../../../src/energy/attribution/model.ts';
import { lowerBound } from '../../../src/energy/attribution/lower-bound.ts';
import { boundsOf, spreadPenalty, START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { firstRows, layOut, type Problem } from '../../../src/energy/attribution/problem.ts';
import { firstSolution, solvePowers, variancesAt } from '../../../src/energy/attribution/solve.ts';
import { fitSpreads } from '../../../src/energy/attribution/spreads.ts';
import { findUpdates, type SensorKind } from '../../../src/energy/attribution/updates.ts';
import { PHYSICS, uniform } from './support/updates.ts';
import { requests, trace, type Load, type Sensor } from './support/trace.ts';

function problemOf(sensor: Sensor, options: Parameters<typeof requests>[1] & { n?: number } = {}): Problem {
  const { series, intervals, end } = trace(requests(options.n ?? 12, options), sensor);
  const kind: SensorKind =
    sensor.shows === 'instantMw' ? 'instant' : sensor.shows === 'averageMw' ? 'average' : 'counter';
  return layOut(findUpdates(series, kind, 0, end)!, intervals);
}

const EXACT: Family = { response: 'instant', window: 'exact' };
const clean = problemOf({ cadence: 0.05, lag: 0.03, pollSeconds: 0.001 });
const slow = problemOf({ cadence: 0.02, lag: 0.015, tau: 0.025, noise: 0.01 }, { spread: 0.02 });
const partTime = problemOf({ cadence: 0.1, lag: 0.03, window: 0.025, noise: 0.01 }, { spread: 0.02, n: 20 });
const start = (lag: number): Physics => ({ ...PHYSICS, lag });

describe('Gauss–Newton', () => {
  const from = (lag: number, steps = 6, shortest = 0.05, beta: Float64Array | null = null) =>
    walk(clean, EXACT, ['lag'], START_SPREADS, { physics: start(lag), beta, steps, shortest });

  test('walks to the lag and the powers of a sensor without noise', () => {
    for (const lag of [0.015, 0.03, 0.04]) {
      const found = from(lag);
      expect(found.physics.lag).toBeCloseTo(0.03, 3);
      [60, 240, 120].forEach((watts, j) => expect(Math.abs(found.beta[j]! - watts)).toBeLessThan(1));
      expect(found.physics).toEqual({ ...start(lag), lag: found.physics.lag });
    }
  });

  test('ends lower than it began, at the deviance that it tells', () => {
    const beta = firstSolution(linearModel(clean, EXACT, start(0.015)), START_SPREADS).beta;
    const found = from(0.015, 1, 0.05, beta);
    const model = linearModel(clean, EXACT, start(0.015));
    const here = solvePowers(model, variancesAt(model, beta, START_SPREADS));
    expect(found.deviance).toBeLessThan(here.deviance - 1);
    const there = linearModel(clean, EXACT, found.physics);
    expect(solvePowers(there, variancesAt(there, here.beta, START_SPREADS)).deviance).toBeCloseTo(found.deviance, 8);
    expect(from(0.015, 6).deviance).toBeLessThanOrEqual(found.deviance);
    expect(found.slopes.length).toBe(1);
  });

  test('powers from nothing are the first solution’s', () => {
    const beta = firstSolution(linearModel(clean, EXACT, start(0.02)), START_SPREADS).beta;
    expect(from(0.02)).toEqual(from(0.02, 6, 0.05, beta));
  });

  test('no step leaves the bounds or leaps over more than a third of them', () => {
    const [lo, hi] = boundsOf('lag', clean.updates.cadence, 'counter');
    for (const lag of [lo, 0.001, hi]) {
      const found = from(lag, 1).physics.lag;
      expect(found).toBeGreaterThanOrEqual(lo);
      expect(found).toBeLessThanOrEqual(hi);
      expect(Math.abs(found - lag)).toBeLessThanOrEqual((hi - lo) / 3 + 1e-12);
    }
  });

  test('without physics to move it solves for the powers and stays', () => {
    const found = walk(clean, EXACT, [], START_SPREADS, { physics: start(0.03), beta: null, steps: 4, shortest: 0.05 });
    expect(found.physics).toEqual(start(0.03));
    expect(found.slopes).toEqual([]);
    [60, 240, 120].forEach((watts, j) => expect(Math.abs(found.beta[j]! - watts)).toBeLessThan(1));
  });
});

describe('the spreads', () => {
  const model = linearModel(slow, { response: 'first-order', window: 'exact' }, { ...PHYSICS, lag: 0.015, tau: 0.025 });
  const { beta } = firstSolution(model, START_SPREADS);
  const cost = (noise: number, power: number) => {
    const spreads = { noise, power };
    return solvePowers(model, variancesAt(model, beta, spreads)).deviance + spreadPenalty(spreads);
  };

  test('are the least of likelihood and prior, by brute force', () => {
    const found = fitSpreads(model, START_SPREADS, beta);
    let best = Infinity;
    for (let i = -8; i <= 8; i++)
      for (let j = -8; j <= 8; j++) best = Math.min(best, cost(0.015 * Math.exp(i / 8), 0.02 * Math.exp(j / 8)));
    expect(cost(found.noise, found.power)).toBeLessThan(best + 0.5);
    for (const factor of [Math.exp(0.08), Math.exp(-0.08)]) {
      expect(cost(found.noise * factor, found.power)).toBeGreaterThan(cost(found.noise, found.power) - 0.05);
      expect(cost(found.noise, found.power * factor)).toBeGreaterThan(cost(found.noise, found.power) - 0.05);
    }
  });

  test('are near what the trace was made with, wherever the search begins', () => {
    for (const from of [START_SPREADS, { noise: 0.2, power: 0.2 }, { noise: 0.002, power: 0.002 }]) {
      const { noise, power } = fitSpreads(model, from, beta);
      expect(Math.abs(Math.log(noise / 0.01))).toBeLessThan(0.5);
      expect(Math.abs(Math.log(power / 0.02))).toBeLessThan(0.7);
    }
  });

  test('stay between a ten-thousandth and a half', () => {
    const noiseless = linearModel(clean, EXACT, start(0.03));
    const few = firstSolution(noiseless, START_SPREADS).beta;
    const found = fitSpreads(noiseless, { noise: 1e-4, power: 1e-4 }, few);
    expect(found.noise).toBeGreaterThanOrEqual(1e-4);
    expect(found.power).toBeGreaterThanOrEqual(1e-4);
    // A model that fits nothing wants noise without end.
    const none = { ...noiseless, columns: noiseless.columns.map((c) => c.map((x, k) => (k % 2 === 0 ? 50 * x : 0))) };
    expect(fitSpreads(none, { noise: 0.4, power: 0.4 }, few).noise).toBeLessThanOrEqual(0.5);
  });
});

describe('a fit of one family', () => {
  const family: Family = { response: 'first-order', window: 'exact' };
  const fit = fitFamily(slow, family, { ...PHYSICS, lag: 0.01, tau: 0.01 }, START_SPREADS);

  test('finds what the trace was made with', () => {
    expect(fit.model.physics.lag).toBeCloseTo(0.015, 2);
    expect(fit.model.physics.tau).toBeCloseTo(0.025, 2);
    [60, 240, 120].forEach((watts, j) => expect(Math.abs(fit.beta[j]! / watts - 1)).toBeLessThan(0.03));
    expect(fit.spreads.noise).toBeLessThan(0.02);
    expect([fit.model.family, fit.free, fit.determined]).toEqual([family, ['lag', 'tau'], []]);
  });

  test('tells its deviance with the prior, and BIC by its number of physics', () => {
    const solution = solvePowers(fit.model, variancesAt(fit.model, fit.beta, fit.spreads));
    // The weights are of the powers one solution earlier.
    expect(Math.abs(fit.deviance - solution.deviance - spreadPenalty(fit.spreads))).toBeLessThan(0.2);
    expect(fit.bic).toBeCloseTo(fit.deviance + 2 * Math.log(slow.updates.n), 10);
  });

  test('has the physics’ uncertainty in its errors, and not in its powers', () => {
    const a = Float64Array.of(0, 1, 0, 0, 0);
    const none = new Float64Array(slow.activities.n);
    const fixed = solvePowers(fit.model, variancesAt(fit.model, fit.beta, fit.spreads));
    expect(fit.variance(a, none)).toBeGreaterThan(1.02 * fixed.variance(a.slice(0, 3), none));
    fixed.beta.forEach((watts, j) => expect(Math.abs(fit.beta[j]! - watts)).toBeLessThan(0.2));
    const deviation = fit.deviation();
    expect(deviation.length).toBe(slow.activities.n);
    fixed.deviation().forEach((b, i) => expect(Math.abs(deviation[i]! - b)).toBeLessThan(0.3));
  });

  test('leaves out physics on a bound', () => {
    // A device without any response: its time constant runs to the least.
    const instant = fitFamily(clean, family, { ...PHYSICS, lag: 0.03, tau: 0.002 }, START_SPREADS);
    expect(instant.model.physics.tau).toBe(0.001);
    expect(instant.free).toEqual(['lag']);
    expect(instant.bic).toBeCloseTo(instant.deviance + 2 * Math.log(clean.updates.n), 10);
    expect(instant.variance(new Float64Array(4), new Float64Array(clean.activities.n))).toBe(0);
  });

  test('is taken from part of the rows to all, with one step and its spreads', () => {
    const part = firstRows(slow, 120);
    const partial = { ...fitFamily(part, family, PHYSICS, START_SPREADS), determined: ['tau' as const] };
    const whole = extendFit(slow, partial);
    expect(whole.model.design.updates.n).toBe(slow.updates.n);
    expect([whole.spreads, whole.determined]).toEqual([partial.spreads, ['tau']]);
    expect(whole.deviation().length).toBe(slow.activities.n);
    expect(Math.abs(whole.beta[1]! / fit.beta[1]! - 1)).toBeLessThan(0.03);
    const { physics } = walk(slow, family, ['lag', 'tau'], partial.spreads, {
      physics: partial.model.physics,
      beta: partial.beta,
      steps: 1,
      shortest: 0.5,
    });
    expect(whole.model.physics).toEqual(physics);
    expect(whole.bic).toBeCloseTo(whole.deviance + 2 * Math.log(slow.updates.n), 10);
  });

  test('rows that it predicts are the rows that were read', () => {
    const fitted = predict(fit.model, fit.beta);
    const read = slow.updates.y.slice(1).reduce((s, x) => s + x, 0);
    expect(fitted.slice(1).reduce((s, x) => s + x, 0) / read).toBeCloseTo(1, 2);
  });
});

describe('what the data determine', () => {
  test('is what a value a fifth less and a fifth more fits significantly worse', () => {
    const fit = fitFamily(slow, { response: 'first-order', window: 'exact' }, PHYSICS, START_SPREADS);
    expect(determinedBy(slow, fit)).toEqual(['lag', 'tau']);
    // Of what was not fitted nothing is told.
    expect(determinedBy(slow, { ...fit, free: ['tau'] })).toEqual(['tau']);
    // 99 %: a fit that is worse by less than 6.63 does not reject.
    expect(determinedBy(slow, { ...fit, deviance: fit.deviance + 1e4 })).toEqual([]);
  });

  test('a few requests on a slow sensor do not tell a time constant', () => {
    const few = problemOf({ cadence: 0.1, lag: 0.03, tau: 0.004, noise: 0.03 }, { spread: 0.03, n: 5 });
    const fit = fitFamily(few, { response: 'first-order', window: 'exact' }, { ...PHYSICS, tau: 0.004 }, START_SPREADS);
    expect(determinedBy(few, { ...fit, free: ['lag', 'tau'] })).not.toContain('tau');
  });

  test('a lag near 0 has nothing below it to reject, a jump near 1 nothing above; on no other bound is anything told', () => {
    const fit = fitFamily(slow, { response: 'first-order', window: 'exact' }, PHYSICS, START_SPREADS);
    const near = { ...fit, model: { ...fit.model, physics: { ...fit.model.physics, lag: 0.0005 } }, deviance: -1e9 };
    expect(determinedBy(slow, { ...near, free: ['lag'] })).toEqual(['lag']);
    const tau = (value: number) => ({
      ...fit,
      model: { ...fit.model, physics: { ...fit.model.physics, tau: value } },
      deviance: -1e9,
      free: ['tau' as const],
    });
    expect(determinedBy(slow, tau(0.0012))).toEqual([]);
    expect(determinedBy(slow, tau(0.07))).toEqual([]);
    expect(determinedBy(slow, tau(0.0126))).toEqual(['tau']);
    const late = (lag: number) => ({
      ...fit,
      model: { ...fit.model, physics: { ...fit.model.physics, lag } },
      deviance: -1e9,
      free: ['lag' as const],
    });
    expect(determinedBy(slow, late(0.044))).toEqual([]);
    const rise = fitFamily(slow, { response: 'ramp', window: 'exact' }, PHYSICS, START_SPREADS);
    const jump = (value: number) => ({
      ...rise,
      model: { ...rise.model, physics: { ...rise.model.physics, jump: value } },
      deviance: -1e9,
      free: ['jump' as const],
    });
    expect(determinedBy(slow, jump(0.95))).toEqual(['jump']);
    expect(determinedBy(slow, jump(0.36))).toEqual([]);
  });
});

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
    const best = starts.reduce((a, b) => (b.deviance < a.deviance ? b : a));
    expect(best.family.window).toBe('window');
    expect(best.physics.window / partTime.updates.cadence).toBeLessThan(0.5);
    expect(Math.abs(best.physics.lag - 0.03)).toBeLessThan(0.02);
  });

  test('no power sensor integrates every moment; an average may be of a second', () => {
    const instant = problemOf({ cadence: 0.05, lag: 0.02, window: 0.04, shows: 'instantMw' });
    expect(coarseStarts(instant).map((s) => s.family.window)).toEqual(['window']);
    const average = problemOf({ cadence: 0.05, lag: 0.02, window: 1, shows: 'averageMw' }, { n: 16 });
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
    const names = fitFamilies(problemOf({ cadence: 0.1, lag: 0.05, noise: 0.03 }, { n: 6 })).map(
      ({ fit: { model } }) => `${model.family.response} ${model.family.window}`,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(2);
  });

  test('a long block is searched on its beginning, and all of it gives the powers', () => {
    const next = uniform(4);
    const loads: Load[] = [];
    for (let now = 0.6, r = 0; r < 420; r++) {
      now += 0.01 + 0.02 * next();
      const middle = now + 0.02 + 0.01 * next();
      const end = middle + 0.03 + 0.02 * next();
      loads.push(
        { phase: 'prefill', start: now, end: middle, watts: 300 },
        { phase: 'decode', start: middle, end, watts: 180 },
      );
      now = end;
    }
    const { series, intervals, end } = trace(loads, { cadence: 0.02, lag: 0.012, noise: 0.02 });
    const long = layOut(findUpdates(series, 'counter', 0, end)!, intervals);
    expect(long.activities.n).toBe(840);
    const fits = fitFamilies(long);
    expect(fits.reduce((s, f) => s + f.weight, 0)).toBeCloseTo(1, 12);
    const beginning = firstRows(long, lowerBound(long.updates.t, long.activities.end[400]!));
    const [searched] = fitFamilies(beginning);
    for (const { fit, weight } of fits) {
      expect(fit.model.design.updates.n).toBe(long.updates.n);
      expect(weight).toBeGreaterThan(0.05);
    }
    expect(fits[0]!.fit.spreads).toEqual(searched!.fit.spreads);
    expect(fits[0]!.fit.determined).toEqual(searched!.fit.determined);
    [60, 240, 120].forEach((watts, j) => expect(Math.abs(fits[0]!.fit.beta[j]! / watts - 1)).toBeLessThan(0.03));
  });
});
