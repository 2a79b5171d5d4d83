import { describe, expect, test } from '@jest/globals';
import { byActivity, groupIntervals } from '../../../src/energy/attribution/coalesce.ts';
import { firstUpdates } from '../../../src/energy/attribution/updates.ts';
import { firstRows, layOut } from '../../../src/energy/attribution/problem.ts';
import type { Interval } from '../../../src/energy/intervals.ts';
import { updatesAt } from './support/updates.ts';

const at = (phase: string, start: number, end: number, contextTokens: number | null = null): Interval => ({
  phase,
  id: `${start}`,
  start,
  end,
  contextTokens,
});

describe('intervals as activities', () => {
  const few = [at('a', 0.1, 0.2), at('b', 0.2015, 0.3), at('a', 0.3021, 0.4), at('b', 0.5, 0.5)];

  test('are one each while there are not far more than updates', () => {
    const { activities, activityOf, share } = groupIntervals(few, ['a', 'b'], { n: 1, cadence: 0.1 });
    expect([...activityOf]).toEqual([0, 1, 2, 3]);
    expect([...share]).toEqual([1, 1, 1, 1]);
    expect([...activities.start]).toEqual(few.map((x) => x.start));
    expect([...activities.end]).toEqual(few.map((x) => x.end));
    expect([...activities.phase]).toEqual([0, 1, 0, 1]);
    expect([...activities.weight, ...activities.spread]).toEqual(Array(8).fill(1));
    expect(activities.n).toBe(4);
  });

  test('a pause of up to 2 ms is none: the device stays busy', () => {
    const { activities } = groupIntervals(few, ['a', 'b'], { n: 1, cadence: 0.1 });
    // Pauses of 1.5 and 2.1 ms, then of 100.
    expect([...activities.busySince]).toEqual([0.1, 0.1, 0.3021, 0.5]);
    const within = groupIntervals([at('a', 0, 1), at('b', 0.2, 0.3), at('a', 1.0019, 1.1)], ['a', 'b'], {
      n: 1,
      cadence: 1,
    });
    expect([...within.activities.busySince]).toEqual([0, 0, 0]);
  });

  // 40 short intervals of two phases in 0.4 s, beside one longer than a bin.
  const many = [
    at('long', 0, 0.06),
    ...Array.from({ length: 40 }, (_, k) =>
      at(k % 2 === 0 ? 'a' : 'b', 0.01 * k, 0.01 * k + (k % 3 === 0 ? 0.008 : 0.004)),
    ),
  ].sort((x, y) => x.start - y.start || x.end - y.end);

  test('with over sixteen for each update short ones are summed by quarters of a cadence', () => {
    const count = (n: number) => groupIntervals(many, ['long', 'a', 'b'], { n, cadence: 0.2 }).activities.n;
    expect(count(3)).toBe(41);
    // 41 > 16 × 2: 8 bins of 50 ms for each of two phases, and the long one.
    expect(count(2)).toBe(17);
  });

  test('such a sum is the length of its bin, weighs what is filled and spreads as a mean of several', () => {
    const { activities, activityOf, share } = groupIntervals(many, ['long', 'a', 'b'], { n: 2, cadence: 0.2 });
    for (let m = 0; m < activities.n; m++) {
      const members = many.filter((_, i) => activityOf[i] === m);
      const seconds = members.map((x) => x.end - x.start);
      const total = seconds.reduce((s, x) => s + x, 0);
      expect(new Set(members.map((x) => x.phase)).size).toBe(1);
      expect(['long', 'a', 'b'][activities.phase[m]!]).toBe(members[0]!.phase);
      expect(activities.weight[m]! * (activities.end[m]! - activities.start[m]!)).toBeCloseTo(total, 12);
      if (members[0]!.phase === 'long') {
        expect([activities.start[m], activities.end[m], activities.spread[m]]).toEqual([0, 0.06, 1]);
        continue;
      }
      expect(activities.end[m]! - activities.start[m]!).toBeCloseTo(0.05, 12);
      expect(activities.start[m]! / 0.05).toBeCloseTo(Math.round(activities.start[m]! / 0.05), 9);
      expect(activities.spread[m]).toBeCloseTo(seconds.reduce((s, x) => s + x * x, 0) / total ** 2, 10);
      for (const x of members) {
        const middle = (x.start + x.end) / 2;
        expect(middle).toBeGreaterThanOrEqual(activities.start[m]! - 1e-12);
        expect(middle).toBeLessThan(activities.end[m]! + 1e-12);
      }
    }
    many.forEach((x, i) => {
      const m = activityOf[i]!;
      const total = activities.weight[m]! * (activities.end[m]! - activities.start[m]!);
      expect(share[i]).toBeCloseTo(x.phase === 'long' ? 1 : (x.end - x.start) / total, 10);
    });
    expect([...activities.start]).toEqual([...activities.start].sort((x, y) => x - y));
    expect(activities.busySince[0]).toBe(0);
  });

  test('a sum of nothing has no share', () => {
    const none = Array.from({ length: 20 }, (_, k) => at('a', 0.001 * k, 0.001 * k));
    const { share, activities } = groupIntervals(none, ['a'], { n: 1, cadence: 0.4 });
    expect([...share]).toEqual(Array(20).fill(0));
    expect([activities.n, activities.weight[0], activities.spread[0]]).toEqual([1, 0, 1]);
  });

  test('one as long as a bin is still short', () => {
    const list = [
      at('a', 0, 0.25),
      ...Array.from({ length: 40 }, (_, k) => at('a', 0.3 + 0.001 * k, 0.3005 + 0.001 * k)),
    ];
    const { activityOf, activities } = groupIntervals(list, ['a'], { n: 1, cadence: 1 });
    expect(activities.weight[activityOf[0]!]).toBe(1);
    expect(activities.spread[activityOf[0]!]).toBe(1);
    expect(activities.n).toBe(2);
  });
});

