import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CausedAround } from '../../../src/energy/attribution/caused.ts';
import { buildDesign } from '../../../src/energy/attribution/design.ts';
import { caused, type Family, type Physics, type Response } from '../../../src/energy/attribution/model.ts';
import type { SensorKind } from '../../../src/energy/attribution/updates.ts';
import { causedByGrid } from './support/device.ts';
import { activitiesOf, PHYSICS, uniform, updatesAt } from './support/updates.ts';

const NODE = 0.5 / Math.sqrt(3);
const ACTIVITIES = activitiesOf([
  { phase: 0, start: 0.05, end: 0.09 },
  { phase: 1, start: 0.09, end: 0.31, busySince: 0.05, weight: 0.4 },
  { phase: 0, start: 0.2, end: 0.2 },
  { phase: 0, start: 0.41, end: 0.46 },
  // Before the first update, and after the last.
  { phase: 1, start: -2, end: -1.9 },
  { phase: 1, start: 3, end: 3.2 },
]);

function updates(kind: SensorKind, cadence: number) {
  const next = uniform(5);
  const times: number[] = [];
  // Every fifth update is missed.
  for (let k = 0; times.length < 24; k++) if (k % 5 !== 3) times.push(cadence * (k + 0.2 * next()));
  const gaps = times.map((_, k) => (k % 7 === 2 ? 0 : 0.2 * cadence * next()));
  return updatesAt(kind, times, gaps, cadence);
}

/** All cells of one activity, by the formulas and a grid. */
function bruteColumn(kind: SensorKind, family: Family, p: Physics, i: number, cadence: number) {
  const { t, dt, gap } = updates(kind, cadence);
  const a = (x: number) => grid(x - p.lag);
  const [start, end] = [ACTIVITIES.start[i]!, ACTIVITIES.end[i]!];
  const grid =
    start < 0
      ? (x: number) => (x <= start ? 0 : Math.min(x, end) - start)
      : causedByGrid(family.response, p, start, end, ACTIVITIES.busySince[i]!, 4);
  const at = (k: number, x: number): number => {
    if (family.window === 'exact') return a(x);
    const windows = kind === 'counter' ? Math.max(1, Math.round(dt[k]! / cadence)) : 1;
    let sum = 0;
    for (let m = 0; m < windows; m++) {
      const shift = (m * dt[k]!) / windows;
      sum += (a(x - shift) - a(x - shift - p.window)) / p.window / windows;
    }
    return kind === 'counter' ? sum * dt[k]! : sum;
  };
  const weight = ACTIVITIES.weight[i]!;
  const nodes = [...t].map((x, k) => {
    const h = NODE * gap[k]!;
    return { below: at(k, x - h), middle: at(k, x), above: at(k, x + h), h };
  });
  const mean = nodes.map(({ below, above }) => (below + above) / 2);
  const { h: lastH, below: lastBelow } = nodes[0]!;
  expect(lastH + lastBelow).not.toBeNaN();
  return {
    value: mean.map((x, k) => weight * (family.window === 'exact' ? (k === 0 ? 0 : x - mean[k - 1]!) : x)),
    slope: nodes.map(({ below, above, h }) => (h > 0 ? (weight * (above - below)) / (2 * h) : 0)),
    curvature: nodes.map(({ middle }, k) => weight * (mean[k]! - middle)),
  };
}

const RESPONSES: Response[] = ['instant', 'first-order', 'ramp', 'late-step'];
const CASES: [SensorKind, Family['window'], Response, number][] = [0.02, 0.05].flatMap((cadence) =>
  RESPONSES.flatMap((response): [SensorKind, Family['window'], Response, number][] => [
    ['counter', 'exact', response, cadence],
    ['counter', 'window', response, cadence],
    ['instant', 'window', response, cadence],
  ]),
);

