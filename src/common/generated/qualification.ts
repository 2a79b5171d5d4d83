/* Generated from schema/qualification.schema.json by .ci/types.mjs. Do not edit. */

/**
 * The gate tested on one runner: what it says of a subject against itself, and of known regressions put into those very blocks.
 */
export interface Qualification {
  schemaVersion: 1;
  createdAt: string;
  commit?: string | null;
  environment: {
    [k: string]: string | number | boolean | null;
  };
  meter: {
    kind: string;
    estimated: boolean;
  };
  workload: {
    name: string;
    digest: string;
  };
  /**
   * the rise of energy per task that each arm's gate allows
   */
  thresholds: {
    [k: string]: number;
  };
  /**
   * measured, of the subject against itself
   */
  blocks: number;
  /**
   * that the measurement took
   */
  seconds: number;
  noise: ArmNoise[];
  scenarios: Scenario[];
  /**
   * of energy per task: the smallest rise that the largest gate calls regressed at the power of the levels; null where it cannot be told
   */
  smallestVisibleChange: null | SmallestVisible;
}
export interface ArmNoise {
  arm: 'plain' | 'suppressed';
  /**
   * standard deviation of a pair of blocks' difference of ln J/task
   */
  sd: number;
  /**
   * 95 %
   *
   * @minItems 2
   * @maxItems 2
   */
  interval: number[];
}
/**
 * This interface was referenced by `Qualification`'s JSON-Schema
 * via the `definition` "scenario".
 */
export interface Scenario {
  /**
   * what was done to head's blocks
   */
  name: 'nothing' | 'joules' | 'output-tokens';
  /**
   * how much of it: +0.05 is 5 % more
   */
  change: number;
  gates: number;
  regressed: Rate;
  passed: Rate;
  undecided: Rate;
  /**
   * a side, until the gate ended
   */
  meanBlocks: number;
}
/**
 * This interface was referenced by `Qualification`'s JSON-Schema
 * via the `definition` "rate".
 */
export interface Rate {
  share: number;
  /**
   * 95 %: of drawing the gates, and of which blocks were measured
   *
   * @minItems 2
   * @maxItems 2
   */
  interval: number[];
}
export interface SmallestVisible {
  change: number;
  /**
   * 95 %
   *
   * @minItems 2
   * @maxItems 2
   */
  interval: number[];
  power: number;
  blocks: number;
}
