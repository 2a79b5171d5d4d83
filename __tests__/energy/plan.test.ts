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

test('of a prefill that is too short for the wanted error, as many as still make it resolvable', () => {
  // One of 5 ms on 100 ms: √1.05 · noise · 100 ÷ 5 of itself; of 600 of them 1/24.5.
  const of = (noise: number): number | null => prefillRepeatsNeeded({ cadenceMs: 100, noise }, 5, 0.02);
  const atMost = (error: number): number => (error * Math.sqrt(600) * 5) / (100 * Math.sqrt(1.05));
  expect(of(atMost(0.0199))).toBeLessThan(600);
  expect(of(atMost(0.0201))).toBe(600);
  expect(of(atMost(0.0599))).toBe(600);
  expect(of(atMost(0.0601))).toBeNull();
});

test('what no number of repeats can bring is null', () => {
  expect(prefillRepeatsNeeded({ cadenceMs: 100, noise: 0.03 }, 1, 0.01)).toBeNull();
  expect(prefillRepeatsNeeded({ cadenceMs: 100, noise: 0.03 }, 5000, 0.01)).toBe(8);
  expect(prefillRepeatsNeeded({ cadenceMs: 100, noise: 0.03 }, 0, 0.01)).toBeNull();
});
