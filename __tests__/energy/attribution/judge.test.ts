import type { Reason } from '../../../src/common/generated/run-result.ts';
import { describe, expect, test } from '@jest/globals';
import { attribute } from '../../../src/energy/attribution/index.ts';
import { judge } from '../../../src/energy/attribution/judge.ts';
import { requestsOf } from '../../../src/energy/meters/block.ts';
import { emptySeries } from '../../../src/energy/series.ts';
import type { Attribution, Contrast } from '../../../src/energy/attribution/types.ts';

const channel = (
  grossJoules: number,
  netJoules: number,
  grossError: number,
  netError = grossError,
  reasons: Reason[] = [],
) => ({ grossJoules, netJoules, grossError, netError, reasons });

describe('what is resolvable is judged by net', () => {
  // 1.959964 × 12.755 % is 25 %.
  test.each<[string, ReturnType<typeof channel>[], string[]]>([
    ['both known', [channel(100, 50, 5)], []],
    ['just within', [channel(100, 50, 1, 50 * 0.1275)], []],
    ['just beyond', [channel(100, 50, 1, 50 * 0.1276)], ['net-too-wide']],
    ['net below zero', [channel(100, -3, 1, 0.1)], ['net-too-wide']],
    ['a net of 0 without an error, as of a phase of no length', [channel(0, 0, 0)], []],
    ['not even gross', [channel(100, 50, 13)], ['interval-too-wide']],
    ['a second channel that only idles spoils nothing', [channel(100, 80, 5), channel(60, 0.01, 0.5, 1)], []],
    ['but adds its error', [channel(100, 10, 1), channel(60, 0.01, 0.5, 4)], ['net-too-wide']],
    [
      'a channel that cannot be used',
      [channel(100, 80, 1), channel(NaN, NaN, NaN, NaN, ['no-updates'])],
      ['no-updates'],
    ],
    ['no channel', [], ['no-updates']],
  ])('%s', (_name, channels, reasons) => expect(judge(channels)).toEqual(reasons));
});

test("a block's phase whose net is hidden has null joules and the reason; the other phase keeps its own", () => {
  const of = (c: Contrast) => c;
  const group = (c: ReturnType<typeof channel>) => ({ ...c, resolvable: true });
  const intervals = [
    { phase: 'prefill', id: 'a', start: 0, end: 1, contextTokens: null },
    { phase: 'decode', id: 'a', start: 1, end: 2, contextTokens: null },
  ];
  const attribution: Attribution = {
    gross: Float64Array.of(50, 25.1),
    net: Float64Array.of(25, 0.1),
    idleWatts: 25,
    sensor: {},
    phases: new Map([
      ['prefill', group(channel(50, 25, 1))],
      ['decode', group(channel(25.1, 0.1, 0.2, 0.3))],
    ]),
    contrast: () => of(channel(50, 25, 1)),
  };
  const { prefill, decode } = requestsOf(intervals, [attribution], { status: 'ok', reasons: [] }).get('a')!;
  expect(prefill).toMatchObject({ netJoules: 25, standardError: 1, validity: { status: 'ok' } });
  expect(decode).toMatchObject({
    grossJoules: null,
    netJoules: null,
    standardError: null,
    seconds: 1,
    validity: { status: 'not-resolvable', reasons: ['net-too-wide'] },
  });
});

describe('a channel that stays as it is', () => {
  const intervals = [
    { phase: 'decode', id: 'a', start: 1, end: 2, contextTokens: null },
    { phase: 'decode', id: 'b', start: 3, end: 5, contextTokens: null },
  ];
  const of = (fill: (s: ReturnType<typeof emptySeries>) => void) => {
    const series = emptySeries('GPU-2', 1200, 0);
    series.t.forEach((_, k) => (series.t[k] = k * 0.005));
    fill(series);
    return attribute({
      series,
      intervals,
      from: 0,
      to: 6,
      idle: { watts: 20, standardError: 0.2 },
      powerLimitWatts: null,
    });
  };

  test("and tells its power idles: gross by its time, net nothing, and the working card's joules stand", () => {
    const idles = of((s) => s.instantMw.fill(20_000)).phases.get('decode')!;
    expect(idles).toMatchObject({ grossJoules: 60, netJoules: 0, reasons: [] });
    expect(judge([idles])).toEqual(['net-too-wide']);
    expect(judge([channel(300, 200, 2), idles])).toEqual([]);
  });

  test('and tells no power is known to nobody', () => {
    for (const fill of [() => undefined, (s: ReturnType<typeof emptySeries>) => s.energyMj.fill(5e6)])
      expect(of(fill).phases.get('decode')!.reasons).toEqual(['no-updates']);
  });
});
