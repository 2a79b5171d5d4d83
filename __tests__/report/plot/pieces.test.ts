import { describe, expect, test } from '@jest/globals';
import type { PlotData, PlottedChannel, PowerSteps } from '../../../src/common/plot-data.ts';
import { coloursOf } from '../../../src/report/plot/colours.ts';
import { envelope, firstAfter, merged, quantile, stepsIn } from '../../../src/report/plot/envelope.ts';
import { layOut, stretchOf } from '../../../src/report/plot/layout.ts';
import { ticks, tickText } from '../../../src/report/plot/ticks.ts';

/** Steps of one second each, from 0 on. */
const steps = (...watts: number[]): PowerSteps => ({
  start: Float64Array.from(watts, (_, k) => k),
  end: Float64Array.from(watts, (_, k) => k + 1),
  watts: Float64Array.from(watts),
});

describe('ticks', () => {
  test('are round, and lie within', () => {
    expect(ticks(0, 537, 4)).toEqual([0, 200, 400]);
    expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
    expect(ticks(14.7, 29.4, 10)).toEqual([16, 18, 20, 22, 24, 26, 28]);
    expect(ticks(-3, 3, 2)).toEqual([0]);
    expect(ticks(5, 5, 3)).toEqual([5]);
  });

  test('have as many decimals as tell them apart, and no minus before 0', () => {
    expect(tickText(200, 200)).toBe('200');
    expect(tickText(0.5, 0.5)).toBe('0.5');
    expect(tickText(0.30000000000000004, 0.1)).toBe('0.3');
    expect(tickText(-20, 20)).toBe('−20');
    expect(tickText(-1e-17, 0.1)).toBe('0.0');
    expect(tickText(0.001, 0.001)).toBe('0.001');
  });
});

describe('steps', () => {
  const s = steps(1, 2, 3, 4);

  test('those of a stretch: from the first that ends after its begin to the last that begins before its end', () => {
    expect([firstAfter(s, 0), firstAfter(s, 1), firstAfter(s, 3.9), firstAfter(s, 4)]).toEqual([0, 1, 3, 4]);
    expect(stepsIn(s, 1, 3)).toEqual([1, 3]);
    expect(stepsIn(s, 0.5, 3.5)).toEqual([0, 4]);
    expect(stepsIn(s, 9, 10)).toEqual([4, 4]);
  });

  test('an envelope has the least, the most and the mean by time of each column', () => {
    expect(envelope(s, 0.5, 4, 2)).toEqual([
      { x: 1.5, least: 1, most: 3, mean: (0.5 * 1 + 2 + 0.5 * 3) / 2 },
      { x: 3.5, least: 3, most: 4, mean: (0.5 * 3 + 4) / 1.5 },
    ]);
  });

  test('and none where nothing was seen', () => {
    const gap: PowerSteps = {
      start: Float64Array.of(0, 5),
      end: Float64Array.of(1, 6),
      watts: Float64Array.of(7, 9),
    };
    expect(envelope(gap, 0, 6, 1).map((c) => [c.x, c.mean])).toEqual([
      [0.5, 7],
      [5.5, 9],
    ]);
  });

  test('a quantile leaves that share below', () => {
    const values = Float64Array.from({ length: 1000 }, (_, k) => 999 - k);
    expect(quantile(values, 0.995)).toBe(995);
    expect(quantile(values, 1)).toBe(999);
    expect(quantile(new Float64Array(), 0.5)).toBe(0);
  });

  test('intervals closer than the eye can part become one', () => {
    const spans = [0, 1, 1.5, 5].map((start) => ({ start, end: start + 0.4 }));
    expect(merged(spans, 0.2)).toEqual([
      { start: 0, end: 0.4 },
      { start: 1, end: 1.9 },
      { start: 5, end: 5.4 },
    ]);
    expect(
      merged(
        [
          { start: 0, end: 9 },
          { start: 1, end: 2 },
        ],
        0.1,
      ),
    ).toEqual([{ start: 0, end: 9 }]);
  });
});

describe('layout', () => {
  const channel = (samples: PowerSteps, fitted: PowerSteps | null = null): PlottedChannel => ({
    name: 'g',
    reads: 'counter',
    samples,
    fitted,
    residual: fitted && { ...samples, watts: samples.watts.map((w, k) => w - fitted.watts[k]!) },
  });
  const many = (n: number, watts = (_k: number) => 100): PowerSteps =>
    steps(...Array.from({ length: n }, (_, k) => watts(k)));

  test('one stretch for all channels and intervals', () => {
    const data: PlotData = {
      estimated: false,
      channels: [channel(steps(1, 2)), channel(steps(1, 2, 3))],
      intervals: [{ phase: 'a', start: -1, end: 2 }],
      phases: [],
    };
    expect(stretchOf(data)).toEqual([-1, 3]);
    expect(stretchOf({ estimated: false, channels: [], intervals: [], phases: [] })).toEqual([0, 1]);
  });

  test.each([
    [280, 1, 1],
    [281, 1, 2],
    [100_000, 1, 8],
    [100_000, 2, 4],
    [100_000, 20, 1],
    [0, 1, 1],
  ])('%d updates of one of %d channels: %d rows', (n, channels, rows) => {
    expect(layOut(channel(many(n)), [0, 10], channels).rows).toBe(rows);
  });

  test('a jump of the counter does not flatten the rest, and is counted', () => {
    const jump = layOut(channel(many(1000, (k) => (k === 500 ? 1e5 : 100))), [0, 1000], 1);
    expect(jump.watts).toBeCloseTo(112, 9);
    expect(jump.beyond).toBe(1);
    expect(layOut(channel(many(1000)), [0, 1000], 1).beyond).toBe(0);
    // Beyond half a per cent it is what the trace is like.
    expect(layOut(channel(many(1000, (k) => (k % 100 === 0 ? 1e5 : 100))), [0, 1000], 1)).toMatchObject({
      watts: expect.closeTo(1.12e5, 3),
      beyond: 0,
    });
  });

  test('residuals have a scale of their own, and none where nothing was fitted', () => {
    expect(
      layOut(
        channel(
          many(10),
          many(10, () => 90),
        ),
        [0, 10],
        1,
      ).residual,
    ).toBeCloseTo(11.2, 9);
    expect(layOut(channel(many(10)), [0, 10], 1).residual).toBe(0);
    expect(layOut(channel(many(10), many(10)), [0, 10], 1).residual).toBe(1);
  });

  test('power that is 0 throughout has a scale all the same', () => {
    expect(layOut(channel(many(10, () => 0)), [0, 10], 1).watts).toBe(1);
  });
});

describe('colours', () => {
  test('of known phases are their own, of others different as long as there are enough', () => {
    const colours = coloursOf(['decode', 'prefill', 'a', 'b', 'c', 'd', 'e']);
    expect(colours.get('prefill')).toBe('#3b6fd4');
    expect(colours.get('decode')).toBe('#e08a2e');
    expect(new Set(colours.values()).size).toBe(7);
    expect(coloursOf(Array.from({ length: 100 }, (_, i) => `p${i}`)).size).toBe(100);
  });

  test('a phase may be called like a member of every object', () => {
    expect(coloursOf(['constructor', '__proto__']).get('constructor')).toMatch(/^#/);
  });
});
