/** Fewer prefills than this leave lag and response open, whatever the noise. */
const LEAST = 8;
const MOST = 2000;

/**
 * How many repeated prefills of one length (with random gaps) it takes for a relative standard error of their joules,
 * from the characterisation (`BlockEnergy.sensor`: `cadenceMs`, and `noise`, the relative noise of one update).
 * Each prefill touches length ÷ cadence + 1 updates, whose noise is a share of the whole step: √m·noise·cadence ÷
 * length.
 * A part-time sensor needs no more: what it sees less often it shows alone. Against the errors of full fits this is at
 * worst 3 times too many for the shortest prefills on a 100 ms sensor, and not too few (test: plan).
 * `null` where more than 2,000 would be needed: this sensor cannot tell such a prefill.
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
  return needed > MOST ? null : needed;
}
