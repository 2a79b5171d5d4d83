import { join } from 'node:path';
import { checkerDigest, readChecker, type Checker, type CheckerSource } from '../common/checker.ts';
import { JouleGateError } from '../common/errors.ts';
import { sha256 } from '../common/hash.ts';
import { packageRoot } from '../common/paths.ts';
import { humanEval } from './code/humaneval.ts';
import { readTasks } from './code/read.ts';
import { CHAIN_OF_THOUGHT } from './forms/chain-of-thought.ts';
import { PLAIN } from './forms/plain.ts';
import { TWO_SHOT } from './forms/two-shot.ts';
import { codeWorkloadName, workloadName, type CodeWorkloadName, type WorkloadName } from './names.ts';
import { readOwn } from './own.ts';
import { longBench } from './text/dataset.ts';
import type { CodeTask, PromptForm, Task, TextTask, Workload } from './types.ts';

export interface WorkloadOptions {
  name: WorkloadName;
  /** The data set's own file in place of the one behind the name; `null` for none. */
  path: string | null;
  /** Ids of the tasks to pick; `null` for those that the name stands for. */
  tasks: string[] | null;
  /** All tasks where none are picked: LongBench as LongBench itself runs it. */
  official?: boolean;
  /** The command that grades tasks of one's own; `null` for none. */
  checker?: CheckerSource | null;
  onProgress?: ((line: string) => void) | undefined;
}

/**
 * The digest that names a list of tasks: order and content both count, the form of the prompt where that is what makes
 * the workload, and the command that grades it.
 */
export function workloadDigest(
  tasks: readonly Pick<Task, 'id' | 'sha256'>[],
  form?: PromptForm,
  checker?: Checker,
): string {
  const asked = form ? `form ${sha256(JSON.stringify(form))}\n` : '';
  const graded = checker ? `checker ${checkerDigest(checker)}\n` : '';
  return sha256(tasks.map((t) => `${t.id} ${t.sha256}\n`).join('') + asked + graded);
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

/** The workloads of HumanEval's tasks that ask in words of their own. */
const FORMS: Partial<Record<WorkloadName, PromptForm>> = {
  'humaneval-2-shot': TWO_SHOT,
  'humaneval-cot': CHAIN_OF_THOUGHT,
};

/**
 * Every task of the code data set behind a name, and the ids that the name alone stands for (`null` for all).
 * @throws JouleGateError `workload-unknown`, `workload-unreadable`, `workload-hash-mismatch`, `download-failed`
 */
export async function loadDataset(
  options: Omit<WorkloadOptions, 'name'> & { name: CodeWorkloadName },
): Promise<{ tasks: CodeTask[]; subset: string[] | null }> {
  const name = codeWorkloadName(options.name);
  if (name === 'practice') {
    const tasks = await readTasks(options.path ?? join(packageRoot, 'assets', 'practice', 'practice.jsonl'));
    return { tasks, subset: null };
  }
  const { tasks, subset } = await humanEval(options.path, options.onProgress);
  return { tasks, subset: name === 'humaneval-full' ? null : subset };
}

function picked<T extends Task>(
  { name, tasks: asked }: WorkloadOptions,
  all: T[],
  subset: string[] | null,
  form?: PromptForm,
  checker?: Checker,
): Workload<T> {
  const ids = asked ?? subset;
  const tasks = ids === null ? all : pick(all, ids, name);
  const own = { ...(form ? { form } : {}), ...(checker ? { checker } : {}) };
  return { name, digest: workloadDigest(tasks, form, checker), tasks, ...own };
}

async function own(options: WorkloadOptions): Promise<Workload<CodeTask> | Workload<TextTask>> {
  if (options.path === null)
    throw new JouleGateError(
      'workload-unreadable',
      'the workload custom has no file',
      'name your JSONL file in workload.path',
    );
  const checker = options.checker ? await readChecker(options.checker) : undefined;
  const { tasks, score } = await readOwn(options.path, checker !== undefined);
  return score === null
    ? picked(options, tasks as CodeTask[], null)
    : { ...picked(options, tasks as TextTask[], null, undefined, checker), form: PLAIN, score };
}

/**
 * The picked tasks of a workload, in the data set's order, with their digest.
 * @throws JouleGateError what `loadDataset` throws; `task-unknown`, `checker-invalid`
 */
export async function loadWorkload(options: WorkloadOptions & { name: CodeWorkloadName }): Promise<Workload<CodeTask>>;
export async function loadWorkload(options: WorkloadOptions): Promise<Workload<CodeTask> | Workload<TextTask>>;
export async function loadWorkload(options: WorkloadOptions): Promise<Workload<CodeTask> | Workload<TextTask>> {
  const name = workloadName(options.name);
  if (name === 'custom') return await own(options);
  if (name === 'longbench-cu' || name === 'longbench-cu-long') {
    const { tasks, subset } = await longBench(options.path, options.onProgress);
    const workload = picked(options, tasks, options.official ? null : subset);
    if (workload.tasks.length < tasks.length)
      options.onProgress?.(`${name}: ${workload.tasks.length} of ${tasks.length} tasks of LongBench's code`);
    return { ...workload, form: PLAIN, score: 'code-similarity', cutsPrompts: true };
  }
  const { tasks, subset } = await loadDataset({ ...options, name });
  return picked(options, tasks, subset, FORMS[name]);
}
