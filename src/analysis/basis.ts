import type { Basis, BasisReason } from '../common/generated/comparison.ts';
import { ENERGY, type RatioMetric } from '../common/metrics.ts';
import type { ArmName } from '../common/phases.ts';
import { differenceOf, type Series } from './effects.ts';
import { discordant } from './passes/discordant.ts';
import { pricedChange, type Priced } from './rates/decided.ts';
import { subjectDiffers } from './rates/obstacles.ts';
import type { Sides } from './sides.ts';
import { byPairs, byT, type Tested } from './tester.ts';

/** How a metric is decided, and the change that it is decided by. */
export interface Decided {
  basis: Basis;
  /** head ÷ base − 1, or head − base, where the basis knows it better than the two values do. */
  change?: number;
  /** `null` where the values are exact, or nothing can be tested. */
  tested: Tested | null;
  /** Blocks that were measured, where the test is good from fewer on than the first look has. */
  blocks?: number;
  /** What its variance is made of, by source. */
  shares?: Priced['shares'];
  /** Beside a change at equal rates, that of the joules; `null` where their interval is not known. */
  measured?: Tested | null;
  /** Why not a better one. */
  why?: BasisReason[];
}

/** Joules and seconds drift between measurements; tokens, passes and scores do not. */
export const drifts = (d: Pick<RatioMetric, 'nature'>): boolean => d.nature === 'joules' || d.nature === 'seconds';

const constant = (values: Series): boolean => new Set([...values.values()].map((m) => m.value)).size <= 1;

/** Passes, scores and tokens of answers that are the same at every repeat; tokens hold overrun, which may vary. */
function isExact(c: Sides, d: RatioMetric, arm: ArmName, values: readonly Series[]): boolean {
  if (c.deterministic[arm] !== true || drifts(d)) return false;
  return d.nature === 'passes' || values.every(constant);
}

const width = (tested: Tested, p: number): number => {
  const [lo, hi] = tested.interval(p);
  return hi - lo;
};

/** The interval of the joules themselves is the narrower one: misfit, or checks, leave equal rates less to say. */
const narrower = (c: Sides, measured: Tested | null, priced: Tested): boolean =>
  c.relation.paired && measured !== null && width(measured, c.levels.inside) < width(priced, c.levels.inside);

/** Joules as measured or, where only tokens differ, at equal rates: energy per task, and whatever else gates. */
function decideJoules(c: Sides, d: RatioMetric, arm: ArmName, head: Series, measured: Tested | null): Decided {
  const asked = d.id === ENERGY.id || c.thresholds[d.id]?.[arm] !== undefined;
  const priced = c.base && asked ? pricedChange(d.id, c.rates[arm]) : null;
  const asMeasured = (text: string | null): Decided => ({
    basis: 'measured',
    tested: measured,
    ...(text === null ? {} : { why: [{ not: 'equal-rates', text }] }),
  });
  if (priced === null || typeof priced === 'string') return asMeasured(priced);
  if (head.size === 0) return asMeasured('no block of head has joules');
  if (narrower(c, measured, priced.tested))
    return asMeasured('the interval of the joules as measured is narrower than that at equal rates');
  const { change, tested, blocks, shares } = priced;
  return { basis: 'equal-rates', change, tested, blocks, shares, measured: c.relation.paired ? measured : null };
}

/**
 * How a metric of one arm is decided: the one place where a basis other than `measured` gives its own change. `base`
 * and `head` are the values by block.
 */
export function decideBy(c: Sides, d: RatioMetric, arm: ArmName, base: Series, head: Series): Decided {
  if (isExact(c, d, arm, [base, head])) return { basis: 'exact', tested: null };
  if (d.id === 'pass-at-1' && c.base) return { basis: 'measured', tested: byPairs(discordant(c.base, c.head, arm)) };
  const effect = differenceOf(base, head, drifts(d) ? c.relation : { ...c.relation, byPass: false, spread: null });
  const measured = effect && byT(effect);
  return d.nature === 'joules' ? decideJoules(c, d, arm, head, measured) : { basis: 'measured', tested: measured };
}

/** Why a metric was not decided on a better basis, the best first; empty without a base. */
export function whyNotBetter(c: Sides, d: Pick<RatioMetric, 'nature'>, decided: Decided): BasisReason[] {
  if (c.base === null) return [];
  const changed = subjectDiffers(c.base.subject, c.head.subject);
  const reasons: BasisReason[] = [
    {
      not: 'identity',
      text: changed.length > 0 ? `the subject differs in ${changed.join(', ')}` : 'both sides were measured',
    },
    ...(decided.basis === 'exact'
      ? []
      : [
          {
            not: 'exact' as const,
            text: drifts(d) ? `${d.nature} vary from block to block` : 'answers are sampled, or differ between blocks',
          },
        ]),
    ...(decided.why ?? []),
  ];
  return reasons;
}
