import type { Basis } from '../common/generated/comparison.ts';
import type { RatioMetric } from '../common/metrics.ts';
import type { ArmName } from '../common/phases.ts';
import { differenceOf, type Series } from './effects.ts';
import { discordant } from './passes/discordant.ts';
import type { Sides } from './sides.ts';
import { byPairs, byT, type Tested } from './tester.ts';

/** How a metric is decided, and the change that it is decided by. */
export interface Decided {
  basis: Basis;
  /** head ÷ base − 1, or head − base, where the basis knows it better than the two values do. */
  change?: number;
  /** `null` where the values are exact, or nothing can be tested. */
  tested: Tested | null;
}

/** Joules and seconds drift between measurements; tokens and passes do not. */
export const drifts = (d: Pick<RatioMetric, 'nature'>): boolean => d.nature === 'joules' || d.nature === 'seconds';

const constant = (values: Series): boolean => new Set([...values.values()].map((m) => m.value)).size <= 1;

/** Passes and tokens of answers that are the same at every repeat; tokens of `suppressed` hold overrun, which may vary. */
function isExact(c: Sides, d: RatioMetric, arm: ArmName, values: readonly Series[]): boolean {
  if (c.deterministic[arm] !== true || drifts(d)) return false;
  return d.nature === 'passes' || values.every(constant);
}

/**
 * How a metric of one arm is decided: the one place where a basis other than `measured` gives its own change. `base`
 * and `head` are the values by block.
 */
export function decideBy(c: Sides, d: RatioMetric, arm: ArmName, base: Series, head: Series): Decided {
  if (isExact(c, d, arm, [base, head])) return { basis: 'exact', tested: null };
  if (d.id === 'pass-at-1' && c.base) return { basis: 'measured', tested: byPairs(discordant(c.base, c.head, arm)) };
  const effect = differenceOf(base, head, drifts(d) ? c.relation : { ...c.relation, spread: null });
  return { basis: 'measured', tested: effect && byT(effect) };
}
