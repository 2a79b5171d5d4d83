import type { ArmEmissions, Comparison } from '../common/generated/comparison.ts';
import { ARMS } from '../common/phases.ts';
import { grams } from './format.ts';
import { quote, type Text } from './text.ts';

const step = (a: ArmEmissions, hasBase: boolean): string =>
  `${hasBase ? `${grams(a.baseGramsPerTask)} → ` : ''}${grams(a.headGramsPerTask)}`;

/**
 * Grams of CO₂e per task by arm, base → head, with the intensity they rest on and its source, in the user's words.
 * `null` where no intensity is configured, or no arm has energy per task.
 */
export function emissions(c: Comparison): Text | null {
  const { co2e } = c;
  if (!co2e) return null;
  const arms = ARMS.flatMap((arm) => {
    const a = co2e.arms[arm];
    return a ? [`${arm} ${step(a, c.base !== null)}`] : [];
  });
  if (arms.length === 0) return null;
  // The intensity stands unrounded: it is somebody's number, not ours.
  return [
    `CO₂e per task${co2e.estimated ? ' (estimated)' : ''}: ${arms.join(', ')}; at ${co2e.gPerKwh} g/kWh, source `,
    quote(co2e.source),
  ];
}
