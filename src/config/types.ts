import type { CheckerSource } from '../common/checker.ts';
import type { Intensity } from '../common/co2e.ts';
import type {
  BudgetConfig,
  ConfigFile,
  EngineConfig,
  ExpectConfig,
  Limits,
  MeterConfig,
  ModelConfig,
  PromptConfig,
  SamplingConfig,
  SuppressionConfig,
  UsageConfig,
  WorkloadConfig,
} from '../common/generated/config.ts';
import type { MetricId } from '../common/generated/comparison.ts';
import type { ArmName } from '../common/phases.ts';
import type { BaselineSpec } from './baseline.ts';

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/**
 * A section of the file as the rest of JouleGate reads it: camel case, each key there; `null` where nothing is given,
 * but for the keys `Known`, which have defaults.
 */
type Section<T, Known extends keyof T = never> = {
  [K in keyof T & string as CamelCase<K>]-?: Exclude<T[K], undefined> | (K extends Known ? never : null);
};

/** A gating metric's limits by arm; metrics without an arm (the savings) use `both`. */
export type Thresholds = Partial<Record<MetricId, Partial<Record<ArmName, Limits>>>>;

/** The keys of the file that are taken over as they are once defaults are filled in. */
type Scalars = Required<
  Pick<
    ConfigFile,
    'arms' | 'repeats' | 'environment-allow' | 'sandbox' | 'keep-text' | 'comment' | 'on-inconclusive' | 'on-invalid'
  >
>;

/** One key of the gate itself that a change gives another value: its name in the file, and both values in words. */
export interface GateChange {
  key: string;
  base: string;
  head: string;
}

/** What of a configuration a pull request may change, and a gate compares. */
export type SubjectConfig = Pick<Config, 'model' | 'prompt' | 'sampling' | 'context' | 'engine' | 'suppression'>;

/** A checked configuration with every default filled in; paths are absolute. The schema says what each key is. */
export interface Config extends Section<Scalars, keyof Scalars> {
  directory: string;
  /** The file it was read from and what was laid over it; `null` where it came from no file. */
  source: { file: string; overrides: Partial<ConfigFile> } | null;
  model: Section<ModelConfig>;
  prompt: Section<PromptConfig>;
  sampling: Section<SamplingConfig, keyof SamplingConfig>;
  context: number | null;
  workload: Omit<Section<WorkloadConfig, 'name' | 'official'>, 'checker'> & { checker: CheckerSource | null };
  engine: Section<EngineConfig, 'kind' | 'gpu'>;
  suppression: Section<SuppressionConfig, 'rule' | 'loop-cut-off'>;
  meter: Section<MeterConfig, 'kind' | 'interval-ms'>;
  thresholds: Thresholds;
  /** Metrics that the configuration itself limits, defaults aside. */
  limited: readonly MetricId[];
  budget: Section<BudgetConfig, 'seconds'>;
  /** `null` where none is configured: nothing then shows CO₂e. */
  co2e: Intensity | null;
  /** `null` where none is configured: no month is then shown. */
  usage: Section<UsageConfig, 'requests-per-day'> | null;
  baseline: BaselineSpec;
  /** What must hold of the machine; `null` where nothing is expected. */
  expect: Section<ExpectConfig> | null;
  /** What in it is allowed and hardly meant; said before anything is measured. */
  warnings: string[];
  /** What a change does to the gate and does not take effect: base's holds. */
  withheld: readonly GateChange[];
}
