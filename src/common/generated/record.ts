/* Generated from schema/record.schema.json by .ci/types.mjs. Do not edit. */

/**
 * One measurement as a branch keeps it: a commit, a run's attempt, an environment.
 */
export interface HistoryRecord {
  schemaVersion: 1;
  /**
   * ISO 8601, UTC.
   */
  recordedAt: string;
  /**
   * SHA of what was measured.
   */
  commit: string;
  run: RecordedRun;
  /**
   * What the run was started by, as GitHub names it; cli.
   */
  event: string;
  /**
   * Path of the configuration in its repository.
   */
  configuration: string;
  verdict: 'pass' | 'improved' | 'regressed' | 'inconclusive' | 'invalid';
  /**
   * Whether it may be a baseline.
   */
  promoted: boolean;
  waivers: RecordedWaiver[];
  /**
   * The RunResult, without the answers' texts unless keep-text is set.
   */
  result: {};
}
/**
 * The workflow run and its attempt; of a command line the measurement's id, attempt 1.
 */
export interface RecordedRun {
  id: string;
  attempt: number;
}
/**
 * A label by which somebody accepted the regression.
 */
export interface RecordedWaiver {
  label: string;
  by: string;
  at: string;
  covers: 'energy' | 'accuracy';
}
