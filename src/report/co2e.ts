import type { ArmEmissions, Comparison } from '../common/generated/comparison.ts';
import { ARMS } from '../common/phases.ts';
import { grams } from './format.ts';
import { code } from './hostile.ts';

/** A stated intensity, unrounded: it is somebody's number, not ours. */
const stated = (gPerKwh: number): string => `${gPerKwh} g/kWh`;

/**
 * Grams per task by arm, base → head, and the intensity they rest on. `facts` is fit for Markdown and HTML; `source` is
 * the user's text, still to be escaped. `null` where no intensity is configured, or no arm has energy per task.
 */
export function co2eParts(c: Comparison): { facts: string; source: string } | null {
  if (!c.co2e) return null;
  const arms = ARMS.flatMap((arm) => {
    const a = c.co2e!.arms[arm];
    return a ? [`${arm} ${step(a, c.base !== null)}`] : [];
  });
  if (arms.length === 0) return null;
  return {
    facts: `CO₂e per task${c.co2e.estimated ? ' (estimated)' : ''}: ${arms.join(', ')}; at ${stated(c.co2e.gPerKwh)}`,
    source: c.co2e.source,
  };
}

function step(a: ArmEmissions, hasBase: boolean): string {
  return `${hasBase ? `${grams(a.baseGramsPerTask)} → ` : ''}${grams(a.headGramsPerTask)}`;
}

/** The same in one line of Markdown or of a terminal, where a code span holds the source. `null` as above. */
export function co2eLine(c: Comparison): string | null {
  const parts = co2eParts(c);
  return parts && `${parts.facts}, source ${code(parts.source)}`;
}
