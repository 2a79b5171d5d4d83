import type { Metric } from '../common/generated/comparison.ts';
import type { Described, RatioMetric, SavingMetric } from '../common/metrics.ts';
import type { ArmName } from '../common/phases.ts';
import { decideBy, drifts, whyNotBetter, type Decided } from './basis.ts';
import type { BlockSums } from './blocks.ts';
import { blockValues, differenceOf, levelOf } from './effects.ts';
import { limitTests, type LimitTest, type Observed } from './limits.ts';
import { absence, applies, ratio, savingOf, type Absence } from './metrics.ts';
import { LEAST_BLOCKS, pAt } from './sequential/looks.ts';
import { sharesOfSides } from './shares.ts';
import type { Sides } from './sides.ts';
import type { Effect } from './statistics.ts';
import { byT, type Tested } from './tester.ts';
import { usableBlocks, type Dropped } from './usable.ts';

/** A metric of the comparison, its limits ready to be decided. */
export interface Row {
  metric: Metric;
  /** `null` in place of a limit that the data cannot decide. */
  tests: (LimitTest | null)[];
  /** It is told by joules or seconds that were measured, which drift between measurements. */
  drifts: boolean;
  /** The change, where a t test tells it. */
  effect: Effect | null;
  /** Its limits at other spreads of the same estimates: what more blocks would say. */
  retest: (at: (e: Effect) => Effect) => (LimitTest | null)[];
  dropped: readonly Dropped[];
}

/** head ÷ base − 1, or head − base; `null` where a side is unknown, or base has no ratio. */
function changeOf(base: number | null, head: number | null, scale: Metric['scale']): number | null {
  if (base === null || head === null) return null;
  if (scale === 'absolute') return head - base;
  return base > 0 ? head / base - 1 : null;
}

/** The reasons of a metric's nulls; no key where it has none. */
function nullsOf(base: Absence | null, head: Absence | null, noRatio: boolean): Pick<Metric, 'nulls'> {
  const nulls = {
    ...(base ? { base } : {}),
    ...(head ? { head } : {}),
    ...(noRatio ? { change: 'base-not-positive' as const } : {}),
  };
  return Object.keys(nulls).length > 0 ? { nulls } : {};
}

const anyNotGraded = (blocks: readonly BlockSums[]): boolean => blocks.some((b) => b.notGraded > 0);

/** What a row is made of once its values are known. */
interface Found {
  arm: ArmName | null;
  base: number | null;
  head: number | null;
  decided: Decided;
  level: Effect | null;
  threshold: Metric['threshold'];
  nulls: Pick<Metric, 'nulls'>;
  /** Its values may not decide anything. */
  undecidable: boolean;
  dropped: readonly Dropped[];
}

/** The interval at the look that the blocks reach; below the first, as wide as there. */
function intervalOf(c: Sides, scale: Metric['scale'], tested: Tested): [number, number] {
  const [lo, hi] = tested.interval(pAt(Math.max(LEAST_BLOCKS, tested.test.blocks), c.levels.interval / 2, c.most)!);
  return scale === 'relative' ? [Math.expm1(lo), Math.expm1(hi)] : [lo, hi];
}

/** What a test says of itself in the document. */
function testedKeys(tested: Tested | null, blocks?: number): Pick<Metric, 'blocks' | 'sensorShare'> {
  if (!tested) return {};
  const e = tested.effect;
  const share = e?.own && e.standardError > 0 ? Math.min(1, e.own / e.standardError ** 2) : null;
  return { blocks: blocks ?? tested.test.blocks, ...(share === null ? {} : { sensorShare: share }) };
}

/** What base's tokens cost at head's rates. */
const pricedBase = (head: number | null, change: number | null): number | null =>
  head === null || change === null ? null : head / (1 + change);

/** What stands beside a change at equal rates: the joules as measured, and what the error is made of. */
const besideRates = (
  c: Sides,
  d: Described,
  { base, head, decided }: Found,
): Pick<Metric, 'measured' | 'errorShares'> => ({
  measured: {
    base,
    change: changeOf(base, head, d.scale),
    interval: decided.measured ? intervalOf(c, d.scale, decided.measured) : null,
  },
  errorShares: decided.shares,
});

