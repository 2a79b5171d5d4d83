import { blocksNeeded, entryOf } from '../analysis/history.ts';
import { LEAST_BLOCKS } from '../analysis/looks.ts';
import type { Spread } from '../analysis/statistics.ts';
import { JouleGateError } from '../common/errors.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Config } from '../config/types.ts';

/**
 * Refuses a gate that could not fail: fewer than 4 blocks, or too few for the known spread (of ln J/task between
 * measurements; `null` where unknown) to call twice its threshold. @throws JouleGateError
 * `too-few-blocks`
 */
export function refuseBlindGate(
  config: Pick<Config, 'arms' | 'budget' | 'repeats' | 'thresholds'>,
  base: RunResult | null,
  spread: Spread | null,
): void {
  const blocks = Math.min(config.repeats, config.budget.blocks ?? Infinity);
  if (blocks < LEAST_BLOCKS) {
    throw new JouleGateError(
      'too-few-blocks',
      `a gate of ${blocks} block(s) cannot tell noise from change`,
      `set "repeats" to ${LEAST_BLOCKS} or more ("joulegate run" takes any number)`,
    );
  }
  if (!base) return;
  const threshold = config.thresholds['energy-per-task'];
  const entry = entryOf(base);
  for (const arm of config.arms) {
    const [increase, sd] = [threshold?.[arm]?.increase, entry.blockSpread[arm]];
    if (increase === undefined || sd === undefined) continue;
    const needed = blocksNeeded(sd, spread, increase);
    if (needed !== null && needed <= blocks) continue;
    throw new JouleGateError(
      'too-few-blocks',
      `with ${blocks} blocks this gate could not call twice its threshold (${(100 * increase).toFixed(1)} % on energy-per-task, ${arm}): blocks spread by ${(100 * sd).toFixed(1)} %, measurements by ${(100 * (spread?.sd ?? 0)).toFixed(1)} %`,
      needed === null
        ? 'no number of blocks would do: raise the threshold, quieten the machine, or measure base in the same run'
        : `set "repeats" to ${needed} or raise the threshold`,
    );
  }
}
