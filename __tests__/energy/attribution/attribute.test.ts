import { describe, expect, test } from '@jest/globals';
import { attribute } from '../../../src/energy/attribution/index.ts';
import { findUpdates } from '../../../src/energy/attribution/updates.ts';
import type { Series } from '../../../src/energy/series.ts';
import { requests, trace, type Sensor } from './support/trace.ts';

const LOADS = requests(3);
const of = (sensor: Sensor) => trace(LOADS, { noise: 0.02, ...sensor });
const plain = of({ cadence: 0.02, lag: 0.01 });

/** The ring buffer that a driver would keep, its samples every `spacing` seconds. */
function ringBuffer(spacing: number): Series['ringBuffer'] {
  const { series } = of({ cadence: spacing, lag: 0, pollSeconds: spacing / 4, shows: 'instantMw' });
  const changes = [...series.t.keys()].filter(
    (k) => k > 0 && !Number.isNaN(series.instantMw[k - 1]!) && series.instantMw[k] !== series.instantMw[k - 1],
  );
  const t = changes.map((_, i) => 0.01 + spacing * i);
  return { t: Float64Array.from(t), mw: Float64Array.from(changes, (k) => series.instantMw[k]!) };
}

const reads = (series: Series) =>
  attribute({ series, intervals: plain.intervals, from: 0, to: plain.end, idle: null, powerLimitWatts: null }).sensor
    .reads;

describe('which reading is fitted', () => {
  const power = of({ cadence: 0.02, lag: 0.01, shows: 'instantMw' }).series;
  const average = of({ cadence: 0.02, lag: 0.01, shows: 'averageMw' }).series;
  const none = plain.series.energyMj.map(() => NaN);

  test.each<[string, Partial<Series>, string]>([
    ['the counter', {}, 'counter'],
    ['before instant power', { instantMw: power.instantMw }, 'counter'],
    ['the ring buffer where it is clearly denser', { ringBuffer: ringBuffer(0.0145) }, 'ring'],
    ['not where it is hardly denser', { ringBuffer: ringBuffer(0.0155) }, 'counter'],
    ['the ring buffer where there is no counter', { energyMj: none, ringBuffer: ringBuffer(0.04) }, 'ring'],
    [
      'instant power before average power',
      { energyMj: none, instantMw: power.instantMw, averageMw: average.averageMw },
      'instant',
    ],
    ['average power where there is nothing else', { energyMj: none, averageMw: average.averageMw }, 'average'],
  ])('%s', (_what, columns, wanted) => expect(reads({ ...plain.series, ...columns })).toBe(wanted));
});

test('a slow sensor tells of a stretch up to three of its cadences later', () => {
  const { series, intervals, end } = plain;
  // What the record holds beyond the last end tells nothing more.
  const to = intervals[intervals.length - 1]!.end;
  // And of what was before the first of them, twelve cadences.
  const from = intervals[0]!.start - 12 * 0.02;
  const until = (cadences: number) => findUpdates(series, 'counter', from, to + cadences * 0.02)!.n;
  const { updates } = attribute({ series, intervals, from: 0, to: end, idle: null, powerLimitWatts: null }).sensor;
  expect(updates).toBe(until(3));
  expect([until(2), until(4)]).toEqual([until(3) - 1, until(3) + 1]);
});

test('without intervals there is nothing to attribute', () => {
  const { series, end } = plain;
  const found = attribute({ series, intervals: [], from: 0, to: end, idle: null, powerLimitWatts: null });
  expect([found.gross.length, found.phases.size, found.sensor, found.contrast(new Float64Array(0))]).toEqual([
    0,
    0,
    {},
    null,
  ]);
});

test('where no family can be solved each phase says so', () => {
  const { intervals, end } = plain;
  const instantMw = plain.series.energyMj.map((x) => (Number.isNaN(x) ? x : x * 1e300));
  const series = { ...plain.series, energyMj: instantMw.map(() => NaN), instantMw };
  const found = attribute({ series, intervals, from: 0, to: end, idle: null, powerLimitWatts: null });
  expect(found.phases.get('prefill')).toMatchObject({ resolvable: false, reasons: ['ill-conditioned'] });
});
