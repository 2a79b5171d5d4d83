import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGrader, type Grader } from '../../src/sandbox/index.ts';
import { goodProgram, program, wrongProgram } from './support/tasks.ts';

let grader: Grader;
beforeAll(async () => {
  grader = await startGrader({ policy: 'best', timeoutSeconds: 1 });
});
afterAll(() => grader.close());

test('grades in input order, equal programs once', async () => {
  const seen: number[] = [];
  const results = await grader.grade([goodProgram, wrongProgram, goodProgram], (done, total) =>
    seen.push(done / total),
  );
  expect(results.map((r) => r.result)).toEqual(['passed', 'failed: AssertionError', 'passed']);
  expect(results[0]).toBe(results[2]);
  expect(seen.at(-1)).toBe(1);
});

test('says timed out for an endless program and for one endless in C code', async () => {
  const endless = ['    while True: pass\n', '    return sum(iter(int, 1))\n', '    return 10 ** 10 ** 10\n'];
  const results = await grader.grade(endless.map((c) => program(c)));
  expect(results.map((r) => r.result)).toEqual(['timed out', 'timed out', 'timed out']);
});

test('cuts and escapes what a program says', async () => {
  const [result] = await grader.grade([program('    raise ValueError("\\x1b[2J\\n" + "x" * 5000)\n')]);
  expect(result?.result.startsWith('failed: \\u001b[2J\\nxxx')).toBe(true);
  expect(result?.result).toHaveLength(1000);
});

test('measures how slow WebAssembly is here where no limit is given', async () => {
  const other = await startGrader({ policy: 'best' });
  expect(other.timeoutSeconds).toBeGreaterThanOrEqual(3);
  expect(other.timeoutSeconds).toBeLessThanOrEqual(30);
  await other.close();
});
