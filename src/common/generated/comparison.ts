/* Generated from schema/comparison.schema.json by .ci/types.mjs. Do not edit. */

/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "verdict".
 */
export type Verdict = 'pass' | 'improved' | 'regressed' | 'inconclusive' | 'invalid';
/**
 * Stable codes (docs/findings.md): those of a measurement, and the comparison's own.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "reason".
 */
export type FindingCode =
  | 'base-not-positive'
  | 'baseline-unreadable'
  | 'block-dropped'
  | 'budget-spent'
  | 'clock-differs'
  | 'co-tenant'
  | 'co-tenants-unknown'
  | 'beats-with-sensor'
  | 'counter-jump'
  | 'counter-power-disagree'
  | 'counter-reset'
  | 'counter-stuck'
  | 'edges-outside'
  | 'edges-unpaired'
  | 'environment-differs'
  | 'environment-unexpected'
  | 'hardware-slowdown'
  | 'host-meter-differs'
  | 'host-not-metered'
  | 'ill-conditioned'
  | 'interval-too-wide'
  | 'metric-missing'
  | 'module-scope'
  | 'model-loaded'
  | 'model-misfit'
  | 'net-too-wide'
  | 'no-baseline'
  | 'no-common-block'
  | 'no-divisor'
  | 'no-markers'
  | 'no-updates'
  | 'not-deterministic'
  | 'not-graded'
  | 'not-known'
  | 'not-resolvable'
  | 'null-control'
  | 'power-cap-differs'
  | 'power-capped'
  | 'power-limit-changed'
  | 'power-on-bound'
  | 'power-profile-changed'
  | 'prompt-cached'
  | 'prompts-cut'
  | 'replay-too-short'
  | 'rule-not-applicable'
  | 'sampling-gap'
  | 'slow-samples'
  | 'slowdown-in-one-arm'
  | 'rates-differ'
  | 'spread-unknown'
  | 'stored-estimate'
  | 'stray-markers'
  | 'subject-unchanged'
  | 'tasks-differ'
  | 'temperature-differs'
  | 'thermal-slowdown'
  | 'too-few-blocks'
  | 'waited-in-queue'
  | 'workload-differs';
export type MetricId =
  | 'energy-per-task'
  | 'prefill-energy-per-token'
  | 'decode-energy-per-token'
  | 'output-tokens'
  | 'babble-share'
  | 'suppression-saving'
  | 'decode-saving'
  | 'false-stops'
  | 'missed-stops'
  | 'energy-per-solved-task'
  | 'pass-at-1'
  | 'score'
  | 'wall-time';
/**
 * How it was decided: `identity`, nothing to measure since both sides are equal; `exact`, the values seen cannot differ by chance; `equal-rates`, tokens at common costs; `measured`, joules, seconds or sampled answers by blocks.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "basis".
 */
export type Basis = 'identity' | 'exact' | 'equal-rates' | 'measured';

/**
 * Head against base: the verdict, and why. Keys that a later version adds are kept.
 */
