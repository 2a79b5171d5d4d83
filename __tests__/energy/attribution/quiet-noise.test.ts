import { describe, expect, test } from '@jest/globals';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { quietNoise, quietNoises } from '../../../src/energy/attribution/misfit.ts';
import { START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { firstSolution } from '../../../src/energy/attribution/solve.ts';
import { fitSpreads, spreadsCost } from '../../../src/energy/attribution/spreads.ts';
import { findUpdates, firstUpdates, type Updates } from '../../../src/energy/attribution/updates.ts';
import { trace, type Sensor } from './support/trace.ts';

const quiet = (sensor: Partial<Sensor>) =>
  trace([{ phase: 'prefill', start: 5, end: 5.1, watts: 300 }], { cadence: 0.05, lag: 0, noise: 0.02, ...sensor })
    .series;
const counter = findUpdates(quiet({}), 'counter', 0, 4.9)!;

/** Where a noise stands: the deviance beyond its least, and one step of 5 % less. */
function beyond(updates: Updates, noise: number): [here: number, before: number] {
  const physics = { lag: 0, window: updates.cadence, tau: 0.01, jump: 1, ramp: 0.1 };
  const window = updates.kind === 'counter' ? 'exact' : 'window';
  const model = linearModel(layOut(updates, []), { response: 'instant', window }, physics);
  const { beta } = firstSolution(model, START_SPREADS);
  const best = fitSpreads(model, START_SPREADS, beta);
  const cost = (of: number): number => spreadsCost(model, { ...best, noise: of }, beta);
  return [cost(noise * 1.05) - cost(best.noise), cost(noise) - cost(best.noise)];
}

describe('the largest noise that a quiet sensor may have', () => {
  test.each<[string, Updates]>([
    ['a counter', counter],
    ['instant power', findUpdates(quiet({ shows: 'instantMw' }), 'instant', 0, 4.9)!],
  ])('of %s is the last in steps of 5 %% whose deviance is less than 2.7055 above the least', (_, updates) => {
    const [next, here] = beyond(updates, quietNoise(updates)!);
    expect(next).toBeGreaterThanOrEqual(2.7055);
    expect(here).toBeLessThan(2.7055);
  });

  test('takes twelve updates', () => {
    expect(quietNoise(firstUpdates(counter, 11))).toBeNull();
    expect(quietNoise(firstUpdates(counter, 12))).toBeGreaterThan(0);
  });

  test('is told of each reading that was seen enough of', () => {
    const found = quietNoises(quiet({}));
    expect(Object.keys(found)).toEqual(['counter']);
    expect(found.counter).toBeCloseTo(quietNoise(findUpdates(quiet({}), 'counter', -Infinity, Infinity))!, 12);
    expect(Object.keys(quietNoises(quiet({ shows: 'averageMw' })))).toEqual(['average']);
    const ring = quiet({ shows: 'instantMw' });
    const t = Array.from({ length: 40 }, (_, k) => 0.1 * k);
    const buffered = { t: Float64Array.from(t), mw: Float64Array.from(t, (_, k) => 60_000 + 100 * (k % 3)) };
    expect(Object.keys(quietNoises({ ...ring, ringBuffer: buffered }))).toEqual(['ring', 'instant']);
  });
});