function rowOf(c: Sides, d: Described, f: Found): Row {
  const { basis, tested } = f.decided;
  const change = f.decided.change ?? changeOf(f.base, f.head, d.scale);
  const exact = basis === 'exact';
  const priced = basis === 'equal-rates';
  const usable = change === null ? null : tested;
  const hasBase = c.base !== null;
  const retest = (at: (e: Effect) => Effect): (LimitTest | null)[] => {
    const again = (t: Tested | null): Tested | null => (t?.effect ? byT(at(t.effect)) : t);
    const observed: Observed = {
      relative: d.scale === 'relative',
      exact,
      improves: d.nature === 'joules',
      change,
      head: f.head,
      effect: again(usable),
      level: again(f.level && byT(f.level)),
    };
    const tests = f.threshold ? limitTests(f.threshold, observed, hasBase) : [];
    return f.undecidable ? tests.map(() => null) : tests;
  };
  return {
    metric: {
      id: d.id,
      arm: f.arm,
      unit: d.unit,
      scale: d.scale,
      base: priced ? pricedBase(f.head, change) : f.base,
      head: f.head,
      change,
      interval: change === null ? null : exact ? [change, change] : usable ? intervalOf(c, d.scale, usable) : null,
      threshold: f.threshold,
      verdict: null,
      basis,
      ...testedKeys(usable, f.decided.blocks),
      ...(priced ? besideRates(c, d, f) : {}),
      ...(hasBase && f.threshold ? { basisReasons: whyNotBetter(c, d, f.decided) } : {}),
      ...(priced ? nullsOf(null, f.nulls.nulls?.head ?? null, false) : f.nulls),
    },
    tests: retest((e) => e),
    drifts: drifts(d) && basis === 'measured',
    effect: usable?.effect ?? null,
    retest,
    dropped: f.dropped,
  };
}

/** A metric of one arm; `null` where a side lacks the arm, or there is nothing to say of it (no tests, say). */
export function metricRow(c: Sides, d: RatioMetric, arm: ArmName): Row | null {
  const [before, after] = [c.base ? c.baseArms[arm] : undefined, c.headArms[arm]];
  if (!after || (c.base && !before) || !applies(d, [...after, ...(before ?? [])])) return null;
  const { paired } = c.relation;
  const joules = d.nature === 'joules' && d.scale === 'relative' ? d.numerator : null;
  const { base: b, head: h, dropped } = usableBlocks(before ?? null, after, { paired, joules });
  const head = ratio(d, h);
  const base = b ? ratio(d, b) : null;
  if (head === null && base === null && d.nature !== 'joules') return null;
  const values = blockValues(d, h);
  const row = rowOf(c, d, {
    arm,
    base,
    head,
    decided: decideBy(c, d, arm, blockValues(d, b ?? []), values),
    level: levelOf(values),
    threshold: c.thresholds[d.id]?.[arm] ?? null,
    nulls: nullsOf(b ? absence(d, b) : null, absence(d, h), d.scale === 'relative' && base !== null && base <= 0),
    undecidable: d.graded === true && anyNotGraded([...h, ...(b ?? [])]),
    dropped,
  });
  Object.assign(row.metric, sharesOfSides(c, d, arm));
  return row;
}

/** A metric of both arms together; `null` where a side lacks one of them. */
export function savingRow(c: Sides, d: SavingMetric): Row | null {
  const head = savingOf(d, c.headArms);
  const base = c.base ? savingOf(d, c.baseArms) : null;
  if (!head || (c.base && !base)) return null;
  // Both arms of one side share its measurement, so the drift between measurements mostly divides out.
  const effect = base ? differenceOf(base.byBlock, head.byBlock, { ...c.relation, spread: null }) : null;
  return rowOf(c, d, {
    arm: null,
    base: base?.value ?? null,
    head: head.value,
    decided: { basis: 'measured', tested: effect && byT(effect) },
    level: levelOf(head.byBlock),
    threshold: c.thresholds[d.id]?.suppressed ?? c.thresholds[d.id]?.plain ?? null,
    nulls: nullsOf(base?.absence ?? null, head.absence, false),
    undecidable: false,
    dropped: [],
  });
}
