/* Generated from schema/config.schema.json by .ci/types.mjs. Do not edit. */

/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "meterKind".
 */
export type MeterKind = 'auto' | 'nvml' | 'amd' | 'rapl' | 'jetson' | 'estimate' | 'replay';
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "threshold".
 */
export type ThresholdConfig =
  | false
  | {
      increase?: number;
      decrease?: number;
      max?: number;
      min?: number;
      plain?: false | Limits;
      suppressed?: false | Limits;
    };

/**
 * joulegate.yml: what is measured, how, and what fails the check.
 */
export interface ConfigFile {
  $schema?: string;
  model?: ModelConfig;
  prompt?: PromptConfig;
  sampling?: SamplingConfig;
  /**
   * Context size in tokens; by default the model's own, at most 8192.
   */
  context?: number;
  workload?: WorkloadConfig;
  engine?: EngineConfig;
  suppression?: SuppressionConfig;
  /**
   * @minItems 1
   */
  arms?: ('plain' | 'suppressed')[];
  /**
   * Blocks, each every task once per arm: how many a run measures, and a gate at least.
   */
  repeats?: number;
  meter?: MeterKind | MeterConfig;
  /**
   * By metric id; merged with the defaults, false removes one.
   */
  thresholds?: {
    'energy-per-task'?: ThresholdConfig;
    'prefill-energy-per-token'?: ThresholdConfig;
    'decode-energy-per-token'?: ThresholdConfig;
    'output-tokens'?: ThresholdConfig;
    'babble-share'?: ThresholdConfig;
    'suppression-saving'?: ThresholdConfig;
    'decode-saving'?: ThresholdConfig;
    'false-stops'?: ThresholdConfig;
    'missed-stops'?: ThresholdConfig;
    'energy-per-solved-task'?: ThresholdConfig;
    'pass-at-1'?: ThresholdConfig;
    score?: ThresholdConfig;
    'wall-time'?: ThresholdConfig;
  };
  budget?: BudgetConfig;
  co2e?: IntensityConfig;
  usage?: UsageConfig;
  environment?: EnvironmentConfig;
  'environment-allow'?: string[];
  sandbox?: 'strict' | 'best';
  'keep-text'?: boolean;
  /**
   * When the action comments on a pull request. on-change: nothing new where nothing moved and no comment stands yet; one that stands is always brought up to date.
   */
  comment?: 'on-change' | 'always' | 'never';
  /**
   * base (the commit before the change, measured beside it), none, file:PATH or branch:NAME (a branch of its own that keeps every result); by default base where git has one, else none
   */
  baseline?: string;
  'on-inconclusive'?: 'fail' | 'warn' | 'pass';
  'on-invalid'?: 'fail' | 'warn' | 'pass';
}
/**
 * The model under test: a local GGUF, an address, or the one that JouleGate ships; of a server at most its name.
 */
export interface ModelConfig {
  /**
   * How reports call it.
   */
  name?: string;
  /**
   * A GGUF file, relative to this configuration.
   */
  path?: string;
  /**
   * hf:USER/MODEL/FILE.gguf or an https address.
   */
  uri?: string;
  /**
   * A model of the catalogue ("joulegate models"), in the place of its address.
   */
  preset?: string;
  /**
   * The embedded fixture: it has memorised its tasks.
   */
  builtin?: 'practice';
  sha256?: string;
}
export interface PromptConfig {
  /**
   * Text with {prompt} where the task goes.
   */
  template?: string;
  /**
   * A file with that text; one final newline is dropped.
   */
  file?: string;
  /**
   * chat where the model has a chat template, else raw.
   */
  style?: 'chat' | 'raw';
  /**
   * How the assistant's turn is opened; counted as prompt.
   */
  'answer-prefix'?: string;
}
export interface SamplingConfig {
  temperature?: number;
  'top-p'?: number;
  'top-k'?: number;
  seed?: number;
  /**
   * Most tokens of an answer; by default the workload's own cap, else 512.
   */
  'max-tokens'?: number;
}
export interface WorkloadConfig {
  name?:
    | 'practice'
    | 'humaneval'
    | 'humaneval-full'
    | 'humaneval-2-shot'
    | 'humaneval-cot'
    | 'longbench-cu'
    | 'longbench-cu-long'
    | 'custom';
  /**
   * The data set's own file, instead of the download; of custom your file.
   */
  path?: string;
  /**
   * LongBench as LongBench runs it: its prompt alone, greedy, 64 tokens, all its tasks.
   */
  official?: boolean;
  /**
   * Task ids out of the whole data set.
   *
   * @minItems 1
   */
  tasks?: string[];
  checker?: CheckerConfig;
}
/**
 * Of custom: a command that grades each answer, in the place of tests and references. In a pull request it is the base branch's own.
 */
