import { JouleGateError } from '../common/errors.ts';
import type { DriverKind } from './drivers/open.ts';
import { EstimateMeter, DEFAULT_CORE_WATTS } from './meters/estimate.ts';
import { ReplayMeter } from './meters/replay.ts';
import { SensorMeter } from './meters/sensor.ts';
import { probeDriver, SamplerRefused } from './sampler/client.ts';
import type { DriverHello } from './sampler/protocol.ts';
import type { EnergyMeter, MeterOptions } from './types.ts';

export type { BlockEnergy, EnergyMeter, MeterInfo, MeterOptions } from './types.ts';

/** Hardware meters, best first (design, "Meters"). */
const SENSORS = ['nvml', 'rapl'] as const satisfies readonly DriverKind[];
/** Of those, the ones that meter an accelerator, and so want RAPL beside them for the host's checks. */
const ACCELERATORS: readonly DriverKind[] = ['nvml'];

/** One line of `doctor` on a meter: what it is, and where it is missing, what mends it. */
export interface MeterListing { kind: string; available: boolean; detail: string; fix: string; cadenceMs?: number }

/**
 * Opens a meter. `auto` takes the best that works here and ends at `estimate`, which always does.
 * @throws JouleGateError `meter-unavailable`, `meter-busy`, `meter-failed`, `samples-invalid`
 */
export async function openMeter(options: MeterOptions): Promise<EnergyMeter> {
  switch (options.kind) {
    case 'estimate': return new EstimateMeter(options);
    case 'replay': return new ReplayMeter(options);
    case 'auto': return await openBest(options);
    case 'amd': case 'jetson': throw new JouleGateError('meter-unavailable', `the meter ${options.kind} is not built yet`, 'use auto, or estimate');
    default: return await openSensor(options.kind, options);
  }
}

/** Every meter and whether it works here, for `doctor`. */
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
    return { kind, available: true, detail: hello.channels.map((c) => `${c.label} (${c.name})`).join(', '), fix: '' };
  } catch (error) {
    if (!(error instanceof SamplerRefused)) throw error;
    return { kind, available: false, detail: error.message, fix: error.fix };
  }
}

async function openBest(options: MeterOptions): Promise<EnergyMeter> {
  for (const kind of SENSORS) {
    const hello = await probe(kind);
    if (hello !== null) return await openSensor(kind, options, hello);
  }
  options.onProgress?.('no energy sensor works here: joules are estimated from CPU time');
  return new EstimateMeter(options);
}

async function openSensor(kind: DriverKind, options: MeterOptions, known?: DriverHello): Promise<EnergyMeter> {
  try {
    const hello = known ?? (await probeDriver(kind));
    const host = ACCELERATORS.includes(kind) && (await probe('rapl')) !== null ? 'rapl' : null;
    return await SensorMeter.open(kind, host, hello.channels.map((c) => c.name), options);
  } catch (error) {
    if (!(error instanceof SamplerRefused)) throw error;
    throw new JouleGateError('meter-unavailable', `the meter ${kind} does not work here: ${error.message}`, error.fix, { cause: error });
  }
}

async function probe(kind: DriverKind): Promise<DriverHello | null> {
  try {
    return await probeDriver(kind);
  } catch (error) {
    if (error instanceof SamplerRefused) return null;
    throw error;
  }
}
