import { beats } from './beats.ts';
import { fitFamilies } from './families.ts';
import { misfits, quietNoise } from './misfit.ts';
import { layOut } from './problem.ts';
import { findUpdates, type SensorKind, type Updates } from './updates.ts';
import { combine, unresolved } from './combine.ts';
import { still } from './still.ts';
import type { Attribution, AttributionInput } from './types.ts';

/** The version of the method: its change makes results incomparable. */
export const METHOD = 'regression-6';

/** How much later than the stretch a sensor may still tell of it, in cadences: the most lag (1.75) and a window. */
const AFTERMATH = 3;
/**
 * How much quiet before the first edge is fitted with the rest, in cadences: enough to tell base power there from that
 * between requests. More would make the fit's noise that of the quiet.
 */
const LEAD = 12;
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
  if (beats(problem)) return unresolved(input, 'beats-with-sensor');
  const fits = fitFamilies(problem);
  if (fits.length === 0) return unresolved(input, 'ill-conditioned');
  const found = combine(input, problem, fits);
  const quiet = quietNoise(quietUpdates(input, updates.kind)) ?? input.idle?.noise?.[updates.kind] ?? null;
  return misfits(fits, quiet) ? { ...found, warnings: ['model-misfit'] } : found;
}

/**
 * The driver's ring buffer where its spacing beats the counter's (or there is none), else the counter, else instant
 * power, else average power.
 */
function bestUpdates({ series, intervals, from, to, powerLimitWatts }: AttributionInput): Updates | null {
  const first = intervals[0]?.start ?? from;
  const last = intervals.reduce((end, i) => Math.max(end, i.end), first);
  const of = (kind: SensorKind) => {
    const cadence = findUpdates(series, kind, from, to)?.cadence ?? 0.1;
    const begin = Math.max(from, first - LEAD * cadence);
    return findUpdates(series, kind, begin, Math.min(to, last) + AFTERMATH * cadence, powerLimitWatts);
  };
  const counter = of('counter');
  const ring = series.ringBuffer.t.length > 0 ? of('ring') : null;
  if (ring !== null && (counter === null || ring.cadence < BETTER * counter.cadence)) return ring;
  return counter ?? of('instant') ?? of('average');
}

/** What the sensor showed before the first edge; null where that is too little. */
function quietUpdates(
  { series, intervals, from, powerLimitWatts }: AttributionInput,
  kind: SensorKind,
): Updates | null {
  return findUpdates(series, kind, from, intervals[0]!.start, powerLimitWatts);
}
