import { expect, test } from '@jest/globals';
import { startCheckPool, startGrader, type CheckResult, type Program } from '../../src/sandbox/index.ts';
import { humanEval, reference } from './support/humaneval.ts';
import { harnessPython, officialResults } from './support/harness.ts';
import { mutants, random, sample } from './support/mutate.ts';
import { sample as share } from '../support/soak.ts';

const tasks = humanEval() ?? [];
const python = tasks.length > 0 ? harnessPython() : null;
const check = python ? test : test.skip;
/**
 * Every program through fresh processes takes minutes: JOULEGATE_AGREEMENT=full; else a part of them, and all through
 * the pool.
 */
const full = process.env['JOULEGATE_AGREEMENT'] === 'full';
const MUTANTS = share(500, 50);
const PART = share(20, 6);
/** Every fourth here, all in a soak; the pool alone is asked of all (pool.test.ts). */
const references = tasks.filter((_, i) => i % share(1, 4) === 0);

interface Job {
  task: (typeof tasks)[number];
  completion: string;
  program: Program;
}

function jobs(): Job[] {
  const next = random(7);
  const all = tasks.flatMap((task) => mutants(task.canonicalSolution).map((completion) => ({ task, completion })));
  const drawn = [
    ...references.map((task) => ({ task, completion: task.canonicalSolution })),
    ...sample(all, MUTANTS, next),
  ];
  return drawn.map(({ task, completion }) => ({
    task,
    completion,
    program: { ...reference(task), source: task.prompt + completion },
  }));
}

/** Where the two differ, asked again with ten times the time: a busy machine is no disagreement. */
async function disagreements(
  all: Job[],
  verdicts: CheckResult[],
  again: (program: Program) => Promise<CheckResult>,
): Promise<string[]> {
  const official = officialResults(python ?? '', all, 1);
  const found: string[] = [];
  for (const [i, job] of all.entries()) {
    if (verdicts[i]?.passed === (official[i] === 'passed')) continue;
    const ours = await again(job.program);
    const theirs = officialResults(python ?? '', [job], 20)[0];
    if (ours.passed !== (theirs === 'passed'))
      found.push(`${job.task.id}: ours ${ours.result}, theirs ${theirs}\n${job.completion}`);
  }
  return found;
}

check(
  'the sandbox agrees with the official harness on every reference and mutants of them',
  async () => {
    const pool = startCheckPool();
    await pool.ready;
    const all = jobs();
    const verdicts: CheckResult[] = [];
    for (const { program } of all) {
      verdicts.push(await pool.check(program, { limitSeconds: 0.5 }));
      await pool.restore();
    }
    expect(all).toHaveLength(references.length + MUTANTS);
    expect(verdicts.slice(0, references.length).filter((v) => !v.passed)).toEqual([]);
    expect(await disagreements(all, verdicts, (p) => pool.check(p, { limitSeconds: 30 }))).toEqual([]);
    await pool.close();
  },
  600_000,
);

check(
  'so does the grader',
  async () => {
    const all = full ? jobs() : [...jobs().slice(0, PART), ...jobs().slice(-PART)];
    const grader = await startGrader({ policy: 'best', timeoutSeconds: 2 });
    const patient = await startGrader({ policy: 'best', timeoutSeconds: 30 });
    const verdicts = await grader.grade(all.map((j) => j.program));
    const differing = await disagreements(all, verdicts, async (p) => (await patient.grade([p]))[0] as CheckResult);
    if (full) console.log(`${all.length} programs, ${verdicts.filter((v) => v.passed).length} passed`);
    expect(differing).toEqual([]);
    await Promise.all([grader.close(), patient.close()]);
  },
  1_200_000,
);
