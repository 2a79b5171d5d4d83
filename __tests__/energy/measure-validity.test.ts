import { describe, expect, test } from '@jest/globals';
import { Random } from '../../bench/energy/random.ts';
import { sensorOf, workOf } from '../../bench/energy/kinds/kind.ts';
import { layLoad, PHASES, type Work } from '../../bench/energy/kinds/load.ts';
import { sense, type Sensor } from '../../bench/energy/kinds/sensor.ts';
import type { Edge } from '../../src/energy/intervals.ts';
import { resultOf } from '../../src/energy/measure/result.ts';
import { samplesText } from '../../src/energy/samples-file.ts';

/** What `measure` says of a simulated load on a sensor, and the truth. */
function measured(more: { work?: Partial<Work>; sensor?: Partial<Sensor> }, limitInHeader: number | null = null) {
  const random = new Random(5);
  const load = layLoad({ ...workOf(random), count: 15, ...more.work }, random);
  const sensor = { ...sensorOf(random, 0.02), limitWatts: null, ...more.sensor };
  const series = load.energy.map((energy, card) => sense(sensor, energy, load.end + 1.3, random, `GPU-${card}`));
  const edges = load.intervals.flatMap(({ phase, id, start, end }): Edge[] => [
    { edge: 'begin', phase, id, tNs: Math.round(series[0]!.originNs + 1e9 * start) },
    { edge: 'end', phase, id, tNs: Math.round(series[0]!.originNs + 1e9 * end) },
  ]);
  const text = samplesText(series, { joulegate: 'samples', version: 1, powerLimitWatts: limitInHeader });
  return { ...resultOf(text, 'samples', edges, 'edges'), truth: load.truth };
}

const set = (to: 'more' | 'zero', joules: number) => ({ instant: null, set: { at: 10, to, joules, between: false } });
const off = ({ phases, truth }: ReturnType<typeof measured>) =>
  Math.max(...PHASES.map((p) => Math.abs(phases[p]!.grossJoules! / truth[p].gross - 1)));

test('a good trace: each phase is ok', () => {
  const found = measured({});
  expect(found.validity).toEqual({ status: 'ok', reasons: [] });
  for (const p of PHASES) expect(found.phases[p]!.validity).toEqual({ status: 'ok', reasons: [] });
  expect(found.remarks).toBeUndefined();
});

describe('what spoils a channel is said of each phase that draws on it, and its joules stay', () => {
  test.each([
    ['counter-jump', set('more', 10_000), null],
    // 25 ms (a period and a poll) × 1.5 × 700 W: only the header knows the limit.
    ['counter-jump', set('more', 40), 700],
    ['counter-reset', set('zero', 0), null],
  ] as const)('%s (%j, limit in the header %d W)', (code, sensor, limit) => {
    const found = measured({ sensor }, limit);
    expect(found.validity).toEqual({ status: 'invalid', reasons: [code] });
    for (const p of PHASES) expect(found.phases[p]!.validity).toEqual({ status: 'invalid', reasons: [code] });
    expect(off(found)).toBeLessThan(0.01);
  });

  test('a jump that the limit allows, or that no limit is known for, is none', () => {
    // But the model does not explain it, and says so.
    const misfit = { status: 'warning', reasons: ['model-misfit'] };
    expect(measured({ sensor: set('more', 40) }).validity).toEqual(misfit);
    expect(measured({ sensor: set('more', 15) }, 700).validity).toEqual(misfit);
  });

  test('a stranger among the processes that are listed', () => {
    const found = measured({ sensor: { strangerAt: 10 } });
    expect(found.validity).toEqual({ status: 'invalid', reasons: ['co-tenant'] });
    for (const p of PHASES) expect(found.phases[p]!.validity.reasons).toEqual(['co-tenant']);
    // One who comes before the first request or after the last is no tenant of theirs.
    expect(measured({ sensor: { strangerAt: 2 } }).validity.status).toBe('ok');
    expect(measured({ sensor: { strangerAt: 60 } }).validity.status).toBe('ok');
  });

  test('beside net that idle power hides, whose own reason stays', () => {
    const watts = { quiet: 250, rest: 250, prefill: 300, decode: 258 };
    const found = measured({ work: { watts }, sensor: set('more', 10_000) });
    expect(found.phases.decode).toMatchObject({
      netJoules: null,
      validity: { status: 'invalid', reasons: ['counter-jump', 'net-too-wide'] },
    });
    expect(found.validity).toEqual({ status: 'invalid', reasons: ['counter-jump', 'net-too-wide'] });
  });
});

test('a power log of 4 Hz, prefill on one card and decode on another: attributed, with a word', () => {
  const random = new Random(6);
  const found = measured({
    work: {
      count: 40,
      split: true,
      gap: () => random.between(0.5, 1.5),
      prefill: () => random.between(0.8, 2.5),
      decode: () => random.between(3, 8),
    },
    sensor: { ...sensorOf(random, 0.1), poll: 0.25, counts: false, instant: 0.1 },
  });
  expect(found.validity).toEqual({ status: 'warning', reasons: ['slow-samples'] });
  for (const p of PHASES) expect(found.phases[p]!.validity).toEqual({ status: 'ok', reasons: [] });
  expect(off(found)).toBeLessThan(0.03);
});
