import { JouleGateError } from '../common/errors.ts';
import { membersOf, stringMember, type Member } from '../common/json-line.ts';

/** One line of the official harness's samples. */
export interface Sample {
  taskId: string;
  completion: string;
  /** The line as it stood, and the members of its object. */
  line: string;
  members: Member[];
}

/** Reads a line; throws `samples-format` with its number. */
export function parseSample(line: string, number: number, path: string): Sample {
  const invalid = (what: string, cause?: unknown): JouleGateError =>
    new JouleGateError(
      'samples-format',
      `line ${number} of ${path} ${what}`,
      'each line is a JSON object with "task_id" and "completion", both strings',
      { cause },
    );
  let members: Member[];
  try {
    members = membersOf(line);
  } catch (cause) {
    throw invalid(`is no JSON object (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
  const taskId = stringMember(line, members, 'task_id');
  const completion = stringMember(line, members, 'completion');
  if (taskId === null) throw invalid('has no string "task_id"');
  if (completion === null) throw invalid('has no string "completion"');
  return { taskId, completion, line, members };
}

/**
 * The line with the verdict in the place of an earlier one, else at its end; everything else stays as its bytes were.
 */
export function gradedLine({ line, members }: Sample, verdict: { result: string; passed: boolean | null }): string {
  let out = line.trimEnd();
  const missing: string[] = [];
  for (const [key, value] of Object.entries(verdict)) {
    const text = JSON.stringify(value);
    if (!members.some((m) => m.key === key)) missing.push(`"${key}": ${text}`);
  }
  if (missing.length > 0) out = `${out.slice(0, -1).trimEnd()}${members.length > 0 ? ', ' : ''}${missing.join(', ')}}`;
  for (const { key, start, end } of members.toReversed()) {
    if (key === 'result' || key === 'passed') out = out.slice(0, start) + JSON.stringify(verdict[key]) + out.slice(end);
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
