import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../common/clock.ts';
import { characterise, characteriseIdle, type Characterisation } from './characterise.ts';
import { EstimateMeter, DEFAULT_CORE_WATTS } from './meters/estimate.ts';
import { ReplayMeter } from './meters/replay.ts';
import { SensorMeter } from './meters/sensor.ts';
import type { DriverKind } from './drivers/open.ts';
import { ACCELERATORS, bestSensor, orUnavailable, probe, requireDriver, SENSORS } from './probe.ts';
import { probeDriver, SamplerClient, SamplerRefused } from './sampler/client.ts';
import { DEFAULT_INTERVAL_MS } from './sampler/session.ts';
import type { DriverHello } from './sampler/protocol.ts';
import type { EnergyMeter, MeterOptions } from './types.ts';

export type { BlockEnergy, EnergyMeter, MeterInfo, MeterOptions } from './types.ts';
export { attribute } from './attribution/index.ts';
export { prefillRepeatsNeeded } from './plan.ts';
export { measure, type MeasureOptions, type MeasureResult } from './measure/index.ts';

/** One line of `doctor` on a meter: what it is, and where it is missing, what mends it. */
export interface MeterListing { kind: string; available: boolean; detail: string; fix: string; sensor?: Characterisation }

/**
 * Opens a meter. `auto` takes the best that works here and ends at `estimate`, which always does.
 * @throws JouleGateError `meter-unavailable`, `meter-busy`, `meter-failed`, `samples-invalid`
 */
export async function openMeter(options: MeterOptions): Promise<EnergyMeter> {
  if (options.kind === 'estimate') return new EstimateMeter(options);
  if (options.kind === 'replay') return new ReplayMeter(options);
  if (options.kind !== 'auto') return await openSensor(await requireDriver(options.kind), options);
  const best = await bestSensor();
  if (best !== null) return await openSensor(best, options);
  options.onProgress?.('no energy sensor works here: joules are estimated from CPU time');
  return new EstimateMeter(options);
}

/** Long enough for a dozen updates of the slowest counter (100 ms). */
const LOOK_SECONDS = 1.2;

/** Every meter, whether it works here and what its sensor shows (about 2 s), for `doctor`. */
export async function listMeters(): Promise<MeterListing[]> {
  const sensors = await Promise.all(SENSORS.map(listSensor));
  return [
    ...sensors,
    { kind: 'estimate', available: true, detail: `CPU time × ${DEFAULT_CORE_WATTS} W (an estimate, no reading)`, fix: '' },
  ];
}

async function listSensor(kind: DriverKind): Promise<MeterListing> {
  try {
    const hello = await probeDriver(kind);
    const sensor = await look(kind);
    const detail = hello.channels.map((c) => `${c.label} (${c.name})`).join(', ');
    return { kind, available: true, detail, fix: '', sensor };
  } catch (error) {
    if (!(error instanceof SamplerRefused)) throw error;
    return { kind, available: false, detail: error.message, fix: error.fix };
  }
}

/** What a sensor shows over a second: its readings' cadences and jitter, power meanwhile. Takes no lock: it only looks. */
async function look(kind: DriverKind): Promise<Characterisation> {
  const sampler = await SamplerClient.start([kind], { intervalMs: DEFAULT_INTERVAL_MS, locks: [] });
  try {
    const from = monotonicNs();
    await sleep(LOOK_SECONDS * 1000);
    await sampler.waitFor(from + LOOK_SECONDS * 1e9);
    const series = sampler.read(0, from)[0]!;
    return { ...characterise(series), ...characteriseIdle(series) };
  } finally {
    await sampler.stop();
  }
}

async function openSensor(hello: DriverHello, options: MeterOptions): Promise<EnergyMeter> {
  const host = ACCELERATORS.includes(hello.kind) && (await probe('rapl')) !== null ? 'rapl' : null;
  return await orUnavailable(hello.kind, () => SensorMeter.open(hello.kind, host, hello.channels.map((c) => c.name), options));
}
