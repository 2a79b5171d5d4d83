// The same cut waveforms through the fake driver in real time: a virtual GPU draws them, the sampler process polls it,
// `measure`'s own path attributes.
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeGpu, noCompiler } from '../../__tests__/energy/support/fake-gpu.ts';
import { monotonicNs } from '../../src/common/clock.ts';
import { idlePower } from '../../src/energy/idle.ts';
import type { Edge } from '../../src/energy/intervals.ts';
import { resultOf } from '../../src/energy/measure/result.ts';
import { SETTLE_MS } from '../../src/energy/meters/sensor.ts';
import { SamplerClient } from '../../src/energy/sampler/client.ts';
import { samplesText } from '../../src/energy/samples-file.ts';
import { Random } from './random.ts';
import { cutOut, JITTER, judge, lagOf, NOISE, readBoard, type Cut, type Finding, type Sensor } from './waveforms.ts';

export { noCompiler };

export interface Job {
  board: string;
  sensor: Sensor;
  requests: number;
  seed: number;
}
export interface DriverFinding extends Finding {
  reasons: string[];
}

/**
 * Quiet from which idle power is taken, as `measure` does; before it the sampler reads the events, after it the
 * requests begin.
 */
const IDLE = { from: 0.5, seconds: 2 };
const QUIET = IDLE.from + IDLE.seconds + 0.5;
/** To write all events before the first of them happens. */
const AHEAD_NS = 1.5e9;
const STEP_SECONDS = 0.001;
/** A sampler over the fake takes about 3 % of a core: so many leave 2 cores three quarters idle. */
const SIDE_BY_SIDE = 16;

/** The grid of boards and sensors over `seeds` traces of 40 requests each, some at a time. */
export async function driverWaveforms(
  boards: readonly string[],
  sensors: readonly Sensor[],
  seeds: number,
  onProgress: (line: string) => void,
): Promise<DriverFinding[]> {
  const jobs = Array.from({ length: seeds }, (_, seed) =>
    boards.flatMap((board, b) =>
      sensors.map((sensor, k): Job => ({ board, sensor, requests: 40, seed: 1 + 1000 * seed + 100 * b + k })),
    ),
  ).flat();
  const found: DriverFinding[] = [];
  for (let i = 0; i < jobs.length; i += SIDE_BY_SIDE) {
    found.push(...(await throughDriver(jobs.slice(i, i + SIDE_BY_SIDE))));
    onProgress(`${Math.min(i + SIDE_BY_SIDE, jobs.length)} of ${jobs.length} traces`);
  }
  return found;
}

/**
 * Every job at once, a virtual GPU and a sampler process each; takes as long as the longest cut. Needs the fake
 * driver's compiler and the traces.
 */
export async function throughDriver(jobs: readonly Job[]): Promise<DriverFinding[]> {
  const running: Running[] = [];
  let startNs = 0;
  let samples: string[];
  try {
    for (const job of jobs) running.push(await start(job));
    startNs = monotonicNs() + AHEAD_NS;
    for (const r of running) r.gpu.course(stepsOf(r.cut, startNs));
    if (monotonicNs() > startNs)
      throw new Error(
        'the events were not written before the first of them happened: fewer jobs at once, or a quieter machine',
      );
    samples = await Promise.all(running.map((r) => record(r, startNs)));
  } finally {
    // The youngest first: each gives back the environment that it found.
    for (const r of [...running].reverse()) {
      await r.sampler.stop();
      r.gpu.remove();
    }
  }
  return running.flatMap((r, i) => attributed(r, samples[i]!, startNs));
}

interface Running {
  job: Job;
  cut: Cut;
  gain: number;
  gpu: FakeGpu;
  sampler: SamplerClient;
}

async function start(job: Job): Promise<Running> {
  const random = new Random(job.seed);
  const cut = cutOut(readBoard(job.board), job.requests, random, undefined, QUIET);
  const gain = random.between(0.94, 1.01);
  const { cadence, partTime } = job.sensor;
  // The fake's own idle power is 0: the waveform holds the board's, with its ripple.
  const gpu = new FakeGpu({
    idle: 0,
    jump: 1,
    tau: 0,
    cadence: 1000 * cadence,
    window: partTime ? 0.25 : 0,
    lag: 1000 * lagOf(cadence, random),
    gain,
    jitter: JITTER,
    noise: NOISE,
    seed: job.seed,
  });
  try {
    return { job, cut, gain, gpu, sampler: await SamplerClient.start(['nvml'], { intervalMs: 5, locks: [] }) };
  } catch (error) {
    gpu.remove();
    throw error;
  }
}

/** The waveform as steps of about a millisecond, which end where a phase does, so that no joule moves over an edge. */
function* stepsOf({ step, watts, intervals }: Cut, startNs: number): Generator<readonly [number, number]> {
  const edges = new Set(intervals.flatMap((i) => [Math.round(i.start / step), Math.round(i.end / step)]));
  const most = Math.round(STEP_SECONDS / step);
  let from = 0;
  for (let i = 1; i <= watts.length; i++) {
    if (i - from < most && !edges.has(i) && i < watts.length) continue;
    let sum = 0;
    for (let k = from; k < i; k++) sum += watts[k]!;
    yield [startNs + from * step * 1e9, sum / (i - from)];
    from = i;
  }
}

/** Raw samples of the whole cut, with the idle power that was seen before it, as text. */
async function record({ cut, sampler }: Running, startNs: number): Promise<string> {
  const at = (seconds: number) => startNs + seconds * 1e9;
  const until = async (ns: number) => {
    await sleep((ns - monotonicNs()) / 1e6);
    await sampler.waitFor(ns);
  };
  await until(at(IDLE.from));
  const begin = sampler.position();
  const originNs = monotonicNs();
  await until(at(IDLE.from + IDLE.seconds));
  const idle = Object.fromEntries(
    sampler.read(begin, originNs).flatMap((s) => {
      const power = idlePower(s);
      return power === null ? [] : [[s.channel, power]];
    }),
  );
  const from = monotonicNs();
  const to = at(cut.end);
  await until(to + SETTLE_MS * 1e6);
  return samplesText(sampler.read(begin, originNs), {
    joulegate: 'samples',
    version: 1,
    meter: 'nvml',
    idle,
    from,
    to,
  });
}

function attributed({ job, cut, gain }: Running, samples: string, startNs: number): DriverFinding[] {
  const edges = cut.intervals.flatMap(({ phase, id, start, end }): Edge[] => [
    { edge: 'begin', phase, id, tNs: Math.round(startNs + start * 1e9) },
    { edge: 'end', phase, id, tNs: Math.round(startNs + end * 1e9) },
  ]);
  const { phases, validity } = resultOf(samples, 'the fake driver', edges, 'the cut');
  const findings = judge(
    job.board,
    job.sensor,
    cut.intervals,
    cut.truth.map((j) => gain * j),
    (phase) => {
      const { grossJoules, interval95 } = phases[phase]!;
      return grossJoules === null || interval95 === null
        ? null
        : { joules: grossJoules, halfWidth: (interval95[1] - interval95[0]) / 2 };
    },
  );
  return findings.map((f) => ({ ...f, reasons: validity.reasons }));
}
