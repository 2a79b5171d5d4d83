import type { Random } from '../random.ts';
import { fixed, regular, sensorOf, workOf, type Kind } from './kind.ts';
import type { Piece } from './load.ts';

/** What no joules can be told of, or only with a word beside them. */
export const REFUSED: Kind[] = [
  {
    name: 'beat-100',
    clean: false,
    expected: { is: 'refused' },
    draw: (random) => {
      const on = random.pick([0.04, 0.05, 0.06]);
      return { work: fixed(random, 100, 0, on, 0.1 - on), sensor: regular(random, 0.1) };
    },
  },
  {
    name: 'beat-200-parttime',
    clean: false,
    expected: { is: 'refused' },
    draw: (random) => {
      const gap = random.between(0.02, 0.05);
      return { work: fixed(random, 100, gap, 0.06, 0.14 - gap), sensor: regular(random, 0.1, true) };
    },
  },
  {
    name: 'net-not-resolved',
    clean: false,
    expected: { is: 'net-hidden' },
    draw: (random) => {
      const work = workOf(random);
      const idle = random.between(200, 260);
      const watts = { quiet: idle, rest: idle, prefill: idle + 50, decode: idle + random.between(6, 12) };
      return { work: { ...work, watts }, sensor: sensorOf(random, random.pick([0.02, 0.05, 0.1])) };
    },
  },
  {
    name: 'counter-jump',
    clean: false,
    expected: { is: 'invalid', code: 'counter-jump' },
    draw: (random) => {
      const sensor = sensorOf(random, 0.1);
      // Without a limit a jump of 150 J is no more than two large boards might draw.
      const joules = random.pick(sensor.limitWatts === null ? [1000, 10_000] : [150, 1000, 10_000]);
      const set = { at: random.between(5, 20), to: 'more' as const, joules, between: random.next() < 0.5 };
      return { work: workOf(random), sensor: { ...sensor, instant: random.pick([null, 0.025]), set } };
    },
  },
  {
    name: 'counter-reset',
    clean: false,
    expected: { is: 'invalid', code: 'counter-reset' },
    draw: (random) => ({
      work: workOf(random),
      sensor: {
        ...sensorOf(random, random.pick([0.02, 0.1])),
        set: { at: random.between(5, 20), to: 'zero' as const, joules: 0, between: random.next() < 0.5 },
      },
    }),
  },
  {
    name: 'co-tenant-unmarked',
    clean: false,
    expected: { is: 'warned', code: 'model-misfit' },
    draw: (random) => ({
      work: { ...workOf(random), count: 60, others: (from, to) => bursts(random, from, to, 150) },
      sensor: sensorOf(random, random.pick([0.02, 0.05, 0.1])),
    }),
  },
  {
    name: 'co-tenant-listed',
    clean: false,
    expected: { is: 'invalid', code: 'co-tenant' },
    draw: (random) => {
      const strangerAt = random.between(5, 15);
      return {
        work: { ...workOf(random), count: 60, others: (_, to) => bursts(random, strangerAt, to, 150) },
        sensor: { ...sensorOf(random, random.pick([0.02, 0.05, 0.1])), strangerAt },
      };
    },
  },
];

/** Another's work: on for 0.2 to 1 s, off for 0.3 to 1.5 s. */
function bursts(random: Random, from: number, to: number, watts: number): Piece[] {
  const found: Piece[] = [];
  for (let t = from + random.between(0.3, 1.5); t < to;) {
    const end = t + random.between(0.2, 1);
    found.push({ start: t, end, watts });
    t = end + random.between(0.3, 1.5);
  }
  return found;
}
