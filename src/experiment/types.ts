import type { Repeat, Subject } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import type { Config } from '../config/types.ts';
import type { EnergyMeter } from '../energy/types.ts';
import type { Engine, PreparedPrompt, Sampling } from '../model/engine.ts';
import type { CheckPool, Grader, Program } from '../sandbox/types.ts';
import type { Workload } from '../workload/load.ts';
import type { Task } from '../workload/types.ts';
import type { Journal } from './journal.ts';

/** The answer after its first `tokens` tokens, which end a line (or the answer). */
export interface LineEnd {
  tokens: number;
  text: string;
}

/** What watches one answer beside decoding, and may stop it. */
export interface Watcher {
  /** Takes the answer so far; returns at once. */
  offer(text: string, tokens: number, lineEnd: boolean): void;
  /** Whether every token is to be offered, or only those that end a line. */
  readonly everyToken: boolean;
  /** Where the answer was complete, once that is known. */
  readonly decided: LineEnd | null;
  readonly reason: Repeat['stopReason'];
  /** Waits for a check still under way. */
  settle(): Promise<void>;
}

/** What is to be measured, under a name for progress. */
export interface SubjectSpec {
  name: string;
  config: Config;
}

/** The rules that look at programs; stop strings look at text. */
export const CONTENT_RULES = ['tests', 'doctest', 'syntax'] as const;
export type ContentRule = (typeof CONTENT_RULES)[number];

/** One subject ready to run; subjects may share an engine. */
export interface SubjectRun {
  name: string;
  engine: Engine;
  prompt: PreparedPrompt;
  sampling: Sampling;
  /** What goes into its result. */
  subject: Subject;
  /** Watches an answer of this task; the edges of its checks are marked under `id`. `null` for rule `none`. */
  watch: ((task: Task, id: string) => Watcher) | null;
  program(task: Task, text: string): Program;
  /** Index of the first line end at which a rule is content; `null` if none. */
  firstContent(rule: ContentRule, task: Task, lineEnds: readonly LineEnd[]): Promise<number | null>;
  /** Tokens decoded until each preset of stop strings would have stopped; all of them where it would not. */
  stopStringTokens(task: Task, text: string, tokenEnds: number[]): Record<string, number>;
  /** Tokens by kind of what follows `from` (an offset in the text). */
  babbleKinds(task: Task, text: string, from: number, tokenEnds: number[]): Record<string, number>;
  /** Where an answer's thoughts stand: all before `start` and from `end` on; `null` where it has none. */
  reasoning(task: Task, text: string): { start: number; end: number } | null;
  /** Where the loop begins that an answer ends in; `null` for none. */
  loopFrom(task: Task, text: string): number | null;
}

/** Everything that an experiment needs, opened by the caller and closed by it. */
export interface Bench {
  meter: EnergyMeter;
  pool: CheckPool;
  grader: Grader;
  workload: Workload;
  arms: readonly ArmName[];
  blocks: number;
  budget: { seconds: number; joules: number | null };
  commit: string | null;
  /** Takes each finished pass, so that nothing measured is lost; `null` keeps none. */
  journal: Journal | null;
  idle: { beforeLoadWatts: number | null; afterLoadWatts: number | null };
  /** Environment fields that neither engine nor meter know. */
  environment: Record<string, string | number | boolean | null>;
  signal?: AbortSignal | undefined;
  onProgress: (line: string) => void;
}
