import { armBlocks } from '../../analysis/blocks.ts';
import { intervalAround } from '../../analysis/amplification/index.ts';
import { answersOf, netJoules } from '../../analysis/answers.ts';
import { energyUpTo } from '../../analysis/babble.ts';
import { saved, savingOf } from '../../analysis/metrics.ts';
import { meanOfAll } from '../../analysis/nulls.ts';
import { savings } from '../../analysis/savings.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import type { StudyCell, StudySuppression } from '../../common/generated/study.ts';
import { ENERGY_SAVING, SAVING_METRICS } from '../../common/metrics.ts';
import { energyOf } from '../../common/phases.ts';

const DECODE_SAVING = SAVING_METRICS.find((m) => m.id === 'decode-saving')!;

/**
 * The 95 % interval of what is saved against a preset, from the blocks' own savings; `null` for fewer than two that
 * tell.
 */
function intervalAgainst(result: RunResult, preset: string, value: number | null): [number, number] | null {
  if (value === null) return null;
  const [plain, stopped] = [answersOf(result, 'plain'), answersOf(result, 'suppressed')];
  const byBlock = [...new Set(plain.map((r) => r.block))].flatMap((block) => {
    const of = saved(
      meanOfAll(plain.filter((r) => r.block === block).map((r) => energyUpTo(r, r.stopStringTokens?.[preset] ?? NaN))),
      meanOfAll(stopped.filter((r) => r.block === block).map((r) => energyOf(netJoules(r)))),
    );
    return of === null || Number.isNaN(of) ? [] : [{ value: of, error: 0 }];
  });
  return intervalAround(value, byBlock);
}

/** What a rule saves against plain decoding, and against the presets of stop strings; `null` without both arms. */
export function suppressionOf(
  { model, workload, rule }: { model: string; workload: string; rule: string },
  result: RunResult,
  cells: { plain: StudyCell | null; suppressed: StudyCell | null },
): StudySuppression | null {
  const blocks = armBlocks(result);
  const saving = savingOf(ENERGY_SAVING, blocks);
  if (saving === null || cells.plain === null || cells.suppressed === null) return null;
  const presets = savings(null, result, { base: {}, head: blocks }).filter((s) => s.against !== 'plain');
  const stops = answersOf(result, 'suppressed');
  return {
    model,
    workload,
    rule,
    saving: saving.value,
    interval: saving.value === null ? null : intervalAround(saving.value, [...saving.byBlock.values()]),
    decodeSaving: savingOf(DECODE_SAVING, blocks)?.value ?? null,
    againstStopStrings: Object.fromEntries(presets.map((s) => [s.against, s.head])),
    againstStopStringsInterval: Object.fromEntries(
      presets.map((s) => [s.against, intervalAgainst(result, s.against, s.head)]),
    ),
    scorePlain: cells.plain.score,
    scoreSuppressed: cells.suppressed.score,
    babbleShare: cells.plain.babbleShare ?? null,
    falseStops: stops.filter((r) => r.falseStop === true).length,
    missedStops: stops.filter((r) => r.missedStop === true).length,
    why: saving.absence,
  };
}
