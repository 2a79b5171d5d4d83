import type { Comparison, FindingCode, Metric } from '../common/generated/comparison.ts';
import { ENERGY } from '../common/metrics.ts';

/** Reasons that by themselves say why a comparison is inconclusive. */
const UNDECIDED: readonly FindingCode[] = [
  'spread-unknown',
  'stored-estimate',
  'too-few-blocks',
  'not-resolvable',
  'no-divisor',
  'not-known',
  'base-not-positive',
  'metric-missing',
  'null-control',
  'not-graded',
];

/** What of a comparison's reasons alone says why it is inconclusive, in their order. */
export const undecidedReasons = (c: Comparison): Comparison['reasons'] =>
  c.reasons.filter((r) => (UNDECIDED as readonly string[]).includes(r));

/** The metrics that have the comparison's verdict, the largest change first. */
export const decidedBy = (c: Comparison): Metric[] =>
  c.metrics.filter((m) => m.verdict === c.verdict).sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));

/** Whether joules of a side are CPU time × watts, which no sensor read. */
export const isEstimated = ({ head, base }: Comparison): boolean =>
  head.meter['estimated'] === true || base?.meter['estimated'] === true;

/** Whether a value is not what it was, as far as can be told: an interval that leaves 0, or an exact difference. */
export const hasMoved = ({ change, interval }: Metric): boolean =>
  interval ? interval[0]! > 0 || interval[1]! < 0 : change !== null && change !== 0;

/** Energy per task may be what it was: what its parts and tasks did is noise. */
export const isSteady = (c: Comparison): boolean => !c.metrics.some((m) => m.id === ENERGY.id && hasMoved(m));
