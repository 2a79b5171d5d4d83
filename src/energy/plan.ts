/** Fewer prefills than this leave lag and response open, whatever the noise. */
const LEAST = 8;
/** More would take longer than what they sharpen: 600 of 10 ms with their gaps are a quarter of a minute a pass. */
const MOST = 600;
/** With the most of them an error up to this will do: half of what is resolvable, as it is planned from few updates. */
const RESOLVABLE = 0.06;

/**
 * How many repeated prefills of one length (with random gaps) it takes for a relative standard error of their joules,
 * from the characterisation (`BlockEnergy.sensor`: `cadenceMs`, and `noise`, the relative noise of one update).
 * Each prefill touches length ÷ cadence + 1 updates, whose noise is a share of the whole step: √m·noise·cadence ÷
 * length.
 * A part-time sensor needs no more: what it sees less often it shows alone. Against the errors of full fits this is at
 * worst 3 times too many for the shortest prefills on a 100 ms sensor, and not too few (test: plan).
 * At most 600, where those still bring a resolvable error; `null` where they do not: this sensor cannot tell such a
 * prefill.
 */
export function prefillRepeatsNeeded(
  sensor: { cadenceMs: number; noise: number },
  prefillMs: number,
  relativeError: number,
): number | null {
  if (!(prefillMs > 0) || !(relativeError > 0)) return null;
  const updates = prefillMs / sensor.cadenceMs + 1;
  const relativeErrorOfOne = (Math.sqrt(updates) * sensor.noise * sensor.cadenceMs) / prefillMs;
  const needed = Math.max(LEAST, Math.ceil((relativeErrorOfOne / relativeError) ** 2));
  if (needed <= MOST) return needed;
  return relativeErrorOfOne / Math.sqrt(MOST) <= RESOLVABLE ? MOST : null;
}
