import type { Metric, MetricId } from './generated/comparison.ts';
import { ARMS, energyOf, type ArmName } from './phases.ts';
import type { Sums } from './sums.ts';

export interface Described {
  id: MetricId;
  name: string;
  unit: Metric['unit'];
  scale: Metric['scale'];
  /** Tokens, passes and scores are exact under greedy decoding; joules and seconds never are. */
  nature: 'joules' | 'seconds' | 'tokens' | 'passes' | 'scores';
  /**
   * Stands in comment, terminal and action outputs even where it does not gate; `plain`: in the comment of that arm
   * alone.
   */
  headline: 'both' | 'plain' | null;
}

/** A metric of each arm: a ratio of two sums. */
export interface RatioMetric extends Described {
  arms: readonly ArmName[];
  /**
   * What must be known of answers for it to say anything, where it is of none there is no such metric: whether they
   * pass, when they are complete, how good they are.
   */
  by?: 'tests' | 'ends' | 'scores';
  /** It needs every answer's grade: where one could not be had, the metric decides nothing. */
  graded?: true;
  /** Phases of whose joules it is told what their error of measurement is made of. */
  shared?: readonly ('prefill' | 'decode')[];
  numerator(s: Sums): number | null;
  denominator(s: Sums): number;
}

/** A metric of both arms together: 1 − suppressed ÷ plain of these joules per answer. */
export interface SavingMetric extends Described {
  /** Phases of whose joules it is told; all where none are named. */
  shared?: readonly ('prefill' | 'decode')[];
  joules(s: Sums): number | null;
}

const PER_TASK = (s: Sums): number => s.answers;

/** J/task: what most of a comparison leans on. */
export const ENERGY: RatioMetric = {
  id: 'energy-per-task',
  name: 'Energy per task',
  unit: 'J',
  scale: 'relative',
  nature: 'joules',
  headline: 'both',
  arms: ARMS,
  shared: ['prefill', 'decode'],
  numerator: (s) => energyOf(s.joules),
  denominator: PER_TASK,
};

/** Every metric of an arm, in the order of a comparison. A new one is an entry here and its id in the schema. */
export const RATIO_METRICS: readonly RatioMetric[] = [
  ENERGY,
  {
    id: 'prefill-energy-per-token',
    name: 'Prefill energy per prompt token',
    unit: 'J/token',
    scale: 'relative',
    nature: 'joules',
    headline: null,
    arms: ARMS,
    shared: ['prefill'],
    numerator: (s) => s.joules.prefill,
    denominator: (s) => s.promptTokens,
  },
  {
    id: 'decode-energy-per-token',
    name: 'Decode energy per step',
    unit: 'J/token',
    scale: 'relative',
    nature: 'joules',
    headline: null,
    arms: ARMS,
    shared: ['decode'],
    numerator: (s) => s.joules.decode,
    // The first token is prefill's, the end token costs a step: steps, not output tokens, are what decode pays for.
    denominator: (s) => s.decodeSteps,
  },
  {
    id: 'output-tokens',
    name: 'Output tokens per task',
    unit: 'token',
    scale: 'relative',
    nature: 'tokens',
    headline: 'both',
    arms: ARMS,
    numerator: (s) => s.outputTokens,
    denominator: PER_TASK,
  },
  {
    id: 'babble-share',
    name: 'Babble, share of output tokens',
    unit: '1',
    scale: 'absolute',
    nature: 'tokens',
    headline: 'plain',
    arms: ARMS,
    by: 'ends',
    numerator: (s) => s.babbleTokens,
    denominator: (s) => s.outputTokens,
  },
  {
    id: 'energy-per-solved-task',
    name: 'Energy per solved task',
    unit: 'J',
    scale: 'relative',
    nature: 'joules',
    headline: null,
    arms: ARMS,
    by: 'tests',
    graded: true,
    numerator: (s) => energyOf(s.joules),
    denominator: (s) => s.passed,
  },
  {
    id: 'pass-at-1',
    name: 'pass@1',
    unit: '1',
    scale: 'absolute',
    nature: 'passes',
    headline: 'both',
    arms: ARMS,
    by: 'tests',
    graded: true,
    numerator: (s) => s.passed,
    denominator: (s) => s.tested - s.notGraded,
  },
  {
    id: 'score',
    name: 'Score',
    unit: '1',
    scale: 'absolute',
    nature: 'scores',
    headline: 'both',
    arms: ARMS,
    by: 'scores',
    numerator: (s) => s.score,
    denominator: (s) => s.scored,
  },
  {
    id: 'false-stops',
    name: 'False stops',
    unit: '1',
    scale: 'absolute',
    nature: 'passes',
    headline: null,
    arms: ['suppressed'],
    by: 'ends',
    graded: true,
    numerator: (s) => s.falseStops,
    denominator: PER_TASK,
  },
  {
    id: 'missed-stops',
    name: 'Missed stops',
    unit: '1',
    scale: 'absolute',
    nature: 'passes',
    headline: null,
    arms: ['suppressed'],
    by: 'ends',
    numerator: (s) => s.missedStops,
    denominator: PER_TASK,
  },
  {
    id: 'wall-time',
    name: 'Model time per task',
    unit: 's',
    scale: 'relative',
    nature: 'seconds',
    headline: null,
    arms: ARMS,
    numerator: (s) => s.seconds,
    denominator: PER_TASK,
  },
];

/** How good answers are; of most workloads one of the two says anything. A waiver for them has a label of its own. */
export const ACCURACY: readonly MetricId[] = ['pass-at-1', 'score'];

/** What suppression saves of J/task. */
export const ENERGY_SAVING: SavingMetric = {
  id: 'suppression-saving',
  name: 'Suppression saves, of energy per task',
  unit: '1',
  scale: 'absolute',
  nature: 'joules',
  headline: 'both',
  joules: (s) => energyOf(s.joules),
};

/** Every metric of both arms together; they stand behind those of the arms. */
export const SAVING_METRICS: readonly SavingMetric[] = [
  ENERGY_SAVING,
  {
    id: 'decode-saving',
    name: 'Suppression saves, of decode energy',
    unit: '1',
    scale: 'absolute',
    nature: 'joules',
    headline: null,
    shared: ['decode'],
    joules: (s) => s.joules.decode,
  },
];

const DESCRIBED: readonly Described[] = [...RATIO_METRICS, ...SAVING_METRICS];

/** Every metric's id. */
export const METRIC_IDS: readonly string[] = DESCRIBED.map((m) => m.id);

/** The name of a metric, for a reader. */
export const nameOf = (id: MetricId): string => DESCRIBED.find((m) => m.id === id)?.name ?? id;

/** How a metric changes; `relative` where no metric is known by this id. */
export const scaleOf = (id: string): Metric['scale'] => DESCRIBED.find((m) => m.id === id)?.scale ?? 'relative';

/** The unit of a metric; `1` where none is known by this id. */
export const unitOf = (id: string): Metric['unit'] => DESCRIBED.find((m) => m.id === id)?.unit ?? '1';

/** Metrics that stand in terminal and action outputs whether they gate or not. */
export const HEADLINES: readonly MetricId[] = DESCRIBED.filter((m) => m.headline !== null).map((m) => m.id);

/** Whether a metric tells what a change did, though it may not gate: a pull request hears of it. */
export const inHeadline = ({ id, arm }: Pick<Metric, 'id' | 'arm'>): boolean =>
  DESCRIBED.some((m) => m.id === id && (m.headline === 'both' || (m.headline === 'plain' && arm !== 'suppressed')));
