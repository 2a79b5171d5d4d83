import type { StoredBaseline } from '../../common/generated/comparison.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import type { HistoryRow } from '../../common/history-rows.ts';
import type { HistoryEntry } from '../../common/history.ts';
import type { RemoteBranch } from '../../common/remote-branch.ts';
import type { Ancestry } from '../ancestry.ts';
import { readShard } from './append.ts';
import { readRecord, recentShards } from './documents.ts';
import { MOST_SHARDS, seriesFolder } from './layout.ts';
import { comparable, seriesOf, type Measured } from './series.ts';

/** A stored result that head is compared with, and what tells how far two measurements of it differ. */
export interface Baseline {
  result: RunResult | null;
  history: HistoryEntry[];
  /** Which commit's it is; `null` where the store knows no commits. */
  stored: StoredBaseline | null;
}

/** What head is, for a look-up. */
export interface Wanted {
  measured: Measured;
  ancestry: Pick<Ancestry, 'distances'>;
  /** Its own records come first, where several configurations measure the same. */
  configuration: string;
  /** Environment fields that may differ. */
  allow: readonly string[];
}

/** Records of one shard that are read at most: more are gone only where retention has taken them all. */
const TRIES = 2;

export const NO_BASELINE: Baseline = { result: null, history: [], stored: null };

const historyOf = (rows: readonly HistoryRow[]): HistoryEntry[] =>
  rows.flatMap(({ promoted, time, history }) => (promoted && history ? [{ ...history, createdAt: time }] : []));

/** A row that may be the baseline. */
interface Candidate {
  row: HistoryRow;
  distance: number;
}

/** The promoted ancestors among rows, nearest first, of one commit the newest first. */
async function candidates(rows: readonly HistoryRow[], ancestry: Wanted['ancestry']): Promise<Candidate[]> {
  const promoted = rows.filter((r) => r.promoted && r.record !== undefined);
  const distances = await ancestry.distances(new Set(promoted.map((r) => r.commit)));
  return promoted
    .flatMap((row) => (distances.has(row.commit) ? [{ row, distance: distances.get(row.commit)! }] : []))
    .reverse()
    .sort((a, b) => a.distance - b.distance);
}

/** Series that may be compared with head, its own first. */
async function seriesLike(remote: RemoteBranch, head: string, wanted: Wanted): Promise<string[]> {
  const own = seriesOf(wanted.measured);
  const recent = await recentShards(remote, head);
  const alike = recent.filter(({ series }) => series.id !== own.id && comparable(series, own, wanted.allow));
  return [own.id, ...alike.map(({ series }) => series.id)];
}

/** The shards of these series, newest first of each, at most `MOST_SHARDS` in all. */
async function* shardsOf(remote: RemoteBranch, head: string, ids: readonly string[]): AsyncGenerator<HistoryRow[]> {
  let left = MOST_SHARDS;
  for (const id of ids)
    for (const number of (await remote.list(head, seriesFolder(id))).map(Number).sort((a, b) => b - a)) {
      if (left-- === 0) return;
      yield await readShard(remote, head, id, number, true);
    }
}

/**
 * The nearest promoted ancestor of head with equal tasks, environment and method, whatever its subject; this
 * configuration's own where it has one. Records that retention has taken are passed over. A look-up reads at most the
 * newest rows, `MOST_SHARDS` index shards and the record. @throws JouleGateError `baseline-unreadable`, `store-foreign`
 */
export async function find(remote: RemoteBranch, wanted: Wanted): Promise<Baseline> {
  const head = await remote.head();
  if (head === null) return NO_BASELINE;
  const seen: HistoryRow[] = [];
  const strangers: Candidate[] = [];
  const take = async (found: readonly Candidate[]): Promise<Baseline | null> => {
    for (const { row, distance } of found.slice(0, TRIES)) {
      const record = await readRecord(remote, head, row.record!);
      if (record === null) continue;
      return {
        result: record.result,
        history: historyOf(seen),
        stored: { commit: record.commit, distance, recordedAt: record.recordedAt },
      };
    }
    return null;
  };
  for await (const rows of shardsOf(remote, head, await seriesLike(remote, head, wanted))) {
    seen.unshift(...rows);
    const found = await candidates(rows, wanted.ancestry);
    const isOwn = ({ row }: Candidate): boolean => row.configuration === wanted.configuration;
    strangers.push(...found.filter((c) => !isOwn(c)));
    const own = await take(found.filter(isOwn));
    if (own) return own;
  }
  return (await take(strangers)) ?? NO_BASELINE;
}
