import { describe, expect, test } from '@jest/globals';
import { combine } from '../../../src/energy/attribution/combine.ts';
import { buildDesign } from '../../../src/energy/attribution/design.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { emptySeries } from '../../../src/energy/series.ts';
import { activitiesOf, PHYSICS, updatesAt } from './support/updates.ts';

const EXACT = { response: 'instant', window: 'exact' } as const;
const TIMES = Array.from({ length: 40 }, (_, k) => 0.02 * k);
const exact = updatesAt(
  'counter',
  TIMES,
  TIMES.map(() => 0),
  0.02,
);

describe('the rows of an activity', () => {
  test('reach as far as a lag of several updates carries it: its whole seconds are in them', () => {
    const activities = activitiesOf([{ phase: 0, start: 0.1, end: 0.2 }]);
    const { value, first, last } = buildDesign(exact, activities, EXACT, { ...PHYSICS, lag: 0.15 });
    expect(value.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0.1, 12);
    expect([TIMES[first[0]!], TIMES[last[0]!]]).toEqual([0.26, 0.36]);
  });

  test('begin with the first update where it had begun before, which starts the first step alone', () => {
    const activities = activitiesOf([{ phase: 0, start: -0.05, end: 0.1 }]);
    const { value, first, last, offset } = buildDesign(exact, activities, EXACT, { ...PHYSICS, lag: 0 });
    expect([first[0], last[0], offset[0]]).toEqual([0, 5, 0]);
    expect(value[0]).toBe(0);
    expect([...value.subarray(1)]).toEqual([0.02, 0.02, 0.02, 0.02, 0.02].map((x) => expect.closeTo(x, 12)));
  });
});

test('a contrast of intervals that are one activity weighs each by its share of it', () => {
  // Far more intervals than updates: two of each bin of 25 ms are one activity.
  const intervals = Array.from({ length: 80 }, (_, i) => {
    const start = 0.025 * Math.floor(i / 2) + (i % 2 === 0 ? 0.001 : 0.01);
    return { phase: 'decode', id: `${i}`, start, end: start + (i % 2 === 0 ? 0.004 : 0.006), contextTokens: null };
  });
  const few = [0, 1, 2, 3];
  const sensor = updatesAt(
    'counter',
    few.map((k) => 0.1 * k),
    few.map(() => 0),
    0.1,
  );
  const problem = layOut(sensor, intervals);
  expect([...problem.grouping.share.subarray(0, 2)]).toEqual([0.4, 0.6].map((x) => expect.closeTo(x, 9)));
  const fit = {
    model: linearModel(problem, EXACT, { ...PHYSICS, lag: 0 }),
    spreads: { noise: 0.02, power: 0.04 },
    free: [],
    beta: Float64Array.of(60, 120),
    physics: PHYSICS,
    held: null,
    spread: () => 0,
    deviation: () => new Float64Array(problem.activities.n),
    variance: () => 1,
    determined: [],
    deviance: 0,
    bic: 0,
  };
  const input = { series: emptySeries('GPU', 0, 0), intervals, from: 0, to: 1, idle: null, powerLimitWatts: null };
  const { contrast } = combine(input, problem, [{ weight: 1, fit }]);
  const only = (i: number): Float64Array => Float64Array.from(intervals, (_, k) => (k === i ? 1 : 0));
  expect(contrast(only(0))!.grossJoules).toBeCloseTo(180 * 0.004, 9);
  expect(contrast(only(1))!.grossJoules).toBeCloseTo(180 * 0.006, 9);
});
