import { blocksNeeded, entryOf } from '../analysis/history.ts';
import { LEAST_BLOCKS } from '../analysis/looks.ts';
import type { Spread } from '../analysis/statistics.ts';
import { JouleGateError } from '../common/errors.ts';
import type { Qualification } from '../common/generated/qualification.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Config } from '../config/types.ts';
import { mostBlocks } from './looking.ts';

/** Engine options that a result records as they are configured; threads and layers are known once a model is loaded. */
const AS_CONFIGURED = ['flashAttention', 'kvType', 'batch'] as const;

/** Whether a token may cost head something else than base, as far as that is known without a model loaded. */
function costDiffers({ subject }: RunResult, { engine }: Pick<Config, 'engine'>, model: string): boolean {
  return (
    (subject.model?.sha256 ?? `name:${subject.model?.name}`) !== model ||
    AS_CONFIGURED.some((key) => (subject.engine?.[key] ?? null) !== (engine[key] ?? null))
  );
}

type Limits = Pick<Config, 'arms' | 'budget' | 'repeats' | 'thresholds'>;

/** @throws JouleGateError `too-few-blocks`: with the noise that was `seen`, `needed` blocks would do; `null`: none */
function refuse(
  most: number,
  { arm, increase, seen }: { arm: string; increase: number; seen: string },
  needed: number | null,
  otherwise: string,
): never {
  throw new JouleGateError(
    'too-few-blocks',
    `with at most ${most} blocks this gate could not decide ${(100 * increase).toFixed(1)} % on energy-per-task, ${arm}: ${seen}`,
    needed === null
      ? `no number of blocks would do: raise the threshold, quieten the machine, or ${otherwise}`
      : `set "budget.blocks" to ${needed}, raise the threshold, or ${otherwise}`,
  );
}

/**
 * Refuses a gate whose joules must be measured, base and head interleaved, with fewer blocks than the noise that the
 * last qualification of its workload found needs for an unchanged subject to pass. @throws JouleGateError
 * `too-few-blocks`, which names the number that could
 */
export function refuseBlindPairs(config: Limits & Pick<Config, 'workload'>, qualification: Qualification | null): void {
  if (qualification === null || qualification.workload.name !== config.workload.name) return;
  const most = mostBlocks(config);
  for (const { arm, sd } of qualification.noise) {
    const increase = config.thresholds['energy-per-task']?.[arm]?.increase;
    if (increase === undefined || !config.arms.includes(arm)) continue;
    // Of a difference; `blocksNeeded` takes that of one side.
    const needed = blocksNeeded(sd / Math.SQRT2, null, increase);
    if (needed !== null && needed <= most) continue;
    const seen = `blocks of base and head differ by ${(100 * sd).toFixed(1)} % on this runner, as the qualification of ${qualification.createdAt.slice(0, 10)} found`;
    refuse(most, { arm, increase, seen }, needed, 'run "joulegate qualify" again if it is quieter now');
  }
}

/**
 * Refuses a gate that could not decide: one of at most 3 blocks, or one whose joules must be measured, against a stored
 * baseline, with fewer blocks than its known spreads (of ln J/task, between blocks and between measurements) need for
 * an unchanged subject to pass. Where a token costs both the same, tokens tell the change, and few blocks do.
 * @param model SHA-256 of head's
 * @throws JouleGateError `too-few-blocks`, which names the number that could
 */
export function refuseBlindGate(
  config: Limits & Pick<Config, 'engine'>,
  base: RunResult | null,
  spread: Spread | null,
  model: string,
): void {
  const most = mostBlocks(config);
  if (most < LEAST_BLOCKS) {
    throw new JouleGateError(
      'too-few-blocks',
      `a gate of at most ${most} block(s) cannot tell noise from change`,
      `set "budget.blocks" to ${LEAST_BLOCKS} or more ("joulegate run" takes any number)`,
    );
  }
  // Base in the same run has no known spread; stored joules of an unknown one, or an estimate's, decide nothing.
  if (!base || spread === null || base.meter.estimated || !costDiffers(base, config, model)) return;
  const threshold = config.thresholds['energy-per-task'];
  const entry = entryOf(base);
  for (const arm of config.arms) {
    const [increase, sd] = [threshold?.[arm]?.increase, entry.blockSpread[arm]];
    if (increase === undefined || sd === undefined) continue;
    const needed = blocksNeeded(sd, spread, increase);
    if (needed !== null && needed <= most) continue;
    const seen = `blocks spread by ${(100 * sd).toFixed(1)} %, measurements by ${(100 * spread.sd).toFixed(1)} %`;
    refuse(most, { arm, increase, seen }, needed, 'set "baseline: base"');
  }
}
