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
  /** Answers that are right, one of them is enough. */
  references: string[];
}

export type Task = CodeTask | TextTask;

/** A pinned list of tasks of one kind. */
export interface Workload<T extends Task = Task> {
  name: string;
  /** SHA-256 over `id sha256` lines of exactly the picked tasks. */
  digest: string;
  tasks: T[];
}
