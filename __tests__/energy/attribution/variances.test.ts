import { describe, expect, test } from '@jest/globals';
import { buildDesign } from '../../../src/energy/attribution/design.ts';
import type { Window } from '../../../src/energy/attribution/model.ts';
import type { SensorKind } from '../../../src/energy/attribution/updates.ts';
import { variancesOf } from '../../../src/energy/attribution/variances.ts';
import { activitiesOf, PHYSICS, updatesAt } from './support/updates.ts';

const TIMES = [0.02, 0.07, 0.12, 0.17, 0.23, 0.27, 0.32, 0.37];
const GAPS = [0.004, 0.005, 0.006, 0.005, 0.004, 0.005, 0.003, 0.005];
const ACTIVITIES = activitiesOf([
  { phase: 0, start: 0.0575, end: 0.1585 },
  { phase: 1, start: 0.1585, end: 0.26, spread: 0.5 },
]);
const BETA = Float64Array.of(60, 240, 120);
const SPREADS = { noise: 0.03, power: 0.05 };
const FITTED = Float64Array.of(3, 3, 12, 9, 8, 7, 3, 0.1);
const QUANTUM = 1e-6 / 6;

function of(kind: SensorKind, window: Window, beta = BETA, fitted = FITTED) {
  const design = buildDesign(updatesAt(kind, TIMES, GAPS, 0.05), ACTIVITIES, { response: 'instant', window }, PHYSICS);
  /** Σ_i P_φ(i)·cell of row k, of the design's slope or curvature. */
  const watts = (column: 'slope' | 'curvature', k: number) => {
    let sum = 0;
    for (let i = 0; i < 2; i++)
      if (k >= design.first[i]! && k <= design.last[i]!)
        sum += beta[1 + ACTIVITIES.phase[i]!]! * design[column][design.offset[i]! + k - design.first[i]!]!;
    return sum;
  };
  return { design, watts, variances: variancesOf(design, fitted, beta, SPREADS) };
}

const mean = FITTED.reduce((s, x) => s + x, 0) / 8;
const own = (k: number) => (0.03 * Math.max(FITTED[k]!, 0.1 * mean)) ** 2 + QUANTUM;
const rows = Array.from({ length: 8 }, (_, k) => k);

describe('an exact counter', () => {
  const { watts, variances } = of('counter', 'exact');
  test('noise is its share of the row, the quantum, and the curvature at both ends of the step', () => {
    expect(variances.noise[0]).toBe(Infinity);
    for (const k of rows.slice(1))
      expect(variances.noise[k]).toBeCloseTo(
        own(k) + (0.5 * watts('curvature', k)) ** 2 + (0.5 * watts('curvature', k - 1)) ** 2,
        12,
      );
    // There is curvature: an edge lies in a gap.
    expect(Math.max(...rows.map((k) => Math.abs(watts('curvature', k))))).toBeGreaterThan(0.01);
  });
  test('an error of a time costs the power at that time, and the next step has it back', () => {
    for (const k of rows) {
      expect(variances.upper[k]).toBeCloseTo(60 + watts('slope', k), 10);
      expect(variances.lower[k]).toBeCloseTo(k === 0 ? 0 : 60 + watts('slope', k - 1), 10);
    }
    expect(Math.max(...variances.upper)).toBeCloseTo(300, 6);
  });
});

test('a step that is no observation weighs nothing', () => {
  const updates = updatesAt('counter', TIMES, GAPS, 0.05);
  updates.observed[3] = 0;
  const design = buildDesign(updates, ACTIVITIES, { response: 'instant', window: 'exact' }, PHYSICS);
  const { noise } = variancesOf(design, FITTED, Float64Array.of(60, 200, 100), SPREADS);
  expect(rows.filter((k) => noise[k] === Infinity)).toEqual([0, 3]);
});

test('a part-time counter: the window’s mean times a time both of whose ends are known to a poll', () => {
  const { design, watts, variances } = of('counter', 'window');
  expect(variances.noise[0]).toBe(Infinity);
  for (const k of rows.slice(1)) {
    expect(variances.noise[k]).toBeCloseTo(own(k) + (0.5 * watts('curvature', k)) ** 2, 12);
    const rate = FITTED[k]! / design.updates.dt[k]!;
    expect(variances.lower[k]).toBeCloseTo(rate, 10);
    expect(variances.upper[k]).toBeCloseTo(watts('slope', k) + rate, 10);
  }
});

test('a power reading is off by its slope times its gap, and its time is no unknown', () => {
  const { watts, variances } = of('instant', 'window');
  for (const k of rows) {
    expect(variances.noise[k]).toBeCloseTo(own(k) + (watts('slope', k) * GAPS[k]!) ** 2 / 12, 10);
    expect(variances.lower[k]).toBe(0);
  }
  expect(Math.max(...rows.map((k) => watts('slope', k)))).toBeGreaterThan(1000);
});

test('a row counts as no less than a tenth of the mean row, whatever the sign of others', () => {
  const fitted = Float64Array.of(-10, 10, 0.99, 1.01, 10, -10, 10, 10);
  const { noise } = of('instant', 'window', Float64Array.of(0, 0, 0), fitted).variances;
  const average = fitted.reduce((s, x) => s + Math.abs(x), 0) / 8;
  for (const k of [0, 2, 3, 5])
    expect(noise[k]).toBeCloseTo((0.03 * Math.max(fitted[k]!, 0.1 * average)) ** 2 + QUANTUM, 12);
  expect(noise[1]).toBeCloseTo(0.09 + QUANTUM, 12);
});

test.each<[string, number[], number, number]>([
  ['gross power of the phase', [60, 240, 120], 300, 180],
  ['no less than base power', [60, -30, 120], 60, 180],
  ['nor than 1 W', [0.2, 0.3, -0.2], 1, 1],
  ['a base below zero by its size', [-50, 10, 120], 50, 70],
])('an interval’s own power spreads by %s', (_what, beta, first, second) => {
  const { power } = of('counter', 'exact', Float64Array.from(beta)).variances;
  expect(power[0]).toBeCloseTo((0.05 * first) ** 2, 10);
  // Of an activity that sums several: less.
  expect(power[1]).toBeCloseTo(0.5 * (0.05 * second) ** 2, 10);
});
