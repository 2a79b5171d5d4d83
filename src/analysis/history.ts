import type { RunResult } from '../common/generated/run-result.ts';
import { sha256 } from '../common/hash.ts';
import type { HistoryEntry } from '../common/history.ts';
import { ENERGY } from '../common/metrics.ts';
import { ARMS } from '../common/phases.ts';
import { blocksOf } from './blocks.ts';
import { blockValues } from './effects.ts';
import { LEVELS } from '../common/levels.ts';
import { mean, smallestCallable, variance } from './statistics.ts';

const sorted = (_key: string, v: unknown): unknown =>
  v !== null && typeof v === 'object' && !Array.isArray(v)
    ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
    : v;

/** Subject, environment, meter and workload in one digest. */
export function keyOf(result: RunResult): string {
  return sha256(
    JSON.stringify([result.subject, result.environment, result.meter.kind, result.workload.digest], sorted),
  );
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
    const logs = [...blockValues(ENERGY, blocksOf(result, arm)).values()];
    if (logs.length > 0) entry.joulesPerTask[arm] = Math.exp(mean(logs));
    if (logs.length > 1) entry.blockSpread[arm] = Math.sqrt(variance(logs));
  }
  return entry;
}

/** Fewer measurements say nothing of their spread. */
const LEAST = 3;

/** Standard deviation of ln J/task between measurements of what `result` measures; `null` with fewer than three. */
export function spreadOf(history: readonly HistoryEntry[], result: RunResult): number | null {
  const key = keyOf(result);
  const spreads = ARMS.flatMap((arm) => {
    const joules = history
      .filter((e) => e.key === key)
      .map((e) => e.joulesPerTask[arm])
      .filter((x): x is number => x !== undefined && x > 0);
    return joules.length >= LEAST ? [Math.sqrt(variance(joules.map(Math.log)))] : [];
  });
  return spreads.length === 0 ? null : Math.max(...spreads);
}

/** A gate below this cannot tell noise from change. */
export const LEAST_BLOCKS = 4;
const MOST_BLOCKS = 200;

/**
 * How many blocks a gate needs so that its smallest callable rise is at most twice the threshold,
 * from the known spread between blocks and between measurements (both of ln J/task). `null` where no number would do.
 */
export function blocksNeeded(
  blockSpread: number,
  measurementSpread: number,
  threshold: number,
  levels = LEVELS,
): number | null {
  for (let n = LEAST_BLOCKS; n <= MOST_BLOCKS; n++) {
    const standardError = Math.sqrt((2 * blockSpread ** 2) / n + 2 * measurementSpread ** 2);
    if (
      smallestCallable({ estimate: 0, standardError, df: 2 * (n - 1) }, Math.log1p(threshold), levels) <=
      2 * Math.log1p(threshold)
    )
      return n;
  }
  return null;
}
