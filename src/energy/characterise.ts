import { findUpdates } from './attribution/updates.ts';
import { idlePower } from './idle.ts';
import type { Series } from './series.ts';

/**
 * What was seen of a channel's readings, whatever attribution takes of them. Milliseconds, microseconds, watts, shares.
 */
export type Characterisation = Record<string, number>;

/**
 * Cadence and jitter of each reading that updates, what a read costs (median), how late the sampler woke (99th
 * percentile), and its longest gap.
 */
export function characterise(series: Series): Characterisation {
  const found: Characterisation = {};
  for (const kind of ['counter', 'instant', 'average', 'ring'] as const) {
    const seen = findUpdates(series, kind, -Infinity, Infinity);
    if (seen === null) continue;
    found[`${kind}CadenceMs`] = round(1000 * seen.cadence, 2);
    found[`${kind}Jitter`] = round(seen.jitter, 4);
  }
  const [costs, late] = [series.costNs, series.lateNs].map((column) =>
    column.filter((x) => !Number.isNaN(x)).sort(),
  ) as [Float64Array, Float64Array];
  if (costs.length > 0) found.readCostUs = round(costs[costs.length >> 1]! / 1000, 1);
  if (late.length > 0) found.latenessP99Ms = round(late[Math.floor(0.99 * late.length)]! / 1e6, 3);
  let gap = 0;
  for (let i = 1; i < series.t.length; i++) gap = Math.max(gap, series.t[i]! - series.t[i - 1]!);
  if (series.t.length > 1) found.longestGapMs = round(1000 * gap, 1);
  return found;
}

/**
 * Idle power of a stretch of rest with its standard error, watts, and the SM clock there (which tells whether the board
 * slept); nothing where no value moved.
 */
export function characteriseIdle(series: Series): Characterisation {
  const power = idlePower(series);
  if (power === null) return {};
  const clock = series.smClockMhz.findLast((mhz) => !Number.isNaN(mhz));
  return {
    idleWatts: round(power.watts, 3),
    idleStandardError: round(power.standardError, 3),
    ...(clock === undefined ? {} : { idleSmClockMhz: clock }),
  };
}

function round(x: number, digits: number): number {
  return Number(x.toFixed(digits));
}
