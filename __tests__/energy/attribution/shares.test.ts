import { describe, expect, test } from '@jest/globals';
import { combine } from '../../../src/energy/attribution/combine.ts';
import { leastSquares } from '../../../src/energy/attribution/dense.ts';
import { departuresOf } from '../../../src/energy/attribution/departures.ts';
import type { Weighted } from '../../../src/energy/attribution/families.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { firstSolution, solvePowers, variancesAt } from '../../../src/energy/attribution/solve.ts';
import { smoothTimes } from '../../../src/energy/attribution/timing.ts';
import type { AttributionInput } from '../../../src/energy/attribution/types.ts';
import { emptySeries } from '../../../src/energy/series.ts';
import { EXACT, slow, startAt } from './support/problems.ts';
import { PHYSICS, uniform, updatesAt } from './support/updates.ts';

describe('what the variance of net joules is made of', () => {
  const TIMES = Array.from({ length: 20 }, (_, k) => 0.1 * k);
  const gaps = TIMES.map(() => 0.005);
  const sensor = updatesAt(
    'counter',
    TIMES,
    gaps,
    0.1,
    TIMES.map(() => 10),
  );
  const interval = { phase: 'work', id: 'a', start: 0.2, end: 0.7, contextTokens: null };
  const input = (standardError: number): AttributionInput => ({
    series: emptySeries('GPU', 0, 0),
    intervals: [interval],
    from: 0,
    to: 2,
    idle: { watts: 50, standardError },
    powerLimitWatts: null,
  });
  const fit = (weight: number, watts: number, variance: number, spread: number): Weighted => ({
    weight,
    fit: {
      model: linearModel(layOut(sensor, [interval]), EXACT, PHYSICS),
      spreads: START_SPREADS,
      free: [],
      beta: Float64Array.of(50, watts),
      physics: PHYSICS,
      held: null,
      deviation: () => Float64Array.of(0),
      variance: () => variance,
      spread: () => spread,
      determined: [],
      deviance: 0,
      bic: 0,
    },
  });
  const sharesOf = (fits: Weighted[], standardError = 4) =>
    combine(input(standardError), layOut(sensor, [interval]), fits).phases.get('work')!.shares;

  test('of one model: the requests, the sensor and idle power', () => {
    // 0.5 s of an idle power known to 4 W: 2 J.
    expect(sharesOf([fit(1, 100, 9, 3)])).toEqual({
      sensor: expect.closeTo(6 / 13, 9),
      requests: expect.closeTo(3 / 13, 9),
      discrepancy: 0,
      idle: expect.closeTo(4 / 13, 9),
    });
    // Requests cannot be more than all that there is.
    expect(sharesOf([fit(1, 100, 9, 30)])).toMatchObject({ sensor: 0, requests: expect.closeTo(9 / 13, 9) });
  });

  test('of several: what averaging adds to the leading one’s is discrepancy', () => {
    const shares = sharesOf([fit(0.6, 100, 9, 3), fit(0.4, 140, 9, 3)])!;
    expect(shares.discrepancy).toBeGreaterThan(0.5);
    expect(shares.sensor / shares.requests).toBeCloseTo(2, 9);
    expect(shares.sensor + shares.requests + shares.discrepancy + shares.idle).toBeCloseTo(1, 12);
  });

  test('of nothing is not told', () => {
    expect(sharesOf([fit(1, 100, 0, 0)], 0)).toBeUndefined();
    expect(sharesOf([fit(1, 100, 0, 0)])).toMatchObject({ idle: 1 });
  });
});

test('powers from nothing: weights from plain least squares of the powers alone, departures none', () => {
  const model = linearModel(slow, EXACT, startAt(0.015), departuresOf(slow).slice(0, 2));
  expect(model.columns.length).toBeGreaterThan(model.powers);
  const beta = new Float64Array(model.columns.length);
  beta.set(leastSquares(model.columns.slice(0, model.powers), slow.updates.y, 1));
  const wanted = solvePowers(model, variancesAt(model, beta, START_SPREADS), beta);
  expect(firstSolution(model, START_SPREADS).beta).toEqual(wanted.beta);
});

describe('when updates happened', () => {
  const next = uniform(3);
  const beat = Array.from({ length: 80 }, (_, k) => 1 + 0.1 * k);

  test('values that come early or late around a regular beat are put on the beat', () => {
    const late = beat.map(() => 0.03 * (next() - 0.5));
    const seen = Float64Array.from(beat, (t, k) => t + late[k]!);
    const { t, cadence, jitter } = smoothTimes(seen, new Float64Array(80).fill(0.002));
    const off = (of: (k: number) => number): number => Math.sqrt(beat.reduce((s, _, k) => s + of(k) ** 2, 0) / 80);
    expect(off((k) => t[k]! - beat[k]!)).toBeLessThan(0.4 * off((k) => late[k]!));
    expect(cadence).toBeCloseTo(0.1, 3);
    expect(jitter).toBeLessThan(0.05);
  });

  test('polls that each show a new value tell no beat: half a mean spacing before each, jitter as they came', () => {
    const steps = [0.1, 0.4, 0.2, 0.3, 0.1, 0.4, 0.25, 0.25];
    const times = steps.reduce((all, step) => [...all, all.at(-1)! + step], [1]);
    const gap = Float64Array.from([0.2, ...steps]);
    const seen = Float64Array.from(times, (x, k) => x - gap[k]! / 2);
    const apart = Array.from(seen)
      .slice(1)
      .map((x, k) => x - seen[k]!);
    const mean = (seen.at(-1)! - seen[0]!) / apart.length;
    const found = smoothTimes(seen, gap);
    expect(found.cadence).toBeCloseTo(mean, 9);
    found.t.forEach((t, k) => expect(t).toBeCloseTo(times[k]! - mean / 2, 9));
    found.variance.forEach((v) => expect(v).toBeCloseTo(mean ** 2 / 12, 9));
    const jitter = Math.sqrt(apart.reduce((s, x) => s + (x - mean) ** 2, 0) / apart.length) / mean;
    expect(found.jitter).toBeCloseTo(jitter, 9);
  });
});
