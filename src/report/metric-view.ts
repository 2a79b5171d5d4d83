import type { Comparison, Metric, Verdict } from '../common/generated/comparison.ts';
import { HEADLINES, nameOf } from '../common/metrics.ts';
import type { ArmName } from '../common/phases.ts';
import { completeOf } from './babble.ts';
import { changeOf, interval, limit, sideOf } from './format.ts';

/** One row of the table of metrics, every value in words. */
export interface MetricView {
  name: string;
  arm: ArmName | null;
  /** What stands beside the name where there is room, else empty. */
  note: string;
  base: string;
  head: string;
  change: string;
  interval: string;
  limit: string;
  /** `null`: it does not gate. */
  verdict: Verdict | null;
  /** It stands in a run's summary. */
  summary: boolean;
}

/** Only a complete answer has babble: how many of head's were. */
function besideBabble(m: Metric, babble: Comparison['babble']): string {
  const side = m.id === 'babble-share' ? babble?.find((b) => b.arm === m.arm)?.head : undefined;
  return side?.answers === undefined ? '' : ` (${completeOf(side)} answers complete)`;
}

export const metricViews = (c: Comparison): MetricView[] =>
  c.metrics.map((m) => ({
    name: nameOf(m.id),
    arm: m.arm,
    note: `${m.basis === 'equal-rates' ? ', at equal rates' : ''}${besideBabble(m, c.babble)}`,
    base: sideOf(m, 'base'),
    head: sideOf(m, 'head'),
    change: changeOf(m),
    interval: interval(m.interval, m.scale),
    limit: limit(m.threshold, m),
    verdict: m.verdict,
    summary: HEADLINES.includes(m.id),
  }));
