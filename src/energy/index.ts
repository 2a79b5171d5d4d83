import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../common/clock.ts';
import type { EngineDevice } from '../common/devices.ts';
import { characterise, characteriseIdle, type Characterisation } from './characterise.ts';
import { EstimateMeter, DEFAULT_CORE_WATTS } from './meters/estimate.ts';
import { ReplayMeter } from './meters/replay.ts';
import { ServerEstimateMeter } from './meters/server-estimate.ts';
import { SensorMeter } from './meters/sensor.ts';
import { matchDevices, requireMatch } from './devices.ts';
import type { DriverKind } from './drivers/open.ts';
import { ACCELERATORS, bestSensor, orUnavailable, probe, requireDriver, reportLeftOut, SENSORS } from './probe.ts';
import { probeDriver, SamplerClient, SamplerRefused } from './sampler/client.ts';
import { DEFAULT_INTERVAL_MS } from './sampler/session.ts';
import type { DriverHello } from './sampler/protocol.ts';
import type { EnergyMeter, MeterOptions } from './types.ts';

export type { BlockEnergy, EnergyMeter, MeterInfo, MeterOptions } from './types.ts';
export { attribute } from './attribution/index.ts';
export { prefillRepeatsNeeded } from './plan.ts';
export { measure, type MeasureOptions, type MeasureResult } from './measure/index.ts';
export { boardsOf } from './measure/channels.ts';

/** One line of `doctor` on a meter: what it is, and where it is missing, what mends it. */
export interface MeterListing {
  kind: string;
  available: boolean;
  detail: string;
  fix: string;
  sensor?: Characterisation;
}

/**
 * Opens a meter. `auto` takes the best that works here and reads what the engine runs on (`options.engine`, where
 * known), and ends at `estimate`, which always works.
 * @throws JouleGateError `meter-unavailable`, `meter-busy`, `meter-failed`, `samples-invalid`, `file-unreadable`; the
 * signal's reason
 */
export async function openMeter(options: MeterOptions): Promise<EnergyMeter> {
  const { kind, engine, signal, onProgress } = options;
  if (kind === 'replay') return new ReplayMeter(options);
  if (kind === 'estimate') {
    requireMatch('estimate', [], engine);
    return estimateMeter(options);
  }
  if (kind !== 'auto') {
    const hello = await requireDriver(kind, signal);
    return await openSensor(hello, requireMatch(kind, hello.channels, engine), options);
  }
  const refusals: string[] = [];
  const best = await bestSensor({ signal, onProgress }, ({ kind: found, channels }) => {
    const match = matchDevices(found, channels, engine);
    if (match.refusal !== null) refusals.push(match.refusal);
    return match.refusal === null;
  });
  for (const refusal of refusals) onProgress?.(`${refusal}: another meter is taken`);
  if (best !== null) return await openSensor(best, matchDevices(best.kind, best.channels, engine).names, options);
  requireMatch('estimate', [], engine);
  onProgress?.('no energy sensor works here: joules are estimated from CPU time');
  return estimateMeter(options);
}

/** CPU time of whoever decodes: this process, or the servers that answer. */
const estimateMeter = (options: MeterOptions): EnergyMeter =>
  options.servers === undefined ? new EstimateMeter(options) : new ServerEstimateMeter(options.servers, options);

/**
 * The meter itself where it reads just what the engine runs on, once that is known; else it is closed and, under `auto`
 * or where it reads more than that, the right one opened. Throws `meter-unavailable` by name where none is.
 */
export async function meterFor(
  meter: EnergyMeter,
  options: MeterOptions,
  engine: readonly EngineDevice[],
): Promise<EnergyMeter> {
  const { kind, devices = [] } = meter.info;
  const match = kind === 'replay' ? null : matchDevices(kind, devices, engine);
  if (match === null || (match.refusal === null && match.names.length === devices.length)) return meter;
  await meter.close();
  return await openMeter({ ...options, engine });
}

/** Long enough for a dozen updates of the slowest counter (100 ms). */
const CHARACTERISE_SECONDS = 1.2;

/** Every meter, whether it works here and what its sensor shows (about 2 s), for `doctor`. */
export async function listMeters(signal?: AbortSignal): Promise<MeterListing[]> {
  const sensors = await Promise.all(SENSORS.map((kind) => listSensor(kind, signal)));
  return [
    ...sensors,
    {
      kind: 'estimate',
      available: true,
      detail: `CPU time × ${DEFAULT_CORE_WATTS} W (an estimate, no reading)`,
      fix: '',
    },
  ];
}

async function listSensor(kind: DriverKind, signal?: AbortSignal): Promise<MeterListing> {
  try {
    const hello = await probeDriver(kind, signal);
    const sensor = await characteriseBriefly(hello, signal);
    const detail = [
      hello.channels.map((c) => `${c.label} (${c.name})`).join(', '),
      ...hello.leftOut.map((part) => `left out: ${part}`),
    ].join('; ');
    return { kind, available: true, detail, fix: '', sensor };
  } catch (error) {
    if (!(error instanceof SamplerRefused)) throw error;
    return { kind, available: false, detail: error.message, fix: error.fix };
  }
}

/**
 * What a sensor shows over a second: its readings' cadences and jitter, power meanwhile. Takes no lock: it only looks.
 */
async function characteriseBriefly({ kind, channels }: DriverHello, signal?: AbortSignal): Promise<Characterisation> {
  const sampler = await SamplerClient.start([kind], {
    intervalMs: DEFAULT_INTERVAL_MS,
    locks: [],
    only: channels.map((c) => c.name),
    signal,
  });
  try {
    const from = monotonicNs();
    await sleep(CHARACTERISE_SECONDS * 1000, undefined, signal ? { signal } : {});
    await sampler.waitFor(from + CHARACTERISE_SECONDS * 1e9);
    const series = sampler.read(0, from)[0]!;
    return { ...characterise(series), ...characteriseIdle(series) };
  } finally {
    await sampler.stop();
  }
}

async function openSensor(hello: DriverHello, channels: string[], options: MeterOptions): Promise<EnergyMeter> {
  reportLeftOut(hello, options.onProgress);
  const host = ACCELERATORS.includes(hello.kind) && (await probe('rapl', options.signal)) !== null ? 'rapl' : null;
  return await orUnavailable(hello.kind, () => SensorMeter.open(hello.kind, host, channels, options));
}
