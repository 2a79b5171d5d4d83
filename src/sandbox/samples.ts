import { JouleGateError } from '../common/errors.ts';

/** One line of the official harness's samples. */
export interface Sample {
  taskId: string;
  completion: string;
  /** The line as it stood. */
  line: string;
  /** It already has a `result` or `passed`, which ours replaces. */
  graded: boolean;
}

/** Reads a line; throws `samples-format` with its number. */
export function parseSample(line: string, number: number, path: string): Sample {
  const invalid = (what: string, cause?: unknown): JouleGateError =>
    new JouleGateError('samples-format', `line ${number} of ${path} ${what}`, 'each line is a JSON object with "task_id" and "completion", both strings', { cause });
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (cause) {
    throw invalid('is no JSON', cause);
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw invalid('is no JSON object');
  const { task_id: taskId, completion } = row as Record<string, unknown>;
  if (typeof taskId !== 'string') throw invalid('has no string "task_id"');
  if (typeof completion !== 'string') throw invalid('has no string "completion"');
  return { taskId, completion, line, graded: 'result' in row || 'passed' in row };
}

/** The line with the verdict added at its end; everything else stays as its bytes were. */
export function gradedLine(sample: Sample, verdict: { result: string; passed: boolean }): string {
  if (sample.graded) return JSON.stringify({ ...(JSON.parse(sample.line) as object), ...verdict });
  const body = sample.line.slice(0, sample.line.lastIndexOf('}')).trimEnd();
  return `${body}, "result": ${JSON.stringify(verdict.result)}, "passed": ${verdict.passed}}`;
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
