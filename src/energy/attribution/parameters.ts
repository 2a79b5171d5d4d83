import type { PhysicsName } from './model.ts';

/** Relative spreads that are fitted beside the powers. */
export interface Spreads {
  /** Of a sensor's update, as a share of its value. */
  noise: number;
  /** Of one interval's power, as a share of its phase's. */
  power: number;
}

/**
 * Where a parameter may lie, in seconds (`jump`: a share), for a sensor of cadence c. A driver's "average" may be that of
 * the last second or momentary (NVML's PowerUsage differs by GPU, AMD's power1_average by card): the fit decides.
 */
export function boundsOf(name: PhysicsName, cadence: number, kind: string): [number, number] {
  switch (name) {
    case 'lag':
      return [0, 1.75 * cadence + 0.01];
    case 'window':
      return [0.03 * cadence, kind === 'average' ? Math.max(2, 1.25 * cadence) : 1.25 * cadence];
    case 'tau':
      return [0.001, 0.08];
    case 'jump':
      return [0.3, 1];
    case 'ramp':
      return [0.04, 0.6];
  }
}

/** Steps of the finite differences: wide enough to look over the kinks where an edge meets an update. */
export const STEP: Record<PhysicsName, number> = { lag: 0.001, window: 0.001, tau: 0.001, jump: 0.02, ramp: 0.01 };
/** What a spread is held to be before the data speak: its median, and a factor of one standard deviation. */
const SPREAD_PRIOR = { noise: { median: 0.03, factor: 3 }, power: { median: 0.03, factor: 2 } } as const;
/** −2 log of the spreads' prior density, up to a constant. */
export function spreadPenalty(s: Spreads): number {
  const z = (x: number, prior: { median: number; factor: number }) =>
    Math.log(x / prior.median) / Math.log(prior.factor);
  return z(s.noise, SPREAD_PRIOR.noise) ** 2 + z(s.power, SPREAD_PRIOR.power) ** 2;
}
