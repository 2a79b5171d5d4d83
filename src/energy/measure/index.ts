import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../../common/clock.ts';
import type { Intensity } from '../../common/co2e.ts';
import { JouleGateError } from '../../common/errors.ts';
import { assertWritable, claimOutput, type Claim } from '../../common/claim.ts';
import { jsonText } from '../../common/output.ts';
import { idlePower, type IdlePower } from '../idle.ts';
import { DEFAULT_CORE_WATTS } from '../meters/estimate.ts';
import { SETTLE_MS } from '../meters/sensor.ts';
import { bestSensor, orUnavailable, requireDriver, reportLeftOut } from '../probe.ts';
import { openSession } from '../sampler/session.ts';
import type { DriverHello } from '../sampler/protocol.ts';
import { readSamplesText, samplesText, type SamplesHeader } from '../samples-file.ts';
import type { MeterOptions } from '../types.ts';
import { runCommand, type CommandOutcome, type MarkerSource } from './command.ts';
import { CpuRecorder } from './cpu-recorder.ts';
import { readMarkers } from '../markers.ts';
import { closeOpen, type EdgeFindings } from './edges.ts';
import { MeasureFailure } from './failure.ts';
import { KeptPair } from './kept.ts';
import { resultOf, withCo2e, type MeasureResult } from './result.ts';

export type { MeasureResult } from './result.ts';

export interface MeasureOptions {
  meter: MeterOptions;
  /** The program and its arguments; without one, stored samples (`meter.kind` replay) are attributed again. */
  command?: string[];
  /** `stdout`, `fd:N` or `file:EDGES`. */
  markers: string;
  /**
   * Where raw samples are kept; a command's edges go beside them, to `FILE.edges.jsonl`. Without it they are kept all
   * the same where the measurement is invalid or its edges are wrong (`kept.ts`).
   */
  samplesOut?: string;
  out?: string;
  /** Quiet before the command starts, from which idle power is taken. */
  idleSeconds?: number;
  /** Grams of CO₂e per kWh and their source; without it the result has no `co2e`. */
  co2e?: Intensity;
}

/**
 * Phase energy of any program that prints markers, or of stored samples and edges.
 * `exitStatus` is the command's own, 0 for a replay. A failure after the command carries its status (`MeasureFailure`).
 * @throws JouleGateError `usage`, `meter-unavailable`, `meter-busy`, `meter-failed`, `samples-invalid`,
 * `edges-invalid`, `file-unreadable`; the signal's reason
 */
export async function measure(options: MeasureOptions): Promise<{ result: MeasureResult; exitStatus: number }> {
  const source = markerSource(options.markers);
  // Where the result will go is tried before anything is measured, and no earlier one stands there meanwhile.
  if (options.samplesOut !== undefined) await assertWritable(options.samplesOut);
  const read = [options.meter.samples, source.kind === 'file' ? source.file : undefined].filter(
    (file) => file !== undefined,
  );
  const claim = options.out === undefined ? null : await claimOutput(options.out, read);
  if (options.command !== undefined && options.command.length > 0)
    return await live(options, options.command, source, claim);
  return { result: await finished(options, replay(options.meter, source), claim), exitStatus: 0 };
}

/** The result with its CO₂e, written. */
async function finished(options: MeasureOptions, result: MeasureResult, claim: Claim | null): Promise<MeasureResult> {
  const done = options.co2e === undefined ? result : withCo2e(result, options.co2e);
  await claim?.write(jsonText(done));
  return done;
}

function markerSource(text: string): MarkerSource {
  if (text === 'stdout') return { kind: 'stdout' };
  const [kind, rest] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'file' && rest !== '') return { kind: 'file', file: rest };
  if (kind === 'fd' && /^\d+$/.test(rest) && Number(rest) >= 1 && Number(rest) <= 255)
    return { kind: 'fd', fd: Number(rest) };
  throw new JouleGateError(
    'usage',
    `--markers ${text} is not known`,
    'write stdout, fd:N (N from 1 to 255) or file:EDGES',
  );
}

function replay(meter: MeterOptions, source: MarkerSource): MeasureResult {
  if (meter.kind !== 'replay' || meter.samples === undefined)
    throw new JouleGateError(
      'usage',
      'there is neither a command nor stored samples to measure',
      'write the command after --, or --meter replay:SAMPLES --markers file:EDGES',
    );
  if (source.kind !== 'file')
    throw new JouleGateError('usage', 'stored samples need stored edges', 'add --markers file:EDGES');
  return resultOf(readSamplesText(meter.samples), meter.samples, readMarkers(source.file), source.file);
}

