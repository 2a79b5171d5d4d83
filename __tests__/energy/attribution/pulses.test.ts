import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildDesign } from '../../../src/energy/attribution/design.ts';
import type { Family } from '../../../src/energy/attribution/model.ts';
import { pausedSeconds, pausesIn, pulsesColumn } from '../../../src/energy/attribution/pulses.ts';
import { isTempo, tempos } from '../../../src/energy/attribution/tempo-grid.ts';
import { activitiesOf, PHYSICS, problemOf, updatesAt } from './support/updates.ts';

const seconds = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });

describe('seconds of pause: the last fifth of every token', () => {
  test.each([
    [-1, 0],
    [0, 0],
    [0.02, 0],
    [0.0225, 0.0025],
    [0.025, 0.005],
    [0.045, 0.005],
    [0.05, 0.01],
    [0.0975, 0.0175],
  ])('in %s s of tokens of 25 ms: %s', (x, paused) => expect(pausedSeconds(x, 0.025)).toBeCloseTo(paused, 12));

  test('grow by a fifth of a token with each token', () =>
    fc.assert(
      fc.property(seconds(0, 1), seconds(0.01, 0.08), (x, p) => {
        expect(pausedSeconds(x + p, p) - pausedSeconds(x, p)).toBeCloseTo(p / 5, 9);
      }),
    ));
});

// The first decode began before the sensor's first update, the last ends after its last.
const LOADS = [
  { phase: 0, start: 0.2, end: 0.26 },
  { phase: 1, start: 0.26, end: 0.643 },
  { phase: 1, start: 0.9, end: 1.213 },
  { phase: 1, start: -0.1, end: 0.13 },
  { phase: 1, start: 1.3, end: 1.6 },
];
const DECODES = Int32Array.of(1, 2, 3, 4);
const TIMES = Array.from({ length: 40 }, (_, k) => 0.037 * k + (k === 20 ? 0.01 : 0));

describe.each<[string, Family['window'], 'counter' | 'instant']>([
  ['exact counter', 'exact', 'counter'],
  ['part-time counter', 'window', 'counter'],
  ['power reading', 'window', 'instant'],
])('what an %s shows of the pauses', (_name, window, kind) => {
  // Some updates are missed: a step over two of them.
  const times = TIMES.filter((_, k) => k % 7 !== 3);
  const sensor = updatesAt(kind, times, new Array<number>(times.length).fill(0.004), 0.037);
  const problem = problemOf(sensor, activitiesOf(LOADS), ['prefill', 'decode']);
  const family: Family = { window, response: 'instant' };

  test.each([0.011, 0.025, 0.08])('of %s s is the sum over each, one by one', (p) => {
    const pauses = LOADS.slice(1).flatMap(({ start, end }) =>
      Array.from({ length: 40 }, (_, j) => ({
        phase: 1,
        start: start + (j + 0.8) * p,
        end: Math.min(end, start + (j + 1) * p),
      })).filter((x) => x.end > x.start),
    );
    const design = buildDesign(sensor, activitiesOf(pauses), family, PHYSICS);
    const each = new Float64Array(sensor.n);
    pauses.forEach((_, i) => {
      for (let k = design.first[i]!; k <= design.last[i]!; k++)
        each[k] = each[k]! + design.value[design.offset[i]! + k - design.first[i]!]!;
    });
    const column = pulsesColumn(problem, DECODES, p, family, PHYSICS);
    expect(Math.max(...each)).toBeGreaterThan(0);
    column.forEach((x, k) => expect([k, x]).toEqual([k, expect.closeTo(each[k]!, 9)]));
  });

  test('with tempos of their own where tokens tell them', () => {
    const told = { ...problem, period: Float64Array.of(NaN, 0.03, 0.05, NaN, NaN) };
    const column = pulsesColumn(told, Int32Array.of(1, 2), 0, family, PHYSICS);
    const first = pulsesColumn(problem, Int32Array.of(1), 0.03, family, PHYSICS);
    const second = pulsesColumn(problem, Int32Array.of(2), 0.05, family, PHYSICS);
    column.forEach((x, k) => expect(x).toBeCloseTo(first[k]! + second[k]!, 12));
    expect(pausesIn(told, 1, 0)).toBe(pausedSeconds(LOADS[1]!.end - LOADS[1]!.start, 0.03));
    expect(pausesIn(told, 1, 0.05)).toBe(pausedSeconds(LOADS[1]!.end - LOADS[1]!.start, 0.05));
  });
});

describe('tempos', () => {
  test.each([
    [0.00999, 1, false],
    [0.01, 1, true],
    [0.1, 0.4, true],
    [0.1001, 0.4, false],
    [NaN, 1, false],
  ])('one of %s s in phases of %s s matters: %s', (p, length, does) => expect(isTempo(p, length)).toBe(does));

  test('are looked for from 10 ms to 80 or to a quarter of the phase, a quarter of its resolution apart', () => {
    const short = tempos(0.2);
    expect([short[0], short.length]).toEqual([expect.closeTo(0.05, 12), 65]);
    expect(short.at(-1)).toBeCloseTo(0.01, 12);
    short.slice(1).forEach((p, j) => expect(1 / p - 1 / short[j]!).toBeCloseTo(0.25 / 0.2, 9));
    expect(tempos(1)[0]).toBeCloseTo(0.08, 12);
  });

  test('none in phases too short, nor in such that no tempo stays regular for', () => {
    expect(tempos(0.0399)).toEqual([]);
    expect(tempos(0.0401)).toHaveLength(1);
    expect(tempos(1.14)).toHaveLength(400);
    expect(tempos(1.15)).toEqual([]);
  });
});
