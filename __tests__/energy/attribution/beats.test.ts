import { describe, expect, test } from '@jest/globals';
import { attribute } from '../../../src/energy/attribution/index.ts';
import { beats } from '../../../src/energy/attribution/beats.ts';
import type { Problem } from '../../../src/energy/attribution/problem.ts';
import { trace, type Load } from './support/trace.ts';
import { activitiesOf, problemOf, updatesAt } from './support/updates.ts';

const CADENCE = 0.1;
const UPDATES = updatesAt(
  'counter',
  Array.from({ length: 200 }, (_, k) => 0.03 + CADENCE * k),
  new Array<number>(200).fill(0),
  CADENCE,
);

/** Requests of one phase that begin at `at(r)` and last so long. */
function problem(count: number, at: (r: number) => number, seconds: number): Problem {
  const list = Array.from({ length: count }, (_, r) => ({ phase: 0, start: at(r), end: at(r) + seconds }));
  return problemOf(UPDATES, activitiesOf(list), ['prefill']);
}
/** Begins whose directions are all one but for the share that stands opposite: R = 1 − 2·share. */
const opposite = (share: number, count: number) => (r: number) => 1 + 0.2 * r + (r < share * count ? CADENCE / 2 : 0);

describe('a load that beats with the sensor', () => {
  test('is one whose begins keep step with the updates, beyond R = 0.7', () => {
    expect(beats(problem(40, (r) => 1 + 0.2 * r, 0.05))).toBe(true);
    expect(beats(problem(40, opposite(0.125, 40), 0.05))).toBe(true);
    expect(beats(problem(40, opposite(0.175, 40), 0.05))).toBe(false);
    expect(beats(problem(40, (r) => 1 + 0.237 * r, 0.05))).toBe(false);
  });

  test('is not told of fewer than eight begins', () => {
    expect(beats(problem(8, (r) => 1 + 0.2 * r, 0.05))).toBe(true);
    expect(beats(problem(7, (r) => 1 + 0.2 * r, 0.05))).toBe(false);
  });

  test('is told apart all the same where a phase lasts two cadences', () => {
    expect(beats(problem(20, (r) => 1 + 0.4 * r, 0.199))).toBe(true);
    expect(beats(problem(20, (r) => 1 + 0.4 * r, 0.201))).toBe(false);
  });

  test('has no joules, and says why', () => {
    const loads: Load[] = Array.from({ length: 40 }, (_, r) => ({
      phase: 'prefill',
      start: 1 + 0.1 * r,
      end: 1.05 + 0.1 * r,
      watts: 300,
    }));
    const { series, intervals, end } = trace(loads, { cadence: 0.1, lag: 0.02, noise: 0.01 });
    const found = attribute({ series, intervals, from: 0, to: end, idle: null, powerLimitWatts: null });
    expect(found.phases.get('prefill')).toMatchObject({ resolvable: false, reasons: ['beats-with-sensor'] });
    expect(found.contrast(new Float64Array(40))).toBeNull();
  });
});
