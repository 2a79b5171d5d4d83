import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gradeFile, startCheckPool, startGrader } from '../../../src/sandbox/index.ts';
import { sample } from '../../support/soak.ts';
import { addTask, goodProgram, program } from '../support/tasks.ts';
import { Watch } from './canaries.ts';
import { hostilePrograms, type Hostile } from './programs.ts';

const watch = new Watch();
const folder = mkdtempSync(join(tmpdir(), 'joulegate-grade-'));
let hostile: Hostile[];

beforeAll(async () => {
  hostile = hostilePrograms(await watch.start());
});
afterAll(() => {
  watch.stop();
  rmSync(folder, { recursive: true });
});

test('there are at least 60', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(60);
  expect(new Set(hostile.map((h) => h.name)).size).toBe(hostile.length);
});

test('in the pool: none passes, none gets out, good answers between them pass, the pool lives', async () => {
  const pool = startCheckPool();
  await pool.ready;
  const passed: string[] = [];
  const spoilt: string[] = [];
  const said: string[] = [];
  // Every sixth here, all in a soak.
  for (const { name, completion } of hostile.filter((_, i) => i % sample(1, 6) === 0)) {
    const result = await pool.check(program(completion), { limitSeconds: 0.5 });
    if (result.passed) passed.push(name);
    said.push(`${name}: ${result.result}`);
    await pool.restore();
    if (!(await pool.check(goodProgram)).passed) spoilt.push(name);
  }
  await pool.close();
  if (process.env['JOULEGATE_SHOW']) console.log(said.map((s) => s.slice(0, 160)).join('\n'));
  expect({ passed, spoilt, escapes: watch.escapes(said) }).toEqual({ passed: [], spoilt: [], escapes: [] });
}, 300_000);

test('through grade, in one file with good answers around each: only the good ones pass', async () => {
  const samplesPath = join(folder, 'samples.jsonl');
  const outPath = join(folder, 'samples.jsonl_results.jsonl');
  const good = (i: number): string => `${addTask.canonicalSolution}# ${i}\n`;
  // A process each: every twelfth here, all in a soak.
  const tried = hostile.filter((_, i) => i % sample(1, 12) === 0);
  const completions = tried.flatMap((h, i) => [h.completion, good(i % 8)]);
  writeFileSync(
    samplesPath,
    completions.map((completion) => JSON.stringify({ task_id: addTask.id, completion })).join('\n'),
  );
  const grader = await startGrader({ policy: 'best', timeoutSeconds: 1 });
  const summary = await gradeFile({ samplesPath, outPath, problems: [addTask], grader });
  await grader.close();
  const rows = readFileSync(outPath, 'utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { passed: boolean; result: string; completion: string });
  expect(rows.map((r) => r.completion)).toEqual(completions);
  const wrong = rows
    .filter((r, i) => r.passed !== (i % 2 === 1))
    .map((r) => `${hostile.find((h) => h.completion === r.completion)?.name ?? 'good'}: ${r.result}`);
  expect({ wrong, escapes: watch.escapes(rows.map((r) => r.result)) }).toEqual({ wrong: [], escapes: [] });
  expect(summary).toMatchObject({ samples: completions.length, passed: tried.length, missingTasks: 0 });
}, 300_000);

test('an answer equal to everything counts as the official harness counts it: it passes', async () => {
  const equal = '    class E:\n        def __eq__(self, other):\n            return True\n    return E()\n';
  const grader = await startGrader({ policy: 'best', timeoutSeconds: 2 });
  expect((await grader.grade([program(equal)]))[0]?.result).toBe('passed');
  await grader.close();
});
