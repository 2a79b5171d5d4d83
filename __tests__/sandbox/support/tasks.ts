import type { Program } from '../../../src/sandbox/types.ts';
import type { CodeTask } from '../../../src/workload/types.ts';

/** A task of our own, small enough to read. */
export const addTask: CodeTask = {
  kind: 'code',
  id: 'own/add',
  prompt: 'def add(a: int, b: int) -> int:\n    """Add two numbers.\n    >>> add(1, 2)\n    3\n    """\n',
  entryPoint: 'add',
  canonicalSolution: '    return a + b\n',
  test: 'def check(candidate):\n    assert candidate(1, 2) == 3\n    assert candidate(-1, 1) == 0\n    assert candidate(10, 5) == 15\n',
  sha256: '0'.repeat(64),
};

export function program(completion: string, task: CodeTask = addTask): Program {
  return { source: task.prompt + completion, test: task.test, entryPoint: task.entryPoint };
}

export const goodProgram = program(addTask.canonicalSolution);
export const wrongProgram = program('    return a - b\n');
