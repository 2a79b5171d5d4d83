import { JouleGateError } from '../../common/errors.ts';
import type { HistoryIndex, HistoryShard } from '../../common/generated/index.ts';
import type { HistoryRecord } from '../../common/generated/record.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import type { RemoteBranch } from '../../common/remote-branch.ts';
import { assertRunResult, schemaErrors } from '../../common/schema.ts';
import { RECENT } from './layout.ts';

/** A record with its result typed. */
export interface StoredRecord extends HistoryRecord {
  result: RunResult;
}

const unreadable = (branch: string, path: string, why: string, cause?: unknown): JouleGateError =>
  new JouleGateError(
    'baseline-unreadable',
    `${path} on ${branch} cannot be read: ${why}`,
    'restore the file from an earlier commit of that branch, or name another branch in "baseline"',
    { cause },
  );

/** A JSON document of the branch. @returns `null` where it has none of this path */
async function document(remote: RemoteBranch, head: string, path: string): Promise<unknown> {
  const text = await remote.read(head, path);
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw unreadable(remote.name, path, 'it is no JSON', cause);
  }
}

/** A part of the index, checked. @throws JouleGateError `baseline-unreadable` */
export async function readShards(remote: RemoteBranch, head: string, path: string): Promise<HistoryShard[] | null> {
  const value = await document(remote, head, path);
  if (value === null) return null;
  const [error] = schemaErrors('index', value);
  if (error) throw unreadable(remote.name, path, `${error.instancePath || '/'} ${error.message ?? ''}`);
  return (value as HistoryIndex).shards;
}

/** The newest rows; a branch without them keeps something else. @throws JouleGateError `store-foreign` */
export async function recentShards(remote: RemoteBranch, head: string | null): Promise<HistoryShard[]> {
  if (head === null) return [];
  const shards = await readShards(remote, head, RECENT);
  if (shards) return shards;
  throw new JouleGateError(
    'store-foreign',
    `${remote.name} is there, and keeps no results of JouleGate: it has no ${RECENT}`,
    'name a branch of its own in "baseline" (branch:joulegate), which the first record makes',
  );
}

/** A record, checked with its result. @throws JouleGateError `baseline-unreadable` */
export async function readRecord(remote: RemoteBranch, head: string, path: string): Promise<StoredRecord | null> {
  const value = await document(remote, head, path);
  if (value === null) return null;
  const [error] = schemaErrors('record', value);
  if (error) throw unreadable(remote.name, path, `${error.instancePath || '/'} ${error.message ?? ''}`);
  const record = value as HistoryRecord;
  try {
    assertRunResult(record.result, 'its result');
  } catch (cause) {
    throw unreadable(remote.name, path, (cause as Error).message, cause);
  }
  return record as StoredRecord;
}

/** One line a document: the index is read by programs, and a line end less is a byte less. */
export const indexText = (shards: HistoryShard[]): string =>
  `${JSON.stringify({ schemaVersion: 1, shards } satisfies HistoryIndex)}\n`;
