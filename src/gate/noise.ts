import { blocksToCall } from '../analysis/predict.ts';
import { machineNoise } from '../analysis/qualify/noise.ts';
import { packageRoot } from '../common/paths.ts';
import { checkConfig } from '../config/load.ts';
import { measure, type MeasureOptions } from '../experiment/open.ts';
import { compareOptions } from './options.ts';

/** Blocks of a quick look: they tell a standard deviation to about a third. */
const BLOCKS = 8;
/** Those that fit into about a quarter of a minute on a machine of the slowest kind. */
const TASKS = [0, 3, 6, 9, 12].map((i) => `practice/${i}`);
/** The rise that is asked about, and the limit that it goes beyond: the default. */
const RISE = 0.05;
const LIMIT = 0.03;

/** How noisy joules are on a machine, and what that costs a gate. */
export interface Noise {
  /** The meter that was read, and whether its joules are an estimate. */
  meter: string;
  estimated: boolean;
  blocks: number;
  /** Standard deviation of a block's difference of ln J/task between base and head, and its interval. */
  sd: number;
  interval: number[];
  rise: number;
  limit: number;
  /** Blocks a side that call such a rise against such a limit, 9 times of 10; `null`: more than 200. */
  toCall: number | null;
}

/**
 * Measures the embedded model against itself on this machine's best meter, a few blocks interleaved as base and head
 * are; `null` where too few blocks had joules. @throws JouleGateError as `measure`
 */
export async function quickNoise(options: Omit<MeasureOptions, 'commit' | 'journal'>): Promise<Noise | null> {
  const config = checkConfig(
    {
      model: { builtin: 'practice' },
      workload: { name: 'practice', tasks: TASKS },
      arms: ['plain'],
      repeats: BLOCKS,
      thresholds: { 'energy-per-task': { increase: LIMIT } },
    },
    'a look at the noise',
    packageRoot,
  );
  const specs = ['base', 'head'].map((name) => ({ name, config }));
  const [base, head] = await measure(specs, { ...options, commit: null, journal: null });
  const [noise] = machineNoise(base!, head!, compareOptions(config));
  if (noise === undefined) return null;
  return {
    meter: head!.meter.kind,
    estimated: head!.meter.estimated,
    blocks: BLOCKS,
    sd: noise.sd,
    interval: noise.interval,
    rise: RISE,
    limit: LIMIT,
    toCall: blocksToCall(noise.sd, RISE, LIMIT),
  };
}