async function live(
  options: MeasureOptions,
  command: string[],
  source: MarkerSource,
  claim: Claim | null,
): Promise<{ result: MeasureResult; exitStatus: number }> {
  const { kind, signal, onProgress } = options.meter;
  if (kind === 'replay')
    throw new JouleGateError('usage', 'a replay runs no command', 'leave the command away, or choose another meter');
  const hello =
    kind === 'estimate'
      ? null
      : kind === 'auto'
        ? await bestSensor({ signal, onProgress })
        : await requireDriver(kind, signal);
  if (hello !== null) requireKnownDevices(hello);
  else if (kind === 'auto') onProgress?.('no energy sensor works here: joules are estimated from CPU time');
  const { samples, outcome } =
    hello === null
      ? await recordCpu(options, command, source)
      : await orUnavailable(hello.kind, () => recordSensor(hello, options, command, source));
  const { exitStatus } = outcome;
  const { edges, closed } =
    exitStatus === 0 ? { edges: outcome.edges, closed: [] } : closeOpen(outcome.edges, outcome.endNs);
  const kept = new KeptPair(
    { samplesOut: options.samplesOut, out: options.out, onProgress },
    samples,
    source.kind === 'file' ? null : edges,
  );
  if (options.samplesOut !== undefined) await kept.write();
  try {
    if (outcome.problem !== null) throw outcome.problem;
    const read =
      source.kind === 'file'
        ? closeOpen(readMarkers(source.file), exitStatus === 0 ? -Infinity : outcome.endNs)
        : { edges, closed };
    const result = await finished(
      options,
      resultOf(
        samples,
        options.samplesOut ?? 'samples',
        read.edges,
        source.kind === 'file' ? source.file : options.markers,
        { live: true, strays: outcome.strays, findings: ofCrash(read.closed, exitStatus) },
      ),
      claim,
    );
    if (result.validity.status === 'invalid') await kept.keep('the measurement is invalid');
    return { result, exitStatus };
  } catch (error) {
    // Minutes of a GPU are not lost to one bad marker.
    await kept.keep('nothing was attributed');
    throw error instanceof JouleGateError ? new MeasureFailure(error, exitStatus) : error;
  }
}

/** A command that ended amid a phase: what it had measured till then is shown, and that it is not whole. */
function ofCrash(closed: string[], exitStatus: number): EdgeFindings {
  if (closed.length === 0) return { invalid: [], warnings: [], remarks: [] };
  return {
    invalid: ['edges-unpaired'],
    warnings: [],
    remarks: [
      `edges-unpaired: the command ended with status ${exitStatus} amid ${closed.slice(0, 3).join(', ')}${closed.length > 3 ? ` and ${closed.length - 3} more` : ''}: such a phase is taken to its end`,
    ],
  };
}

/** Which cards a foreign program uses must be known: an index may be another card to it than to the meter. */
function requireKnownDevices(hello: DriverHello): void {
  if (hello.ambiguous === null) return;
  throw new JouleGateError(
    'meter-unavailable',
    `which cards the command uses cannot be known: ${hello.ambiguous}`,
    'set CUDA_DEVICE_ORDER=PCI_BUS_ID (for a server too), or leave just those cards to the meter: by UUID in CUDA_VISIBLE_DEVICES (nvidia-smi -L lists them), by ROCR_VISIBLE_DEVICES',
  );
}

interface Recorded {
  samples: string;
  outcome: CommandOutcome;
}

async function recordSensor(
  hello: DriverHello,
  options: MeasureOptions,
  command: string[],
  source: MarkerSource,
): Promise<Recorded> {
  reportLeftOut(hello, options.meter.onProgress);
  // Up to the command's begin a signal ends every wait; from then on it is the command's, and what was measured is
  // kept.
  const before = new AbortController();
  const { signal } = options.meter;
  const onAbort = () => before.abort(signal!.reason);
  signal?.addEventListener('abort', onAbort);
  const session = await openSession(
    [hello.kind],
    hello.channels.map((c) => c.name),
    { ...options.meter, signal: before.signal },
  );
  const { sampler } = session;
  try {
    const begin = sampler.position();
    const originNs = monotonicNs();
    await sleep((options.idleSeconds ?? 2) * 1000, undefined, { signal: before.signal });
    await sampler.waitFor(monotonicNs());
    const idle: Record<string, IdlePower> = {};
    for (const s of sampler.read(begin, originNs)) {
      const power = idlePower(s);
      if (power !== null) idle[s.channel] = power;
    }
    signal?.removeEventListener('abort', onAbort);
    signal?.throwIfAborted();
    const outcome = await runCommand(command, source, () => {}, signal);
    const { startNs: from, endNs: to } = outcome;
    // After a signal there is little time left: what a slow sensor would still tell is given up for the rest.
    await sampler.waitFor(signal?.aborted === true ? to : to + SETTLE_MS * 1e6);
    const limits = hello.channels.map((c) => c.powerLimitWatts);
    const header: SamplesHeader = {
      joulegate: 'samples',
      version: 1,
      meter: hello.kind,
      gpus: hello.channels.map(({ name, label }) => ({ name, label })),
      powerLimitWatts: limits.length === 1 ? limits[0]! : null,
      idle,
      from,
      to,
    };
    return { samples: samplesText(sampler.read(begin, originNs), header), outcome };
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await session.close();
  }
}

async function recordCpu(options: MeasureOptions, command: string[], source: MarkerSource): Promise<Recorded> {
  const watts = options.meter.watts ?? DEFAULT_CORE_WATTS;
  const recorder = new CpuRecorder(watts);
  let outcome: CommandOutcome;
  try {
    outcome = await runCommand(command, source, (child) => recorder.start(child.pid!), options.meter.signal);
  } finally {
    recorder.stop();
  }
  const series = recorder.series();
  // An idle process uses no CPU time: net equals gross.
  return {
    samples: samplesText([series], {
      joulegate: 'samples',
      version: 1,
      meter: 'estimate',
      sensor: { estimateWatts: watts },
      idle: { host: { watts: 0, standardError: 0 } },
    }),
    outcome,
  };
}
