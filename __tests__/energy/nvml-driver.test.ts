import { afterEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../../src/common/clock.ts';
import { findUpdates } from '../../src/energy/attribution/updates.ts';
import { openMeter } from '../../src/energy/index.ts';
import type { EnergyMeter } from '../../src/energy/index.ts';
import { SamplerClient } from '../../src/energy/sampler/client.ts';
import type { Series } from '../../src/energy/series.ts';
import { checkSeries } from '../../src/energy/validity.ts';
import { FakeGpu, noCompiler } from './support/fake-gpu.ts';
import { sample } from '../support/soak.ts';

if (noCompiler !== null) console.log(noCompiler);

/** Polls at which what changes slowly, every 128th of them, is read each quarter of a second. */
const FAST_MS = 2;

(noCompiler === null ? describe : describe.skip)('what drivers have and lack', () => {
  let gpu: FakeGpu;
  let meter: EnergyMeter | null = null;
  afterEach(async () => {
    await meter?.close();
    meter = null;
    gpu.remove();
  });

  async function record(seconds: number, during: () => void = () => {}, intervalMs = 5): Promise<Series> {
    const sampler = await SamplerClient.start(['nvml'], { intervalMs, locks: [] });
    try {
      const from = monotonicNs();
      await sleep(seconds * 500);
      during();
      await sleep(seconds * 500);
      await sampler.waitFor(monotonicNs());
      return sampler.read(0, from)[0]!;
    } finally {
      await sampler.stop();
    }
  }

  // Real seconds each: some here, all in a soak.
  const clocks: [string, number][] = [
    ['BOOTTIME', 0],
    ['MONOTONIC', 1],
    ['REALTIME', 2],
  ];
  test.each(clocks.slice(0, sample(3, 2)))("the driver's own ring buffer, stamped by %s", async (_name, ringclock) => {
    gpu = new FakeGpu({ cadence: 100, ring: 20, ringclock, noise: 0.01 });
    const series = await record(1.2);
    const { ringBuffer: ring } = series;
    expect(ring.t.length).toBeGreaterThan(40);
    // The right clock was taken: another's zero lies far away. (Closer would time this machine, not the code.)
    const age = series.t[series.t.length - 1]! - ring.t[ring.t.length - 1]!;
    expect(Math.abs(age)).toBeLessThan(1);
    expect(Math.abs(findUpdates(series, 'ring', -Infinity, Infinity)!.cadence / 0.02 - 1)).toBeLessThan(0.02);
    expect(Math.abs(ring.mw[20]! / 60_000 - 1)).toBeLessThan(0.06);
  });

  test('a record with a clock of its own is left unused', async () => {
    gpu = new FakeGpu({ cadence: 20, ring: 20, ringclock: 3 });
    expect((await record(0.6)).ringBuffer.t.length).toBe(0);
  });

  const answers: [string, number][] = [
    ['0', 1],
    ['NotSupported', 0],
  ];
  test.each(answers.slice(0, sample(2, 1)))(
    'a driver that answers %s when polled under 50 ms is asked less often',
    async (_name, minpollzero) => {
      gpu = new FakeGpu({ cadence: 20, minpoll: 50, minpollzero });
      const { energyMj, instantMw, missed } = await record(2);
      const given = energyMj.filter((e) => !Number.isNaN(e));
      expect(given.length).toBeGreaterThan(8);
      expect([...given, ...instantMw].every((x) => x !== 0)).toBe(true);
      expect(missed[missed.length - 1]!).toBeGreaterThan(1);
      expect(missed[missed.length - 1]!).toBeLessThan(20);
    },
  );

  test('an unchanged value is no update and never slows the poll', async () => {
    gpu = new FakeGpu({ cadence: 500 });
    const { energyMj, missed } = await record(1);
    expect(missed[missed.length - 1]).toBe(0);
    expect(energyMj.filter((e) => !Number.isNaN(e)).length).toBeGreaterThan(100);
  });

  test('field 191 stands in where 83 is missing', async () => {
    gpu = new FakeGpu({ cadence: 20, field83: 0 });
    const { energyMj } = await record(0.6);
    expect(energyMj[energyMj.length - 1]!).toBeGreaterThan(energyMj[0]!);
  });

  test('power smoothing that changes is seen', async () => {
    gpu = new FakeGpu({ cadence: 20 });
    gpu.smoothing(false);
    const series = await record(1.6, () => gpu.smoothing(true), FAST_MS);
    expect([...new Set(series.powerMode)]).toEqual([0, 1]);
    expect(checkSeries(series).invalid).toContain('power-profile-changed');
  });

  test('a workload power profile that changes is seen beside smoothing; a driver that stops telling it changes nothing', async () => {
    gpu = new FakeGpu({ cadence: 20 });
    gpu.smoothing(true);
    gpu.profiles(1 << 6);
    const series = await record(1.6, () => gpu.profiles(1 << 7), FAST_MS);
    expect([...new Set(series.powerMode)]).toEqual([1 + 512 * (1 << 6), 1 + 512 * (1 << 7)]);
    expect(checkSeries(series).invalid).toContain('power-profile-changed');
    gpu.remove();
    gpu = new FakeGpu({ cadence: 20 });
    gpu.profiles(1 << 6);
    const silent = await record(1.6, () => gpu.profiles(null), FAST_MS);
    expect([...new Set(silent.powerMode)]).toEqual([512 * (1 << 6)]);
  });

  test.each([
    ['answers NotSupported', []],
    ['has no such symbol', ['NO_PROFILES']],
  ])('a driver that %s for profiles skips the check', async (_name, defines) => {
    gpu = new FakeGpu({ cadence: 20 }, defines);
    if (defines.length > 0) gpu.profiles(1);
    const series = await record(0.8, () => gpu.profiles(defines.length > 0 ? 2 : null), FAST_MS);
    expect([...new Set(series.powerMode)]).toEqual([NaN]);
    expect(checkSeries(series).invalid).not.toContain('power-profile-changed');
  });

  interface Meanwhile {
    requests?: number;
    during?: () => void;
  }

  async function block(
    before: number[],
    after: number[],
    { requests = 10, during = () => {} }: Meanwhile = {},
  ): Promise<{ reasons: string[]; said: string[] }> {
    const said: string[] = [];
    gpu.processes(before);
    meter = await openMeter({ kind: 'nvml', intervalMs: FAST_MS, onProgress: (line) => said.push(line) });
    await meter.measureIdle(1);
    gpu.processes(after);
    // The list is read now and then: what it showed before must be gone, also on a busy machine.
    await sleep(1200);
    await meter.startBlock();
    for (let i = 0; i < requests; i++) {
      meter.mark('begin', 'decode', `r${i}`);
      if (i === 5) during();
      await sleep(100);
      meter.mark('end', 'decode', `r${i}`);
      await sleep(30);
    }
    return { reasons: (await meter.finishBlock()).validity.reasons.filter((r) => r !== 'sampling-gap'), said };
  }

  // Seconds each: some here, all in a soak.
  const lists: [string, number, number[], number[], string[]][] = [
    ['our own process alone', 1, [], [process.pid], []],
    ['a stranger before us, by the older call', 0, [77], [77, process.pid], ['co-tenant']],
    ['no list in a container', 1, [], [], ['co-tenants-unknown']],
    ["one process more, by the host's PID", 1, [], [1_000_001], []],
    ['two more than before', 1, [], [77, process.pid], ['co-tenant']],
  ];
  test.each(lists.slice(0, sample(5, 3)))('%s', async (_name, v3, before, after, reasons) => {
    gpu = new FakeGpu({ cadence: 20, v3 });
    expect((await block(before, after)).reasons).toEqual(reasons);
  });

  test('a workload power profile that changes during the block makes it invalid, by name', async () => {
    gpu = new FakeGpu({ cadence: 20 });
    gpu.profiles(1);
    // The mode is read now and then: time enough on a busy machine.
    expect((await block([], [process.pid], { requests: 15, during: () => gpu.profiles(2) })).reasons).toEqual([
      'power-profile-changed',
    ]);
  });

  test('a stranger who comes during the block makes it invalid, and its samples are kept and named', async () => {
    gpu = new FakeGpu({ cadence: 20 });
    const { reasons, said } = await block([], [process.pid], { during: () => gpu.processes([process.pid, 77]) });
    expect(reasons).toEqual(['co-tenant']);
    const file = /kept in (\S+\.samples\.jsonl)/.exec(said.join('\n'))![1]!;
    expect(file).toContain('joulegate-samples');
    expect(readFileSync(file, 'utf8')).toContain('"energy_mj"');
    expect(readFileSync(file.replace('.samples.', '.edges.'), 'utf8').trim().split('\n')).toHaveLength(20);
  });
});
