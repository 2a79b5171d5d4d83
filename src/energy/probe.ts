import { JouleGateError } from '../common/errors.ts';
import type { DriverKind } from './drivers/open.ts';
import { probeDriver, SamplerRefused } from './sampler/client.ts';
import type { DriverHello } from './sampler/protocol.ts';

/** Hardware meters, best first (design, "Meters"). */
export const SENSORS = ['nvml', 'amd', 'rapl', 'jetson'] as const satisfies readonly DriverKind[];
/** Of those, the ones that meter an accelerator, and so want RAPL beside them for the host's checks. */
export const ACCELERATORS: readonly DriverKind[] = ['nvml', 'amd'];

/** What a driver offers here; null where it does not work. */
export async function probe(kind: DriverKind, signal?: AbortSignal): Promise<DriverHello | null> {
  try {
    return await probeDriver(kind, signal);
  } catch (error) {
    if (error instanceof SamplerRefused) return null;
    throw error;
  }
}

/** What a driver that was asked for offers. Throws `meter-unavailable` with the driver's reason and fix. */
export async function requireDriver(kind: DriverKind, signal?: AbortSignal): Promise<DriverHello> {
  return await orUnavailable(kind, () => probeDriver(kind, signal));
}

/**
 * The best sensor that works here and that `suits` (it may say why not); null where there is none. One that is there
 * and cannot be used is said.
 */
export async function bestSensor(
  { signal, onProgress }: Waiting,
  suits: (hello: DriverHello) => boolean = () => true,
): Promise<DriverHello | null> {
  for (const kind of SENSORS) {
    try {
      const hello = await probeDriver(kind, signal);
      if (suits(hello)) return hello;
    } catch (error) {
      if (!(error instanceof SamplerRefused)) throw error;
      if (error.present) onProgress?.(`the meter ${kind} is passed over: ${error.message}`);
    }
  }
  return null;
}

interface Waiting {
  signal?: AbortSignal | undefined;
  onProgress?: ((line: string) => void) | undefined;
}

/** Says which parts of a sensor are not counted, and why. */
export function reportLeftOut(hello: DriverHello, onProgress?: (line: string) => void): void {
  for (const part of hello.leftOut) onProgress?.(`${hello.kind}: left out: ${part}`);
}

/** Turns a driver's refusal into `meter-unavailable`. */
export async function orUnavailable<T>(kind: DriverKind, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SamplerRefused)) throw error;
    throw new JouleGateError('meter-unavailable', `the meter ${kind} does not work here: ${error.message}`, error.fix, {
      cause: error,
    });
  }
}
