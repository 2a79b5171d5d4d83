import type { HistoryRecord } from '../../common/generated/record.ts';
import { sha256 } from '../../common/hash.ts';

/** Records of one index shard: what an append reads and writes again. */
export const SHARD_ROWS = 64;
/** Shards that a look-up reads at most, newest first: the last 512 records of a series. */
export const MOST_SHARDS = 8;
/** Newest rows of a series that the branch's page shows, and series that are kept for it. */
export const RECENT_ROWS = 50;
export const RECENT_SERIES = 6;
/** Calendar months whose records are kept, the running one included. The index keeps every row. */
export const MONTHS = 12;

export const PAGE = 'README.md';
export const RECENT = 'index/recent.json';
export const INDEX = 'index';
export const RECORDS = 'records';

export const seriesFolder = (id: string): string => `${INDEX}/${id}`;
export const shardFolder = (id: string, number: number): string =>
  `${seriesFolder(id)}/${String(number).padStart(5, '0')}`;

const monthOf = (time: string): string => time.slice(0, 7);

/**
 * Where a record stands. The name tells the measurement, so that one that is added again is found, and none takes the
 * place of another.
 */
export function recordPath(
  { recordedAt, commit, run, configuration }: HistoryRecord,
  series: string,
  measurement: string,
) {
  const digest = sha256(JSON.stringify([series, configuration, measurement])).slice(0, 12);
  const id = run.id.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 40);
  return `${RECORDS}/${monthOf(recordedAt)}/${commit.slice(0, 12)}-${id}.${run.attempt}-${digest}.json`;
}

/** Of the months that have records, those that are older than the last twelve. @param time ISO 8601, UTC */
export function expiredMonths(months: readonly string[], time: string): string[] {
  const [year, month] = [Number(time.slice(0, 4)), Number(time.slice(5, 7))];
  const oldest = new Date(Date.UTC(year, month - MONTHS, 1)).toISOString().slice(0, 7);
  return months.filter((m) => /^\d{4}-\d\d$/.test(m) && m < oldest);
}
