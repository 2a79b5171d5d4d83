import type { BlockEnergy, EnergyMeter } from '../energy/types.ts';

/**
 * Meters what `run` does as one record and attributes its joules; the meter is left usable for closing, whatever broke.
 */
export async function metered(meter: EnergyMeter, run: () => Promise<void>): Promise<BlockEnergy> {
  await meter.startBlock();
  try {
    await run();
  } catch (error) {
    await meter.finishBlock().catch(() => undefined);
    throw error;
  }
  return await meter.finishBlock();
}
