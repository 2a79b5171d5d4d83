import { co2e, type Intensity } from '../common/co2e.ts';
import type { Emissions, Metric } from '../common/generated/comparison.ts';
import { ENERGY } from '../common/metrics.ts';
import { ARMS } from '../common/phases.ts';

/**
 * Grams of CO₂ equivalent of the energy per task (net joules), base and head of each arm that has the metric.
 * `null` where its joules are: without a base, or not resolvable.
 * @throws JouleGateError `usage` where the intensity is no number ≥ 0
 */
export function emissionsOf(metrics: readonly Metric[], { gPerKwh, source }: Intensity, estimated: boolean): Emissions {
  const arms: Emissions['arms'] = {};
  for (const arm of ARMS) {
    const energy = metrics.find((m) => m.id === ENERGY.id && m.arm === arm);
    if (energy)
      arms[arm] = { baseGramsPerTask: co2e(energy.base, gPerKwh), headGramsPerTask: co2e(energy.head, gPerKwh) };
  }
  return { gPerKwh, source, estimated, arms };
}
