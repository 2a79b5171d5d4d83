import { monotonicNs } from '../../common/clock.ts';
import { JouleGateError } from '../../common/errors.ts';
import { idlePower, type IdlePower } from '../idle.ts';
import { readRest } from '../rest.ts';
import { DEFAULT_CORE_WATTS } from '../meters/estimate.ts';
import { SETTLE_MS } from '../meters/sensor.ts';
import { reportLeftOut } from '../probe.ts';
import type { DriverHello } from '../sampler/protocol.ts';
import { openSession } from '../sampler/session.ts';
import { samplesText, type SamplesHeader } from '../samples-file.ts';
import type { MeterOptions } from '../types.ts';
import { runCommand, type CommandOutcome, type MarkerSource } from './command.ts';
import { CpuRecorder } from './cpu-recorder.ts';

/** Which cards a foreign program uses must be known: an index may be another card to it than to the meter. */
export function requireKnownDevices(hello: DriverHello): void {
  if (hello.ambiguous === null) return;
  throw new JouleGateError(
    'meter-unavailable',
    `which cards the command uses cannot be known: ${hello.ambiguous}`,
    'set CUDA_DEVICE_ORDER=PCI_BUS_ID (for a server too), or leave just those cards to the meter: by UUID in CUDA_VISIBLE_DEVICES (nvidia-smi -L lists them), by ROCR_VISIBLE_DEVICES',
  );
}

/** What recording needs to know. */
export interface Recording {
  meter: MeterOptions;
  /** Rest before the command starts, from which idle power is taken. */
  idleSeconds?: number;
}

/** Raw samples as the text that is attributed and kept, and how the command went. */
export interface Recorded {
  samples: string;
  outcome: CommandOutcome;
}

/** Runs the command beside a sensor: quiet first, for idle power, then until the sensor has told of its end. */
export async function recordSensor(
  hello: DriverHello,
  options: Recording,
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
    const idle: Record<string, IdlePower> = {};
    for (const s of await readRest(sampler, options.idleSeconds ?? 2, before.signal)) {
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

/** Runs the command and counts the CPU time of its process tree. */
export async function recordCpu(options: Recording, command: string[], source: MarkerSource): Promise<Recorded> {
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
