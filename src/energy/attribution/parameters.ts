import type { Physics, PhysicsName } from './model.ts';
import type { SensorKind } from './updates.ts';

/** The two relative standard deviations that are fitted beside the powers. */
export interface Spreads {
  /** σ_noise: of a sensor's update, as a share of its value. */
  noise: number;
  /** σ_b: of one interval's power, as a share of its phase's. */
  power: number;
}

/** Where the parameters of a response may lie, whatever the sensor: seconds, `jump` a share. */
export const RESPONSE_BOUNDS = { tau: [0.001, 0.08], jump: [0.3, 1], ramp: [0.04, 0.6] } as const satisfies Partial<
  Record<PhysicsName, readonly [number, number]>
>;

/**
 * Where a parameter may lie, in seconds (`jump`: a share), for a sensor of cadence c seconds.
 * - lag: sensors are late by up to more than one period (the benchmark draws up to 1.2); a poll of 5 ms and its jitter
 * besides. Below 0 where a value is stamped before it is read (a held-out A100).
 * - window: a part-time sensor sees 25 ms of each 100 (arXiv 2312.02741), an exact one its whole period. A driver's
 *   "average" may be of the last second or momentary (NVML's PowerUsage differs by GPU, AMD's power1_average by card).
 * - tau, jump, ramp: boards step 60–98 % at once, clocks rise for up to 400 ms (traces of real boards); wider by half.
 */
export function boundsOf(name: PhysicsName, cadence: number, kind: SensorKind): readonly [lo: number, hi: number] {
  switch (name) {
    case 'lag':
      return [-(polled(kind) ? 0.5 : 0.25) * cadence, 1.75 * cadence + 0.01];
    case 'window':
      return [0.03 * cadence, kind === 'average' ? Math.max(2, 1.25 * cadence) : 1.25 * cadence];
    default:
      return RESPONSE_BOUNDS[name];
  }
}

/**
 * Readings that are no more than polled: a log that keeps one of several updates knows each only to lie between two
 * polls, in whose middle it is put, and the newest may be from the very end.
 */
const polled = (kind: SensorKind): boolean => kind === 'instant' || kind === 'average';

/** Whether a fitted parameter has run into a bound: its value is then no estimate. */
export function onBound(
  name: PhysicsName,
  physics: Physics,
  { cadence, kind }: { cadence: number; kind: SensorKind },
): boolean {
  const [lo, hi] = boundsOf(name, cadence, kind);
  return physics[name] <= lo || physics[name] >= hi;
}

/**
 * Steps of the finite differences, in the parameter's unit: wide enough to look over the kinks where an edge meets an
 * update (chosen, not measured).
 */
export const STEP: Record<PhysicsName, number> = { lag: 0.001, window: 0.001, tau: 0.001, jump: 0.02, ramp: 0.01 };

/** Where the fit of the spreads begins: at the prior's medians. */
export const START_SPREADS: Spreads = { noise: 0.03, power: 0.03 };

/**
 * What a spread is held to be before the data speak: log-normal by its median and the factor of one standard deviation.
 * The median is the 3 % that the simulator draws; how wide was chosen, not measured.
 */
const SPREAD_PRIOR = {
  noise: { median: START_SPREADS.noise, factor: 3 },
  power: { median: START_SPREADS.power, factor: 2 },
} as const;

/** −2 log of the spreads' prior density, up to a constant: Σ (log(σ ÷ median) ÷ log factor)². */
export function spreadPenalty(s: Spreads): number {
  const z = (x: number, prior: { median: number; factor: number }) =>
    Math.log(x / prior.median) / Math.log(prior.factor);
  return z(s.noise, SPREAD_PRIOR.noise) ** 2 + z(s.power, SPREAD_PRIOR.power) ** 2;
}
