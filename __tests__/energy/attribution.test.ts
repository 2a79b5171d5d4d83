import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../bench/energy/accuracy.ts';
import { Random } from '../../bench/energy/random.ts';
import { simulate, type Scenario } from '../../bench/energy/simulator.ts';
import { attribute } from '../../src/energy/attribution/index.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { resultOf } from '../../src/energy/measure/result.ts';
import { readMarkers } from '../../src/energy/markers.ts';
import { sample } from '../support/soak.ts';

const plain: Scenario = {
  cadence: 0.02,
  jitter: 0.02,
  partTime: null,
  lag: 0.012,
  response: { kind: 'first-order', tau: 0 },
  noise: 0.03,
  powerSpread: 0.03,
  gain: 1,
  idleWatts: 60,
  pollSeconds: 0.005,
  prefillWatts: 320,
  decodeWatts: 180,
  requests: [],
};
const of = (trace: ReturnType<typeof simulate>) =>
  attribute({
    series: trace.series,
    intervals: trace.intervals,
    from: 0,
    to: trace.end,
    idle: trace.idle,
    powerLimitWatts: 500,
  });

test('a reduced benchmark: no kind of sensor is off, and intervals hold', () => {
  // The first seeds of the full benchmark (bench/energy-accuracy.mjs), one of each cell.
  // In a process of its own: jest's module sandbox makes the numerics several times slower.
  const bench = spawnSync(
    process.execPath,
    [
      join(packageRoot, 'bench', 'energy-accuracy.mjs'),
      '--per-kind',
      String(sample(5, 2)),
      '--jobs',
      '1',
      '--shard',
      '0',
    ],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
  const outcomes = JSON.parse(bench.stdout) as Outcome[];
  for (const phase of ['prefill', 'decode']) {
    const errors = outcomes.filter((o) => o.phase === phase).map((o) => o.error);
    expect(Math.abs(errors.reduce((a, b) => a + b, 0) / errors.length)).toBeLessThan(
      phase === 'prefill' ? 0.01 : 0.005,
    );
  }
  const covered = outcomes.filter((o) => o.z !== null && Math.abs(o.z) < 1.96).length / outcomes.length;
  expect(covered).toBeGreaterThan(0.85);
  expect(outcomes.every((o) => Math.abs(o.found.cadence) < 0.05)).toBe(true);
});

test.each([0.1, 0.025])('an "average" that is momentary, every %d s, is taken for what it is', (cadence) => {
  const random = new Random(11);
  const requests = Array.from({ length: 60 }, () => ({
    gap: random.between(0.03, 0.12),
    prefill: random.between(0.04, 0.08),
    decode: random.between(0.15, 0.3),
  }));
  const trace = simulate({ ...plain, cadence, requests }, random);
  // The driver tells no energy: of each step of the counter its mean power, under the name of an average.
  const { energyMj, averageMw, instantMw } = trace.series;
  let since = energyMj[0]!;
  for (let k = 0; k < energyMj.length; k++) {
    averageMw[k] = energyMj[k] !== since ? (energyMj[k]! - since) / cadence : (averageMw[k - 1] ?? 60_000);
    since = energyMj[k]!;
  }
  energyMj.fill(NaN);
  instantMw.fill(NaN);
  const { phases, sensor } = of(trace);
  expect(sensor.reads).toBe('average');
  for (const phase of ['prefill', 'decode'] as const) {
    const group = phases.get(phase)!;
    const truth = trace.truth.reduce((s, x, i) => s + (trace.intervals[i]!.phase === phase ? x : 0), 0);
    expect(group.resolvable).toBe(true);
    expect(Math.abs(group.grossJoules - truth)).toBeLessThan(0.02 * truth + 3 * group.grossError);
  }
});

test('phases and rest add up to the counter', () => {
  const random = new Random(3);
  const requests = Array.from({ length: 40 }, () => ({
    gap: random.between(0.02, 0.1),
    prefill: random.between(0.04, 0.1),
    decode: random.between(0.2, 0.5),
  }));
  const trace = simulate({ ...plain, requests }, random);
  const result = of(trace);
  const rest = trace.end - trace.intervals.reduce((s, i) => s + i.end - i.start, 0);
  const { energyMj } = trace.series;
  // The counter over the same stretch: to the first update past it, less the base power beyond.
  const last = trace.series.t.findIndex((t) => t > trace.end + 0.03);
  const counted = (energyMj[last]! - energyMj.find((e) => !Number.isNaN(e))!) / 1000;
  const sum = result.gross.reduce((a, b) => a + b, 0) + rest * Number(result.sensor.baseWatts);
  expect(Math.abs(sum / counted - 1)).toBeLessThan(0.005);
});

test('on a part-time sensor phases and base power add up to what the fitted sensor shows', () => {
  const random = new Random(8);
  const requests = Array.from({ length: 40 }, () => ({
    gap: random.between(0.02, 0.1),
    prefill: random.between(0.04, 0.1),
    decode: random.between(0.2, 0.5),
  }));
  const { sensor } = of(simulate({ ...plain, cadence: 0.05, partTime: 0.25, requests }, random));
  expect(sensor.window).toBe('window');
  expect(Math.abs(Number(sensor.unaccounted))).toBeLessThan(0.005);
});

test('a load that beats with the sensor is not resolvable', () => {
  const requests = Array.from({ length: 100 }, () => ({ gap: 0.05, prefill: 0.05, decode: 0 }));
  const trace = simulate({ ...plain, cadence: 0.1, jitter: 0, lag: 0, requests }, new Random(4));
  const group = attribute({
    series: trace.series,
    intervals: trace.intervals.filter((i) => i.phase === 'prefill'),
    from: 1.2,
    to: 10.9,
    idle: trace.idle,
    powerLimitWatts: 500,
  }).phases.get('prefill')!;
  expect(group.resolvable).toBe(false);
});

test('a trace without updates is not resolvable, never 0 J', () => {
  const trace = simulate({ ...plain, requests: [{ gap: 0.1, prefill: 0.1, decode: 0.1 }] }, new Random(5));
  trace.series.energyMj.fill(NaN);
  expect(of(trace).phases.get('prefill')).toMatchObject({ resolvable: false, reasons: ['no-updates'] });
});

test('requests side by side: powers add, nothing is counted twice', () => {
  const random = new Random(6);
  const requests = Array.from({ length: 60 }, () => ({
    gap: random.between(0.05, 0.15),
    prefill: random.between(0.1, 0.2),
    decode: random.between(0.2, 0.4),
  }));
  const trace = simulate({ ...plain, cadence: 0.01, requests }, random);
  // A phase with no power of its own over half of every decode.
  const ghosts = trace.intervals
    .filter((i) => i.phase === 'decode')
    .map((i) => ({ ...i, phase: 'ghost', end: i.start + (i.end - i.start) * random.between(0.3, 0.7) }));
  const intervals = [...trace.intervals, ...ghosts].sort((a, b) => a.start - b.start);
  const result = attribute({
    series: trace.series,
    intervals,
    from: 0,
    to: trace.end,
    idle: trace.idle,
    powerLimitWatts: 500,
  });
  const truth = trace.truth.reduce((a, b) => a + b, 0);
  expect(Math.abs(result.gross.reduce((a, b) => a + b, 0) / truth - 1)).toBeLessThan(0.01);
  expect(Math.abs(result.phases.get('ghost')!.netJoules)).toBeLessThan(0.05 * truth);
});

const shared = process.env.JOULEGATE_SHARED ?? join(packageRoot, '..', 'shared');
const traces = join(shared, 'data', 'traces');
const present = existsSync(traces);
if (!present) console.log(`skipped: the real traces are not at ${traces} (JOULEGATE_SHARED names their folder)`);

(present ? describe : describe.skip)('real GPUs, by their own sensor', () => {
  // What the authors found of each card's sensor against the meter (README of the traces): watts shown = gain × watts +
  // offset.
  test.each([
    ['step-a100', 0.945, 0],
    ['step-a5000', 0.939, 0],
    ['step-3090', 0.956, 0],
    ['step-4090', 1.044, -22],
  ] as const)("%s: step and rest are the meter's joules as the card's sensor shows them", (name, gain, offset) => {
    const at = (file: string) => join(traces, name, file);
    const { phases, sensor } = resultOf(
      readFileSync(at('samples.jsonl'), 'utf8'),
      'samples',
      readMarkers(at('edges.jsonl')),
      'edges',
    );
    const truth = (
      JSON.parse(readFileSync(at('truth.json'), 'utf8')) as {
        phases: Record<string, { joules: number; seconds: number; watts: number }>;
      }
    ).phases;
    expect(Math.abs(Number(sensor.cadenceMs) - 100)).toBeLessThan(5);
    for (const phase of ['load', 'rest'] as const) {
      const shown = (gain * truth[phase]!.watts + offset) * truth[phase]!.seconds;
      expect(Math.abs(phases[phase]!.grossJoules! / shown - 1)).toBeLessThan(0.025);
    }
    // A card of which the meter shows that it steps to 60 % and rises later; one step of a 100 ms sensor tells no
    // numbers of it.
    if (name === 'step-3090') expect(['ramp', 'late-step']).toContain(sensor.response);
  });
});
