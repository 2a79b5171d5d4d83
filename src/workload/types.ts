/** One line of a HumanEval-format data set. */
export interface Task {
  id: string;
  prompt: string;
  entryPoint: string;
  canonicalSolution: string;
  test: string;
  /** SHA-256 of the bytes of its JSONL line, without the line end. */
  sha256: string;
}
