import type { PhaseReading, Reading } from '../common/generated/comparison.ts';
import type { BlockReading, RunResult } from '../common/generated/run-result.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import { answersOf } from './answers.ts';
import { meanOfKnown } from './nulls.ts';

function phase(blocks: readonly BlockReading[], name: 'prefill' | 'decode'): PhaseReading {
  return {
    smClockMhz: meanOfKnown(blocks.map((b) => b.phases?.[name]?.smClockMhz)),
    temperatureC: meanOfKnown(blocks.map((b) => b.phases?.[name]?.temperatureC)),
  };
}

/** Mean seconds in the server's queue over all requests of an arm; no key where none of them waited. */
function queueOf(result: RunResult, arm: ArmName): Pick<Reading, 'queueSeconds'> {
  const waited = answersOf(result, arm).map((r) => r.phases.queue?.seconds ?? 0);
  const seconds = waited.reduce((sum, s) => sum + s, 0);
  return seconds > 0 ? { queueSeconds: seconds / waited.length } : {};
}

/**
 * Clock (MHz), temperature (°C), power limit and idle power (W) of each arm, means over its blocks, and seconds in a
 * server's queue; an arm without any is left out.
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
    const queue = queueOf(result, arm);
    if (queue.queueSeconds === undefined && Object.values(whole).every((value) => value === null)) return [];
    return [{ arm, ...whole, prefill: phase(blocks, 'prefill'), decode: phase(blocks, 'decode'), ...queue }];
  });
}
