import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory, download } from '../common/download.ts';
import { JouleGateError } from '../common/errors.ts';
import { sha256OfFile } from '../common/files.ts';
import { sha256 } from '../common/hash.ts';
import { packageRoot } from '../common/paths.ts';
import { workloadName, type WorkloadName } from './names.ts';
import { readTasks } from './read.ts';
import type { Task } from './types.ts';

/** A pinned data set: every task with its SHA-256, and the subset that a name stands for. */
interface Manifest {
  dataset: { url: string; sha256: string; file: string };
  tasks: { id: string; sha256: string }[];
  subset: string[];
}

export interface Workload {
  name: string;
  /** SHA-256 over `id sha256` lines of exactly the picked tasks. */
  digest: string;
  tasks: Task[];
}

export interface WorkloadOptions {
  name: WorkloadName;
  path: string | null;
  tasks: string[] | null;
  onProgress?: ((line: string) => void) | undefined;
}

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(packageRoot, 'assets', 'workloads', 'humaneval.json'), 'utf8')) as Manifest;
}

async function humanEvalFile(m: Manifest, onProgress: WorkloadOptions['onProgress']): Promise<string> {
  const path = join(cacheDirectory(), m.dataset.file);
  if (existsSync(path) && (await sha256OfFile(path)) === m.dataset.sha256) return path;
  const url = process.env['JOULEGATE_HUMANEVAL_URL'] ?? m.dataset.url;
  onProgress?.(`downloading ${url}`);
  await download(url, path, {
    sha256: m.dataset.sha256,
    mismatch: 'workload-hash-mismatch',
    offlineFix: `with no network, fetch HumanEval.jsonl.gz elsewhere and name it in workload.path (or put it at ${path})`,
    onProgress,
  });
  return path;
}

/** The digest that names a list of tasks: order and content both count. */
export function workloadDigest(tasks: readonly Task[]): string {
  return sha256(tasks.map((t) => `${t.id} ${t.sha256}\n`).join(''));
}

function pick(all: Task[], ids: readonly string[], where: string): Task[] {
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

/** Every task of the data set behind a name; each HumanEval task is checked against its pinned SHA-256. */
export async function loadDataset(options: WorkloadOptions): Promise<{ tasks: Task[]; subset: string[] | null }> {
  workloadName(options.name);
  if (options.name === 'practice') {
    const tasks = await readTasks(options.path ?? join(packageRoot, 'assets', 'practice', 'practice.jsonl'));
    return { tasks, subset: null };
  }
  const m = await manifest();
  const tasks = await readTasks(options.path ?? (await humanEvalFile(m, options.onProgress)));
  const pinned = new Map(m.tasks.map((t) => [t.id, t.sha256]));
  const wrong = tasks.filter((t) => pinned.get(t.id) !== t.sha256);
  if (wrong.length > 0) {
    const first = wrong[0]!;
    throw new JouleGateError(
      'workload-hash-mismatch',
      `task ${first.id} has SHA-256 ${first.sha256}, pinned is ${pinned.get(first.id) ?? 'none'}${wrong.length > 1 ? ` (and ${wrong.length - 1} more tasks differ)` : ''}`,
      'use the unchanged HumanEval.jsonl.gz; other tasks would make joules and accuracy incomparable',
    );
  }
  return { tasks, subset: options.name === 'humaneval' ? m.subset : null };
}

/** The picked tasks of a workload, in the data set's order, with their digest. */
export async function loadWorkload(options: WorkloadOptions): Promise<Workload> {
  const { tasks: all, subset } = await loadDataset(options);
  const ids = options.tasks ?? subset;
  const tasks = ids === null ? all : pick(all, ids, options.name);
  return { name: options.name, digest: workloadDigest(tasks), tasks };
}
