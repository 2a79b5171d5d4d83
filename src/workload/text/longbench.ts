import { JouleGateError } from '../../common/errors.ts';
import { sha256 } from '../../common/hash.ts';
import { jsonLines, linesOf } from '../../common/json-lines.ts';
import { isStrings, parseRow } from '../row.ts';
import type { TextTask } from '../types.ts';

/** LongBench's prompts of its code tasks, by data set. */
const PROMPTS: Record<string, (row: { context: string; input: string }) => string> = {
  lcc: ({ context }) => `Please complete the code given below. \n${context}Next line of code:\n`,
  'repobench-p': ({ context, input }) =>
    `Please complete the code given below. \n${context}${input}Next line of code:\n`,
};

/** A task of LongBench, and the data set that it is of. */
export interface LongBenchTask extends TextTask {
  dataset: string;
}

function taskOf(line: string, where: string): LongBenchTask {
  const { members, unreadable } = parseRow(
    line,
    where,
    'give a code task of LongBench as JSON lines with _id, context, input, answers and dataset',
  );
  const { _id: id, context, input, answers, dataset } = members;
  if (typeof id !== 'string' || typeof context !== 'string' || typeof input !== 'string' || !isStrings(answers))
    throw unreadable('lacks _id, context, input or answers');
  if (typeof dataset !== 'string' || !Object.hasOwn(PROMPTS, dataset))
    throw unreadable(`is of data set ${JSON.stringify(dataset)}, and not ${Object.keys(PROMPTS).join(' or ')}`);
  const prompt = PROMPTS[dataset]!({ context, input });
  return { kind: 'text', id, prompt, references: answers, dataset, sha256: sha256(line) };
}

type Lines = AsyncIterable<{ line: string; number: number }> | Iterable<{ line: string; number: number }>;

async function tasksOf(lines: Lines, where: string): Promise<LongBenchTask[]> {
  const tasks = new Map<string, LongBenchTask>();
  for await (const { line, number } of lines) {
    const task = taskOf(line, `line ${number} of ${where}`);
    if (tasks.has(task.id))
      throw new JouleGateError(
        'workload-unreadable',
        `line ${number} of ${where} has the _id ${JSON.stringify(task.id)} of an earlier task`,
        'give each task once',
      );
    tasks.set(task.id, task);
  }
  return [...tasks.values()];
}

/**
 * The code tasks of a LongBench file (JSON lines, gzip or not), in its order. @throws JouleGateError
 * `workload-unreadable`, `file-unreadable`
 */
export const readLongBench = async (path: string): Promise<LongBenchTask[]> => await tasksOf(jsonLines(path), path);

/** The same of bytes in memory. @param name stands in errors */
export const parseLongBench = async (data: Buffer, name: string): Promise<LongBenchTask[]> =>
  await tasksOf(linesOf(data.toString('utf8')), name);
