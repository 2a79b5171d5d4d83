import { describe, expect, test } from '@jest/globals';
import { findUpdates, firstUpdates } from '../../../src/energy/attribution/updates.ts';
import { emptySeries, type Series } from '../../../src/energy/series.ts';

/** A series of polls at even times, the counter advancing by `step` mJ at every `every`-th of them. */
function polls(n: number, pollSeconds: number, every: number, step: number): Series {
  const series = emptySeries('GPU', n, 0);
  for (let k = 0; k < n; k++) {
    series.t[k] = k * pollSeconds;
    series.energyMj[k] = 1000 + step * Math.floor(k / every);
    series.instantMw[k] = 100_000 + 1000 * Math.floor(k / every);
    series.averageMw[k] = 50_000 + 500 * Math.floor(k / every);
  }
  return series;
}

describe('the updates of a counter', () => {
  const series = polls(101, 0.005, 4, 3000);
  const found = findUpdates(series, 'counter', 0.09, 0.41)!;

  test('lie between the poll that shows them and the one before, within the stretch', () => {
    expect(found.kind).toBe('counter');
    expect(found.n).toBe(16);
    for (let k = 0; k < found.n; k++) {
      const shown = 0.1 + 0.02 * k;
      expect(found.t[k]).toBeGreaterThanOrEqual(shown - 0.005 - 1e-12);
      expect(found.t[k]).toBeLessThanOrEqual(shown + 1e-12);
    }
    expect(found.cadence).toBeCloseTo(0.02, 6);
    expect(found.jitter).toBeLessThan(0.01);
  });

  test('are steps in joules; the first only starts the first step', () => {
    expect(found.y[0]).toBe(0);
    for (let k = 1; k < found.n; k++) {
      expect(found.y[k]).toBeCloseTo(3, 12);
      expect(found.dt[k]).toBe(found.t[k]! - found.t[k - 1]!);
    }
    expect(found.dt[0]).toBe(found.cadence);
  });

  test('have a gap of the variance that is left', () =>
    found.gap.forEach((gap, k) => expect(gap ** 2 / 12).toBeCloseTo(found.timing.variance[k]!, 15)));
});

test('a power sensor’s updates are watts, the first one too', () => {
  const series = polls(60, 0.005, 4, 0);
  const instant = findUpdates(series, 'instant', 0, 1)!;
  const average = findUpdates(series, 'average', 0, 1)!;
  expect(instant.y[0]).toBe(101);
  expect(instant.y[5]).toBe(106);
  expect(average.y[0]).toBe(50.5);
  expect([instant.n, average.n]).toEqual([14, 14]);
});

test('fewer than four updates, or none, are none', () => {
  // The value that stands there at first is no update: it tells no time.
  expect(findUpdates(polls(17, 0.005, 4, 1000), 'counter', 0, 1)!.n).toBe(4);
  expect(findUpdates(polls(16, 0.005, 4, 1000), 'counter', 0, 1)).toBeNull();
  expect(findUpdates(polls(100, 0.005, 4, 0), 'counter', 0, 1)).toBeNull();
});

test('polls that gave nothing widen the gap of the next update and are none themselves', () => {
  const series = polls(60, 0.005, 4, 3000);
  for (const k of [19, 20, 21, 22]) series.energyMj[k] = NaN;
  const { t, n } = findUpdates(series, 'counter', 0, 1)!;
  expect(n).toBe(14);
  // Update 5 was due at poll 20, is shown at 23, and was not there at 18.
  expect(t[4]).toBeGreaterThanOrEqual(18 * 0.005);
  expect(t[4]).toBeLessThanOrEqual(23 * 0.005);
});

test('an update that the stretch begins after starts nothing', () => {
  const series = polls(60, 0.005, 4, 3000);
  expect(findUpdates(series, 'counter', 0.02, 1)!.n).toBe(14);
  expect(findUpdates(series, 'counter', 0.0201, 1)!.n).toBe(13);
  expect(findUpdates(series, 'counter', 0, 0.28)!.n).toBe(14);
  expect(findUpdates(series, 'counter', 0, 0.2799)!.n).toBe(13);
});

