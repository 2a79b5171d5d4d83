import type { Saving } from '../common/generated/comparison.ts';
import type { Repeat, RunResult } from '../common/generated/run-result.ts';
import { ENERGY_SAVING } from '../common/metrics.ts';
import { energyOf } from '../common/phases.ts';
import { answersOf, netJoules } from './answers.ts';
import { energyUpTo } from './babble.ts';
import type { ArmBlocks } from './blocks.ts';
import { saved, savingOf } from './metrics.ts';
import { meanOfAll } from './nulls.ts';

/** Energy of a plain answer had a preset of stop strings ended it; `null` where the answer does not tell. */
function stoppedEnergy(r: Repeat, preset: string): number | null {
  const kept = r.stopStringTokens?.[preset];
  return kept === undefined ? null : energyUpTo(r, kept);
}

/** What suppression saves of energy per answer, against plain answers that a preset would have ended. */
const savedAgainst = (result: RunResult | null, preset: string): number | null =>
  saved(
    meanOfAll(answersOf(result, 'plain').map((r) => stoppedEnergy(r, preset))),
    meanOfAll(answersOf(result, 'suppressed').map((r) => energyOf(netJoules(r)))),
  );

/** What suppression saves against plain decoding (the metric's own value) and against each preset of stop strings. */
export function savings(
  base: RunResult | null,
  head: RunResult,
  blocks: { base: ArmBlocks; head: ArmBlocks },
): Saving[] {
  if (!head.arms.suppressed || !head.arms.plain) return [];
  const presets = Object.keys(answersOf(head, 'plain')[0]?.stopStringTokens ?? {});
  return [
    {
      against: 'plain',
      base: savingOf(ENERGY_SAVING, blocks.base)?.value ?? null,
      head: savingOf(ENERGY_SAVING, blocks.head)?.value ?? null,
    },
    ...presets.map((against) => ({
      against,
      base: savedAgainst(base, against),
      head: savedAgainst(head, against),
    })),
  ];
}
