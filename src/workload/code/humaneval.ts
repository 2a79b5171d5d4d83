import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory, download } from '../../common/download.ts';
import { JouleGateError } from '../../common/errors.ts';
import { sha256OfFile } from '../../common/files.ts';
import { packageRoot } from '../../common/paths.ts';
import type { CodeTask } from '../types.ts';
import { readTasks } from './read.ts';

/** A pinned data set: every task with its SHA-256, and the subset that the name `humaneval` stands for. */
interface Manifest {
  dataset: { url: string; sha256: string; file: string };
  tasks: { id: string; sha256: string }[];
  subset: string[];
}

type Progress = ((line: string) => void) | undefined;

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(packageRoot, 'assets', 'workloads', 'humaneval.json'), 'utf8')) as Manifest;
}

async function cachedFile({ dataset }: Manifest, onProgress: Progress): Promise<string> {
  const path = join(cacheDirectory(), dataset.file);
  if (existsSync(path) && (await sha256OfFile(path)) === dataset.sha256) return path;
  const url = process.env['JOULEGATE_HUMANEVAL_URL'] ?? dataset.url;
  onProgress?.(`downloading ${url}`);
  await download(url, path, {
    sha256: dataset.sha256,
    mismatch: 'workload-hash-mismatch',
    offlineFix: `with no network, fetch HumanEval.jsonl.gz elsewhere and name it in workload.path (or put it at ${path})`,
    onProgress,
  });
  return path;
}

/**
 * HumanEval's tasks, each checked against its pinned SHA-256, and the ids of the shipped subset.
 * @param path the data set's own file in place of the download, `null` for none
 * @throws JouleGateError `workload-unreadable`, `workload-hash-mismatch`, `download-failed`
 */
export async function humanEval(
  path: string | null,
  onProgress: Progress,
): Promise<{ tasks: CodeTask[]; subset: string[] }> {
  const pinned = await manifest();
  const tasks = await readTasks(path ?? (await cachedFile(pinned, onProgress)));
  const hashes = new Map(pinned.tasks.map((t) => [t.id, t.sha256]));
  const wrong = tasks.filter((t) => hashes.get(t.id) !== t.sha256);
  if (wrong.length > 0) {
    const first = wrong[0]!;
    throw new JouleGateError(
      'workload-hash-mismatch',
      `task ${first.id} has SHA-256 ${first.sha256}, pinned is ${hashes.get(first.id) ?? 'none'}${wrong.length > 1 ? ` (and ${wrong.length - 1} more tasks differ)` : ''}`,
      'use the unchanged HumanEval.jsonl.gz; other tasks would make joules and accuracy incomparable',
    );
  }
  return { tasks, subset: pinned.subset };
}
