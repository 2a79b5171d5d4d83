import { JouleGateError } from '../../common/errors.ts';
import { readBounded, unpacked } from '../../common/files.ts';
import { sha256 } from '../../common/hash.ts';
import { membersOf, stringMember, type Member } from '../../common/json-line.ts';
import { cannotRead } from '../row.ts';
import type { CodeTask } from '../types.ts';

const FIELDS = ['task_id', 'prompt', 'entry_point', 'test'] as const;

/** Parses a HumanEval-format data set (JSON lines, gzip or not). `name` is used in errors. */
export function parseTasks(data: Buffer, name: string): CodeTask[] {
  const unreadable = (why: string, cause?: unknown): JouleGateError =>
    new JouleGateError(
      'workload-unreadable',
      `${name}: ${why}`,
      'give the data set as JSON lines in HumanEval format, or leave workload.path out to download it',
      { cause },
    );
  let bytes: Buffer;
  try {
    bytes = unpacked(data);
  } catch (cause) {
    throw unreadable((cause as Error).message, cause);
  }
  const tasks: CodeTask[] = [];
  const seen = new Set<string>();
  const lines = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split('\n');
  for (const [index, raw] of lines.entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.trim() === '') continue;
    let members: Member[];
    try {
      members = membersOf(line);
    } catch (cause) {
      throw unreadable(`line ${index + 1} is no JSON object`, cause);
    }
    const [id, prompt, entryPoint, test] = FIELDS.map((f) => stringMember(line, members, f));
    const missing = FIELDS.filter((_, i) => [id, prompt, entryPoint, test][i] === null);
    if (id == null || prompt == null || entryPoint == null || test == null)
      throw unreadable(`line ${index + 1} lacks ${missing.join(', ')}`);
    if (seen.has(id)) throw unreadable(`line ${index + 1} has the id ${JSON.stringify(id)} of an earlier task`);
    seen.add(id);
    tasks.push({
      kind: 'code',
      id,
      prompt,
      entryPoint,
      test,
      canonicalSolution: stringMember(line, members, 'canonical_solution') ?? '',
      sha256: sha256(line),
    });
  }
  if (tasks.length === 0) throw unreadable('no task in it');
  return tasks;
}

/** Reads a data set's file; throws `workload-unreadable`. */
export async function readTasks(path: string): Promise<CodeTask[]> {
  let data: Buffer;
  try {
    data = await readBounded(path);
  } catch (cause) {
    throw cannotRead(path, cause);
  }
  return parseTasks(data, path);
}
