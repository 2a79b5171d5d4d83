import type { Random } from '../random.ts';
import type { Work } from './load.ts';
import type { Sensor } from './sensor.ts';

/** What must come out of a kind. */
export type Expected =
  /** Joules of both phases, true; with no word beside them except `beside`. */
  | { is: 'resolved'; beside?: readonly string[] }
  /** Both phases `not-resolvable`, whatever the reason. */
  | { is: 'refused' }
  /** Both phases `invalid`, by this code. */
  | { is: 'invalid'; code: string }
  /** This code said of the whole. */
  | { is: 'warned'; code: string }
  /** Net joules of decode not told, by `net-too-wide`; gross ones are true. */
  | { is: 'net-hidden' };

/** A kind of load and sensor, drawn anew for each seed. */
export interface Kind {
  name: string;
  /** The model is true of it: nothing may be said of it, and its intervals may not grow. */
  clean: boolean;
  /** Of a clean kind: gaps average less than a cadence. */
  shortGaps?: boolean;
  expected: Expected;
  draw: (random: Random) => { work: Work; sensor: Sensor };
}

/** A sensor of a cadence, regular and silent, that the others are changes of. */
export function sensorOf(random: Random, cadence: number, partTime = false): Sensor {
  return {
    cadence,
    jitter: random.between(0.001, 0.01),
    wobble: 0,
    window: partTime ? 0.25 * cadence : null,
    lag: cadence * random.between(0, 1.2),
    publication: 0,
    noise: 0.01,
    counts: true,
    poll: 0.005,
    instant: 0.25 * cadence,
    limitWatts: random.next() < 0.5 ? 700 : null,
  };
}

/** 40 requests of 60 ms and 400 ms (± 10 %) and gaps around 100 ms. */
export function workOf(random: Random): Work {
  return {
    count: 40,
    gap: () => random.between(0.05, 0.15),
    prefill: () => 0.06 * random.between(0.9, 1.1),
    decode: () => 0.4 * random.between(0.9, 1.1),
    watts: { quiet: 80, rest: 80, prefill: random.between(500, 640), decode: random.between(240, 320) },
    spread: 0.02,
  };
}

/** Requests of one length, without any scatter. */
export function fixed(random: Random, count: number, gap: number, prefill: number, decode: number) {
  return { ...workOf(random), count, gap: () => gap, prefill: () => prefill, decode: () => decode };
}

/** A sensor that keeps its beat over the whole run, each update up to some milliseconds beside it. */
export const regular = (random: Random, cadence: number, partTime = false) => ({
  ...sensorOf(random, cadence, partTime),
  jitter: random.between(0, 0.001),
  wobble: random.between(0, 0.03) * cadence,
});
