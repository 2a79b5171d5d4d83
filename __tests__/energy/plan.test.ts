import { expect, test } from '@jest/globals';
import { Random } from '../../bench/energy/random.ts';
import { draw } from '../../bench/energy/scenarios.ts';
import { simulate } from '../../bench/energy/simulator.ts';
import { attribute, prefillRepeatsNeeded } from '../../src/energy/index.ts';

test.each([
  [0.02, false, 40],
  [0.02, true, 100],
  [0.1, false, 100],
  [0.1, true, 40],
])(
  'the repeats planned for a sensor of %d s (part-time %s), prefills of %d ms, bring the wanted error',
  (cadence, partTime, ms) => {
    const random = new Random(7);
    const wanted = 0.008;
    const count = prefillRepeatsNeeded({ cadenceMs: cadence * 1000, noise: 0.03 }, ms, wanted)!;
    const scenario = draw(random, cadence, partTime, 'instant', false);
    scenario.requests = Array.from({ length: count }, () => ({
      gap: random.between(0.02, 0.12),
      prefill: ms / 1000,
      decode: 0.2,
    }));
    const trace = simulate(scenario, random);
    const group = attribute({
      series: trace.series,
      intervals: trace.intervals,
      from: 0,
      to: trace.end,
      idle: trace.idle,
      powerLimitWatts: 500,
    }).phases.get('prefill')!;
    const error = group.grossError / group.grossJoules;
    // Few prefills leave the lag open too; what is left of it stays within a half.
    expect(error).toBeLessThan(1.5 * wanted);
    expect(error).toBeGreaterThan(wanted / 2);
  },
);

test('what no number of repeats can bring is null', () => {
  expect(prefillRepeatsNeeded({ cadenceMs: 100, noise: 0.03 }, 1, 0.01)).toBeNull();
  expect(prefillRepeatsNeeded({ cadenceMs: 100, noise: 0.03 }, 5000, 0.01)).toBe(8);
  expect(prefillRepeatsNeeded({ cadenceMs: 100, noise: 0.03 }, 0, 0.01)).toBeNull();
});