describe.each(CASES)('%s, %s, %s, %d s', (kind, window, response, cadence) => {
  const family = { window, response };
  const design = buildDesign(updates(kind, cadence), ACTIVITIES, family, PHYSICS);

  test('every cell is the expectation of the formula over the poll gap', () => {
    for (let i = 0; i < ACTIVITIES.n; i++) {
      const brute = bruteColumn(kind, family, PHYSICS, i, cadence);
      const first = design.first[i]!;
      const last = design.last[i]!;
      const cell = (column: Float64Array, k: number) =>
        k < first || k > last ? 0 : column[design.offset[i]! + k - first]!;
      const scale = kind === 'counter' ? cadence : 1;
      for (let k = 0; k < design.updates.n; k++) {
        expect(Math.abs(cell(design.value, k) - brute.value[k]!)).toBeLessThan(2e-3 * scale);
        // A cell left out is one where nothing happens; a step of the slope itself may lie within the grid's error.
        if (k < first || k > last) continue;
        expect(Math.abs(cell(design.slope, k) - brute.slope[k]!)).toBeLessThan(kind === 'counter' ? 0.03 : 1.2);
        expect(Math.abs(cell(design.curvature, k) - brute.curvature[k]!)).toBeLessThan(2e-3 * scale);
      }
    }
  });

  test('columns are runs of cells one after the other; one without rows is empty', () => {
    let used = 0;
    for (let i = 0; i < ACTIVITIES.n; i++) {
      expect(design.offset[i]).toBe(used);
      used += Math.max(0, design.last[i]! - design.first[i]! + 1);
    }
    for (const column of [design.value, design.slope, design.curvature]) expect(column.length).toBe(used);
    for (const i of [5]) expect([design.first[i], design.last[i]]).toEqual([-1, -2]);
  });

  test('no column is longer than its activity is felt', () => {
    for (const i of [0, 1, 3]) {
      const until = ACTIVITIES.end[i]! + PHYSICS.lag + (response === 'first-order' ? 25 * PHYSICS.tau : 0);
      const reach = window === 'exact' ? 0 : PHYSICS.window + (kind === 'counter' ? 2 * cadence : 0);
      expect(design.updates.t[design.last[i]!]!).toBeLessThan(until + reach + 2.5 * cadence);
    }
  });

  test('base power: seconds of a counter, 1 of a power sensor', () =>
    expect([...design.exposure]).toEqual(kind === 'counter' ? [...design.updates.dt] : Array(24).fill(1)));
});

test('all that an exact counter shows of an activity is all that it caused', () => {
  const times = Array.from({ length: 60 }, (_, k) => 0.02 * k);
  const sensor = updatesAt(
    'counter',
    times,
    times.map(() => 0.005),
    0.02,
  );
  for (const response of RESPONSES) {
    const one = activitiesOf([{ phase: 0, start: 0.1, end: 0.3 }]);
    const { value } = buildDesign(sensor, one, { window: 'exact', response }, PHYSICS);
    const whole = caused(response, PHYSICS, 0.1, 0.3, 0.1, 10);
    expect(value.reduce((s, x) => s + x, 0) / whole).toBeCloseTo(1, 6);
  }
});

test('a long column and a later build leave an earlier design as it was', () => {
  const times = Array.from({ length: 200 }, (_, k) => 0.05 * k);
  const sensor = updatesAt(
    'counter',
    times,
    times.map(() => 0.001),
    0.05,
  );
  // More cells than the first guess of them.
  const many = activitiesOf(Array.from({ length: 12 }, (_, i) => ({ phase: 0, start: 0.1 * i, end: 9 })));
  const family: Family = { window: 'exact', response: 'instant' };
  const design = buildDesign(sensor, many, family, PHYSICS);
  expect(design.value.length).toBeGreaterThan(4 * 212);
  const kept = design.value.slice();
  for (let i = 0; i < 12; i++) {
    const rows = design.value.subarray(design.offset[i]!, design.offset[i]! + design.last[i]! - design.first[i]! + 1);
    expect(rows.reduce((s, x) => s + x, 0)).toBeCloseTo(9 - 0.1 * i, 6);
  }
  buildDesign(sensor, many, family, { ...PHYSICS, lag: 0.05 });
  expect(design.value).toEqual(kept);
});

test('three times at once are three times alone, however the gap stands to the time constant', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 0.08, noNaN: true }),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      fc.double({ min: -0.1, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      (tau, gap, x, length) => {
        const physics = { ...PHYSICS, tau };
        const one = activitiesOf([{ phase: 0, start: 0.05, end: 0.05 + length }]);
        const around = new CausedAround(
          updatesAt('counter', [0], [gap], 0.1),
          one,
          { response: 'first-order', window: 'exact' },
          physics,
        ).at(0, 0, x);
        const alone = (y: number) => caused('first-order', physics, 0.05, 0.05 + length, 0.05, y);
        const h = NODE * gap;
        expect(Math.abs(around.below - alone(x - h))).toBeLessThan(1e-10);
        expect(Math.abs(around.middle - alone(x))).toBeLessThan(1e-10);
        expect(Math.abs(around.above - alone(x + h))).toBeLessThan(1e-10);
      },
    ),
    { numRuns: 500, seed: 4 },
  );
});
