import { JouleGateError } from '../common/errors.ts';
import { claimOutput } from '../common/claim.ts';
import { jsonLines } from '../common/json-lines.ts';
import { requireNumpyFor } from './numpy.ts';
import { boundText } from './result-text.ts';
import { gradedLine, parseSample, passAtK, type Sample } from '../common/samples.ts';
import type { CheckResult, Grader, Program } from './types.ts';

/** What grading needs of a task. */
export interface GradeProblem {
  id: string;
  prompt: string;
  test: string;
  entryPoint: string;
}

export interface GradeFileOptions {
  /** JSON lines, plain or gzip. */
  samplesPath: string;
  problems: GradeProblem[];
  /** Written whole or not at all; an earlier one waits as `….previous` meanwhile. */
  outPath: string;
  grader: Grader;
  /** The program of a completion; the harness's own, prompt + completion, by default. */
  programOf?: (problem: GradeProblem, completion: string) => string;
  onProgress?: (done: number, total: number) => void;
  /** Told before the first program runs: what all may cost at most. */
  onBound?: (text: string) => void;
  /** Ends it: nothing half-written stays. */
  signal?: AbortSignal | undefined;
}

export interface GradeSummary {
  samples: number;
  passed: number;
  /**
   * Samples whose sandbox process was ended from outside, twice: neither passed nor failed. Left out where there is
   * none.
   */
  notGraded?: number;
  /** Tasks of the problem set without any sample; counted, not refused. */
  missingTasks: number;
  /** For 1, 10 and 100, where every sampled task has that many samples. */
  passAtK: Record<string, number>;
}

/** Samples in work at a time: enough for every core, little to hold. */
const AHEAD = 64;

/**
 * Grades a file of samples in the official harness's format, in input order, duplicates and all.
 * Throws `samples-format`, `task-unknown` or `numpy-missing` (before anything is run), `file-unreadable`, or the
 * signal's reason.
 */
export async function gradeFile(options: GradeFileOptions): Promise<GradeSummary> {
  const problems = new Map(options.problems.map((p) => [p.id, p]));
  const { signal } = options;
  const claim = await claimOutput(options.outPath, [options.samplesPath]);
  const { total, ids } = await checkAll(options.samplesPath, problems);
  await requireNumpyFor(
    options.problems.filter((p) => ids.has(p.id)),
    signal,
  );
  options.onBound?.(boundText(total, options.grader));
  const counts = new Map<string, Count>();
  await claim.write(gradedLines(options, problems, counts, total));
  return summary([...counts.values()], options.problems.length);
}

/** The results line by line, in input order; `AHEAD` of them are in work. */
async function* gradedLines(
  options: GradeFileOptions,
  problems: Map<string, GradeProblem>,
  counts: Map<string, Count>,
  total: number,
): AsyncGenerator<string> {
  const waiting: { sample: Sample; verdict: Promise<CheckResult> }[] = [];
  let done = 0;
  const next = async (): Promise<string> => {
    const { sample, verdict } = waiting.shift()!;
    const { result, passed, notGraded } = await verdict;
    options.signal?.throwIfAborted();
    const count = counts.get(sample.taskId) ?? { samples: 0, passed: 0, notGraded: 0 };
    counts.set(sample.taskId, {
      samples: count.samples + 1,
      passed: count.passed + (passed ? 1 : 0),
      notGraded: count.notGraded + (notGraded ? 1 : 0),
    });
    options.onProgress?.(++done, total);
    return `${gradedLine(sample, { result, passed: notGraded ? null : passed })}\n`;
  };
  for await (const { line, number } of jsonLines(options.samplesPath)) {
    options.signal?.throwIfAborted();
    const sample = parseSample(line, number, options.samplesPath);
    const verdict = options.grader.grade([programFor(options, problems, sample)]).then(([r]) => r as CheckResult);
    verdict.catch(() => {});
    waiting.push({ sample, verdict });
    if (waiting.length > AHEAD) yield await next();
  }
  while (waiting.length > 0) yield await next();
}

function programFor(options: GradeFileOptions, problems: Map<string, GradeProblem>, sample: Sample): Program {
  const problem = problems.get(sample.taskId);
  if (!problem) throw unknownTask(sample.taskId, options.samplesPath);
  const source = options.programOf?.(problem, sample.completion) ?? problem.prompt + sample.completion;
  return { source, test: problem.test, entryPoint: problem.entryPoint, prompt: problem.prompt };
}

async function checkAll(
  path: string,
  problems: Map<string, GradeProblem>,
): Promise<{ total: number; ids: Set<string> }> {
  const ids = new Set<string>();
  let total = 0;
  for await (const { line, number } of jsonLines(path)) {
    const { taskId } = parseSample(line, number, path);
    if (!problems.has(taskId)) throw unknownTask(taskId, `line ${number} of ${path}`);
    ids.add(taskId);
    total++;
  }
  return { total, ids };
}

interface Count {
  samples: number;
  passed: number;
  notGraded: number;
}

function summary(counts: Count[], problems: number): GradeSummary {
  const lost = counts.reduce((n, c) => n + c.notGraded, 0);
  // What is not graded is no sample.
  const graded = counts
    .map((c) => ({ samples: c.samples - c.notGraded, passed: c.passed }))
    .filter((c) => c.samples > 0);
  const ks = [1, 10, 100].flatMap((k) => {
    const value = passAtK(graded, k);
    return value === null ? [] : [[`pass@${k}`, value] as const];
  });
  return {
    samples: counts.reduce((n, c) => n + c.samples, 0),
    passed: counts.reduce((n, c) => n + c.passed, 0),
    ...(lost > 0 ? { notGraded: lost } : {}),
    missingTasks: problems - counts.length,
    passAtK: Object.fromEntries(ks),
  };
}

function unknownTask(id: string, where: string): JouleGateError {
  return new JouleGateError(
    'task-unknown',
    `${where} names the task ${JSON.stringify(id)}, which is not among the problems`,
    'give the problem file that the samples belong to (--problems)',
  );
}
