import { expect, test } from '@jest/globals';
import { monthOf } from '../../src/analysis/month.ts';
import type { Metric } from '../../src/common/generated/comparison.ts';

const energy = (arm: 'plain' | 'suppressed', more: Partial<Metric>): Metric =>
  ({ id: 'energy-per-task', arm, base: 36_000, head: 72_000, interval: [0.5, 1.5], ...more }) as Metric;
const usage = { requestsPerDay: 1200, pricePerKwh: null };
/** 1,200 requests a day for 365 ÷ 12 days. */
const REQUESTS = 36_500;

test('a month is a twelfth of a year of requests like the mean task, in kWh, with the interval of its change', () => {
  const other = { ...energy('plain', { base: 1 }), id: 'output-tokens' } as Metric;
  const { arms, ...rest } = monthOf(
    [other, energy('plain', {}), energy('suppressed', { base: 18_000 })],
    usage,
    null,
    false,
  );
  expect(rest).toEqual({ requestsPerDay: 1200, days: 365 / 12, estimated: false });
  const kwh = (joules: number): unknown => expect.closeTo((joules * REQUESTS) / 3.6e6, 9);
  expect(arms).toEqual({
    plain: { baseKwh: kwh(36_000), headKwh: kwh(72_000), changeKwh: [kwh(18_000), kwh(54_000)] },
    suppressed: { baseKwh: kwh(18_000), headKwh: kwh(72_000), changeKwh: [kwh(9_000), kwh(27_000)] },
  });
});

test('what is not known is null, an arm without energy per task is left out', () => {
  const of = (more: Partial<Metric>) => monthOf([energy('suppressed', more)], usage, null, true).arms;
  expect(Object.keys(of({}))).toEqual(['suppressed']);
  expect(of({ base: null })['suppressed']).toMatchObject({
    baseKwh: null,
    headKwh: expect.any(Number),
    changeKwh: null,
  });
  expect(of({ head: null })['suppressed']).toMatchObject({ baseKwh: expect.any(Number), headKwh: null });
  expect(of({ interval: null })['suppressed']).toMatchObject({ changeKwh: null });
});

test('price and intensity stand there where they are given, and whether the joules are an estimate', () => {
  const told = monthOf([], { ...usage, pricePerKwh: 0.3 }, { gPerKwh: 400, source: 'x' }, true);
  expect(told).toEqual({
    requestsPerDay: 1200,
    days: 365 / 12,
    estimated: true,
    pricePerKwh: 0.3,
    gPerKwh: 400,
    arms: {},
  });
});
