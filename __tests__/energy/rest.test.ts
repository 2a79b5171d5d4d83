import { afterEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { measure, openMeter } from '../../src/energy/index.ts';
import type { EnergyMeter } from '../../src/energy/index.ts';
import { restsSince } from '../../src/energy/rest.ts';
import { emptySeries, type Series } from '../../src/energy/series.ts';
import { FakeGpu, noCompiler } from './support/fake-gpu.ts';

/** A read each 10 ms with these clocks, one a stretch: MHz and seconds. */
function clocks(...stretches: [mhz: number, seconds: number][]): Series {
  const all = stretches.flatMap(([mhz, seconds]) => Array.from({ length: Math.round(100 * seconds) }, () => mhz));
  const series = emptySeries('GPU', all.length, 0);
  all.forEach((mhz, i) => {
    series.t[i] = i / 100;
    // Clocks are read at every fourth poll, and stay between.
    series.smClockMhz[i] = mhz;
  });
  return series;
}

describe('since when a board rests', () => {
  test.each<[string, [number, number][], number | null]>([
    ['asleep all along', [[345, 2]], 0],
    [
      'asleep since a moment: what falls yet is left out',
      [
        [1980, 1],
        [345, 1],
      ],
      1.3,
    ],
    ['awake for less than it may take to fall asleep', [[1980, 3.49]], null],
    ['awake for longer: such a board does not sleep', [[1980, 4.02]], 3.5],
    [
      'woken again: it may fall asleep anew',
      [
        [345, 4],
        [1980, 3],
      ],
      null,
    ],
    [
      'woken again, and awake for long',
      [
        [345, 1],
        [1980, 3.52],
      ],
      4.5,
    ],
    ['half the highest clock is awake', [[990, 2]], null],
    ['a little less is asleep', [[989, 2]], 0],
  ])('%s', (_, stretches, since) => {
    const found = restsSince(clocks(...stretches), 1980);
    if (since === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(since, 6);
  });

  test.each<[string, Series, number | undefined]>([
    ['whose highest clock is not known', clocks([1980, 1]), undefined],
    ['whose clock is never told', clocks([NaN, 1]), 1980],
  ])('a board %s rests from the first read on', (_, series, highest) => {
    expect(restsSince(series, highest)).toBe(0);
  });
});

if (noCompiler !== null) console.log(noCompiler);
const describeFake = noCompiler === null ? describe : describe.skip;

describeFake('idle power over the fake driver, of a board that rests awake before it sleeps', () => {
  let gpu: FakeGpu;
  let meter: EnergyMeter | null = null;
  afterEach(async () => {
    await meter?.close();
    meter = null;
    gpu.remove();
  });
  const board = { cadence: 20, noise: 0.02, idle: 72, awake: 55, sleep: 1900 };
  const now = (): number => Number(process.hrtime.bigint());
  const work = async (ms: number): Promise<void> => {
    gpu.power(now(), 300);
    await sleep(ms);
    gpu.power(now(), -300);
  };

  test.each([
    ['right after work', 0],
    ['amid its falling asleep', 1200],
    ['long after', 2600],
  ])('is that of sleep, measured %s', async (_, after) => {
    gpu = new FakeGpu(board);
    meter = await openMeter({ kind: 'nvml' });
    await work(200);
    await sleep(after);
    const idle = await meter.measureIdle(1);
    expect(Math.abs(idle! / 72 - 1)).toBeLessThan(0.05);
  });

  test('is that of rest where the board stays awake', async () => {
    gpu = new FakeGpu({ ...board, sleep: 600_000 });
    meter = await openMeter({ kind: 'nvml' });
    await work(100);
    expect(Math.abs((await meter.measureIdle(1))! / 127 - 1)).toBeLessThan(0.05);
  });

  test('and measure waits for it too', async () => {
    gpu = new FakeGpu(board);
    await work(100);
    const { result } = await measure({ meter: { kind: 'nvml' }, command: ['true'], markers: 'stdout', idleSeconds: 1 });
    expect(Math.abs(result.idle.watts! / 72 - 1)).toBeLessThan(0.05);
  });
});
