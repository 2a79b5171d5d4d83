/* Generated from schema/study.schema.json by .ci/types.mjs. Do not edit. */

/**
 * This interface was referenced by `Study`'s JSON-Schema
 * via the `definition` "number".
 */
export type MaybeNumber = number | null;
/**
 * Prefill + decode, + checks where they are metered.
 */
export type MaybeNumber1 = number | null;
/**
 * Prefill ÷ (prefill + decode) joules.
 */
export type MaybeNumber2 = number | null;
/**
 * Decode joules ÷ decode steps.
 */
export type MaybeNumber3 = number | null;
/**
 * Output tokens ÷ all joules.
 */
export type MaybeNumber4 = number | null;
/**
 * 0 to 1.
 */
export type MaybeNumber5 = number | null;
/**
 * All joules ÷ answers that pass.
 */
export type MaybeNumber6 = number | null;
/**
 * Σ babble tokens ÷ Σ output tokens.
 */
export type MaybeNumber7 = number | null;
/**
 * Joules of babble per inference, by share of decode steps.
 */
export type MaybeNumber8 = number | null;
/**
 * Two-sided, 95 %.
 *
 * @minItems 2
 * @maxItems 2
 *
 * This interface was referenced by `Study`'s JSON-Schema
 * via the `definition` "interval".
 */
export type Interval = number[] | null;
/**
 * Decode J/token on long ÷ on short: 1.5 is +50 %.
 */
export type MaybeNumber9 = number | null;
/**
 * Relative rise of decode J/token per 1,000 tokens of context, over the line's value at context 0.
 */
export type MaybeNumber10 = number | null;
/**
 * Two-sided, 95 %.
 *
 * @minItems 2
 * @maxItems 2
 */
export type Interval1 = number[] | null;
/**
 * The slope of bytes read a token: weights and KV cache, fitted at the same contexts.
 */
export type MaybeNumber11 = number | null;
/**
 * The line's J/token at context 0.
 */
export type MaybeNumber12 = number | null;
/**
 * Bytes of weights read a token.
 */
export type MaybeNumber13 = number | null;
/**
 * Bytes of KV cache read for each token of context, before any window.
 */
export type MaybeNumber14 = number | null;
/**
 * last ÷ first − 1
 */
export type MaybeNumber15 = number | null;
/**
 * Two-sided, 95 %.
 *
 * @minItems 2
 * @maxItems 2
 */
export type Interval2 = number[] | null;
/**
 * 1 − suppressed ÷ plain joules per inference, checks included where metered.
 */
export type MaybeNumber16 = number | null;
/**
 * Of the plain answers.
 */
export type MaybeNumber17 = number | null;

/**
 * What a study found: its cells and what is told by several of them. Joules are net; null is not known, and `nulls` says why. Keys that a later version adds are kept.
 */
export interface Study {
  schemaVersion: 1;
  /**
   * ISO 8601, UTC.
   */
  createdAt?: string;
  /**
   * In the user's currency.
   */
  pricePerKwh?: number | null;
  cells: StudyCell[];
  amplification: StudyAmplification[];
  tokenCost?: StudyTokenCost[];
  suppression: StudySuppression[];
  failed: StudyFailure[];
  /**
   * What a reader must know before comparing cells.
   */
  notes?: string[];
  [k: string]: unknown;
}
/**
 * One model on one workload in one arm. Means are over all answers of all blocks.
 *
 * This interface was referenced by `Study`'s JSON-Schema
 * via the `definition` "cell".
 */
