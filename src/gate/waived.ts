import type { Comparison, Metric, Waiver } from '../common/generated/comparison.ts';
import { RATIO_METRICS, SAVING_METRICS, type Described } from '../common/metrics.ts';

const COSTS: readonly Described['nature'][] = ['joules', 'tokens', 'seconds'];

/**
 * What a waiver must cover for a metric. What is no cost is accuracy, which has a label of its own: joules that were
 * saved by answering worse are not accepted by the other.
 */
const kindOf = ({ id }: Pick<Metric, 'id'>): Waiver['covers'] => {
  const nature = [...RATIO_METRICS, ...SAVING_METRICS].find((m) => m.id === id)?.nature;
  return nature && COSTS.includes(nature) ? 'energy' : 'accuracy';
};

/** The kinds of metrics that regressed. */
export const regressedKinds = ({ metrics }: Pick<Comparison, 'metrics'>): Set<Waiver['covers']> =>
  new Set(metrics.filter((m) => m.verdict === 'regressed').map(kindOf));

/** Whether a regression, and nothing but a regression, is accepted in all that regressed; by the comparison's own. */
export function isWaived(
  c: Pick<Comparison, 'verdict' | 'metrics' | 'publication'>,
  waivers: readonly Waiver[] = c.publication?.waivers ?? [],
): boolean {
  const covered = new Set(waivers.map((w) => w.covers));
  const kinds = [...regressedKinds(c)];
  return c.verdict === 'regressed' && kinds.length > 0 && kinds.every((k) => covered.has(k));
}
