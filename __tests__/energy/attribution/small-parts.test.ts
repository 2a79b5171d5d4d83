import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstActivities } from '../../../src/energy/attribution/activities.ts';
import { Cells } from '../../../src/energy/attribution/cells.ts';
import { lowerBound } from '../../../src/energy/attribution/lower-bound.ts';
import { boundsOf, onBound, spreadPenalty, START_SPREADS, STEP } from '../../../src/energy/attribution/parameters.ts';
import { sharedSeconds } from '../../../src/energy/attribution/shared-seconds.ts';
import { SingularMatrix, unlessSingular } from '../../../src/energy/attribution/singular.ts';
import { activitiesOf, PHYSICS } from './support/updates.ts';

const number = fc.integer({ min: -5, max: 5 });

test('the lower bound is the first place with a value no less', () => {
  fc.assert(
    fc.property(fc.array(number), number, (list, x) => {
      const sorted = Float64Array.from(list).sort();
      const first = sorted.findIndex((y) => y >= x);
      expect(lowerBound(sorted, x)).toBe(first < 0 ? sorted.length : first);
    }),
    { seed: 5 },
  );
});

test('cells grow from any capacity and come back as they were put', () => {
  for (const capacity of [0, 1, 40, 41]) {
    const cells = new Cells(capacity);
    for (let i = 0; i < 41; i++) cells.push(i, 2 * i, 3 * i);
    const { value, slope, curvature } = cells.finish();
    expect([cells.length, value.length, slope.length, curvature.length]).toEqual([41, 41, 41, 41]);
    for (let i = 0; i < 41; i++) expect([value[i], slope[i], curvature[i]]).toEqual([i, 2 * i, 3 * i]);
  }
});

test('the first activities', () => {
  const all = activitiesOf([
    { phase: 0, start: 1, end: 2, busySince: 0.5, weight: 0.3, spread: 0.2 },
    { phase: 1, start: 2, end: 3 },
    { phase: 0, start: 4, end: 5 },
  ]);
  expect(firstActivities(all, 1)).toEqual(
    activitiesOf([{ phase: 0, start: 1, end: 2, busySince: 0.5, weight: 0.3, spread: 0.2 }]),
  );
  expect(firstActivities(all, 2).phase).toEqual(Int32Array.of(0, 1));
});

test('only a singular matrix is nothing to say; other errors pass', () => {
  expect(unlessSingular(() => 7)).toBe(7);
  expect(
    unlessSingular(() => {
      throw new SingularMatrix('x');
    }),
  ).toBeNull();
  expect(() =>
    unlessSingular(() => {
      throw new RangeError('Invalid array length');
    }),
  ).toThrow(RangeError);
});

describe('bounds and steps of the physics', () => {
  test.each([
    ['lag', 'counter', -0.025, 0.185],
    ['lag', 'ring', -0.025, 0.185],
    ['lag', 'instant', -0.05, 0.185],
    ['lag', 'average', -0.05, 0.185],
    ['window', 'counter', 0.003, 0.125],
    ['window', 'instant', 0.003, 0.125],
    ['window', 'average', 0.003, 2],
    ['tau', 'counter', 0.001, 0.08],
    ['jump', 'ring', 0.3, 1],
    ['ramp', 'counter', 0.04, 0.6],
  ] as const)('%s of a %s of 100 ms', (name, kind, lo, hi) => {
    const [low, high] = boundsOf(name, 0.1, kind);
    expect(low).toBeCloseTo(lo, 12);
    expect(high).toBeCloseTo(hi, 12);
    const at = (x: number) => onBound(name, { ...PHYSICS, [name]: x }, { cadence: 0.1, kind });
    expect([at(low), at(high), at(low + 1e-9), at(high - 1e-9), at(low - 1), at(high + 1)]).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  test('an average of a slow sensor may be longer than 2 s', () => {
    expect(boundsOf('window', 4, 'average')[1]).toBe(5);
    expect(boundsOf('window', 4, 'counter')[1]).toBe(5);
  });

  test('steps fit into the bounds of the fastest sensors', () =>
    expect(STEP).toEqual({ lag: 0.001, window: 0.001, tau: 0.001, jump: 0.02, ramp: 0.01 }));
});

test('the prior of the spreads: nothing at its median, 1 a factor of 3 (noise) or 2 (power) away to either side', () => {
  expect(spreadPenalty(START_SPREADS)).toBe(0);
  expect(START_SPREADS).toEqual({ noise: 0.03, power: 0.03 });
  for (const [spreads, penalty] of [
    [{ noise: 0.09, power: 0.03 }, 1],
    [{ noise: 0.01, power: 0.03 }, 1],
    [{ noise: 0.03, power: 0.06 }, 1],
    [{ noise: 0.03, power: 0.015 }, 1],
    [{ noise: 0.27, power: 0.12 }, 8],
  ] as const)
    expect(spreadPenalty(spreads)).toBeCloseTo(penalty, 10);
});

test('base power is shared by those that run side by side, second by second', () => {
  const times = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(times, times), { maxLength: 6 }), (pairs) => {
      const intervals = pairs.map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
      const brute = intervals.map(() => 0);
      for (let t = 0; t < 12; t++) {
        const open = intervals.flatMap((x, i) => (x.start <= t && t < x.end ? [i] : []));
        for (const i of open) brute[i] = brute[i]! + 1 / open.length;
      }
      const found = sharedSeconds(intervals);
      expect(found.length).toBe(brute.length);
      brute.forEach((x, i) => expect(found[i]).toBeCloseTo(x, 10));
    }),
    { seed: 6 },
  );
});
