import { sensorOf, workOf, type Kind } from './kind.ts';

const CADENCES = [0.01, 0.02, 0.05, 0.1];

/** Kinds of which the model is true: gaps of a cadence and more, shorter ones, drift, short prefills, overlap. */
export const CLEAN: Kind[] = [
  ...[false, true].flatMap((partTime) =>
    CADENCES.flatMap((cadence): Kind[] => {
      const name = `${partTime ? 'part-time' : 'exact'}-${1000 * cadence}`;
      return [
        {
          name,
          clean: true,
          expected: { is: 'resolved' },
          draw: (random) => ({ work: workOf(random), sensor: sensorOf(random, cadence, partTime) }),
        },
        {
          name: `${name}-short-gaps`,
          clean: true,
          shortGaps: true,
          expected: { is: 'resolved' },
          draw: (random) => ({
            work: { ...workOf(random), gap: () => cadence * random.between(0.2, 0.8) },
            sensor: sensorOf(random, cadence, partTime),
          }),
        },
      ];
    }),
  ),
  {
    name: 'drift-20',
    clean: true,
    expected: { is: 'resolved' },
    draw: (random) => ({
      work: { ...workOf(random), scale: (t) => 1 - (0.2 * Math.max(0, t - 3)) / 22 },
      sensor: sensorOf(random, random.pick(CADENCES)),
    }),
  },
  {
    name: 'prefill-8ms',
    clean: true,
    expected: { is: 'resolved' },
    draw: (random) => ({
      work: { ...workOf(random), prefill: () => 0.008 * random.between(0.8, 1.2) },
      sensor: sensorOf(random, random.pick([0.01, 0.02])),
    }),
  },
  {
    name: 'overlap',
    clean: true,
    expected: { is: 'resolved' },
    draw: (random) => {
      const work = workOf(random);
      const watts = { quiet: 80, rest: 80, prefill: random.between(300, 400), decode: random.between(160, 220) };
      return { work: { ...work, watts, streams: 2 }, sensor: sensorOf(random, random.pick(CADENCES)) };
    },
  },
];
