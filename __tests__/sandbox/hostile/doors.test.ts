import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gradeFile, startCheckPool, startGrader } from '../../../src/sandbox/index.ts';
import { sample } from '../../support/soak.ts';
import { addTask, goodProgram, program, wrongProgram } from '../support/tasks.ts';
import { doors } from './doors.ts';

const folder = mkdtempSync(join(tmpdir(), 'joulegate-doors-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('there are at least 60, none twice', () => {
  expect(doors.length).toBeGreaterThanOrEqual(60);
  expect(new Set(doors.map((d) => d.completion)).size).toBe(doors.length);
});

test('in the pool: none passes, and behind each a good program passes and a wrong one fails', async () => {
  const pool = startCheckPool();
  await pool.ready;
  const wrong: string[] = [];
  const said: string[] = [];
  // Every third here, all in a soak.
  for (const { name, completion } of doors.filter((_, i) => i % sample(1, 3) === 0)) {
    const result = await pool.check(program(completion), { limitSeconds: 2 });
    said.push(`${name}: ${result.result}`);
    if (result.passed) wrong.push(`${name} passes`);
    await pool.restore();
    if (!(await pool.check(goodProgram)).passed) wrong.push(`${name} spoils a good one`);
    if ((await pool.check(wrongProgram)).passed) wrong.push(`${name} lets a wrong one pass`);
    await pool.restore();
  }
  await pool.close();
  if (process.env['JOULEGATE_SHOW']) console.log(said.map((s) => s.slice(0, 160)).join('\n'));
  expect(wrong).toEqual([]);
}, 600_000);

test('through grade, each before a good one: only those pass, and no line is added', async () => {
  const samplesPath = join(folder, 'samples.jsonl');
  const outPath = join(folder, 'out.jsonl');
  // A process each: every twelfth here, all in a soak.
  const tried = doors.filter((_, i) => i % sample(1, 12) === 0);
  const completions = tried.flatMap((d, i) => [d.completion, `${addTask.canonicalSolution}# ${i % 8}\n`]);
  writeFileSync(
    samplesPath,
    completions.map((completion, id) => JSON.stringify({ task_id: addTask.id, completion, id })).join('\n'),
  );
  const grader = await startGrader({ policy: 'best', timeoutSeconds: 2 });
  await gradeFile({ samplesPath, outPath, problems: [addTask], grader });
  await grader.close();
  const rows = readFileSync(outPath, 'utf8')
    .trimEnd()
    .split('\n')
    .map((l) => JSON.parse(l) as { passed: boolean; result: string; id: number; task_id: string });
  expect(rows.map((r) => [r.id, r.task_id])).toEqual(completions.map((_, i) => [i, addTask.id]));
  expect(
    rows.filter((r, i) => r.passed !== (i % 2 === 1)).map((r) => `${tried[r.id >> 1]!.name}: ${r.result}`),
  ).toEqual([]);
  expect(rows.every((r) => typeof r.passed === 'boolean' && r.result.length <= 1000)).toBe(true);
}, 600_000);
