import type { Levels, Metric, MetricId, Threshold } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { RatioMetric, SavingMetric } from '../common/metrics.ts';
import type { ArmName } from '../common/phases.ts';
import type { ArmBlocks, BlockSums } from './blocks.ts';
import { blockValues, differenceOf, discordant, levelOf, passEffect, type Relation } from './effects.ts';
import { limitTests, type LimitTest, type Observed } from './limits.ts';
import { absence, ratio, savingOf, type Absence } from './metrics.ts';
import { sharesOfSides } from './shares.ts';
import { interval, signTest, variance, type Effect } from './statistics.ts';

/** A gating metric's limits by arm; metrics without an arm take those of `suppressed`, else of `plain`. */
export type Thresholds = Partial<Record<MetricId, Partial<Record<ArmName, Threshold>>>>;

/** A metric of the comparison, its limits ready to be decided. */
export interface Row {
  metric: Metric;
  /** `null` in place of a limit that the data cannot decide. */
  tests: (LimitTest | null)[];
  /** Joules and seconds drift between measurements; tokens and passes do not. */
  drifts: boolean;
  effect: Effect | null;
}

/** What rows are made from: both sides, and how they stand to each other. */
export interface Sides {
  base: RunResult | null;
  head: RunResult;
  baseArms: ArmBlocks;
  headArms: ArmBlocks;
  relation: Relation;
  greedy: boolean;
  thresholds: Thresholds;
  levels: Levels;
}

function intervalOf(effect: Effect | null, scale: Metric['scale'], level: number): [number, number] | null {
  if (!effect) return null;
  const [lo, hi] = interval(effect, level);
  return scale === 'relative' ? [Math.expm1(lo), Math.expm1(hi)] : [lo, hi];
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

/**
 * Without noise by construction: passes under greedy decoding; tokens too, of `suppressed` where they were seen to be
 * constant.
 */
function isExact(c: Sides, d: RatioMetric, arm: ArmName, values: readonly ReadonlyMap<number, number>[]): boolean {
  if (!c.greedy) return false;
  if (d.nature === 'passes') return true;
  if (d.nature !== 'tokens') return false;
  // When checks end an answer depends on their timing, so its tokens may differ from block to block.
  return arm === 'plain' || values.every((blocks) => variance([...blocks.values()]) === 0);
}

/** The change with its error, and under sampling the exact test of passes, which takes the t test's place. */
function effectOf(
  c: Sides,
  d: RatioMetric,
  arm: ArmName,
  base: ReadonlyMap<number, number>,
  head: ReadonlyMap<number, number>,
): Pick<Observed, 'effect' | 'exactP'> {
  if (d.id === 'pass-at-1' && c.base) {
    const pairs = discordant(c.base, c.head, arm);
    const n = pairs.lost + pairs.won;
    return {
      effect: passEffect(pairs),
      exactP: { drop: signTest(pairs.lost, n), rise: signTest(pairs.won, n) },
    };
  }
  return { effect: differenceOf(base, head, drifts(d) ? c.relation : { ...c.relation, spread: 0 }) };
}

const drifts = (d: RatioMetric): boolean => d.nature === 'joules' || d.nature === 'seconds';

const anyNotGraded = (blocks: readonly BlockSums[]): boolean => blocks.some((b) => b.notGraded > 0);

/** A metric of one arm; `null` where a side lacks the arm, or there is nothing to say of it. */
export function metricRow(c: Sides, d: RatioMetric, arm: ArmName): Row | null {
  const headBlocks = c.headArms[arm];
  const baseBlocks = c.base ? c.baseArms[arm] : undefined;
  if (!headBlocks || (c.base && !baseBlocks)) return null;
  const head = ratio(d, headBlocks);
  const base = baseBlocks ? ratio(d, baseBlocks) : null;
  if (head === null && base === null && d.nature !== 'joules') return null;
  const change = changeOf(base, head, d.scale);
  const headValues = blockValues(d, headBlocks);
  const baseValues = blockValues(d, baseBlocks ?? []);
  const exact = isExact(c, d, arm, [headValues, baseValues]);
  const { effect, exactP } = change === null || exact ? { effect: null } : effectOf(c, d, arm, baseValues, headValues);
  const threshold = c.thresholds[d.id]?.[arm] ?? null;
  const undecidable = d.graded === true && anyNotGraded([...headBlocks, ...(baseBlocks ?? [])]);
  const observed: Observed = {
    relative: d.scale === 'relative',
    exact,
    change,
    head,
    effect,
    level: levelOf(headValues),
    ...(exactP ? { exactP } : {}),
  };
  return {
    metric: {
      id: d.id,
      arm,
      unit: d.unit,
      scale: d.scale,
      base,
      head,
      change,
      interval: change === null ? null : exact ? [change, change] : intervalOf(effect, d.scale, c.levels.interval),
      threshold,
      verdict: null,
      ...(exact ? { exact: true } : {}),
      ...sharesOfSides(c, d, arm),
      ...nullsOf(
        baseBlocks ? absence(d, baseBlocks) : null,
        absence(d, headBlocks),
        d.scale === 'relative' && base !== null && base <= 0,
      ),
    },
    tests: !threshold ? [] : undecidable ? [null] : limitTests(threshold, observed, c.base !== null, c.levels.inside),
    drifts: drifts(d),
    effect,
  };
}

/** A metric of both arms together; `null` where a side lacks one of them. */
export function savingRow(c: Sides, d: SavingMetric): Row | null {
  const head = savingOf(d, c.headArms);
  const base = c.base ? savingOf(d, c.baseArms) : null;
  if (!head || (c.base && !base)) return null;
  const change = changeOf(base?.value ?? null, head.value, d.scale);
  // Both arms of one side share its measurement, so the drift between measurements mostly divides out.
  const effect = base ? differenceOf(base.byBlock, head.byBlock, { ...c.relation, spread: 0 }) : null;
  const threshold = c.thresholds[d.id]?.suppressed ?? c.thresholds[d.id]?.plain ?? null;
  const observed = { relative: false, exact: false, change, head: head.value, effect, level: levelOf(head.byBlock) };
  return {
    metric: {
      id: d.id,
      arm: null,
      unit: d.unit,
      scale: d.scale,
      base: base?.value ?? null,
      head: head.value,
      change,
      interval: intervalOf(effect, d.scale, c.levels.interval),
      threshold,
      verdict: null,
      ...nullsOf(base?.absence ?? null, head.absence, false),
    },
    tests: threshold ? limitTests(threshold, observed, c.base !== null, c.levels.inside) : [],
    drifts: true,
    effect,
  };
}