export interface StudyCell {
  model: string;
  workload: string;
  arm: 'plain' | 'suppressed';
  /**
   * What ended answers early; null in arm plain.
   */
  rule: string | null;
  /**
   * The RunResult behind it, relative to study.json.
   */
  result?: string;
  tasks: number;
  blocks: number;
  inputTokens: MaybeNumber;
  outputTokens: MaybeNumber;
  joulesPerInference: MaybeNumber1;
  prefillShare: MaybeNumber2;
  prefillJoulesPerToken?: MaybeNumber;
  decodeJoulesPerToken: MaybeNumber3;
  secondsPerInference?: MaybeNumber;
  tokensPerJoule?: MaybeNumber4;
  score: MaybeNumber5;
  /**
   * pass@1, or what the judge's score is.
   */
  scoreName: string | null;
  joulesPerCorrect?: MaybeNumber6;
  babbleShare?: MaybeNumber7;
  babbleJoules?: MaybeNumber8;
  /**
   * Answers that were ever complete.
   */
  complete?: number;
  answers?: number;
  /**
   * Tokens of thoughts per inference.
   */
  reasoningTokens?: number;
  moneyPerMillionInput?: MaybeNumber;
  moneyPerMillionOutput?: MaybeNumber;
  /**
   * 95 % between blocks, by the key above; null where fewer than two blocks tell.
   */
  interval: {
    [k: string]: Interval;
  };
  /**
   * Why a value is null, by its key.
   */
  nulls: {
    [k: string]: string;
  };
  source: StudySource;
  /**
   * Of the measurement: ok, or a status with its reasons.
   */
  validity: string;
  [k: string]: unknown;
}
export interface StudySource {
  meter: string;
  estimated: boolean;
  hostMeter?: string | null;
  [k: string]: unknown;
}
/**
 * How decode J/token grows with context, arm plain.
 *
 * This interface was referenced by `Study`'s JSON-Schema
 * via the `definition` "amplification".
 */
export interface StudyAmplification {
  model: string;
  /**
   * The workload below the line of ratio.
   */
  short?: string;
  long?: string;
  ratio: MaybeNumber9;
  ratioInterval?: Interval;
  predictedRatio?: MaybeNumber;
  slope: MaybeNumber10;
  interval: Interval1;
  predicted: MaybeNumber11;
  base?: MaybeNumber12;
  weightBytes?: MaybeNumber13;
  kvBytes?: MaybeNumber14;
  windowedLayers?: number;
  layers?: number;
  /**
   * Tokens of context that a windowed layer reads.
   */
  window?: number | null;
  /**
   * Why slope is null.
   */
  why?: string | null;
  estimated?: boolean;
  points?: AmplificationPoint[];
  [k: string]: unknown;
}
export interface AmplificationPoint {
  workload: string;
  task: string;
  /**
   * Mean context of a decode step, tokens.
   */
  context: number;
  /**
   * Mean decode J/step.
   */
  joules: number;
  [k: string]: unknown;
}
/**
 * The first decoded token against the last one of a mean answer, on the model's own line of amplification.
 *
 * This interface was referenced by `Study`'s JSON-Schema
 * via the `definition` "tokenCost".
 */
export interface StudyTokenCost {
  model: string;
  workload: string;
  firstContext: number;
  lastContext: number;
  first: MaybeNumber;
  last: MaybeNumber;
  rise?: MaybeNumber15;
  interval?: Interval2;
  [k: string]: unknown;
}
/**
 * This interface was referenced by `Study`'s JSON-Schema
 * via the `definition` "suppression".
 */
export interface StudySuppression {
  model: string;
  workload: string;
  rule: string;
  saving: MaybeNumber16;
  interval?: Interval;
  decodeSaving?: MaybeNumber;
  /**
   * The same against plain answers that each preset of stop strings would have ended.
   */
  againstStopStrings?: {
    [k: string]: MaybeNumber;
  };
  /**
   * By the same names.
   */
  againstStopStringsInterval?: {
    [k: string]: Interval;
  };
  scorePlain: MaybeNumber;
  scoreSuppressed: MaybeNumber;
  babbleShare: MaybeNumber17;
  falseStops?: number;
  missedStops?: number;
  /**
   * Why saving is null.
   */
  why?: string | null;
  [k: string]: unknown;
}
/**
 * This interface was referenced by `Study`'s JSON-Schema
 * via the `definition` "failed".
 */
export interface StudyFailure {
  model: string;
  workload: string;
  code: string;
  message: string;
  fix?: string;
  [k: string]: unknown;
}
