/* Generated from schema/run-result.schema.json by .ci/types.mjs. Do not edit. */

/**
 * Why a measurement is not simply good (docs/findings.md).
 *
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "reason".
 */
export type Reason =
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
  | 'environment-unexpected'
  | 'hardware-slowdown'
  | 'host-not-metered'
  | 'ill-conditioned'
  | 'interval-too-wide'
  | 'module-scope'
  | 'model-loaded'
  | 'model-misfit'
  | 'net-too-wide'
  | 'no-markers'
  | 'no-updates'
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
  | 'stray-markers'
  | 'temperature-differs'
  | 'thermal-slowdown'
  | 'waited-in-queue';

/**
 * One measurement of one subject on one workload. Keys that a later version adds are kept.
 */
export interface RunResult {
  schemaVersion: 1;
  /**
   * An id shared by subjects that were measured interleaved.
   */
  measurement: string;
  /**
   * How the subjects of the measurement followed each other: cell by cell within each task, or pass by pass. Left out for one subject.
   */
  alternation?: 'task' | 'pass';
  /**
   * ISO 8601, UTC.
   */
  createdAt?: string;
  /**
   * Every text of an answer is empty here: keep-text is false, and this file leaves the machine.
   */
  textLeftOut?: boolean;
  commit?: string | null;
  subject: Subject;
  /**
   * Flat: what must stay equal for joules to compare; `method` is the version of attribution. Its keys stand in the comment, so they are bare words.
   */
  environment: {
    [k: string]: string | number | boolean | null;
  };
  meter: Meter;
  workload: {
    name: string;
    digest: string;
    tasks?: number;
    /**
     * Tasks whose prompt has no example that rule doctest could run: it never ends their answers.
     */
    tasksWithoutExample?: string[];
    /**
     * The command that graded the answers, in the place of tests.
     */
    checker?: string[];
    [k: string]: unknown;
  };
  prompts?: {
    /**
     * SHA-256 over the token ids of every task's whole prompt.
     */
    digest?: string;
    /**
     * Tokens that were cut out of the middle of a task's prompt, by task, so that prompt and answer fit into the context; only tasks that were cut.
     */
    cutTokens?: {
      [k: string]: number;
    };
    [k: string]: unknown;
  };
  /**
   * What has to be said of the measurement beside its validity.
   */
  findings?: RunFinding[];
  arms: {
    plain?: Arm;
    suppressed?: Arm;
  };
  /**
   * What the meter saw in each block and arm.
   */
  blocks?: BlockReading[];
  /**
   * Idle power in watts with its spread, before and after the model was loaded.
   */
  idle?: {
    beforeLoadWatts?: number | null;
    afterLoadWatts?: number | null;
  };
  validity?: Validity;
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "subject".
 */
export interface Subject {
  model?: {
    name?: string;
    /**
     * null where a server does not tell it.
     */
    sha256?: string | null;
    /**
     * Of all files together.
     */
    bytes?: number;
    /**
     * SHA-256 of every part of a model in several files, by name; sha256 is then over the lines SHA-256, two spaces, name of all of them.
     */
    files?: {
      [k: string]: string;
    };
    architecture?: string;
    quantization?: string;
    parameters?: number;
    [k: string]: unknown;
  };
  prompt?: {
    style?: 'chat' | 'raw';
    template?: string;
    answerPrefix?: string;
    /**
     * The day that a chat template which asks for it is given, the same every day.
     */
    date?: string;
    timeZone?: string;
    [k: string]: unknown;
  };
  sampling?: {
    temperature?: number;
    topP?: number;
    topK?: number;
    seed?: number;
    maxTokens?: number;
    [k: string]: unknown;
  };
  context?: number;
  suppression?: {
    rule?: string;
    stopStrings?: string[];
    loopCutOff?: boolean;
    [k: string]: unknown;
  };
  engine?: {
    [k: string]: string | number | boolean | null;
  };
  [k: string]: unknown;
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "meter".
 */
export interface Meter {
  kind: string;
  estimated: boolean;
  detail?: string;
  /**
   * The meter of the host's own channel, for the checks.
   */
  hostKind?: string | null;
  /**
   * What characterisation found.
   */
  sensor?: {
    [k: string]: string | number | boolean | null;
  };
  [k: string]: unknown;
}
export interface RunFinding {
  code: Reason;
  arm?: 'plain' | 'suppressed';
  text: string;
  [k: string]: unknown;
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "arm".
 */
export interface Arm {
  tasks: TaskResult[];
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "task".
 */
export interface TaskResult {
  id: string;
  repeats: Repeat[];
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "repeat".
 */
export interface Repeat {
  block: number;
  promptTokens: number;
  outputTokens: number;
  decodeSteps: number;
  babbleTokens: number | null;
  overrunTokens: number;
  /**
   * By the hidden tests; null where the answer could not be graded (its sandbox process was ended from outside), or the task has none.
   */
  passed: boolean | null;
  /**
   * How good the answer is, by scoreName, 0 to 1; null where the task has no reference. Left out where the workload's judge only tells passed from failed.
   */
  score?: number | null;
  /**
   * What score is, e.g. code-similarity; checker where a command graded the answer (score null where it gave none); none where the workload has neither tests nor references.
   */
  scoreName?: string;
  stopReason: 'end' | 'max-tokens' | 'rule' | 'stop-string' | 'loop' | 'context';
  text: string;
  falseStop?: boolean | null;
  missedStop?: boolean | null;
  phases: {
    prefill: PhaseEnergy;
    decode: PhaseEnergy;
    check: PhaseEnergy;
    queue?: PhaseEnergy1;
  };
  /**
   * Babble tokens by what they were: loop, blank, test, call, definition, prose, code. Of an answer that was never complete (babbleTokens null) only a loop that it ends in.
   */
  babbleKinds?: {
    [k: string]: number;
  };
  /**
   * Output tokens of thoughts, parted from the answer; left out where there are none.
   */
  reasoningTokens?: number;
  /**
   * Net joules of these tokens: their share of the decode steps.
   */
  reasoningJoules?: number | null;
  /**
   * Of a server's answer: by whose clock prefill and decode end. Left out where the device's own edges are known.
   */
  edgeClocks?: {
    prefillEnd?: 'server' | 'client';
    decodeEnd?: 'server' | 'client';
    [k: string]: unknown;
  };
  /**
   * Tokens that a draft model proposed; left out where nothing was drafted. decodeSteps are then the passes, fewer than tokens.
   */
  draftTokens?: number;
  /**
   * Of draftTokens those that became output.
   */
  acceptedDraftTokens?: number;
  /**
   * Tokens that would have been decoded under each preset of stop strings; from the plain answer, no extra run.
   */
  stopStringTokens?: {
    [k: string]: number;
  };
  /**
   * Tokens after which the rules tests, doctest and syntax first found this plain answer complete (at a line end or its end); null where one never did.
   */
  completeTokens?: {
    [k: string]: number | null;
  };
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "phase".
 */
export interface PhaseEnergy {
  /**
   * Joules as metered.
   */
  grossJoules: number | null;
  /**
   * Gross less idle power × time.
   */
  netJoules: number | null;
  /**
   * Of netJoules.
   */
  standardError: number | null;
  seconds: number;
  validity: Validity;
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "validity".
 */
export interface Validity {
  status: 'ok' | 'warning' | 'invalid' | 'not-resolvable';
  reasons: Reason[];
}
/**
 * From sending a request until its server began to work; left out where that is under 5 ms, or not told. No part of the request's joules.
 */
export interface PhaseEnergy1 {
  /**
   * Joules as metered.
   */
  grossJoules: number | null;
  /**
   * Gross less idle power × time.
   */
  netJoules: number | null;
  /**
   * Of netJoules.
   */
  standardError: number | null;
  seconds: number;
  validity: Validity;
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "block".
 */
export interface BlockReading {
  block: number;
  arm: 'plain' | 'suppressed';
  seconds: number;
  smClockMhz?: number | null;
  temperatureC?: number | null;
  powerLimitWatts?: number | null;
  idleWatts?: number | null;
  validity?: Validity;
  /**
   * Prefills beyond the tasks' own, run for the sensor's sake; no part of any task's joules.
   */
  extraPrefills?: number;
  /**
   * Clock and temperature while each phase ran, means over its time.
   */
  phases?: {
    prefill?: PhaseReading;
    decode?: PhaseReading;
  };
  /**
   * What the error of each phase's net joules in this block is made of; left out where it was not split.
   */
  shares?: {
    prefill?: Shares;
    decode?: Shares;
  };
  overBase?: OverBase;
}
/**
 * This interface was referenced by `RunResult`'s JSON-Schema
 * via the `definition` "phaseReading".
 */
export interface PhaseReading {
  smClockMhz: number | null;
  temperatureC: number | null;
}
/**
 * What the variance of net joules is made of; parts that sum to 1.
 *
 * This interface was referenced by `RunResult`'s JSON-Schema
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
 * Standard error of ln(net joules ÷ those of the first subject) in this arm and block, from the one covariance of the record that both share: idle power, lag and response are theirs in common. Left out where they share none, or joules are not resolvable.
 */
export interface OverBase {
  /**
   * Of prefill.
   */
  prefill?: number;
  /**
   * Of decode.
   */
  decode?: number;
  /**
   * Of prefill and decode together.
   */
  both?: number;
}
