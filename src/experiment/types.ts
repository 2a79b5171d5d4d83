import type { ArmName } from '../common/phases.ts';
import type { EnergyMeter } from '../energy/types.ts';
import type { Engine, PreparedPrompt, Sampling } from '../model/engine.ts';
import type { ModelFile } from '../model/locate.ts';
import type { Grader, CheckPool } from '../sandbox/types.ts';
import type { StopRule } from '../suppression/types.ts';
import type { Workload } from '../workload/load.ts';

/** One subject ready to run: its engine (which subjects may share), prompt, sampling and rule. */
export interface SubjectRun {
  name: string;
  engine: Engine;
  file: ModelFile;
  prompt: PreparedPrompt;
  sampling: Sampling;
  rule: StopRule;
  ruleName: string;
  stopStrings: string[] | null;
}

/** Everything that an experiment needs, opened by the caller and closed by it. */
export interface Bench {
  meter: EnergyMeter;
  pool: CheckPool;
  grader: Grader;
  workload: Workload;
  arms: readonly ArmName[];
  blocks: number;
  budgetSeconds: number;
  budgetJoules: number | null;
  commit: string | null;
  /** A file that each finished pass is appended to, so that nothing measured is lost. */
  journal: string | null;
  idle: { beforeLoadWatts: number | null; afterLoadWatts: number | null };
  sandboxEnvironment: Record<string, string | number | boolean | null>;
  signal?: AbortSignal | undefined;
  onProgress: (line: string) => void;
}
