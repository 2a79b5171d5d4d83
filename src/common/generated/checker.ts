/* Generated from schema/checker.schema.json by .ci/types.mjs. Do not edit. */

/**
 * The last line of a checker command's standard output, where it says more than its exit status (docs/workloads.md).
 */
export interface CheckerLine {
  /**
   * As the exit status says: true beside 0, false beside 1.
   */
  passed: boolean;
  /**
   * How good the answer is.
   */
  score?: number;
  [k: string]: unknown;
}
