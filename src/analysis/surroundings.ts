import type { PhaseReading, Reading } from '../common/generated/comparison.ts';
import type { BlockReading, RunResult } from '../common/generated/run-result.ts';
import { ARMS } from '../common/phases.ts';
import { mean } from './statistics.ts';

function meanOf(values: (number | null | undefined)[]): number | null {
  const known = values.filter((v): v is number => typeof v === 'number');
  return known.length === 0 ? null : mean(known);
}

function phase(blocks: readonly BlockReading[], name: 'prefill' | 'decode'): PhaseReading {
  return {
    smClockMhz: meanOf(blocks.map((b) => b.phases?.[name]?.smClockMhz)),
    temperatureC: meanOf(blocks.map((b) => b.phases?.[name]?.temperatureC)),
  };
}

/** Clock, temperature, power limit and idle power of each arm, means over its blocks. */
export function readings(result: RunResult): Reading[] {
  return ARMS.flatMap((arm) => {
    const blocks = (result.blocks ?? []).filter((b) => b.arm === arm);
    const of = (pick: (b: BlockReading) => number | null | undefined): number | null => meanOf(blocks.map(pick));
    const reading: Reading = {
      arm,
      smClockMhz: of((b) => b.smClockMhz),
      temperatureC: of((b) => b.temperatureC),
      powerLimitWatts: of((b) => b.powerLimitWatts),
      idleWatts: of((b) => b.idleWatts),
      prefill: phase(blocks, 'prefill'),
      decode: phase(blocks, 'decode'),
    };
    const nothing =
      reading.smClockMhz === null &&
      reading.temperatureC === null &&
      reading.powerLimitWatts === null &&
      reading.idleWatts === null;
    return nothing ? [] : [reading];
  });
}