test('values by interval are summed by activity', () => {
  const grouping = { ...groupIntervals([at('a', 0, 1), at('a', 1, 2), at('a', 2, 3)], ['a'], { n: 9, cadence: 1 }) };
  expect([...byActivity({ ...grouping, activityOf: Int32Array.of(1, 0, 1) }, Float64Array.of(2, 3, 5))]).toEqual([
    3, 7, 0,
  ]);
});

const SENSOR = updatesAt(
  'counter',
  Array.from({ length: 50 }, (_, k) => 0.1 * k),
  Array.from({ length: 50 }, () => 0.005),
  0.1,
);

describe('a problem', () => {
  const decodes = (tokens: (number | null)[], seconds = 0.1) =>
    tokens.map((t, k) => at('decode', 0.2 * k, 0.2 * k + seconds * (1 + (k % 2)), t));
  const TOKENS = [100, 200, 300, 400, 500, 600, 700, 800];

  test('numbers phases in order of first begin', () =>
    expect(layOut(SENSOR, [at('b', 0, 0.1), at('a', 0.1, 0.2), at('b', 0.3, 0.4)]).phases).toEqual(['b', 'a']));

  test('has the time of a token of each that tells its tokens', () => {
    const told = { ...at('decode', 0.2, 0.7), tokens: 20 };
    const problem = layOut(SENSOR, [at('prefill', 0, 0.2), told, at('decode', 0.8, 0.9)]);
    expect([...problem.period]).toEqual([NaN, expect.closeTo(0.025, 12), NaN]);
    expect([...firstRows(problem, 9).period]).toEqual([NaN, expect.closeTo(0.025, 12)]);
  });

  test('has contexts of decode centred and in units of their spread, both by seconds', () => {
    const { context } = layOut(SENSOR, [at('prefill', -1, -0.5, 50), ...decodes(TOKENS)]);
    const weights = TOKENS.map((_, k) => 1 + (k % 2));
    const total = weights.reduce((s, w) => s + w, 0);
    const mean = TOKENS.reduce((s, t, k) => s + t * weights[k]!, 0) / total;
    const spread = Math.sqrt(TOKENS.reduce((s, t, k) => s + weights[k]! * (t - mean) ** 2, 0) / total);
    expect(context![0]).toBe(0);
    TOKENS.forEach((t, k) => expect(context![k + 1]).toBeCloseTo((t - mean) / spread, 10));
  });

  test('of decodes that are summed the context is their mean by seconds', () => {
    // 60 short decodes, far more than two updates tell apart.
    const many = Array.from({ length: 60 }, (_, k) =>
      at('decode', 0.01 * k, 0.01 * k + 0.002 * (1 + (k % 3)), 100 + 10 * k),
    );
    const alone = layOut(SENSOR, many).context!;
    const { context, activities, grouping } = layOut(firstUpdates(SENSOR, 2), many);
    expect(activities.n).toBeLessThan(60);
    for (let m = 0; m < activities.n; m++) {
      const members = many.flatMap((_, i) => (grouping.activityOf[i] === m ? [i] : []));
      const seconds = members.map((i) => many[i]!.end - many[i]!.start);
      const total = seconds.reduce((s, x) => s + x, 0);
      expect(context![m]).toBeCloseTo(
        members.reduce((s, i, q) => s + (alone[i]! * seconds[q]!) / total, 0),
        10,
      );
    }
  });

  test.each<[string, Interval[], boolean]>([
    ['eight that vary', decodes(TOKENS), true],
    ['seven', decodes(TOKENS.slice(1)), false],
    ['eight, one of which tells none', decodes([...TOKENS.slice(1), null]), false],
    ['eight and one of no length that tells none', [at('decode', -1, -1, null), ...decodes(TOKENS)], true],
    ['eight of another phase', decodes(TOKENS).map((x) => ({ ...x, phase: 'prefill' })), false],
    ['eight that are equal', decodes(Array(8).fill(500)), false],
    ['eight of none', decodes(Array(8).fill(0)), false],
  ])('a slope over context: %s', (_what, intervals, fitted) =>
    expect(layOut(SENSOR, intervals).context !== null).toBe(fitted),
  );

  test.each([
    [0.0501, true],
    [0.0499, false],
  ])('a relative spread of %d is enough: %s', (share, fitted) => {
    // Equal lengths, half of them below the mean and half above by that share.
    const tokens = TOKENS.map((_, k) => 1000 * (1 + (k % 4 < 2 ? 1 : -1) * share));
    const { context } = layOut(
      SENSOR,
      tokens.map((t, k) => at('decode', 0.2 * k, 0.2 * k + 0.1, t)),
    );
    expect(context !== null).toBe(fitted);
  });

  test('its first rows have the activities that begin two cadences before the last of them', () => {
    const problem = layOut(SENSOR, decodes(TOKENS));
    // Begins: 0, 0.2, 0.4, 0.6, 0.8 …; the tenth update is at 0.9.
    const first = firstRows(problem, 10);
    expect([first.updates.n, first.activities.n, first.context!.length]).toEqual([10, 4, 4]);
    expect([...first.context!]).toEqual([...problem.context!.slice(0, 4)]);
    expect(first.phases).toBe(problem.phases);
    expect(firstRows(problem, 12).activities.n).toBe(5);
    expect(firstRows({ ...problem, context: null }, 50).context).toBeNull();
    expect(firstRows(problem, 50).activities.n).toBe(8);
  });
});
