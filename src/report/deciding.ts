import type { Comparison, FindingCode, Metric } from '../common/generated/comparison.ts';

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
