import { join } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { sha256 } from '../common/hash.ts';
import { packageRoot } from '../common/paths.ts';
import { humanEval } from './code/humaneval.ts';
import { readTasks } from './code/read.ts';
import { workloadName, type WorkloadName } from './names.ts';
import type { CodeTask, Task, Workload } from './types.ts';

export interface WorkloadOptions {
  name: WorkloadName;
  /** The data set's own file in place of the one behind the name; `null` for none. */
  path: string | null;
  /** Ids of the tasks to pick; `null` for those that the name stands for. */
  tasks: string[] | null;
  onProgress?: ((line: string) => void) | undefined;
}

/** The digest that names a list of tasks: order and content both count. */
export function workloadDigest(tasks: readonly Pick<Task, 'id' | 'sha256'>[]): string {
  return sha256(tasks.map((t) => `${t.id} ${t.sha256}\n`).join(''));
}

function pick<T extends Task>(all: T[], ids: readonly string[], where: string): T[] {
  const byId = new Map(all.map((t) => [t.id, t]));
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length > 0) {
    throw new JouleGateError(
      'task-unknown',
      `${where} has no task ${unknown.join(', ')}`,
      `task ids run from ${all[0]?.id} to ${all.at(-1)?.id}`,
    );
  }
  const wanted = new Set(ids);
  return all.filter((t) => wanted.has(t.id));
}

/**
 * Every task of the data set behind a name, and the ids that the name alone stands for (`null` for all).
 * @throws JouleGateError `workload-unknown`, `workload-unreadable`, `workload-hash-mismatch`, `download-failed`
 */
export async function loadDataset(options: WorkloadOptions): Promise<{ tasks: CodeTask[]; subset: string[] | null }> {
  const name = workloadName(options.name);
  if (name === 'practice') {
    const tasks = await readTasks(options.path ?? join(packageRoot, 'assets', 'practice', 'practice.jsonl'));
    return { tasks, subset: null };
  }
  const { tasks, subset } = await humanEval(options.path, options.onProgress);
  return { tasks, subset: name === 'humaneval' ? subset : null };
}

/**
 * The picked tasks of a workload, in the data set's order, with their digest.
 * @throws JouleGateError what `loadDataset` throws; `task-unknown`
 */
export async function loadWorkload(options: WorkloadOptions): Promise<Workload<CodeTask>> {
  const { tasks: all, subset } = await loadDataset(options);
  const ids = options.tasks ?? subset;
  const tasks = ids === null ? all : pick(all, ids, options.name);
  return { name: options.name, digest: workloadDigest(tasks), tasks };
}
