/* Generated from schema/trend.schema.json by .ci/types.mjs. Do not edit. */

/**
 * The stored history of each configuration and machine, oldest row first. It tells, and decides nothing.
 */
export interface Trend {
  schemaVersion: 1;
  /**
   * The relative rise of energy per task that one pull request may bring: what creep is held against.
   */
  threshold: number;
  lines: TrendLine[];
}
/**
 * One configuration on one machine; environments follow each other in it.
 *
 * This interface was referenced by `Trend`'s JSON-Schema
 * via the `definition` "line".
 */
export interface TrendLine {
  configuration: string;
  workload: string;
  environments: TrendEnvironment[];
  rows: TrendRow[];
  findings: TrendFinding[];
}
export interface TrendEnvironment {
  series: string;
  meter: string;
  fields: {
    [k: string]: string | number | boolean | null;
  };
}
/**
 * This interface was referenced by `Trend`'s JSON-Schema
 * via the `definition` "row".
 */
export interface TrendRow {
  commit: string;
  time: string;
  verdict: 'pass' | 'improved' | 'regressed' | 'inconclusive' | 'invalid';
  promoted: boolean;
  event: string;
  /**
   * Its place among the line's environments.
   */
  environment: number;
  model: string | null;
  /**
   * What of environment and model is another than in the row before.
   */
  marks: TrendMark[];
  waivers: TrendWaiver[];
  /**
   * By METRIC/ARM, both for the savings.
   */
  values: {
    [k: string]: TrendValue;
  };
}
export interface TrendMark {
  field: string;
  from: string;
  to: string;
}
export interface TrendWaiver {
  label: string;
  by: string;
  at: string;
  covers: 'energy' | 'accuracy';
}
export interface TrendValue {
  value: number | null;
  lo?: number | null;
  hi?: number | null;
  /**
   * Against the row before in the same environment, by the metric's scale; null where there is none.
   */
  change: number | null;
}
/**
 * This interface was referenced by `Trend`'s JSON-Schema
 * via the `definition` "finding".
 */
export interface TrendFinding {
  code: 'change-point' | 'creep';
  metric: string;
  arm: string;
  /**
   * Commit before the change, or where the creep begins.
   */
  from: string;
  /**
   * First commit after the change, or the creep's newest.
   */
  to: string;
  /**
   * Relative: +0.05 is +5 %.
   */
  change: number;
  /**
   * Of the permutation test, or of the test for a monotonic trend.
   */
  p?: number;
}
