import { fitFamilies } from './families.ts';
import { layOut } from './problem.ts';
import { findUpdates, type SensorKind, type Updates } from './updates.ts';
import { combine, unresolved } from './combine.ts';
import { still } from './still.ts';
import type { Attribution, AttributionInput } from './types.ts';

/** The version of the method: its change makes results incomparable. */
export const METHOD = 'regression-3';

/** How much later than the stretch a sensor may still tell of it, in cadences: the most lag (1.75) and a window. */
const AFTERMATH = 3;
/**
 * A counter misses nothing between its updates, which a power reading may: the ring buffer must be clearly denser
 * (chosen, not measured).
 */
const BETTER = 0.75;

/**
 * The energy caused by each interval, by regression over the sensor's updates (docs/attribution.md).
 * Takes the best that the sensor offers (`bestUpdates`).
 */
export function attribute(input: AttributionInput): Attribution {
  const updates = bestUpdates(input);
  if (updates === null || input.intervals.length === 0) return still(input) ?? unresolved(input, 'no-updates');
  const problem = layOut(updates, input.intervals);
  const fits = fitFamilies(problem);
  return fits.length > 0 ? combine(input, problem, fits) : unresolved(input, 'ill-conditioned');
}

/**
 * The driver's ring buffer where its spacing beats the counter's (or there is none), else the counter, else instant
 * power, else average power.
 */
function bestUpdates({ series, from, to, powerLimitWatts }: AttributionInput): Updates | null {
  const of = (kind: SensorKind) => {
    const cadence = findUpdates(series, kind, from, to)?.cadence ?? 0.1;
    return findUpdates(series, kind, from, to + AFTERMATH * cadence, powerLimitWatts);
  };
  const counter = of('counter');
  const ring = series.ringBuffer.t.length > 0 ? of('ring') : null;
  if (ring !== null && (counter === null || ring.cadence < BETTER * counter.cadence)) return ring;
  return counter ?? of('instant') ?? of('average');
}
