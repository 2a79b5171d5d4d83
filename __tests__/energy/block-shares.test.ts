import { expect, test } from '@jest/globals';
import { SENSOR_ALONE } from '../../src/common/shares.ts';
import type { Shares } from '../../src/common/generated/run-result.ts';
import { attribute } from '../../src/energy/attribution/index.ts';
import type { Attribution, GroupEnergy } from '../../src/energy/attribution/types.ts';
import type { Interval } from '../../src/energy/intervals.ts';
import { sharesOf } from '../../src/energy/meters/block.ts';
import { emptySeries } from '../../src/energy/series.ts';

const IDLE: Shares = { sensor: 0, requests: 0, discrepancy: 0, idle: 1 };
const interval = (phase: string, start: number, extra = false): Interval => ({
  phase,
  id: `${phase}${start}`,
  start,
  end: start + 1,
  contextTokens: null,
  ...(extra ? { extra } : {}),
});
const INTERVALS = [interval('prefill', 0), interval('decode', 1), interval('prefill', 2, true), interval('check', 3)];

/** Every interval has 10 J; the error of a sum is `error` for each of its intervals. */
function attribution(error: number, shares?: Shares, phase: Partial<GroupEnergy> = {}): Attribution {
  const sum = (n: number) => ({
    grossJoules: 10 * n,
    netJoules: 10 * n,
    grossError: error * n,
    netError: error * n,
    ...(shares ? { shares } : {}),
  });
  const group = { ...sum(1), resolvable: true, reasons: [] };
  return {
    gross: new Float64Array(4).fill(10),
    net: new Float64Array(4).fill(10),
    phases: new Map([
      ['prefill', group],
      ['decode', { ...group, ...phase }],
    ]),
    idleWatts: null,
    sensor: {},
    contrast: (c) => sum(c.reduce((a, b) => a + b, 0)),
  };
}

test('each phase of a block has its shares, over all channels', () => {
  expect(sharesOf(INTERVALS, [attribution(0.1, SENSOR_ALONE)])).toEqual({
    prefill: SENSOR_ALONE,
    decode: SENSOR_ALONE,
  });
  const { prefill } = sharesOf(INTERVALS, [attribution(0.3, SENSOR_ALONE), attribution(0.1, IDLE)])!;
  expect(prefill).toEqual({
    sensor: expect.closeTo(0.9, 12),
    requests: 0,
    discrepancy: 0,
    idle: expect.closeTo(0.1, 12),
  });
});

test("they are of the tasks' own requests, without the extra ones", () => {
  const asked: number[][] = [];
  const whole = attribution(0.1, SENSOR_ALONE);
  sharesOf(INTERVALS, [{ ...whole, contrast: (c) => (asked.push([...c]), whole.contrast(c)) }]);
  expect(asked).toEqual([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
  ]);
});

test('what is not resolvable, not there or not split has none', () => {
  expect(sharesOf(INTERVALS, [attribution(0.1, SENSOR_ALONE, { reasons: ['power-on-bound'] })])).toEqual({
    prefill: SENSOR_ALONE,
  });
  expect(sharesOf(INTERVALS.slice(0, 1), [attribution(0.1, SENSOR_ALONE)])).toEqual({ prefill: SENSOR_ALONE });
  expect(sharesOf(INTERVALS, [attribution(0.1)])).toBeUndefined();
  expect(sharesOf(INTERVALS, [attribution(0.1, SENSOR_ALONE), attribution(0.1)])).toBeUndefined();
});

test('of a board whose power never changed all is its reading’s own', () => {
  const series = emptySeries('GPU', 400, 0);
  series.t.forEach((_, k) => (series.t[k] = 0.01 * k));
  series.instantMw.fill(20_000);
  const still = attribute({ series, intervals: INTERVALS, from: 0, to: 4, idle: null, powerLimitWatts: null });
  expect(still.contrast(Float64Array.of(1, 0, 0, 0))!.shares).toEqual(SENSOR_ALONE);
});
