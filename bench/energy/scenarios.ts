import type { Random } from './random.ts';
import type { Scenario } from './simulator.ts';

export const CADENCES = [0.01, 0.02, 0.05, 0.1] as const;
export const RESPONSES = ['instant', '8 ms', '25 ms', 'jump+ramp', 'late step'] as const;
export type ResponseName = (typeof RESPONSES)[number];

/** Draws one scenario. `shortest` is the least prefill (and, where long, the least decode) in seconds. */
export function draw(
  random: Random,
  cadence: number,
  partTime: boolean,
  response: ResponseName,
  long: boolean,
  context = false,
): Scenario {
  const base = long ? random.between(0.36, 0.6) : random.between(0.035, 0.12);
  const requests = Array.from({ length: 40 }, () => ({
    gap: random.between(0.02, 0.12),
    prefill: Math.max(long ? 0.3 : 0.03, base * random.between(0.8, 1.25)),
    decode: random.between(0.3, 0.8),
    ...(context ? { context: random.between(200, 4000) } : {}),
  }));
  return {
    cadence,
    jitter: 0.02,
    partTime: partTime ? 0.25 : null,
    lag: cadence * random.between(0, 1.2),
    response:
      response === 'late step'
        ? { kind: 'late-step', jump: 0.65, seconds: random.between(0.1, 0.2) }
        : response === 'jump+ramp'
          ? { kind: 'ramp', jump: 0.6, seconds: random.between(0.1, 0.4) }
          : { kind: 'first-order', tau: response === 'instant' ? 0 : response === '8 ms' ? 0.008 : 0.025 },
    noise: 0.03,
    powerSpread: 0.03,
    gain: random.between(0.94, 1.01),
    ...(context ? { contextSlope: random.between(0.02, 0.15) } : {}),
    idleWatts: random.between(40, 80),
    pollSeconds: 0.005,
    requests,
    prefillWatts: random.between(250, 400),
    decodeWatts: random.between(150, 300),
  };
}
