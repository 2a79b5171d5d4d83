import { JOULES_PER_KWH, type Intensity } from '../common/co2e.ts';
import type { Metric, Month } from '../common/generated/comparison.ts';
import { ENERGY } from '../common/metrics.ts';
import { ARMS } from '../common/phases.ts';

/** How much is asked for, as the user says. */
export interface Usage {
  requestsPerDay: number;
  /** In the user's currency; `null` where none is given. */
  pricePerKwh: number | null;
}

const DAYS = 365 / 12;

/**
 * kWh of a month in which every request is like the workload's mean task (net joules), base and head of each arm, with
 * the interval of the change. `null` where its joules are.
 */
export function monthOf(
  metrics: readonly Metric[],
  { requestsPerDay, pricePerKwh }: Usage,
  intensity: Intensity | null,
  estimated: boolean,
): Month {
  const kwh = (joules: number): number => (joules * requestsPerDay * DAYS) / JOULES_PER_KWH;
  const arms: Month['arms'] = {};
  for (const arm of ARMS) {
    const energy = metrics.find((m) => m.id === ENERGY.id && m.arm === arm);
    if (!energy) continue;
    const { base, head, interval } = energy;
    arms[arm] = {
      baseKwh: base === null ? null : kwh(base),
      headKwh: head === null ? null : kwh(head),
      changeKwh: base === null || interval === null ? null : [kwh(base * interval[0]!), kwh(base * interval[1]!)],
    };
  }
  return {
    requestsPerDay,
    days: DAYS,
    estimated,
    ...(pricePerKwh === null ? {} : { pricePerKwh }),
    ...(intensity === null ? {} : { gPerKwh: intensity.gPerKwh }),
    arms,
  };
}
