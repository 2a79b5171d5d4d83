import type { Checker } from '../common/checker.ts';

interface TaskBase {
  id: string;
  /** What the model is asked, before the prompt template. */
  prompt: string;
  /** SHA-256 of the bytes of its line in the data set, without the line end. */
  sha256: string;
}

/** A function to complete, with a hidden test: one line of a HumanEval-format data set. */
export interface CodeTask extends TaskBase {
  kind: 'code';
  entryPoint: string;
  /** Empty where the data set has none. */
  canonicalSolution: string;
  /** Python that defines `check(candidate)`. */
  test: string;
}

/** A text to write; what it is compared with. */
export interface TextTask extends TaskBase {
  kind: 'text';
  /** Answers that are right, one of them is enough; none where nobody says what is right. */
  references: string[];
  /** Its line in the data set, where a checker reads that. */
  line?: string;
}

export type Task = CodeTask | TextTask;

/** How a workload asks, in place of the engine's own default, by the style of the prompt. */
export type PromptForm = Record<'chat' | 'raw', { template: string; answerPrefix: string }>;

/**
 * How texts are scored: LongBench's way (the first line of code), the whole answer, or not at all (`none`: nobody says
 * what is right).
 */
export type TextScore = 'code-similarity' | 'similarity' | 'none';

/** A pinned list of tasks of one kind. */
export interface Workload<T extends Task = Task> {
  name: string;
  /**
   * SHA-256 over `id sha256` lines of exactly the picked tasks, over its prompt form where that makes it, and over its
   * checker.
   */
  digest: string;
  tasks: T[];
  /** Where it asks in its own words. */
  form?: PromptForm;
  /** Of texts. */
  score?: TextScore;
  /** The command that grades its texts, in the place of references. */
  checker?: Checker;
  /** A prompt that leaves the answer no room is cut in its middle, instead of refused. */
  cutsPrompts?: boolean;
}

/** Whether a workload's tasks are texts, which no test grades. */
export const isText = (workload: Workload<CodeTask> | Workload<TextTask>): workload is Workload<TextTask> =>
  workload.tasks[0]?.kind === 'text';
