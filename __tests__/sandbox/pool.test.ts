import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCheckPool } from '../../src/sandbox/index.ts';
import { goodProgram, program, wrongProgram } from './support/tasks.ts';
import { humanEval, reference } from './support/humaneval.ts';

const pool = startCheckPool();
beforeAll(() => pool.ready);
afterAll(() => pool.close());

test('tells right from wrong, with the CPU time it took', async () => {
  const good = await pool.check(goodProgram);
  expect(good).toMatchObject({ passed: true, result: 'passed' });
  expect(good.cpuSeconds).toBeGreaterThan(0);
  expect(await pool.check(wrongProgram)).toMatchObject({ passed: false, result: 'failed: AssertionError' });
  expect(await pool.check(program('    return a +\n'))).toMatchObject({
    passed: false,
    result: expect.stringContaining('failed: invalid syntax'),
  });
});

test('gives each program names of its own', async () => {
  await pool.check(program('    return a + b\nleft_over = 1\n'));
  expect(await pool.check(program('    return a + b + left_over * 0\n'))).toMatchObject({
    result: "failed: name 'left_over' is not defined",
  });
});

test('restores patched builtins, modules and files between answers', async () => {
  const patch =
    'import builtins, math, os\nbuiltins.len = lambda x: 7\nmath.pi = 3\nopen("/tmp/left", "w").write("x")\nos.chdir("/tmp")\n';
  await pool.check(program(`    return a + b\n${patch}`));
  await pool.restore();
  const probe =
    'import math, os\nassert len([]) == 0 and math.pi > 3 and not os.path.exists("/tmp/left") and os.getcwd() != "/tmp"\n';
  expect(await pool.check(program(`    return a + b\n${probe}`))).toMatchObject({ result: 'passed' });
});

test('ends an endless program and goes on with a fresh worker', async () => {
  const results = await Promise.all([
    pool.check(program('    while True: pass\n'), { limitSeconds: 0.3 }),
    pool.check(goodProgram),
  ]);
  expect(results.map((r) => r.result)).toEqual(['timed out', 'passed']);
});

test('parses with Python itself and runs nothing', async () => {
  const { module } = await pool.parse('import os\n@cache\ndef f():\n    """doc"""\n\nprint(1)\n');
  expect(module?.statements).toEqual([
    { kind: 'Import', name: null, start: 1, end: 1, onlyDocstring: false },
    { kind: 'FunctionDef', name: 'f', start: 2, end: 4, onlyDocstring: true },
    { kind: 'Expr', name: null, start: 6, end: 6, onlyDocstring: false },
  ]);
  expect((await pool.parse('def f(:\n')).module).toBeNull();
});

test('a closed pool fails checks instead of hanging', async () => {
  const other = startCheckPool();
  await other.ready;
  await other.close();
  expect(await other.check(goodProgram)).toMatchObject({ passed: false });
});

const tasks = humanEval();
(tasks ? test : test.skip)('passes every reference solution of HumanEval', async () => {
  const results = await Promise.all((tasks ?? []).map((t) => pool.check(reference(t))));
  expect((tasks ?? []).filter((_, i) => !results[i]?.passed).map((t) => t.id)).toEqual([]);
  const nothing = await Promise.all(
    (tasks ?? []).map((t) => pool.check({ ...reference(t), source: `${t.prompt}    return None\n` })),
  );
  expect(nothing.filter((r) => r.passed)).toEqual([]);
});
