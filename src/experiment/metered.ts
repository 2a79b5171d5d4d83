import { monotonicNs } from '../common/clock.ts';
import type { BlockEnergy, EnergyMeter } from '../energy/types.ts';

/** A record's joules, and when the last work of it ended: reading the sensor out and attribution take seconds more. */
export interface Metered {
  energy: BlockEnergy;
  /** Monotonic nanoseconds. */
  workedNs: number;
}

/**
 * Meters what `run` does as one record and attributes its joules; the meter is left usable for closing, whatever broke.
 */
export async function metered(meter: EnergyMeter, run: () => Promise<void>): Promise<Metered> {
  await meter.startBlock();
  try {
    await run();
  } catch (error) {
    await meter.finishBlock().catch(() => undefined);
    throw error;
  }
  const workedNs = monotonicNs();
  return { energy: await meter.finishBlock(), workedNs };
}
