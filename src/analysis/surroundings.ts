import type { PhaseReading, Reading } from '../common/generated/comparison.ts';
import type { BlockReading, RunResult } from '../common/generated/run-result.ts';
import { ARMS } from '../common/phases.ts';
import { meanOfKnown } from './nulls.ts';

function phase(blocks: readonly BlockReading[], name: 'prefill' | 'decode'): PhaseReading {
  return {
    smClockMhz: meanOfKnown(blocks.map((b) => b.phases?.[name]?.smClockMhz)),
    temperatureC: meanOfKnown(blocks.map((b) => b.phases?.[name]?.temperatureC)),
  };
}

/**
 * Clock (MHz), temperature (°C), power limit and idle power (W) of each arm, means over its blocks; an arm without any
 * is left out.
 */
export function readings(result: RunResult): Reading[] {
  return ARMS.flatMap((arm) => {
    const blocks = (result.blocks ?? []).filter((b) => b.arm === arm);
    const whole = {
      smClockMhz: meanOfKnown(blocks.map((b) => b.smClockMhz)),
      temperatureC: meanOfKnown(blocks.map((b) => b.temperatureC)),
      powerLimitWatts: meanOfKnown(blocks.map((b) => b.powerLimitWatts)),
      idleWatts: meanOfKnown(blocks.map((b) => b.idleWatts)),
    };
    if (Object.values(whole).every((value) => value === null)) return [];
    return [{ arm, ...whole, prefill: phase(blocks, 'prefill'), decode: phase(blocks, 'decode') }];
  });
}
