import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { monotonicNs } from '../../common/clock.ts';
import type { Intensity } from '../../common/co2e.ts';
import { JouleGateError } from '../../common/errors.ts';
import { idlePower, type IdlePower } from '../idle.ts';
import { DEFAULT_CORE_WATTS } from '../meters/estimate.ts';
import { SETTLE_MS } from '../meters/sensor.ts';
import { bestSensor, orUnavailable, requireDriver } from '../probe.ts';
import { openSession } from '../sampler/session.ts';
import type { DriverHello } from '../sampler/protocol.ts';
import { samplesText, writeText, type SamplesHeader } from '../samples-file.ts';
import type { MeterOptions } from '../types.ts';
import { runCommand, type CommandOutcome, type MarkerSource } from './command.ts';
import { CpuRecorder } from './cpu-recorder.ts';
import { readMarkers } from '../markers.ts';
import { KeptPair } from './kept.ts';
import { resultOf, withCo2e, type MeasureResult } from './result.ts';

export type { MeasureResult } from './result.ts';

export interface MeasureOptions {
  meter: MeterOptions;
  /** The program and its arguments; without one, stored samples (`meter.kind` replay) are attributed again. */
  command?: string[];
  /** `stdout`, `fd:N` or `file:EDGES`. */
  markers: string;
  /** Where raw samples are kept; a command's edges go beside them, to `FILE.edges.jsonl`. Without it they are kept all the same where the measurement is invalid or its edges are wrong (`kept.ts`). */
  samplesOut?: string;
  out?: string;
  /** Quiet before the command starts, from which idle power is taken. */
  idleSeconds?: number;
  /** Grams of CO₂e per kWh and their source; without it the result has no `co2e`. */
  co2e?: Intensity;
}

/**
 * Phase energy of any program that prints markers, or of stored samples and edges.
 * `exitStatus` is the command's own, 0 for a replay.
 * @throws JouleGateError `usage`, `meter-unavailable`, `meter-busy`, `meter-failed`, `samples-invalid`, `edges-invalid`, `file-unreadable`
 */
export async function measure(options: MeasureOptions): Promise<{ result: MeasureResult; exitStatus: number }> {
  const source = markerSource(options.markers);
  const seen = options.command === undefined || options.command.length === 0
    ? { result: replay(options.meter, source), exitStatus: 0 }
    : await live(options, options.command, source);
  const done = options.co2e === undefined ? seen : { ...seen, result: withCo2e(seen.result, options.co2e) };
  if (options.out !== undefined) writeText(options.out, `${JSON.stringify(done.result, null, 2)}\n`);
  return done;
}

function markerSource(text: string): MarkerSource {
  if (text === 'stdout') return { kind: 'stdout' };
  const [kind, rest] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'file' && rest !== '') return { kind: 'file', file: rest };
  if (kind === 'fd' && /^\d+$/.test(rest) && Number(rest) >= 1 && Number(rest) <= 255) return { kind: 'fd', fd: Number(rest) };
  throw new JouleGateError('usage', `--markers ${text} is not known`, 'write stdout, fd:N (N from 1 to 255) or file:EDGES');
}

function replay(meter: MeterOptions, source: MarkerSource): MeasureResult {
  if (meter.kind !== 'replay' || meter.samples === undefined) throw new JouleGateError('usage', 'there is neither a command nor stored samples to measure', 'write the command after --, or --meter replay:SAMPLES --markers file:EDGES');
  if (source.kind !== 'file') throw new JouleGateError('usage', 'stored samples need stored edges', 'add --markers file:EDGES');
  let text: string;
  try {
    const bytes = readFileSync(meter.samples);
    text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (cause) {
    throw new JouleGateError('samples-invalid', `${meter.samples} cannot be read`, 'give a file of raw samples, as "joulegate measure --samples FILE" writes it', { cause });
  }
  return resultOf(text, meter.samples, readMarkers(source.file), source.file);
}

async function live(options: MeasureOptions, command: string[], source: MarkerSource): Promise<{ result: MeasureResult; exitStatus: number }> {
  const { kind } = options.meter;
  if (kind === 'replay') throw new JouleGateError('usage', 'a replay runs no command', 'leave the command away, or choose another meter');
  const hello = kind === 'estimate' ? null : kind === 'auto' ? await bestSensor() : await requireDriver(kind);
  const recorded = hello === null ? await recordCpu(options, command, source) : await orUnavailable(hello.kind, () => recordSensor(hello, options, command, source));
  const { samples, outcome } = recorded;
  const kept = new KeptPair({ samplesOut: options.samplesOut, out: options.out, onProgress: options.meter.onProgress }, samples, source.kind === 'file' ? null : outcome.edges);
  if (options.samplesOut !== undefined) kept.write();
  try {
    if (outcome.problem !== null) throw outcome.problem;
    const edges = source.kind === 'file' ? readMarkers(source.file) : outcome.edges;
    const result = resultOf(samples, options.samplesOut ?? 'samples', edges, source.kind === 'file' ? source.file : options.markers);
    if (result.validity.status === 'invalid') kept.say('the measurement is invalid');
    return { result, exitStatus: outcome.exitStatus };
  } catch (error) {
    // Minutes of a GPU are not lost to one bad marker.
    kept.say('nothing was attributed');
    throw error;
  }
}

interface Recorded { samples: string; outcome: CommandOutcome }

async function recordSensor(hello: DriverHello, options: MeasureOptions, command: string[], source: MarkerSource): Promise<Recorded> {
  const session = await openSession([hello.kind], hello.channels.map((c) => c.name), options.meter);
  const { sampler } = session;
  try {
    const begin = sampler.position();
    const originNs = monotonicNs();
    await sleep((options.idleSeconds ?? 2) * 1000);
    const from = monotonicNs();
    await sampler.waitFor(from);
    const idle: Record<string, IdlePower> = {};
    for (const s of sampler.read(begin, originNs)) {
      const power = idlePower(s);
      if (power !== null) idle[s.channel] = power;
    }
    const outcome = await runCommand(command, source, () => {});
    const to = monotonicNs();
    await sampler.waitFor(to + SETTLE_MS * 1e6);
    const limits = hello.channels.map((c) => c.powerLimitWatts);
    const header: SamplesHeader = {
      joulegate: 'samples', version: 1, meter: hello.kind, gpus: hello.channels.map(({ name, label }) => ({ name, label })),
      powerLimitWatts: limits.length === 1 ? limits[0]! : null, idle, from, to,
    };
    return { samples: samplesText(sampler.read(begin, originNs), header), outcome };
  } finally {
    await session.close();
  }
}

async function recordCpu(options: MeasureOptions, command: string[], source: MarkerSource): Promise<Recorded> {
  const recorder = new CpuRecorder(options.meter.watts ?? DEFAULT_CORE_WATTS);
  let outcome: CommandOutcome;
  try {
    outcome = await runCommand(command, source, (child) => recorder.start(child.pid!));
  } finally {
    recorder.stop();
  }
  const series = recorder.series();
  // An idle process uses no CPU time: net equals gross.
  return { samples: samplesText([series], { joulegate: 'samples', version: 1, meter: 'estimate', idle: { host: { watts: 0, standardError: 0 } } }), outcome };
}
