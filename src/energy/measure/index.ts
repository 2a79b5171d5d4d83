import type { Intensity } from '../../common/co2e.ts';
import type { PlotData } from '../../common/plot-data.ts';
import { JouleGateError } from '../../common/errors.ts';
import { assertWritable, claimOutput, type Claim } from '../../common/claim.ts';
import { jsonText } from '../../common/output.ts';
import { bestSensor, orUnavailable, requireDriver } from '../probe.ts';
import { readSamplesText } from '../samples-file.ts';
import type { MeterOptions } from '../types.ts';
import type { MarkerSource } from './command.ts';
import { readMarkers } from '../markers.ts';
import { closeOpen, type EdgeFindings } from './edges.ts';
import { MeasureFailure } from './failure.ts';
import { KeptPair } from './kept.ts';
import { plotData } from './plot-data.ts';
import { recordCpu, recordSensor, requireKnownDevices, type Recording } from './record.ts';
import { measured, withCo2e, type Measured, type MeasureResult } from './result.ts';

export type { MeasureResult } from './result.ts';

export interface MeasureOptions extends Recording {
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
  /** Grams of CO₂e per kWh and their source; without it the result has no `co2e`. */
  co2e?: Intensity;
  /** A picture of samples, fit and phases: where it goes, and who draws it. */
  plot?: { file: string; draw(data: PlotData): string };
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
  const claims: Claims = {
    out: options.out === undefined ? null : await claimOutput(options.out, read),
    plot: options.plot === undefined ? null : await claimOutput(options.plot.file, read),
  };
  if (options.command !== undefined && options.command.length > 0)
    return await live(options, options.command, source, claims);
  return { result: await finished(options, replay(options.meter, source), claims), exitStatus: 0 };
}

interface Claims {
  out: Claim | null;
  plot: Claim | null;
}

/** The result with its CO₂e, written; then the picture. */
async function finished(options: MeasureOptions, done: Measured, claims: Claims): Promise<MeasureResult> {
  const result = options.co2e === undefined ? done.result : withCo2e(done.result, options.co2e);
  await claims.out?.write(jsonText(result));
  if (options.plot !== undefined) await claims.plot?.write(options.plot.draw(plotData(done)));
  return result;
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

function replay(meter: MeterOptions, source: MarkerSource): Measured {
  if (meter.kind !== 'replay' || meter.samples === undefined)
    throw new JouleGateError(
      'usage',
      'there is neither a command nor stored samples to measure',
      'write the command after --, or --meter replay:SAMPLES --markers file:EDGES',
    );
  if (source.kind !== 'file')
    throw new JouleGateError('usage', 'stored samples need stored edges', 'add --markers file:EDGES');
  return measured(readSamplesText(meter.samples), meter.samples, readMarkers(source.file), source.file);
}

async function live(
  options: MeasureOptions,
  command: string[],
  source: MarkerSource,
  claims: Claims,
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
      measured(
        samples,
        options.samplesOut ?? 'samples',
        read.edges,
        source.kind === 'file' ? source.file : options.markers,
        { live: true, strays: outcome.strays, findings: ofCrash(read.closed, exitStatus) },
      ),
      claims,
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
