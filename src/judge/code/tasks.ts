import { requireNumpyFor } from '../../sandbox/index.ts';
import { idsWithoutExample } from '../../suppression/index.ts';
import type { CodeTask } from '../../workload/types.ts';

/**
 * Looks at code tasks before anything slow is opened: what their tests need must be there, and a rule that can never
 * stop some of them is said. @throws JouleGateError `numpy-missing`
 */
export async function checkCodeTasks(
  tasks: readonly CodeTask[],
  rules: readonly string[],
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const without = rules.includes('doctest') ? idsWithoutExample(tasks) : [];
  if (without.length > 0) onProgress(`rule doctest never stops ${without.join(', ')}: no example in the prompt`);
  await requireNumpyFor(tasks, signal);
}
