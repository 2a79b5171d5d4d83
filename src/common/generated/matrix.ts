/* Generated from schema/matrix.schema.json by .ci/types.mjs. Do not edit. */

/**
 * A study: every model on every workload, plain and under every rule. What the keys hold is checked as in a configuration.
 */
export interface MatrixFile {
  $schema?: string;
  /**
   * @minItems 1
   */
  models: MatrixModel[];
  /**
   * @minItems 1
   */
  workloads: MatrixWorkload[];
  suppression?: MatrixSuppression;
  /**
   * @minItems 1
   */
  arms?: ('plain' | 'suppressed')[];
  /**
   * Blocks of each cell.
   */
  repeats?: number;
  sampling?: {
    [k: string]: unknown;
  };
  context?: number;
  meter?:
    | string
    | {
        [k: string]: unknown;
      };
  engine?: {
    [k: string]: unknown;
  };
  prompt?: {
    [k: string]: unknown;
  };
  sandbox?: string;
  environment?: {
    [k: string]: unknown;
  };
  usage?: MatrixUsage;
  forecast?: MatrixForecast;
}
/**
 * A model as in a configuration, with a name; prompt, context and engine of its own go before the study's.
 */
export interface MatrixModel {
  /**
   * How tables call it.
   */
  name: string;
  prompt?: {
    [k: string]: unknown;
  };
  context?: number;
  engine?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A workload as in a configuration.
 */
export interface MatrixWorkload {
  name: string;
  /**
   * How tables call it, where two have one name.
   */
  label?: string;
  /**
   * Most tokens of an answer to it; else those of sampling, else the study's cap.
   */
  'max-tokens'?: number;
  [k: string]: unknown;
}
export interface MatrixSuppression {
  /**
   * tests, doctest, syntax, stop-strings, or a JavaScript module's path; each is an arm beside plain decoding.
   *
   * @minItems 1
   */
  rules?: string[];
  'stop-strings'?: string | string[];
  'loop-cut-off'?: boolean;
}
export interface MatrixUsage {
  /**
   * price of a kWh, in your currency
   */
  'price-per-kwh': number;
}
/**
 * The machine that the forecast assumes; without it, what is guessed of this one.
 */
export interface MatrixForecast {
  /**
   * memory that decoding reads in a second, as reached
   */
  'gigabytes-per-second': number;
  /**
   * arithmetic of prefill in a second, as reached
   */
  teraflops: number;
  /**
   * power under load
   */
  watts: number;
}
