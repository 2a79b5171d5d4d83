import { JouleGateError } from '../../common/errors.ts';
import type { HistorySeries, HistoryShard } from '../../common/generated/index.ts';
import { rowsOf, shardOf, shortShard, type HistoryRow, type MetricValue } from '../../common/history-rows.ts';
import type { HistoryEntry } from '../../common/history.ts';
import type { RemoteBranch } from '../../common/remote-branch.ts';
import { canonicalJson } from '../../common/canonical-json.ts';
import { sha256 } from '../../common/hash.ts';
import { indexText, readShards, recentShards, type StoredRecord } from './documents.ts';
import {
  expiredMonths,
  PAGE,
  RECENT,
  RECENT_ROWS,
  RECENT_SERIES,
  recordPath,
  RECORDS,
  seriesFolder,
  SHARD_ROWS,
  shardFolder,
} from './layout.ts';
import { seriesOf } from './series.ts';
import { steadily, type Patience } from './steadily.ts';

/** What is added, and what the index says of it. */
export interface Entry {
  record: StoredRecord;
  spread: HistoryEntry;
  values: Record<string, MetricValue>;
}

/** How whoever opens the branch sees it. */
export interface Page {
  /** Metrics that the page shows, as `METRIC/ARM`. */
  metrics: readonly string[];
  /** Markdown of the newest rows, series by series. */
  render(rows: readonly HistoryRow[]): string;
}

function rowOf({ record, spread, values }: Entry, series: HistorySeries, path: string): HistoryRow {
  const { measurement, key, joulesPerTask, blockSpread } = spread;
  const { subject } = record.result;
  return {
    series,
    values,
    commit: record.commit,
    time: record.recordedAt,
    verdict: record.verdict,
    promoted: record.promoted,
    configuration: record.configuration,
    model: subject.model?.name ?? null,
    subject: sha256(canonicalJson(subject)).slice(0, 12),
    event: record.event,
    waivers: record.waivers,
    record: path,
    history: { measurement, key, joulesPerTask: { ...joulesPerTask }, blockSpread: { ...blockSpread } },
  };
}

/** The last shard of a series with its number; a new one once it is full. */
async function openShard(
  remote: RemoteBranch,
  head: string | null,
  series: HistorySeries,
): Promise<{ number: number; rows: HistoryRow[] }> {
  const names = head === null ? [] : await remote.list(head, seriesFolder(series.id));
  const number = Math.max(-1, ...names.map(Number));
  if (head === null || number < 0) return { number: 0, rows: [] };
  const rows = await readShard(remote, head, series.id, number);
  return rows.length < SHARD_ROWS ? { number, rows } : { number: number + 1, rows: [] };
}

/** Rows of one shard, with their metrics unless `bare`. @throws JouleGateError `baseline-unreadable` */
export async function readShard(
  remote: RemoteBranch,
  head: string,
  series: string,
  number: number,
  bare = false,
): Promise<HistoryRow[]> {
  const folder = shardFolder(series, number);
  const of = async (name: string): Promise<HistoryShard | undefined> =>
    (await readShards(remote, head, `${folder}/${name}.json`))?.[0];
  const [commits, metrics] = [await of('commits'), bare ? undefined : await of('metrics')];
  if (!commits) return [];
  try {
    return rowsOf({ ...commits, ...(metrics?.metrics ? { metrics: metrics.metrics } : {}) });
  } catch (cause) {
    throw new JouleGateError(
      'baseline-unreadable',
      `${folder} on ${remote.name} does not fit together: ${(cause as Error).message}`,
      'restore the folder from an earlier commit of that branch',
      { cause },
    );
  }
}

/**
 * Adds a record to the branch, with its row in the index and the page that shows it, in one commit. One that is there
 * is not added twice. @returns its path, and whether it is new
 * @throws JouleGateError `store-busy`, `store-foreign`, `baseline-unreadable`, what the remote refuses
 */
export async function append(
  remote: RemoteBranch,
  entry: Entry,
  page: Page,
  patience: Patience,
): Promise<{ path: string; added: boolean }> {
  const { record } = entry;
  const series = seriesOf(record.result);
  const path = recordPath(record, series.id, record.result.measurement);
  return await steadily(
    `adding a record to ${remote.name}`,
    async () => {
      const head = await remote.head();
      const recent = await recentShards(remote, head);
      if (head !== null && (await remote.read(head, path)) !== null) return { path, added: false };
      const shard = await openShard(remote, head, series);
      const row = rowOf(entry, series, path);
      const { commits, metrics } = shardOf(series, [...shard.rows, row]);
      const own = recent.find((s) => s.series.id === series.id);
      const newest = [...(own ? rowsOf(own) : []), row].slice(-RECENT_ROWS);
      const shards = [
        shortShard(series, newest, page.metrics),
        ...recent.filter((s) => s !== own).slice(0, RECENT_SERIES - 1),
      ];
      const folder = shardFolder(series.id, shard.number);
      const months = head === null ? [] : await remote.list(head, RECORDS);
      const expired = expiredMonths(months, record.recordedAt);
      const done = await remote.commit(head, {
        message: `${record.verdict} at ${record.commit.slice(0, 12)}${record.promoted ? '' : ', not promoted'}`,
        files: {
          [path]: `${JSON.stringify(record)}\n`,
          [`${folder}/commits.json`]: indexText([commits]),
          [`${folder}/metrics.json`]: indexText([metrics]),
          [RECENT]: indexText(shards),
          [PAGE]: page.render(shards.flatMap(rowsOf)),
        },
        ...(expired.length > 0 ? { drop: { folder: RECORDS, names: expired } } : {}),
      });
      return done ? { path, added: true } : null;
    },
    patience,
  );
}
