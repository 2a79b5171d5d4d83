import { describe, expect, test } from '@jest/globals';
import { countedSteps, countOf, limitOf, stepFaults } from '../../src/energy/counter-steps.ts';
import { changes, medianApart, type Change } from '../../src/energy/readings.ts';
import { emptySeries } from '../../src/energy/series.ts';

/** A counter of 100 ms, polled every 5 ms, that steps by so many joules. */
const counter = (joules: readonly number[], apart: readonly number[] = []): Change[] => {
  let [t, value] = [0, 5e6];
  return [0, ...joules].map((step, k) => {
    t += apart[k] ?? 0.1;
    value += 1000 * step;
    return { t, gap: 0.005, value };
  });
};
const even = (n: number, joules: number): number[] => new Array<number>(n).fill(joules);

describe('a step of a counter', () => {
  test('that falls is a reset, however little', () => {
    expect(stepFaults(counter([30, -0.001, 30]), 700)).toEqual([null, null, 'counter-reset', null]);
    expect(stepFaults(counter([30, 0, 30]), 700)).toEqual([null, null, null, null]);
  });

  test('beyond 1.5 × the limit × time is a jump, the poll that may have missed the last one counted in', () => {
    // 1,050 W × 105 ms
    expect(stepFaults(counter([30, 110.2, 30]), 700)).toEqual([null, null, null, null]);
    expect(stepFaults(counter([30, 110.3, 30]), 700)).toEqual([null, null, 'counter-jump', null]);
  });

  test('over missed updates may be of all their time; one that is shown early is of a whole period', () => {
    expect(stepFaults(counter([30, 200, 30], [0.1, 0.1, 0.2, 0.1]), 700)).toEqual([null, null, null, null]);
    expect(stepFaults(counter([30, 100, 30, 30], [0.1, 0.1, 0.01, 0.19, 0.1]), 700)).toEqual(
      even(5, 0).map(() => null),
    );
  });

  test('without a limit: over 20 kW, or alone over 2.5 kW', () => {
    const fault = (joules: number[]) => stepFaults(counter(joules), null).find((f) => f !== null) ?? null;
    // 105 ms: 2.5 kW are 262.5 J, 4 × the third largest of 30 J are 120 J.
    expect(fault([...even(9, 30), 262])).toBeNull();
    expect(fault([...even(9, 30), 263])).toBe('counter-jump');
    // A module that draws so much again and again is believed, up to 20 kW (2,100 J).
    expect(fault([...even(9, 800), 2099])).toBeNull();
    expect(fault([...even(9, 800), 2101])).toBe('counter-jump');
    expect(fault([...even(9, 100), 399])).toBeNull();
    expect(fault([...even(9, 100), 401])).toBe('counter-jump');
  });

  test('none, or one alone, is none', () => {
    expect(stepFaults([], 700)).toEqual([]);
    expect(stepFaults(counter([]), null)).toEqual([null]);
  });
});

describe('what a counter comes to', () => {
  const times = (found: ReturnType<typeof countOf>) => found.updates.map((u) => u.change.t);

  test('without faults: every change, and every step but that before the first', () => {
    const all = counter(even(4, 30));
    const found = countOf(all, 700);
    expect(found).toEqual({ updates: all.map((change, k) => ({ change, counts: k > 0 })), faults: [] });
    expect(countedSteps(found).map((s) => s.joules)).toEqual(even(4, 30));
    expect(countedSteps(found)[0]!.seconds).toBeCloseTo(0.1, 12);
  });

  test('set with an update: that step does not count, the update does', () => {
    const found = countOf(counter([30, 10_000, 30, -9000, 30]), 700);
    expect(found.updates.map((u) => u.counts)).toEqual([false, true, false, true, false, true]);
    expect(found.faults).toEqual(['counter-jump', 'counter-reset']);
    expect(countedSteps(found)).toHaveLength(3);
  });

  test.each([
    ['after', [0.1, 0.1, 0.07, 0.03, 0.1]],
    ['before', [0.1, 0.1, 0.03, 0.07, 0.1]],
  ])('set between two updates, shortly %s one: the change is none, and the next step does not count', (_, apart) => {
    const all = counter([30, 10_000, 30, 30], apart);
    const found = countOf(all, 700);
    expect(times(found)).toEqual([all[0]!.t, all[1]!.t, all[3]!.t, all[4]!.t]);
    expect(found.updates.map((u) => u.counts)).toEqual([false, true, false, true]);
  });

  test('from 0.75 of the cadence on both sides it is an update', () => {
    const set = (apart: number[]) => countOf(counter([30, 10_000, 30, 30], apart), 700).updates.length;
    expect(set([0.1, 0.1, 0.076, 0.076, 0.1])).toBe(5);
    expect(set([0.1, 0.1, 0.076, 0.074, 0.1])).toBe(4);
    expect(set([0.1, 0.1, 0.074, 0.076, 0.1])).toBe(4);
  });
});

test('the limit is the first that the samples tell', () => {
  const s = emptySeries('GPU', 3, 0);
  expect(limitOf(s)).toBeNull();
  s.powerLimitMw[1] = 300_000;
  expect(limitOf(s)).toBe(300);
});

test('changes are the polls that show a new value, with the time since the last that showed any', () => {
  const t = Float64Array.of(0, 1, 2, 3, 4, 5);
  const column = Float64Array.of(NaN, 7, 7, NaN, 8, 9);
  expect(changes(t, column)).toEqual([
    { t: 4, gap: 2, value: 8 },
    { t: 5, gap: 1, value: 9 },
  ]);
  expect(changes(t, column.fill(7))).toEqual([]);
});

test('the median time between neighbours', () => {
  expect(medianApart([])).toBe(0);
  expect(medianApart([3])).toBe(0);
  expect(medianApart([0, 1, 3, 4])).toBe(1);
});
