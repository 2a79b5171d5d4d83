import type { Subject } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import type { EnergyMeter } from '../energy/types.ts';
import type { AnswerForm, Judge, Rules } from '../judge/types.ts';
import type { Engine, PreparedPrompt, Sampling } from '../model/engine.ts';
import type { Task, Workload } from '../workload/types.ts';

/** One subject ready to run; subjects may share an engine. */
export interface SubjectRun<T extends Task = Task> {
  /** For people and the journal; no two subjects of a session have one name. */
  name: string;
  /** Its place among the subjects, from 0: what its random gaps are seeded by. */
  place: number;
  /** The commit that it stands for; `null`: the session's. */
  commit: string | null;
  /** The arms that it runs; all of the session's where left out or `null`. */
  arms?: readonly ArmName[] | null;
  engine: Engine;
  prompt: PreparedPrompt;
  sampling: Sampling;
  /** What its answers mean beside their text. */
  form: AnswerForm;
  /** When its answers are complete; `null` where no rule can tell. */
  rules: Rules<T> | null;
  /** What goes into its result. */
  subject: Subject;
}

/** Everything that a session measures with, opened by its caller and closed by it. */
export interface Bench<T extends Task = Task> {
  meter: EnergyMeter;
  judge: Judge<T>;
  workload: Workload<T>;
  arms: readonly ArmName[];
  commit: string | null;
  /** Idle power in watts, before and after the model was loaded. */
  idle: { beforeLoadWatts: number | null; afterLoadWatts: number | null };
  signal?: AbortSignal | undefined;
  onProgress: (line: string) => void;
}
