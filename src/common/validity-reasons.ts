import type { Reason } from './generated/run-result.ts';

/** What each reason in a measurement's validity means, in one sentence; the schema holds the closed set. */
const REASONS: Record<Reason, string> = {
  'edges-unpaired': 'a phase was begun twice or never ended',
  'counter-reset': 'the energy counter went back, or jumped by more than any device draws',
  'counter-stuck': 'the energy counter stood still for 20 of its periods',
  'sampling-gap': 'the sampler was away for longer than the sensor forgives',
  'power-profile-changed': 'power smoothing or the power profile changed during a block',
  'power-limit-changed': 'the power limit changed during a block',
  'co-tenant': 'another process used the GPU',
  'counter-power-disagree': 'energy counter and power reading contradict each other',
  'no-markers': 'no marker was read',
  'stray-markers': 'some lines name a marker and are none',
  'edges-outside': 'phases lie outside the sampled time, or their times are of another clock',
  'net-too-wide': 'idle power hides what the phase added to it',
  'replay-too-short': 'the recorded trace ended before the block did',
  'slowdown-in-one-arm': 'the GPU was slowed by hardware or heat in one arm only',
  'hardware-slowdown': 'the GPU slowed itself (hardware, power brake)',
  'thermal-slowdown': 'the GPU slowed itself for its temperature',
  'power-capped': 'the GPU ran into its power limit for part of the time',
  'clock-differs': 'the mean SM clock of the two arms differs by over 2 %',
  'temperature-differs': 'the mean temperature of the two arms differs by over 5 K',
  'power-cap-differs': 'the arms ran into the power limit for different shares of their time',
  'module-scope': 'the sensor counts the whole module, CPU and memory included',
  'co-tenants-unknown':
    "the driver's process list cannot be mapped to this container: whether the GPU was ours alone is unknown",
  'host-not-metered': 'no sensor reads the host, where the checks ran',
  'ill-conditioned': "the phases' edges and the sensor's updates cannot be told apart",
  'interval-too-wide': 'the 95 % interval is too wide for the estimate (a half-width over 25 %)',
  'no-updates': 'the sensor gave no new value during the phases',
  'power-on-bound': 'the fitted power lies at the edge of what the device can draw',
  'budget-spent': 'the budget ended the run before all blocks were measured',
};

/** The meaning of a reason; `null` where it is none of ours. */
export const meaningOf = (code: string): string | null =>
  Object.hasOwn(REASONS, code) ? REASONS[code as Reason] : null;
