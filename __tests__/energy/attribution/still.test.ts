import { expect, test } from '@jest/globals';
import { still } from '../../../src/energy/attribution/still.ts';
import type { AttributionInput } from '../../../src/energy/attribution/types.ts';
import { emptySeries, type Series } from '../../../src/energy/series.ts';

const interval = (phase: string, start: number, end: number) => ({
  phase,
  id: `${start}`,
  start,
  end,
  contextTokens: null,
});

function input(
  fill: (s: Series) => void,
  idle: AttributionInput['idle'] = { watts: 20, standardError: 0.2 },
): AttributionInput {
  const series = emptySeries('GPU-2', 100, 0);
  series.t.forEach((_, k) => (series.t[k] = 0.1 * k));
  fill(series);
  return {
    series,
    intervals: [interval('prefill', 1, 2), interval('decode', 2, 5), interval('decode', 4, 6)],
    from: 1,
    to: 6,
    idle,
    powerLimitWatts: null,
  };
}

test('a power that stays gives each interval its share of time of it, and the error of its last digits', () => {
  const found = still(input((s) => s.instantMw.fill(25_000)))!;
  // The decodes share a second.
  [25, 62.5, 37.5].forEach((joules, i) => expect(found.gross[i]).toBeCloseTo(joules, 9));
  [5, 12.5, 7.5].forEach((joules, i) => expect(found.net[i]).toBeCloseTo(joules, 9));
  const decode = found.phases.get('decode')!;
  expect(decode.grossJoules).toBeCloseTo(100, 9);
  expect(decode.netJoules).toBeCloseTo(20, 9);
  expect(decode.grossError).toBeCloseTo(1, 9);
  expect(decode.netError).toBeCloseTo(1, 9);
  expect([decode.resolvable, decode.reasons]).toEqual([false, []]);
  expect([...found.phases.keys()]).toEqual(['prefill', 'decode']);
  expect([found.idleWatts, found.sensor]).toEqual([20, { reads: 'still' }]);
  const difference = found.contrast(Float64Array.of(1, -1, 0))!;
  expect(difference.grossJoules).toBeCloseTo(-37.5, 9);
  expect(difference.netJoules).toBeCloseTo(-7.5, 9);
  expect(difference.grossError).toBeCloseTo(0.375, 9);
});

test('without an idle reading its own power is idle', () => {
  const found = still(input((s) => s.instantMw.fill(25_000), null))!;
  expect([...found.net]).toEqual([0, 0, 0]);
  expect(found.idleWatts).toBe(25);
});

test('power counts within the stretch, ends included, where it was given and is one', () => {
  const found = still(
    input((s) => {
      s.instantMw.fill(90_000);
      for (let k = 10; k <= 60; k++) s.instantMw[k] = 30_000;
      s.instantMw[20] = NaN;
      s.instantMw[21] = 0;
      s.instantMw[10] = 30_000 + 49_000;
      s.instantMw[60] = 30_000 - 49 * 200;
    }),
  )!;
  expect(found.contrast(Float64Array.of(1, 0, 0))!.grossJoules).toBeCloseTo(30 + (49 - 9.8) / 49, 9);
});

test('average power stands in for instant power; without either nothing is known', () => {
  expect(still(input((s) => s.averageMw.fill(40_000)))!.gross[0]).toBeCloseTo(40, 9);
  expect(still(input((s) => (s.averageMw.fill(40_000), s.instantMw.fill(30_000))))!.gross[0]).toBeCloseTo(30, 9);
  expect(still(input((s) => s.energyMj.fill(5)))).toBeNull();
  expect(still(input((s) => s.instantMw.fill(0)))).toBeNull();
});
