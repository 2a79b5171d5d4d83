import type { HistoryRow } from '../../common/history-rows.ts';

/** Rows of one configuration on one machine, oldest first. */
export type Line = HistoryRow[];

const groupBy = <T>(items: readonly T[], key: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
};

const byTime = (a: HistoryRow, b: HistoryRow): number => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0);

/**
 * Rows as lines. An environment whose first row comes after the last of another one, of the same configuration and
 * tasks, takes its place (a driver was updated, a card changed); environments whose rows alternate are two machines.
 * The line with the newest row comes first.
 */
export function linesOf(rows: readonly HistoryRow[]): Line[] {
  const out: Line[] = [];
  for (const own of groupBy(rows, (r) => JSON.stringify([r.configuration, r.series.workload.digest]))) {
    const lines: Line[] = [];
    const environments = groupBy([...own].sort(byTime), (r) => r.series.id);
    for (const environment of environments.sort((a, b) => byTime(a[0]!, b[0]!))) {
      const before = lines.find((line) => line.at(-1)!.time < environment[0]!.time);
      if (before) before.push(...environment);
      else lines.push([...environment]);
    }
    out.push(...lines);
  }
  return out.sort((a, b) => byTime(b.at(-1)!, a.at(-1)!));
}
