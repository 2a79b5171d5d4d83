import { afterEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listMeters, measure, openMeter } from '../../src/energy/index.ts';
import { visibleDevices } from '../../src/energy/drivers/visible.ts';
import type { EnergyMeter } from '../../src/energy/index.ts';
import { FakeGpu, noCompiler } from './support/fake-gpu.ts';
import { sample } from '../support/soak.ts';

if (noCompiler !== null) console.log(noCompiler);
const describeFake = noCompiler === null ? describe : describe.skip;

test.each([
  [undefined, [0, 1, 2]],
  ['', []],
  ['1', [1]],
  ['2,0', [2, 0]],
  ['GPU-b', [1]],
  ['GPU-a', [0]],
  ['0,9,1', [0]],
  ['-1', []],
])('CUDA_VISIBLE_DEVICES=%s leaves %j', (variable, expected) => {
  expect(
    visibleDevices(
      variable,
      ['GPU-aaaa', 'GPU-bbbb', 'GPU-cccc'].map((u) => u),
    ),
  ).toEqual(expected);
});

describeFake('over the fake driver', () => {
  let gpu: FakeGpu;
  let meter: EnergyMeter | null = null;
  afterEach(async () => {
    await meter?.close();
    meter = null;
    gpu.remove();
  });

  /** Requests whose power the fake draws from the very edges that are marked. */
  async function load(
    requests: number,
    prefillMs: number,
    decodeMs: number,
  ): Promise<{ prefill: number; decode: number }> {
    const truth = { prefill: 0, decode: 0 };
    const watts = { prefill: 300, decode: 180 };
    const phase = async (name: 'prefill' | 'decode', id: string, ms: number) => {
      const start = Number(process.hrtime.bigint());
      meter!.mark('begin', name, id);
      gpu.power(start, watts[name] - 60);
      await sleep(ms);
      const end = Number(process.hrtime.bigint());
      meter!.mark('end', name, id);
      gpu.power(end, 60 - watts[name]);
      truth[name] += ((end - start) / 1e9) * watts[name];
    };
    for (let r = 0; r < requests; r++) {
      await phase('prefill', `r${r}`, prefillMs * (0.8 + 0.4 * Math.random()));
      await phase('decode', `r${r}`, decodeMs * (0.7 + 0.6 * Math.random()));
      await sleep(20 + 60 * Math.random());
    }
    return truth;
  }

  const sum = (requests: Awaited<ReturnType<EnergyMeter['finishBlock']>>['requests'], phase: 'prefill' | 'decode') => {
    let joules = 0;
    let error = 0;
    for (const r of requests.values()) {
      joules += r[phase].grossJoules!;
      error += r[phase].standardError!;
    }
    return { joules, error };
  };

  // Real seconds each: some here, all in a soak.
  const sensors: [string, Record<string, number>][] = [
    ['an exact 100 ms counter with a response of 25 ms', { cadence: 100, lag: 60, tau: 25 }],
    ['a 100 ms counter that sees 25 ms of each', { cadence: 100, window: 0.25, lag: 40 }],
    ['a 50 ms counter, jump and clock ramp', { cadence: 50, jump: 0.6, ramp: 250 }],
    ['an exact 20 ms counter', { cadence: 20, lag: 12 }],
  ];
  test.each(sensors.slice(0, sample(4, 1)))('phases of short requests on %s', async (name, settings) => {
    gpu = new FakeGpu({ idle: 60, noise: 0.03, ...settings });
    meter = await openMeter({ kind: 'nvml' });
    const idle = await meter.measureIdle(1.5);
    gpu.processes([process.pid]);
    expect(Math.abs(idle! / 60 - 1)).toBeLessThan(0.05);
    await meter.startBlock();
    const truth = await load(22, 60, 250);
    const block = await meter.finishBlock();
    // On a machine that other tests keep busy the sampler may be away for a moment; nothing else may be wrong.
    expect(block.validity.reasons.filter((r) => r !== 'sampling-gap')).toEqual([]);
    for (const phase of ['prefill', 'decode'] as const) {
      const { joules, error } = sum(block.requests, phase);
      if (name.includes('ramp')) {
        // Power is lower while clocks rise: less than the asked-for joules, and prefill by nearly the whole jump.
        const share =
          (joules / truth[phase] - 60 / (phase === 'prefill' ? 300 : 180)) /
          (1 - 60 / (phase === 'prefill' ? 300 : 180));
        expect(share).toBeGreaterThan(0.55);
        expect(share).toBeLessThan(1);
      } else {
        // Four of its own standard errors, and never beyond 6 %.
        expect(Math.abs(joules - truth[phase])).toBeLessThan(4.5 * error + 0.003 * truth[phase]);
        expect(Math.abs(joules / truth[phase] - 1)).toBeLessThan(0.06);
      }
    }
    expect(Math.abs(block.sensor.cadenceMs! / settings['cadence']! - 1)).toBeLessThan(0.05);
    expect(block.powerLimitWatts).toBe(500);
    expect(meter.info.environment).toMatchObject({
      gpu: 'Fake GPU',
      gpuCount: 1,
      driver: '999.1',
      powerLimitWatts: 500,
    });
  });

  test('a main thread that never yields costs no sample', async () => {
    gpu = new FakeGpu({ cadence: 20, idle: 60, lag: 10 });
    meter = await openMeter({ kind: 'nvml' });
    await meter.measureIdle(1.5);
    await meter.startBlock();
    const truth = { prefill: 0, decode: 0 };
    const busy = (ms: number) => {
      const until = Number(process.hrtime.bigint()) + ms * 1e6;
      while (Number(process.hrtime.bigint()) < until);
    };
    for (let r = 0; r < 20; r++) {
      for (const [phase, watts, ms] of [
        ['prefill', 300, 50 + 3 * (r % 7)],
        ['decode', 180, 90 + 5 * (r % 5)],
      ] as const) {
        const start = Number(process.hrtime.bigint());
        meter.mark('begin', phase, `r${r}`);
        gpu.power(start, watts - 60);
        busy(ms);
        const end = Number(process.hrtime.bigint());
        meter.mark('end', phase, `r${r}`);
        gpu.power(end, 60 - watts);
        truth[phase] += ((end - start) / 1e9) * watts;
      }
      busy(15 + 7 * (r % 6));
    }
    const { requests, sensor } = await meter.finishBlock();
    // 4 s without one turn of our event loop: a sampler in this process would have seen nothing.
    expect(sensor.longestGapMs).toBeLessThan(1000);
    for (const phase of ['prefill', 'decode'] as const) {
      const { joules, error } = sum(requests, phase);
      expect(Math.abs(joules - truth[phase])).toBeLessThan(4.5 * error + 0.01 * truth[phase]);
    }
  });

  test('several GPUs are summed, and CUDA_VISIBLE_DEVICES picks', async () => {
    gpu = new FakeGpu({ gpus: 3, cadence: 20 });
    process.env.CUDA_VISIBLE_DEVICES = '0,2';
    meter = await openMeter({ kind: 'auto' });
    expect(meter.info).toMatchObject({ kind: 'nvml', environment: { gpuCount: 2, powerLimitWatts: 1000 } });
    expect(Math.abs((await meter.measureIdle(1))! / 120 - 1)).toBeLessThan(0.06);
    // What `doctor` shows: a look of a second at the first card, without its lock.
    const { sensor } = (await listMeters())[0]!;
    // A busy machine sees some updates late, or none of them.
    expect(Math.abs(sensor!.counterCadenceMs! / 20 - 1)).toBeLessThan(0.3);
    expect(Math.abs(sensor!.idleWatts! / 60 - 1)).toBeLessThan(0.06);
    expect(sensor!.idleStandardError).toBeGreaterThan(0);
  });

  test('without a counter, power is read', async () => {
    gpu = new FakeGpu({ cadence: 20, energy: 0, window: 1 });
    const keep = join(gpu.folder, 'kept');
    meter = await openMeter({ kind: 'nvml', keepSamples: keep });
    await meter.measureIdle(0.5);
    await meter.startBlock();
    const truth = await load(12, 80, 200);
    const { requests, sensor } = await meter.finishBlock();
    const again = await measure({
      meter: { kind: 'replay', samples: join(keep, 'block-0.samples.jsonl') },
      markers: `file:${join(keep, 'block-0.edges.jsonl')}`,
    });
    expect(Math.abs(again.result.phases.decode!.grossJoules! / sum(requests, 'decode').joules - 1)).toBeLessThan(1e-3);
    expect(sensor.reads).toBe('instant');
    expect(Math.abs(sum(requests, 'decode').joules / truth.decode - 1)).toBeLessThan(0.06);
  });

  test("the driver's own ring buffer is used where it is denser than the counter", async () => {
    gpu = new FakeGpu({ cadence: 100, ring: 20, noise: 0.03 });
    meter = await openMeter({ kind: 'nvml' });
    await meter.measureIdle(0.5);
    await meter.startBlock();
    const truth = await load(16, 60, 200);
    const { requests, sensor } = await meter.finishBlock();
    expect(sensor.reads).toBe('ring');
    expect(Math.abs(Number(sensor.ringCadenceMs) / 20 - 1)).toBeLessThan(0.05);
    expect(Math.abs(Number(sensor.counterCadenceMs) / 100 - 1)).toBeLessThan(0.05);
    expect(sensor.readCostUs).toBeGreaterThan(0);
    expect(sensor.latenessP99Ms).toBeGreaterThan(0);
    expect(sensor.longestGapMs).toBeGreaterThan(1);
    for (const phase of ['prefill', 'decode'] as const) {
      const { joules, error } = sum(requests, phase);
      expect(Math.abs(joules - truth[phase])).toBeLessThan(0.01 * truth[phase] + 4.5 * error);
    }
  });

  test('findings belong to the block that returned them; what is known of the meter stays as it was opened', async () => {
    gpu = new FakeGpu({ cadence: 20 });
    meter = await openMeter({ kind: 'nvml', intervalMs: 4 });
    const opened = structuredClone(meter.info);
    await meter.measureIdle(0.5);
    await meter.startBlock();
    await load(8, 60, 120);
    const first = (await meter.finishBlock()).sensor;
    const kept = structuredClone(first);
    await meter.startBlock();
    await load(3, 60, 60);
    const second = (await meter.finishBlock()).sensor;
    expect(first).toEqual(kept);
    expect(first.updates! - second.updates!).toBeGreaterThan(20);
    for (const sensor of [first, second]) {
      expect(sensor).toMatchObject({ intervalMs: 4, reads: 'counter' });
      expect(Math.abs(sensor.idleWatts! / 60 - 1)).toBeLessThan(0.06);
    }
    expect(meter.info).toEqual(opened);
  });

  test('where there is only average power over a second, it is deconvolved', async () => {
    gpu = new FakeGpu({ cadence: 20, energy: 0, instant: 0, average: 1, noise: 0 });
    meter = await openMeter({ kind: 'nvml' });
    expect(Math.abs((await meter.measureIdle(1.5))! / 60 - 1)).toBeLessThan(0.05);
    await meter.startBlock();
    const truth = await load(14, 200, 400);
    const { requests, sensor } = await meter.finishBlock();
    expect(sensor.reads).toBe('average');
    for (const phase of ['prefill', 'decode'] as const) {
      const { joules, error } = sum(requests, phase);
      expect(Math.abs(joules - truth[phase])).toBeLessThan(0.02 * truth[phase] + 3 * error);
    }
  });

  test('a GPU that is lost is meter-failed, by name', async () => {
    gpu = new FakeGpu({ lost: 1500 });
    meter = await openMeter({ kind: 'nvml' });
    await meter.startBlock();
    await sleep(1500);
    await expect(meter.finishBlock()).rejects.toMatchObject({
      code: 'meter-failed',
      message: expect.stringContaining('GPU_IS_LOST'),
    });
  });

  test('MIG is refused with a reason, and doctor shows the fix', async () => {
    gpu = new FakeGpu({ mig: 1 });
    await expect(openMeter({ kind: 'nvml' })).rejects.toMatchObject({
      code: 'meter-unavailable',
      message: expect.stringContaining('MIG'),
    });
    expect((await listMeters())[0]).toMatchObject({
      kind: 'nvml',
      available: false,
      fix: expect.stringContaining('without MIG'),
    });
  });
});
