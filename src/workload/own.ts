import { JouleGateError } from '../common/errors.ts';
import { sha256 } from '../common/hash.ts';
import { jsonLines } from '../common/json-lines.ts';
import { isStrings, parseRow } from './row.ts';
import type { CodeTask, TextTask } from './types.ts';

/** What tells whether an answer is right: hidden tests in Python, reference answers, or neither of them. */
type Kind = 'test' | 'answers' | 'neither';

const SAYS: Record<Kind, string> = {
  test: 'has a test',
  answers: 'has answers',
  neither: 'has neither test nor answers',
};

interface Judged {
  kind: Kind;
  task: CodeTask | TextTask;
}

const FIX =
  'each line is {"id", "prompt"}, all strings, with "test" and "entry_point" (Python), or with a list "answers", or with neither';

function taskOf(line: string, where: string, checked: boolean): Judged {
  const { members, unreadable } = parseRow(line, where, FIX);
  const { id, prompt, test, entry_point: entryPoint, answers } = members;
  if (typeof id !== 'string' || id === '') throw unreadable('has no "id"');
  if (typeof prompt !== 'string' || prompt === '') throw unreadable('has no "prompt"');
  const common = { id, prompt, sha256: sha256(line) };
  // Whatever else the line holds is the checker's.
  if (checked) return { kind: 'neither', task: { kind: 'text', ...common, references: [], line } };
  if (test !== undefined) {
    if (answers !== undefined) throw unreadable('has both "test" and "answers"');
    if (typeof test !== 'string') throw unreadable('has a "test" that is no text');
    if (typeof entryPoint !== 'string' || !/^[A-Za-z_]\w*$/.test(entryPoint))
      throw unreadable('has a "test", and no "entry_point" that names its function');
    return { kind: 'test', task: { kind: 'code', ...common, entryPoint, test, canonicalSolution: '' } };
  }
  if (answers !== undefined && (!isStrings(answers) || answers.length === 0))
    throw unreadable('has "answers" that are no list of texts');
  const references = answers ?? [];
  return { kind: answers === undefined ? 'neither' : 'answers', task: { kind: 'text', ...common, references } };
}

/** Tasks of one kind, and whether texts among them have references. */
export interface OwnTasks {
  tasks: CodeTask[] | TextTask[];
  score: 'similarity' | 'none' | null;
}

/**
 * A user's own workload: JSON lines (gzip or not) of `{id, prompt, test?, entry_point?, answers?}`, all of one kind:
 * one metric tells how good they are. @param checked whether a checker tells it, from lines of any kind.
 * @throws JouleGateError `workload-unreadable`, `file-unreadable`
 */
export async function readOwn(path: string, checked = false): Promise<OwnTasks> {
  const rows = new Map<string, Judged>();
  let kind: Kind | null = null;
  for await (const { line, number } of jsonLines(path)) {
    const where = `line ${number} of ${path}`;
    const row = taskOf(line, where, checked);
    if (rows.has(row.task.id))
      throw new JouleGateError(
        'workload-unreadable',
        `${where} has the id ${JSON.stringify(row.task.id)} of an earlier task`,
        'give each task an id of its own',
      );
    if (kind !== null && row.kind !== kind)
      throw new JouleGateError(
        'workload-unreadable',
        `${where} ${SAYS[row.kind]}, and an earlier one ${SAYS[kind]}`,
        'give tasks of one kind in one file: one metric tells how good all of them are',
      );
    kind = row.kind;
    rows.set(row.task.id, row);
  }
  if (kind === null) throw new JouleGateError('workload-unreadable', `${path}: no task in it`, 'give one task a line');
  const tasks = [...rows.values()].map((r) => r.task) as CodeTask[] | TextTask[];
  return { tasks, score: kind === 'test' ? null : kind === 'answers' ? 'similarity' : 'none' };
}
