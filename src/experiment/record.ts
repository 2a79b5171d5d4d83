import type { BlockEnergy, EnergyMeter } from '../energy/types.ts';

/** Records what `run` does as one block and attributes it; the meter is left usable for closing, whatever broke. */
export async function record(meter: EnergyMeter, run: () => Promise<void>): Promise<BlockEnergy> {
  await meter.startBlock();
  try {
    await run();
  } catch (error) {
    await meter.finishBlock().catch(() => undefined);
    throw error;
  }
  return await meter.finishBlock();
}
