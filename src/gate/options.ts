import type { CompareOptions } from '../analysis/compare.ts';
import { spreadOf } from '../analysis/history.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { HistoryEntry } from '../common/history.ts';
import { LEVELS } from '../common/levels.ts';
import { mergeThresholds } from '../config/defaults.ts';
import type { Config } from '../config/types.ts';
import { mostBlocks } from './looking.ts';

/** What of a configuration decides a comparison; without repeats and budget the looks are those of 20 blocks. */
export type Comparing = Pick<Config, 'thresholds' | 'environmentAllow' | 'co2e' | 'usage'> &
  Partial<Pick<Config, 'repeats' | 'budget'>>;

/** Without a configuration the default thresholds hold, and nothing may differ. */
export const DEFAULT_COMPARING: Comparing = {
  thresholds: mergeThresholds(),
  environmentAllow: [],
  co2e: null,
  usage: null,
};

/**
 * The options of every comparison that JouleGate makes. `against` is the base with the results accepted earlier, which
 * tell how far two measurements of it differ; `null` where there is no base, or base was measured in the same run.
 */
export function compareOptions(
  config: Comparing,
  against: { base: RunResult | null; history: readonly HistoryEntry[] } | null = null,
): CompareOptions {
  const { repeats, budget } = config;
  return {
    thresholds: config.thresholds,
    environmentAllow: config.environmentAllow,
    co2e: config.co2e,
    usage: config.usage,
    spread: against?.base ? spreadOf(against.history, against.base) : null,
    levels: LEVELS,
    ...(repeats !== undefined && budget ? { most: mostBlocks({ repeats, budget }) } : {}),
  };
}

/** The options for a result alone, of which nothing gates. */
export const describeOptions = (co2e: Config['co2e']): CompareOptions =>
  compareOptions({ ...DEFAULT_COMPARING, thresholds: {}, co2e });
