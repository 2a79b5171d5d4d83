import { open } from 'node:fs/promises';
import { JouleGateError } from '../../common/errors.ts';
import { jsonLines } from '../../common/json-lines.ts';
import { cannotRead } from '../row.ts';
import { filesOfZip, isZip } from './archive.ts';
import { lockedArchive } from './lock.ts';
import { parseLongBench, readLongBench, type LongBenchTask } from './longbench.ts';

/** LongBench's code tasks, as files of its archive. */
const FILES = ['lcc.jsonl', 'repobench-p.jsonl'] as const;
/** Tasks of each of them that the name alone stands for: as many in all as of HumanEval. */
const SUBSET = 12;

async function headOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

/** Whether a file is LongBench's archive, or a data set whose first line is one of LongBench, not of HumanEval. */
export async function isLongBench(path: string): Promise<boolean> {
  try {
    if (isZip(await headOf(path))) return true;
    for await (const { line } of jsonLines(path)) return /"answers"\s*:/.test(line) && /"_id"\s*:/.test(line);
  } catch {
    // Whoever reads it says what is wrong with it.
  }
  return false;
}

/**
 * LongBench's code tasks, and the ids that the name alone stands for: the first 12 of each data set of LongBench's own
 * archive, all (`null`) of a JSONL file.
 * @param path the archive, or a JSONL file with rows of it, in place of the download; `null` for none
 * @throws JouleGateError `workload-unreadable`, `workload-hash-mismatch`, `download-failed`
 */
export async function longBench(
  path: string | null,
  onProgress: ((line: string) => void) | undefined,
): Promise<{ tasks: LongBenchTask[]; subset: string[] | null }> {
  if (path !== null && !isZip(await headOf(path))) {
    const tasks = await readLongBench(path);
    if (tasks.length > 0) return { tasks, subset: null };
    throw new JouleGateError('workload-unreadable', `${path}: no task in it`, 'give JSON lines of LongBench');
  }
  const archive = path ?? (await lockedArchive(onProgress));
  const files = await filesOfZip(archive, FILES);
  const sets = await Promise.all(FILES.map((name) => parseLongBench(files.get(name)!, `${name} of ${archive}`)));
  return { tasks: sets.flat(), subset: sets.flatMap((tasks) => tasks.slice(0, SUBSET).map((t) => t.id)) };
}
