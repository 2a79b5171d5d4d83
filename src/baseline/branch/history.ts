import type { HistoryRow } from '../../common/history-rows.ts';
import type { RemoteBranch } from '../../common/remote-branch.ts';
import { readShard } from './append.ts';
import { recentShards } from './documents.ts';
import { INDEX, seriesFolder } from './layout.ts';

/**
 * Every row of the branch's index, series by series, oldest first of each; with `since` (ISO 8601) shards that are
 * older are not read. @throws JouleGateError `baseline-unreadable`, `store-foreign`
 */
export async function readHistoryRows(remote: RemoteBranch, since: string | null): Promise<HistoryRow[]> {
  const head = await remote.head();
  if (head === null) return [];
  await recentShards(remote, head);
  const rows: HistoryRow[] = [];
  for (const id of (await remote.list(head, INDEX)).filter((name) => /^[0-9a-f]{16}$/.test(name))) {
    const own: HistoryRow[] = [];
    for (const number of (await remote.list(head, seriesFolder(id))).map(Number).sort((a, b) => b - a)) {
      const shard = await readShard(remote, head, id, number);
      own.unshift(...shard);
      if (since !== null && (shard[0]?.time ?? '') < since) break;
    }
    rows.push(...own.filter((r) => since === null || r.time >= since));
  }
  return rows;
}
