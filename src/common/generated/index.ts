/* Generated from schema/index.schema.json by .ci/types.mjs. Do not edit. */

/**
 * This interface was referenced by `HistoryIndex`'s JSON-Schema
 * via the `definition` "numbers".
 */
export type Numbers = (number | null)[];

/**
 * A part of a branch's history by columns: an index shard's commits or metrics, or the newest rows of several series.
 */
export interface HistoryIndex {
  schemaVersion: 1;
  shards: HistoryShard[];
}
/**
 * This interface was referenced by `HistoryIndex`'s JSON-Schema
 * via the `definition` "shard".
 */
export interface HistoryShard {
  series: HistorySeries;
  columns?: CommitColumns;
  /**
   * By METRIC/ARM, both for the savings; columns as long as those of the commits.
   */
  metrics?: {
    [k: string]: MetricColumns;
  };
}
/**
 * What must be equal for two records to compare.
 *
 * This interface was referenced by `HistoryIndex`'s JSON-Schema
 * via the `definition` "series".
 */
export interface HistorySeries {
  id: string;
  workload: HistoryWorkload;
  environment: {
    [k: string]: string | number | boolean | null;
  };
  meter: string;
}
export interface HistoryWorkload {
  name: string;
  digest: string;
}
/**
 * One entry a record, oldest first; all columns have the same length.
 *
 * This interface was referenced by `HistoryIndex`'s JSON-Schema
 * via the `definition` "columns".
 */
export interface CommitColumns {
  commit: string[];
  time: string[];
  verdict: ('pass' | 'improved' | 'regressed' | 'inconclusive' | 'invalid')[];
  promoted: boolean[];
  configuration: string[];
  model: (string | null)[];
  /**
   * The subject's digest, its first 12 digits.
   */
  subject: string[];
  event: string[];
  waivers: IndexedWaiver[][];
  /**
   * Path of the record on the branch.
   */
  record?: string[];
  /**
   * What tells how far two measurements of one subject differ.
   */
  history?: IndexedSpread[];
}
export interface IndexedWaiver {
  label: string;
  by: string;
  at: string;
  covers: 'energy' | 'accuracy';
}
export interface IndexedSpread {
  measurement: string;
  key: string;
  joulesPerTask: {
    [k: string]: number;
  };
  blockSpread: {
    [k: string]: number;
  };
}
/**
 * A metric's value with its 95 % interval between blocks; null where it is not resolvable.
 *
 * This interface was referenced by `HistoryIndex`'s JSON-Schema
 * via the `definition` "metric".
 */
export interface MetricColumns {
  value: Numbers;
  lo?: Numbers;
  hi?: Numbers;
}
