import { expect, test } from '@jest/globals';
import { unaccounted } from '../../../src/energy/attribution/describe.ts';
import type { Weighted } from '../../../src/energy/attribution/families.ts';
import { fitFamily } from '../../../src/energy/attribution/fit.ts';
import { fittedUpdates } from '../../../src/energy/attribution/fitted.ts';
import { attribute } from '../../../src/energy/attribution/index.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { clean, EXACT, slow, startAt } from './support/problems.ts';
import { requests, trace } from './support/trace.ts';
import { updatesAt } from './support/updates.ts';

const sum = (x: Float64Array): number => x.reduce((s, v) => s + v, 0);

/** Ten steps of 0.1 s, one interval over the third and half of the fourth; powers and a deviation by hand. */
function byHand(kind: 'counter' | 'instant', weight: number, beta: [number, number], deviation: number): Weighted {
  const times = Array.from({ length: 10 }, (_, k) => 0.1 * k);
  const updates = updatesAt(
    kind,
    times,
    times.map(() => 0),
    0.1,
    times.map((_, k) => (kind === 'counter' ? (k === 0 ? 999 : 7) : 70)),
  );
  const problem = layOut(updates, [{ phase: 'work', id: 'a', start: 0.2, end: 0.35, contextTokens: null }]);
  return {
    weight,
    fit: {
      model: linearModel(problem, EXACT, startAt(0)),
      beta: Float64Array.from(beta),
      deviation: () => Float64Array.of(deviation),
    } as Weighted['fit'],
  };
}

test('a counter: each step by hand, the first update left out, residuals what is left', () => {
  const { kind, t, dt, y, fitted, residual } = fittedUpdates([byHand('counter', 1, [50, 200], 20)]);
  expect(kind).toBe('counter');
  expect(t).toHaveLength(9);
  expect(t[0]).toBeCloseTo(0.1, 12);
  expect(dt[0]).toBeCloseTo(0.1, 12);
  const expected = [5, 5, 5 + 22, 5 + 11, 5, 5, 5, 5, 5];
  expected.forEach((joules, k) => {
    expect(y[k]).toBe(7);
    expect(fitted[k]).toBeCloseTo(joules, 9);
    expect(residual[k]).toBeCloseTo(7 - joules, 9);
  });
});

test('a row that is no observation is left out', () => {
  const { fit, weight } = byHand('counter', 1, [50, 200], 20);
  fit.model.design.updates.observed[3] = 0;
  const { t, fitted } = fittedUpdates([{ fit, weight }]);
  expect([...t].map((x) => Math.round(10 * x))).toEqual([1, 2, 4, 5, 6, 7, 8, 9]);
  expect(fitted[2]).toBeCloseTo(16, 9);
});

test('several fits: their weighted mean', () => {
  const { fitted } = fittedUpdates([byHand('counter', 0.75, [50, 200], 0), byHand('counter', 0.25, [70, 100], 40)]);
  expect(fitted[0]).toBeCloseTo(0.75 * 5 + 0.25 * 7, 9);
  expect(fitted[2]).toBeCloseTo(0.75 * 25 + 0.25 * 21, 9);
});

test('a power reading keeps its first row, and is watts', () => {
  const { kind, t, y, fitted } = fittedUpdates([byHand('instant', 1, [50, 200], 0)]);
  expect([kind, t.length, y[0]]).toEqual(['instant', 10, 70]);
  expect(fitted[0]).toBeCloseTo(50, 9);
});

test('a sensor without noise is fitted to its rounding, and what is left of any is what `unaccounted` says', () => {
  const exact = { fit: fitFamily(clean, EXACT, startAt(0.025), START_SPREADS), weight: 1 };
  const rows = fittedUpdates([exact]);
  expect(Math.max(...rows.residual.map(Math.abs))).toBeLessThan(0.02 * Math.max(...rows.y));
  const noisy = { fit: fitFamily(slow, EXACT, startAt(0.015), START_SPREADS), weight: 1 };
  const { residual, y } = fittedUpdates([noisy]);
  expect(Math.max(...residual.map(Math.abs))).toBeGreaterThan(0.01 * Math.max(...y));
  expect(sum(residual) / sum(y)).toBeCloseTo(unaccounted(noisy.fit), 9);
});

test('an attribution gives them where something was fitted, and only there', () => {
  const { series, intervals, end } = trace(requests(12), { cadence: 0.05, lag: 0.03 });
  const input = { series, intervals, from: 0, to: end, idle: null, powerLimitWatts: null };
  const rows = attribute(input).fitted!();
  expect(rows.t.length).toBeGreaterThan(50);
  expect(sum(rows.fitted) / sum(rows.y)).toBeCloseTo(1, 2);
  expect(attribute({ ...input, intervals: [] }).fitted).toBeUndefined();
});
