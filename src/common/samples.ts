import { JouleGateError } from './errors.ts';
import { membersOf, stringMember, type Member } from './json-line.ts';

/** One line of samples: an answer to a task. */
export interface Sample {
  taskId: string;
  completion: string;
  /** The line as it stood, and the members of its object. */
  line: string;
  members: Member[];
}

/** Members that hold a sample's task and its answer: of HumanEval's harness, and of LongBench. */
export type SampleKeys = readonly [task: string, answer: string];
export const HUMANEVAL_KEYS: SampleKeys = ['task_id', 'completion'];
export const LONGBENCH_KEYS: SampleKeys = ['_id', 'pred'];

/** Reads a line; throws `samples-format` with its number. */
export function parseSample(line: string, number: number, path: string, keys: SampleKeys = HUMANEVAL_KEYS): Sample {
  const invalid = (what: string, cause?: unknown): JouleGateError =>
    new JouleGateError(
      'samples-format',
      `line ${number} of ${path} ${what}`,
      `each line is a JSON object with "${keys[0]}" and "${keys[1]}", both strings`,
      { cause },
    );
  let members: Member[];
  try {
    members = membersOf(line);
  } catch (cause) {
    throw invalid(`is no JSON object (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
  const [taskId, completion] = keys.map((key) => stringMember(line, members, key)) as [string | null, string | null];
  if (taskId === null) throw invalid(`has no string "${keys[0]}"`);
  if (completion === null) throw invalid(`has no string "${keys[1]}"`);
  return { taskId, completion, line, members };
}

/**
 * The line with the verdict in the place of an earlier one, else at its end; everything else stays as its bytes were.
 */
export function gradedLine({ line, members }: Sample, verdict: Readonly<Record<string, unknown>>): string {
  let out = line.trimEnd();
  const missing: string[] = [];
  for (const [key, value] of Object.entries(verdict)) {
    const text = JSON.stringify(value);
    if (!members.some((m) => m.key === key)) missing.push(`"${key}": ${text}`);
  }
  if (missing.length > 0) out = `${out.slice(0, -1).trimEnd()}${members.length > 0 ? ', ' : ''}${missing.join(', ')}}`;
  for (const { key, start, end } of members.toReversed()) {
    if (Object.hasOwn(verdict, key)) out = out.slice(0, start) + JSON.stringify(verdict[key]) + out.slice(end);
  }
  return out;
}

/** The harness's unbiased estimate of pass@k: the mean over tasks of 1 − C(n−c, k) / C(n, k). */
export function passAtK(counts: { samples: number; passed: number }[], k: number): number | null {
  if (counts.length === 0 || counts.some(({ samples }) => samples < k)) return null;
  const each = counts.map(({ samples, passed }) => {
    if (samples - passed < k) return 1;
    let none = 1;
    for (let i = samples - passed + 1; i <= samples; i++) none *= 1 - k / i;
    return 1 - none;
  });
  return each.reduce((a, b) => a + b, 0) / each.length;
}
