import { isArmDecided, isDecided, nextLook, PLANNED } from '../analysis/looks.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Config } from '../config/types.ts';
import { metricViews } from '../report/metric-view.ts';
import type { Limits, Looking } from './drive.ts';

/** Blocks a side that a gate measures at most: the budget's, else what the looks are planned for, or `repeats`. */
export const mostBlocks = ({ repeats, budget }: Pick<Config, 'repeats' | 'budget'>): number =>
  budget.blocks ?? Math.max(PLANNED, repeats);

/** How far a configuration lets a gate go. */
export const limitsOf = (config: Pick<Config, 'repeats' | 'budget'>): Limits => ({
  least: config.repeats,
  most: mostBlocks(config),
  budget: { seconds: config.budget.seconds, joules: config.budget.joules },
});

/** What gates, in words: `Energy per task, plain +1.2 % −0.8 … +3.1 %`. */
const gatingText = (c: Comparison): string =>
  metricViews(c)
    .filter((m) => m.verdict !== null)
    .map((m) => [`${m.name}${m.arm ? `, ${m.arm}` : ''}`, m.change, m.interval].join(' '))
    .join('; ');

/** Looks by the rule of `analysis`, within a gate's limits: `comparing` says what the results so far come to. */
export const lookingBy = (
  { least, most }: Pick<Limits, 'least' | 'most'>,
  comparing: (results: RunResult[]) => Comparison,
): Looking => ({
  next: (blocks) => nextLook(blocks, most, least),
  look(results) {
    const c = comparing(results);
    return {
      decided: isDecided(c),
      isArmDecided: (arm) => isArmDecided(c, arm),
      text: gatingText(c),
      wouldDecide: c.plan?.toDecide?.blocks ?? null,
    };
  },
});