export interface CheckerConfig {
  /**
   * The program and its arguments, started without a shell; {answer} and {task} in them stand for the paths of the two files that it gets.
   *
   * @minItems 1
   */
  command: string[];
  /**
   * What of the repository the command reads: its own program, its fixtures.
   */
  files: string[];
  /**
   * Most seconds for one answer; one that takes longer has failed.
   */
  seconds?: number;
}
export interface EngineConfig {
  /**
   * llama is the embedded engine; the others are servers that are already running, openai any other that speaks its API.
   */
  kind?: 'llama' | 'llama-server' | 'vllm' | 'ollama' | 'openai';
  /**
   * a server's base address, http or https, without credentials, query or fragment: http://127.0.0.1:8080
   */
  url?: string;
  /**
   * The model's name at the server; by default the only one that it serves.
   */
  model?: string;
  /**
   * the name of an environment variable JOULEGATE_…_KEY that holds the server's key
   */
  'key-env'?: string;
  /**
   * By default found by a quick probe.
   */
  threads?: number;
  'gpu-layers'?: number | ('max' | 'auto');
  'flash-attention'?: boolean;
  'kv-type'?: 'f16' | 'q8_0' | 'q4_0';
  batch?: number;
  gpu?: 'auto' | 'cuda' | 'vulkan' | 'metal' | 'none';
}
export interface SuppressionConfig {
  /**
   * tests, doctest, syntax, stop-strings, none, or a JavaScript module's path.
   */
  rule?: string;
  'stop-strings'?: ('codex' | 'bigcode' | 'evalplus') | string[];
  'loop-cut-off'?: boolean;
}
export interface MeterConfig {
  kind: MeterKind;
  /**
   * Watts of one busy core, for estimate.
   */
  watts?: number;
  /**
   * Raw samples, for replay.
   */
  samples?: string;
  'interval-ms'?: number;
  'lock-wait-seconds'?: number;
  'keep-samples'?: string;
}
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "limits".
 */
export interface Limits {
  increase?: number;
  decrease?: number;
  max?: number;
  min?: number;
}
export interface BudgetConfig {
  seconds?: number;
  joules?: number;
  /**
   * No more are measured; a gate without this key stops at 20, or at repeats where that is more.
   */
  blocks?: number;
}
/**
 * Shows CO₂e beside energy per task; without this key there is none, and no number is assumed.
 */
export interface IntensityConfig {
  /**
   * grams of CO₂e per kWh of your electricity
   */
  'g-per-kwh': number;
  /**
   * text that says where g-per-kwh comes from: a page, a contract, a year
   */
  source: string;
}
/**
 * Shows what a month of requests like the workload's tasks takes, in kWh, CO₂e (with co2e) and money (with price-per-kwh); without this key nothing of the kind is shown.
 */
export interface UsageConfig {
  /**
   * answers that your users ask for in a day
   */
  'requests-per-day': number;
  /**
   * price of a kWh, in your currency
   */
  'price-per-kwh'?: number;
}
export interface EnvironmentConfig {
  expect?: ExpectConfig;
}
/**
 * What must hold before, during and after a measurement; what the meter cannot tell does not hold.
 */
export interface ExpectConfig {
  /**
   * the card's name, as results have it
   */
  gpu?: string;
  /**
   * the driver's version
   */
  driver?: string;
  /**
   * of each card
   */
  'power-limit-watts'?: number;
  /**
   * idle power before the model is loaded, as a share of the power limit: nobody else may work there
   */
  'idle-below'?: number;
  /**
   * degrees Celsius, before and during every block
   */
  'temperature-below'?: number;
}
