import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';

interface Row {
  task_id: string;
  prompt: string;
  canonical_solution: string;
}

/** For a configuration with such a file beside it; its likeness to the reference does not gate. */
export const TEXTS = 'workload: { name: custom, path: texts.jsonl }';

/**
 * Lines of practice tasks as texts: the prompts and answers of the tasks, scored by likeness. A gate of them starts no
 * sandbox, which is most of what a small gate costs: for tests that need some real gate, and nothing of Python.
 */
export function practiceTexts(...numbers: number[]): string {
  const lines = readFileSync(join(packageRoot, 'assets/practice/practice.jsonl'), 'utf8').split('\n');
  return numbers
    .map((n) => JSON.parse(lines[n]!) as Row)
    .map(
      ({ task_id: id, prompt, canonical_solution }) =>
        `${JSON.stringify({ id, prompt, answers: [canonical_solution] })}\n`,
    )
    .join('');
}
