import type { Levels } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import { canonicalJson } from '../common/canonical-json.ts';
import { sha256 } from '../common/hash.ts';
import type { HistoryEntry } from '../common/history.ts';
import { ENERGY } from '../common/metrics.ts';
import { ARMS } from '../common/phases.ts';
import { blocksOf } from './blocks.ts';
import { blockValues } from './effects.ts';
import { LEVELS } from '../common/levels.ts';
import { nominal } from './decide.ts';
import { MOST_BLOCKS } from './predict.ts';
import { marginOf } from './limits.ts';
import { LEAST_BLOCKS, PLANNED } from './sequential/looks.ts';
import { mean, tQuantile, variance, type Spread } from './statistics.ts';

/** Subject, environment, meter and workload in one digest. */
export function keyOf(result: RunResult): string {
  return sha256(canonicalJson([result.subject, result.environment, result.meter.kind, result.workload.digest]));
}

/** What the history keeps of a result. */
export function entryOf(result: RunResult): HistoryEntry {
  const entry: HistoryEntry = {
    measurement: result.measurement,
    createdAt: result.createdAt ?? '',
    key: keyOf(result),
    joulesPerTask: {},
    blockSpread: {},
  };
  for (const arm of ARMS) {
    const logs = [...blockValues(ENERGY, blocksOf(result, arm)).values()].map((m) => m.value);
    if (logs.length > 0) entry.joulesPerTask[arm] = Math.exp(mean(logs));
    if (logs.length > 1) entry.blockSpread[arm] = Math.sqrt(variance(logs));
  }
  return entry;
}

/** Fewer measurements say nothing of their spread. */
const LEAST = 3;

/** How far ln J/task differs between measurements of what `result` measures; `null` with fewer than three. */
export function spreadOf(history: readonly HistoryEntry[], result: RunResult): Spread | null {
  const key = keyOf(result);
  const spreads = ARMS.flatMap((arm): Spread[] => {
    const joules = history
      .filter((e) => e.key === key)
      .map((e) => e.joulesPerTask[arm])
      .filter((x): x is number => x !== undefined && x > 0);
    return joules.length >= LEAST ? [{ sd: Math.sqrt(variance(joules.map(Math.log))), df: joules.length - 1 }] : [];
  });
  return spreads.reduce<Spread | null>((most, s) => (most === null || s.sd > most.sd ? s : most), null);
}

/**
 * Blocks a side at which an unchanged subject passes a limit of `threshold` (0.03 is 3 %) with `levels.power`, from the
 * standard deviation of ln J/task between blocks. `between`: how far measurements differ, `null` where base is measured
 * in the same run. `null` where no number up to 200 would do.
 */
export function blocksNeeded(
  blockSpread: number,
  between: Spread | null,
  threshold: number,
  levels: Pick<Levels, 'change' | 'inside' | 'power'> = LEVELS,
): number | null {
  const far = Math.log1p(threshold + marginOf(threshold));
  for (let n = LEAST_BLOCKS; n <= MOST_BLOCKS; n++) {
    const side = blockSpread ** 2 / n;
    const fixed = between === null ? 0 : 2 * between.sd ** 2;
    const total = 2 * side + fixed;
    // Satterthwaite, as the comparison itself does it.
    const scaled = between === null ? total ** 2 / (n - 1) : (2 * side ** 2) / (n - 1) + fixed ** 2 / between.df;
    const df = scaled === 0 ? Infinity : total ** 2 / scaled;
    // Beyond the plan by the p of its last look, which differs little from that of a longer plan.
    const p = nominal({ levels, tests: 1, most: PLANNED }, Math.min(n, PLANNED))!;
    if ((tQuantile(1 - p.inside, df) + tQuantile(levels.power, df)) * Math.sqrt(total) <= far) return n;
  }
  return null;
}