test('the first of them are views of all', () => {
  const all = findUpdates(polls(101, 0.005, 4, 3000), 'counter', 0, 1)!;
  const some = firstUpdates(all, 7);
  expect(some.n).toBe(7);
  for (const name of ['t', 'gap', 'y', 'dt'] as const) {
    expect([...some[name]]).toEqual([...all[name].slice(0, 7)]);
    expect(some[name].buffer).toBe(all[name].buffer);
  }
  for (const name of ['t', 'variance', 'diagonal', 'coupling'] as const)
    expect([...some.timing[name]]).toEqual([...all.timing[name].slice(0, 7)]);
  expect([some.cadence, some.jitter, some.kind]).toEqual([all.cadence, all.jitter, 'counter']);
});

test("every sample of a driver's ring buffer within the stretch is an update, whether it changed or not, once", () => {
  const series = emptySeries('GPU', 0, 0);
  const t = [0.1, 0.2, 0.2, 0.3, 0.25, 0.4, 0.5, 0.6, 0.7];
  const mw = [10, 20, 99, 20, 99, 20, 30, 40, 50].map((watts) => 1000 * watts);
  series.ringBuffer = { t: Float64Array.from(t), mw: Float64Array.from(mw) };
  const found = (from: number, to: number) => findUpdates(series, 'ring', from, to);
  // A time that does not rise is none.
  expect([...found(0, 1)!.y]).toEqual([10, 20, 20, 20, 30, 40, 50]);
  // Both ends count.
  expect([...found(0.1, 0.7)!.y]).toEqual([10, 20, 20, 20, 30, 40, 50]);
  expect([...found(0.1001, 0.6999)!.y]).toEqual([20, 20, 20, 30, 40]);
  found(0, 1)!.t.forEach((x, k) => expect(x).toBeCloseTo([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7][k]!, 5));
  // Stamped to the microsecond.
  for (const gap of found(0, 1)!.gap) expect(gap).toBeLessThan(2e-5);
});

describe('a step that no device draws', () => {
  /** The counter of 20 ms and 150 W rises by `joules` more at poll 40, which shows an update. */
  const set = (joules: number) => {
    const series = polls(101, 0.005, 4, 3000);
    for (let k = 40; k < 101; k++) series.energyMj[k] = series.energyMj[k]! + 1000 * joules;
    return series;
  };
  const rows = (joules: number, limit: number | null) => findUpdates(set(joules), 'counter', 0, 1, limit)!;

  test('is a row, but no observation; what stands in is the mean power of the others', () => {
    for (const found of [rows(500, 300), rows(-500, 300), rows(-500, null), rows(5000, null)]) {
      expect(found.n).toBe(25);
      expect([...found.observed].flatMap((is, k) => (is ? [] : [k]))).toEqual([0, 9]);
      expect(found.y[0]).toBe(0);
      expect(found.y[9]! / found.dt[9]!).toBeCloseTo(150, 6);
      expect(found.y[10]).toBeCloseTo(3, 9);
    }
  });

  test('within the limit is one', () => {
    expect([...rows(8, 300).observed].slice(1)).toEqual(new Array(24).fill(1));
    expect(rows(8, 300).y[9]).toBeCloseTo(11, 9);
  });

  test('between two updates is no row, and the step after it no observation', () => {
    const series = polls(101, 0.005, 4, 3000);
    for (let k = 41; k < 101; k++) series.energyMj[k] = series.energyMj[k]! + 500_000;
    const found = findUpdates(series, 'counter', 0, 1, 300)!;
    expect(found.n).toBe(25);
    expect([...found.observed].flatMap((is, k) => (is ? [] : [k]))).toEqual([0, 10]);
    expect(found.jitter).toBe(findUpdates(polls(101, 0.005, 4, 3000), 'counter', 0, 1, 300)!.jitter);
  });

  test('is one of the first rows, if any', () => {
    expect([...firstUpdates(rows(500, 300), 11).observed]).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]);
  });

  test('power readings are all observations', () =>
    expect(findUpdates(polls(60, 0.005, 4, 0), 'instant', 0, 1)!.observed).toEqual(new Uint8Array(14).fill(1)));
});
