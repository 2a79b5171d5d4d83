import { fixed, regular, sensorOf, workOf, type Kind } from './kind.ts';
import { byLength, capped, decaying, pulses, steps, TOKEN } from './shapes.ts';

const CADENCES = [0.02, 0.05, 0.1];

/** Waveforms and sensors that no model states: joules must be told all the same, with an interval that holds them. */
export const MISFIT: Kind[] = [
  {
    name: 'nogap-60-440',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => ({ work: fixed(random, 60, 0, 0.06, 0.44), sensor: regular(random, 0.1) }),
  },
  {
    // Begins lock to the sensor (R near 1), but phases are long enough to be told apart.
    name: 'locked-60-400',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => ({ work: fixed(random, 60, 0.04, 0.06, 0.4), sensor: regular(random, 0.1) }),
  },
  {
    name: 'idle-lead',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => {
      const work = workOf(random);
      return {
        work: { ...work, watts: { ...work.watts, rest: 80 * random.between(1.1, 1.25) } },
        sensor: sensorOf(random, random.pick(CADENCES), random.next() < 0.5),
      };
    },
  },
  {
    name: 'idle-high',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => {
      const work = workOf(random);
      const idle = random.between(0.45, 0.6) * work.watts.decode;
      return {
        work: { ...work, watts: { ...work.watts, quiet: idle, rest: idle } },
        sensor: sensorOf(random, random.pick(CADENCES)),
      };
    },
  },
  {
    name: 'negative-lag',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => {
      const sensor = sensorOf(random, random.pick([0.05, 0.1]));
      return { work: workOf(random), sensor: { ...sensor, lag: -random.between(0.04, 0.16) * sensor.cadence } };
    },
  },
  {
    name: 'host-gap-in-prefill',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => {
      const host = random.between(0.004, 0.008);
      const low = random.between(0.6, 0.8);
      return {
        work: {
          ...workOf(random),
          shape: (phase, piece) =>
            phase === 'decode'
              ? pulses(piece, low, TOKEN)
              : [
                  { ...piece, end: piece.start + host, watts: 80 },
                  { ...piece, start: piece.start + host },
                ],
        },
        sensor: sensorOf(random, random.pick(CADENCES)),
      };
    },
  },
  // A token period that divides the counter's (25 ms of 50) leaves no trace but at the ends of decode; in the others it
  // is anything, and so is the share of it that the device waits.
  ...(['token-pulses', 'token-pulses-any', 'token-pulses-told'] as const).map((name): Kind => ({
    name,
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => {
      const low = random.between(0.5, 0.8);
      const token = name === 'token-pulses' ? TOKEN : random.between(0.012, 0.045);
      const working = name === 'token-pulses' ? 0.8 : random.between(0.6, 0.95);
      const work = workOf(random);
      const told = name === 'token-pulses-told';
      return {
        work: {
          ...work,
          shape: (phase, piece) => (phase === 'decode' ? pulses(piece, low, token, working) : [piece]),
          ...(told
            ? {
                decode: () => token * Math.round(work.decode() / token),
                written: (seconds: number) => Math.round(seconds / token),
              }
            : {}),
        },
        sensor: sensorOf(random, random.pick(CADENCES)),
      };
    },
  })),
  {
    name: 'decode-decays',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => {
      const tau = random.between(0.08, 0.16);
      return {
        work: {
          ...workOf(random),
          shape: (phase, piece) => (phase === 'decode' ? decaying(piece, 0.15, tau) : [piece]),
        },
        sensor: sensorOf(random, random.pick(CADENCES)),
      };
    },
  },
  {
    name: 'publication-jitter',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => ({
      work: workOf(random),
      sensor: { ...regular(random, 0.1), publication: random.between(0.01, 0.015) },
    }),
  },
  {
    name: 'clock-steps',
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => {
      const scale = steps(random, 0.05, 0.1);
      return {
        work: { ...workOf(random), scale },
        sensor: { ...sensorOf(random, random.pick(CADENCES)), clockMhz: (t) => Math.round(1755 * scale(t)) },
      };
    },
  },
  ...[false, true].map((told): Kind => ({
    name: `prefill-power-by-length${told ? '-told' : ''}`,
    clean: false,
    expected: { is: 'resolved' },
    draw: (random) => {
      const work = workOf(random);
      return {
        work: {
          ...work,
          count: 80,
          prefill: () => Math.exp(random.between(Math.log(0.015), Math.log(0.2))),
          shape: (phase, piece) => (phase === 'prefill' ? [{ ...piece, watts: byLength(piece) }] : [piece]),
          ...(told ? { tokens: (seconds: number) => Math.round(seconds * 5000) } : {}),
        },
        sensor: sensorOf(random, 0.1, true),
      };
    },
  })),
  {
    name: 'capped-parttime',
    clean: false,
    expected: { is: 'resolved', beside: ['power-capped'] },
    draw: (random) => {
      const work = workOf(random);
      return {
        work: {
          ...work,
          prefill: () => random.between(0.055, 0.145),
          shape: (phase, piece) => (phase === 'prefill' ? capped(piece, 800) : [piece]),
        },
        sensor: { ...sensorOf(random, 0.1, true), limitWatts: 700, throttle: 0x4 },
      };
    },
  },
  {
    // What a cluster logs: power alone, four times a second, of two cards that share the work.
    name: 'power-log-4hz',
    clean: false,
    expected: { is: 'resolved', beside: ['slow-samples'] },
    draw: (random) => ({
      work: {
        ...workOf(random),
        split: true,
        gap: () => random.between(0.5, 1.5),
        prefill: () => random.between(0.8, 2.5),
        decode: () => random.between(3, 8),
      },
      sensor: { ...sensorOf(random, 0.1), poll: 0.25, counts: false, instant: 0.1 },
    }),
  },
];
