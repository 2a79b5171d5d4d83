import { indexText } from '../../../src/baseline/branch/documents.ts';
import { PAGE, RECENT, RECENT_ROWS, SHARD_ROWS, shardFolder } from '../../../src/baseline/branch/layout.ts';
import { seriesOf } from '../../../src/baseline/branch/series.ts';
import type { HistoryRow } from '../../../src/common/history-rows.ts';
import { shardOf, shortShard } from '../../../src/common/history-rows.ts';
import { PAGE_METRICS } from '../../../src/report/trend/columns.ts';
import type { Entry } from '../../../src/baseline/branch/append.ts';

/** Records are kept for twelve months. */
const MONTHS = Array.from({ length: 12 }, (_m, i) => new Date(Date.UTC(2025, 10 + i, 2)).toISOString());

/**
 * The files of a branch with `rows` records of one series, of the commits that `commitOf` names, oldest first: each row
 * that of `like`, which itself is the record of those that are `whole`; the others' are short, and no two the same.
 */
export function largeHistory(
  like: Entry,
  rows: number,
  commitOf: (n: number) => string,
  whole: readonly number[],
): Record<string, string> {
  const series = seriesOf(like.record.result);
  const all = Array.from({ length: rows }, (_r, n): HistoryRow => {
    const time = MONTHS[Math.floor((12 * n) / rows)]!;
    const record = `records/${time.slice(0, 7)}/${commitOf(n).slice(0, 12)}-${15_000_000_000 + n}.1-${'a'.repeat(12)}.json`;
    return {
      series,
      values: like.values,
      commit: commitOf(n),
      time,
      verdict: 'pass',
      promoted: true,
      configuration: 'joulegate.yml',
      model: 'a model',
      subject: 'b'.repeat(12),
      event: 'push',
      waivers: [],
      record,
      history: {
        ...like.spread,
        joulesPerTask: { ...like.spread.joulesPerTask },
        blockSpread: { ...like.spread.blockSpread },
      },
    };
  });
  const text = JSON.stringify(like.record);
  const files: Record<string, string> = {
    [PAGE]: '',
    [RECENT]: indexText([shortShard(series, all.slice(-RECENT_ROWS), PAGE_METRICS)]),
  };
  for (let from = 0; from < rows; from += SHARD_ROWS) {
    const { commits, metrics } = shardOf(series, all.slice(from, from + SHARD_ROWS));
    const folder = shardFolder(series.id, from / SHARD_ROWS);
    files[`${folder}/commits.json`] = indexText([commits]);
    files[`${folder}/metrics.json`] = indexText([metrics]);
  }
  for (const [n, row] of all.entries()) files[row.record!] = whole.includes(n) ? text : String(n);
  return files;
}
