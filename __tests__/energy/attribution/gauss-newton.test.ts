import { describe, expect, test } from '@jest/globals';
import { walk } from '../../../src/energy/attribution/gauss-newton.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { boundsOf, spreadPenalty, START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { firstSolution, solvePowers, variancesAt } from '../../../src/energy/attribution/solve.ts';
import { fitSpreads } from '../../../src/energy/attribution/spreads.ts';
import { clean, EXACT, slow, SLOW, startAt } from './support/problems.ts';
import { PHYSICS } from './support/updates.ts';

describe('Gauss–Newton', () => {
  const from = (lag: number, steps = 6, shortest = 0.05, beta: Float64Array | null = null) =>
    walk(clean, EXACT, ['lag'], START_SPREADS, { physics: startAt(lag), beta, steps, shortest });

  test('walks to the lag and the powers of a sensor without noise', () => {
    for (const lag of [0.015, 0.03, 0.04]) {
      const found = from(lag);
      expect(found.physics.lag).toBeCloseTo(0.03, 3);
      [60, 240, 120].forEach((watts, j) => expect(Math.abs(found.beta[j]! - watts)).toBeLessThan(1));
      expect(found.physics).toEqual({ ...startAt(lag), lag: found.physics.lag });
    }
  });

  test('ends lower than it began, at the deviance that it tells', () => {
    const beta = firstSolution(linearModel(clean, EXACT, startAt(0.015)), START_SPREADS).beta;
    const found = from(0.015, 1, 0.05, beta);
    const model = linearModel(clean, EXACT, startAt(0.015));
    const here = solvePowers(model, variancesAt(model, beta, START_SPREADS), beta);
    expect(found.deviance).toBeLessThan(here.deviance - 1);
    const there = linearModel(clean, EXACT, found.physics);
    expect(solvePowers(there, variancesAt(there, here.beta, START_SPREADS), here.beta).deviance).toBeCloseTo(
      found.deviance,
      8,
    );
    expect(from(0.015, 6).deviance).toBeLessThanOrEqual(found.deviance);
    expect(found.slopes.length).toBe(1);
  });

  test('powers from nothing are the first solution’s', () => {
    const beta = firstSolution(linearModel(clean, EXACT, startAt(0.02)), START_SPREADS).beta;
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
    const found = walk(clean, EXACT, [], START_SPREADS, {
      physics: startAt(0.03),
      beta: null,
      steps: 4,
      shortest: 0.05,
    });
    expect(found.physics).toEqual(startAt(0.03));
    expect(found.slopes).toEqual([]);
    [60, 240, 120].forEach((watts, j) => expect(Math.abs(found.beta[j]! - watts)).toBeLessThan(1));
  });
});

describe('the spreads', () => {
  const model = linearModel(slow, SLOW, { ...PHYSICS, lag: 0.015, tau: 0.025 });
  const { beta } = firstSolution(model, START_SPREADS);
  const cost = (noise: number, power: number) => {
    const spreads = { noise, power };
    return solvePowers(model, variancesAt(model, beta, spreads), beta).deviance + spreadPenalty(spreads);
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
    const noiseless = linearModel(clean, EXACT, startAt(0.03));
    const few = firstSolution(noiseless, START_SPREADS).beta;
    const found = fitSpreads(noiseless, { noise: 1e-4, power: 1e-4 }, few);
    expect(found.noise).toBeGreaterThanOrEqual(1e-4);
    expect(found.power).toBeGreaterThanOrEqual(1e-4);
    // A model that fits nothing wants noise without end.
    const none = { ...noiseless, columns: noiseless.columns.map((c) => c.map((x, k) => (k % 2 === 0 ? 50 * x : 0))) };
    expect(fitSpreads(none, { noise: 0.4, power: 0.4 }, few).noise).toBeLessThanOrEqual(0.5);
  });
});
