import type { RunResult } from '../../common/generated/run-result.ts';
import type { MetricValue } from '../../common/history-rows.ts';
import { RATIO_METRICS, SAVING_METRICS, type RatioMetric } from '../../common/metrics.ts';
import { ARMS } from '../../common/phases.ts';
import { armBlocks, type BlockSums } from '../blocks.ts';
import { blockValues, levelOf } from '../effects.ts';
import { applies, ratio, savingOf } from '../metrics.ts';
import { interval, meanEffect, type Effect } from '../statistics.ts';

/** A value between the bounds that its blocks give it, on the metric's own scale; one block gives none. */
function bounded(value: number | null, effect: Effect | null, relative: boolean, tail: number): MetricValue {
  if (value === null || effect === null) return { value, lo: null, hi: null };
  const [lo, hi] = interval(effect, tail).map((x) => x - effect.estimate) as [number, number];
  return relative
    ? { value, lo: value * Math.exp(lo), hi: value * Math.exp(hi) }
    : { value, lo: value + lo, hi: value + hi };
}

const ofArm = (d: RatioMetric, blocks: readonly BlockSums[], tail: number): MetricValue =>
  bounded(ratio(d, blocks), levelOf(blockValues(d, blocks)), d.scale === 'relative', tail);

/**
 * Every metric of a result alone, by `METRIC/ARM` (`both` for the savings), with the interval of Student's t over its
 * blocks; in the metric's own unit, `null` where not resolvable. @param tail its one-sided tail: 0.025 for 95 %
 */
export function metricValues(result: RunResult, tail: number): Record<string, MetricValue> {
  const arms = armBlocks(result);
  const out: Record<string, MetricValue> = {};
  for (const arm of ARMS)
    for (const d of RATIO_METRICS) {
      const blocks = arms[arm];
      if (blocks && d.arms.includes(arm) && applies(d, blocks)) out[`${d.id}/${arm}`] = ofArm(d, blocks, tail);
    }
  for (const d of SAVING_METRICS) {
    const saving = savingOf(d, arms);
    if (saving) out[`${d.id}/both`] = bounded(saving.value, meanEffect([...saving.byBlock.values()]), false, tail);
  }
  return out;
}