export interface Comparison {
  schemaVersion: 1;
  verdict: Verdict;
  /**
   * Codes of the findings that bear on the verdict, each once.
   */
  reasons: FindingCode[];
  /**
   * What was found, in the order of reasons; then what was noticed while measuring and changes no verdict.
   */
  findings: Finding[];
  metrics: Metric[];
  /**
   * The change of J/task of each arm, split exactly into its parts.
   */
  why: Why[];
  /**
   * The smallest relative rise of energy per task that this run would have called regressed, at 90 % power.
   */
  smallestVisibleChange?: number | null;
  head: Side;
  base: Side | null;
  tasks: TaskRow[];
  nullControl?: NullControl | null;
  plan?: Plan;
  gateChanges?: GateChanges;
  /**
   * What the babble of each arm was.
   */
  babble?: Babble[];
  /**
   * What suppression saves of energy per task, against plain and against stop strings (computed on the plain answers).
   */
  savings?: Saving[];
  co2e?: Emissions;
  qualification?: Qualified;
  /**
   * Where each rule would have ended the plain answers, told from these alone.
   */
  rules?: RuleRow[];
  /**
   * The cost of tokens that base and head have in common, by arm; only where equal rates could be asked.
   */
  rates?: RatesRow[];
  month?: Month;
  publication?: Publication;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "finding".
 */
export interface Finding {
  code: FindingCode;
  side?: 'base' | 'head';
  arm?: 'plain' | 'suppressed';
  metric?: MetricId;
  task?: string;
  /**
   * One sentence; the user's and the device's own words may stand in it.
   */
  text: string;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "metric".
 */
export interface Metric {
  id: MetricId;
  arm: 'plain' | 'suppressed' | null;
  unit: 'J' | 'J/token' | 'token' | '1' | 's';
  scale: 'relative' | 'absolute';
  base: number | null;
  head: number | null;
  change: number | null;
  interval: number[] | null;
  threshold: Threshold | null;
  verdict: Verdict | null;
  basis?: Basis;
  /**
   * Blocks a side that it was judged on; not there where its values are exact.
   */
  blocks?: number;
  /**
   * One-sided p of "the effect is within its limit", of the first limit that has one.
   */
  p?: number | null;
  /**
   * One-sided p of "the effect is beyond its limit by the margin or more", of the same limit.
   */
  pBeyond?: number | null;
  /**
   * Of the variance behind the interval, the part that is the measurement's own error.
   */
  sensorShare?: number;
  nulls?: Nulls;
  /**
   * What the measurement's own error of each side's joules is made of, over all its blocks; left out where a side's was not split.
   */
  shares?: {
    base?: Shares;
    head?: Shares;
  };
  measured?: MeasuredBeside;
  errorShares?: ErrorShares;
  /**
   * Why it was not decided on a better basis, the best first.
   */
  basisReasons?: BasisReason[];
}
export interface Threshold {
  increase?: number;
  decrease?: number;
  max?: number;
  min?: number;
}
/**
 * Why a value is null: the sensor cannot resolve its joules; there is nothing to divide by; it was never found out; a base of 0 or less has no ratio.
 */
export interface Nulls {
  base?: 'not-resolvable' | 'no-divisor' | 'not-known';
  head?: 'not-resolvable' | 'no-divisor' | 'not-known';
  change?: 'base-not-positive';
}
/**
 * What the variance of net joules is made of; parts that sum to 1.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "shares".
 */
export interface Shares {
  /**
   * Noise and timing of the sensor.
   */
  sensor: number;
  /**
   * How requests of one phase differ in power.
   */
  requests: number;
  /**
   * What the model of load and sensor leaves out.
   */
  discrepancy: number;
  /**
   * What is not known of idle power.
   */
  idle: number;
}
/**
 * Of basis equal-rates: what the joules themselves say, as information. interval: null where the two were not measured in the same blocks.
 */
export interface MeasuredBeside {
  base: number | null;
  change: number | null;
  interval: number[] | null;
}
/**
 * Of basis equal-rates: what the variance of the change is made of; parts that sum to 1.
 */
export interface ErrorShares {
  [k: string]: number;
}
export interface BasisReason {
  not: Basis;
  text: string;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "why".
 */
export interface Why {
  arm: 'plain' | 'suppressed';
  method: 'lmdi' | 'shapley';
  /**
   * J/task
   */
  base: number;
  /**
   * J/task
   */
  head: number;
  context?: MeanContext;
  parts: {
    /**
     * decode-steps: of older versions, useful output and babble together. context: what a decode step costs more because its context is longer (amplification); decode-energy-per-step: all else.
     */
    part:
      | 'prompt-tokens'
      | 'prefill-energy-per-token'
      | 'decode-steps'
      | 'useful-output'
      | 'babble'
      | 'context'
      | 'decode-energy-per-step'
      | 'checks';
    /**
     * What this part adds to J/task.
     */
    joules: number;
    base?: number | null;
    head?: number | null;
  }[];
}
/**
 * Tokens of context that a decode step reads, on average; there too where their part cannot be told from other costs.
 */
export interface MeanContext {
  base: number;
  head: number;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "side".
 */
export interface Side {
  measurement: string;
  createdAt: string;
  commit: string | null;
  subject: {
    [k: string]: unknown;
  };
  environment: {
    [k: string]: string | number | boolean | null;
  };
  meter: {
    [k: string]: unknown;
  };
  workload: {
    [k: string]: unknown;
  };
  blocks: number;
  validity?: {
    [k: string]: unknown;
  };
  /**
   * What was seen around the joules, by the sensor and of a server's queue, means; an arm of which nothing was is left out.
   */
  readings?: Reading[];
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "reading".
 */
export interface Reading {
  arm: 'plain' | 'suppressed';
  smClockMhz: number | null;
  temperatureC: number | null;
  powerLimitWatts: number | null;
  idleWatts: number | null;
  prefill: PhaseReading;
  decode: PhaseReading;
  /**
   * Mean seconds that a request waited at its server before work on it began; left out where none waited.
   */
  queueSeconds?: number;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "phaseReading".
 */
export interface PhaseReading {
  smClockMhz: number | null;
  temperatureC: number | null;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "taskRow".
 */
export interface TaskRow {
  id: string;
  arm: 'plain' | 'suppressed';
  base: TaskSide | null;
  head: TaskSide;
  /**
   * What this task adds to the change of J/task; the tasks of an arm sum to it. null where joules are missing on a side.
   */
  changeJoules?: number | null;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "taskSide".
 */
export interface TaskSide {
  prefillJoules: number | null;
  decodeJoules: number | null;
  checkJoules: number | null;
  outputTokens: number;
  babbleTokens: number | null;
  /**
   * Share of the graded repeats that passed; null where none could be graded.
   */
  passed: number | null;
  /**
   * Mean score of the repeats; left out where the workload's judge only tells passed from failed.
   */
  score?: number | null;
  repeats: number;
  stopReason?: string;
  /**
   * The first repeat's answer, cut for display.
   */
  text?: string;
  /**
   * Tokens after which each rule would have ended the first repeat's answer; null where it would not. Plain answers only.
   */
  completeTokens?: {
    [k: string]: number | null;
  };
  /**
   * Of decode, by the babble's share of decode steps; null where unknown.
   */
  babbleJoules?: number | null;
  /**
   * Babble tokens of the first repeat by what they were.
   */
  babbleKinds?: {
    [k: string]: number;
  };
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "nullControl".
 */
export interface NullControl {
  possible: boolean;
  alarmed: boolean;
  /**
   * The smallest of the arms'.
   */
  p?: number | null;
  text?: string;
  arms?: ArmControl[];
}
export interface ArmControl {
  arm: 'plain' | 'suppressed';
  blocks: number;
  /**
   * Two-sided p of equal halves; null below 10 blocks.
   */
  p: number | null;
  alarmed: boolean;
}
/**
 * How it was decided.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "plan".
 */
export interface Plan {
  levels?: Levels;
  /**
   * Limits that need a test; each has an equal part of levels.change.
   */
  tests?: number;
  /**
   * Blocks a side that were planned at most.
   */
  most?: number;
  cost?: GateCost;
  /**
   * Blocks a side that the verdict was made on: the fewest of any limit that needs a test.
   */
  blocks?: number;
  /**
   * Blocks a side at which a gate looks, and the nominal one-sided p's there.
   */
  looks?: Look[];
  /**
   * Of an inconclusive comparison: what would decide it.
   */
  toDecide?: ToDecide | null;
}
/**
 * Significance levels and powers: shares between 0 and 1.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "levels".
 */
export interface Levels {
  /**
   * Most that is spent, over all looks and all limits that need a test, on calling an allowed change regressed (each limit has its equal part); likewise on improved.
   */
  change: number;
  /**
   * Most that is spent, over all looks, on passing an effect that is beyond its limit by the margin or more.
   */
  inside: number;
  /**
   * The two-sided repeated intervals shown hold the effect at all looks in 1 less this of all cases.
   */
  interval: number;
  /**
   * Most that the p of equal halves of an arm's block differences may be for the null control to alarm.
   */
  nullControl: number;
  /**
   * The smallest visible change is called with this probability.
   */
  power: number;
  /**
   * Most that the p of equal rates of base and head may be for them to differ.
   */
  rates?: number;
}
/**
 * What the gate itself took.
 */
export interface GateCost {
  /**
   * From opening the models to the verdict; of a gate that was continued, earlier passes too.
   */
  seconds: number;
  /**
   * Gross joules of every block, base's and head's; what was not resolvable counts as nothing.
   */
  joules: number;
}
export interface Look {
  blocks: number;
  regressed: number;
  pass: number;
}
export interface ToDecide {
  /**
   * Blocks a side, in all, at which every gating metric would be decided were its estimate and spread to stay; null where no number would do.
   */
  blocks: number | null;
  /**
   * Time that the blocks still lacking would take; null where it is not known.
   */
  seconds: number | null;
}
/**
 * What the change does to the gate itself: keys of the configuration that say how it measures and when it fails.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "gateChanges".
 */
export interface GateChanges {
  /**
   * Whether head's values hold; those of a fork do not.
   */
  applied: boolean;
  keys: GateChange[];
}
export interface GateChange {
  key: string;
  base: string;
  head: string;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "babble".
 */
export interface Babble {
  arm: 'plain' | 'suppressed';
  base: BabbleSide | null;
  head: BabbleSide;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "babbleSide".
 */
export interface BabbleSide {
  tokensPerTask: number;
  /**
   * Decode joules of the babble tokens: their number times the answer's joules per decode step.
   */
  joulesPerTask: number | null;
  /**
   * Tokens per task by kind.
   */
  kinds: {
    [k: string]: number;
  };
  answers?: number;
  /**
   * Answers that were complete at some line end: only these have babble.
   */
  complete?: number;
  /**
   * Tokens of loops in which answers end that were never complete; no part of tokensPerTask.
   */
  unfinishedLoopTokensPerTask?: number;
  reasoningTokensPerTask?: number;
  /**
   * Decode joules of the reasoning tokens, by their share of the decode steps.
   */
  reasoningJoulesPerTask?: number | null;
}
export interface Saving {
  against: string;
  base: number | null;
  head: number | null;
}
/**
 * CO₂ equivalent of the net joules per task; only where an intensity is configured.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "co2e".
 */
export interface Emissions {
  gPerKwh: number;
  /**
   * Where gPerKwh comes from, in the user's words.
   */
  source: string;
  /**
   * The joules of a side are CPU time × watts, not metered.
   */
  estimated: boolean;
  arms: {
    plain?: ArmEmissions;
    suppressed?: ArmEmissions;
  };
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "co2eArm".
 */
export interface ArmEmissions {
  /**
   * null without a base, or where its joules are not resolvable.
   */
  baseGramsPerTask: number | null;
  /**
   * null where the joules are not resolvable.
   */
  headGramsPerTask: number | null;
}
/**
 * What the last "joulegate qualify" said of this gate; information, of no weight in the verdict.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "qualification".
 */
export interface Qualified {
  createdAt: string;
  /**
   * Whether it was made on a runner like this one, with this meter.
   */
  sameEnvironment: boolean;
  falseAlarms: FalseAlarms;
  /**
   * of energy per task, that the largest gate calls
   */
  smallestVisibleChange: number | null;
}
export interface FalseAlarms {
  share: number;
  /**
   * @minItems 2
   * @maxItems 2
   */
  interval: number[];
}
export interface RuleRow {
  rule: string;
  /**
   * A preset of stop strings.
   */
  stopStrings: boolean;
  base: RuleSide | null;
  head: RuleSide;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "ruleSide".
 */
export interface RuleSide {
  tokensPerTask: number;
  /**
   * Of the plain answers, those that the rule would have ended before their end.
   */
  stoppedShare: number;
  /**
   * Of the plain answers' energy, by share of decode steps; checks and overrun not counted.
   */
  saving: number | null;
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "armRates".
 */
export interface RatesRow {
  arm: 'plain' | 'suppressed';
  /**
   * Prefill of any prompt; at the mean block.
   */
  joulesPerAnswer: number;
  joulesPerPromptToken: number;
  /**
   * A decode step without context.
   */
  joulesPerStep: number;
  /**
   * More for each token of context that a step reads.
   */
  joulesPerContextToken: number;
  /**
   * Of equal rates on both sides, one F test; null where they were not measured in the same blocks.
   */
  p: number | null;
  /**
   * Head over base beyond what their tokens cost, a share by phase.
   */
  dearer?: {
    prefill?: number | null;
    decode?: number | null;
  };
}
/**
 * What a month of requests like the workload's tasks takes of net joules; only where usage is configured.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "month".
 */
export interface Month {
  requestsPerDay: number;
  /**
   * 365 ÷ 12.
   */
  days: number;
  /**
   * The joules of a side are CPU time × watts, not metered.
   */
  estimated: boolean;
  /**
   * In the user's currency.
   */
  pricePerKwh?: number;
  gPerKwh?: number;
  arms: {
    plain?: ArmMonth;
    suppressed?: ArmMonth;
  };
}
/**
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "monthArm".
 */
export interface ArmMonth {
  /**
   * null without a base, or where its joules are not resolvable.
   */
  baseKwh: number | null;
  /**
   * null where the joules are not resolvable.
   */
  headKwh: number | null;
  /**
   * The interval of the change; null where it has none.
   */
  changeKwh: number[] | null;
}
/**
 * Where a comparison belongs on its host: commits, links, its stored baseline, who waived it. Nothing here bears on the verdict.
 *
 * This interface was referenced by `Comparison`'s JSON-Schema
 * via the `definition` "publication".
 */
export interface Publication {
  /**
   * Address of the repository's page, without a slash at its end.
   */
  repository?: string;
  /**
   * SHA of what head is compared with.
   */
  baseCommit?: string;
  /**
   * SHA of head.
   */
  headCommit?: string;
  links?: PublicationLinks;
  /**
   * Files of the subject that differ between base and head, as paths in the repository.
   */
  changedFiles?: string[];
  baseline?: StoredBaseline;
  /**
   * Labels by which somebody accepted this regression; they change the exit status, never the verdict.
   */
  waivers?: Waiver[];
}
/**
 * Where more stands.
 */
export interface PublicationLinks {
  /**
   * Address of the workflow run.
   */
  run?: string;
  /**
   * Address of the report page.
   */
  report?: string;
  /**
   * Address of the trend.
   */
  trend?: string;
}
/**
 * The stored result that head was compared with.
 */
export interface StoredBaseline {
  /**
   * SHA of the commit whose stored result is the baseline.
   */
  commit: string;
  /**
   * How many commits it lies before head, along first parents.
   */
  distance: number;
  /**
   * When it was recorded.
   */
  recordedAt?: string;
}
/**
 * One label.
 */
export interface Waiver {
  /**
   * Name of the label.
   */
  label: string;
  /**
   * Login of who set it.
   */
  by: string;
  /**
   * When it was set.
   */
  at: string;
  /**
   * What it accepts.
   */
  covers: 'energy' | 'accuracy';
}
