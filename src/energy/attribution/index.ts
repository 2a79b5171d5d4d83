import { fitFamilies } from './select.ts';
import { layOut } from './problem.ts';
import { findUpdates, type SensorKind, type Updates } from './updates.ts';
import { combine } from './combine.ts';
import type { Attribution, AttributionInput } from './types.ts';

/** The version of the method: its change makes results incomparable. */
export const METHOD = 'regression-1';

/** How much later than the stretch a sensor may still tell of it, in cadences. */
const AFTERMATH = 3;

/**
 * The energy caused by each interval, by regression over the sensor's updates (docs/attribution.md).
 * Takes the best that the sensor offers: the counter, else instant power, else average power.
 */
export function attribute(input: AttributionInput): Attribution {
  const updates = bestUpdates(input);
  if (updates === null || input.intervals.length === 0) return combine(input, null, []);
  const problem = layOut(updates, input.intervals, input.idle);
  return combine(input, problem, fitFamilies(problem));
}

function bestUpdates(input: AttributionInput): Updates | null {
  for (const kind of ['counter', 'instant', 'average'] as const satisfies readonly SensorKind[]) {
    const cadence = findUpdates(input.series, kind, input.from, input.to)?.cadence ?? 0.1;
    const updates = findUpdates(input.series, kind, input.from, input.to + AFTERMATH * cadence);
    if (updates !== null) return updates;
  }
  return null;
}
