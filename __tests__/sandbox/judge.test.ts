import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/common/paths.ts';
import type { Call, Data } from '../../src/sandbox/data.ts';
import { Judge } from '../../src/sandbox/judge.ts';
import type { Program } from '../../src/sandbox/types.ts';
import type { Worker } from '../../src/sandbox/worker.ts';
import { addTask, program } from './support/tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'joulegate-judge-'));
const judge = new Judge();
beforeAll(() => judge.start(), 60_000);
afterAll(async () => {
  await judge.close();
  rmSync(folder, { recursive: true });
});

/** A process that tells of itself what it likes. */
const saying = (fails: boolean): Worker =>
  ({
    ask: async () => ({
      kind: 'response',
      response: { kind: 'recheck', fails: fails ? [0, 1, 2] : [0, 2], cpuSeconds: 0 },
    }),
  }) as unknown as Worker;
const int = (n: number): Data => ({ int: n < 0 ? `-${(-n).toString(16)}` : n.toString(16) });
const gave = (...values: Data[]): Call[] => values.map((value) => ({ outcome: { value }, changed: [] }));
const task = (test: string, prompt = addTask.prompt): Program => ({
  source: 'raise SystemExit',
  prompt,
  test,
  entryPoint: 'add',
});
const verdict = async (p: Program, calls: Call[] | null, fails = true): Promise<string> =>
  (await judge.confirm(p, calls, saying(fails), 5)).verdict;

test('right values are confirmed whatever the program is, wrong ones are not whatever its process says', async () => {
  const p = program('', addTask);
  expect(await verdict(p, gave(int(3), int(0), int(15)))).toBe('confirmed');
  expect(await verdict(p, gave(int(3), int(0), int(16)))).toBe('changed');
  expect(await verdict(p, gave(int(3), int(0)))).toBe('changed');
  expect(await verdict(p, [])).toBe('changed');
  // More than the test asks for is nothing to it.
  expect(await verdict(p, gave(int(3), int(0), int(15), null))).toBe('confirmed');
});

test('a process in which the same test passes with a canary has changed its checker, told calls or not', async () => {
  expect(await verdict(program('', addTask), gave(int(3), int(0), int(15)), false)).toBe('changed');
  expect(await verdict(program('', addTask), null, false)).toBe('changed');
  expect(await verdict(program('', addTask), null, true)).toBe('confirmed');
  // A test that lets everything pass has no wrong candidate to show.
  expect(await verdict(task('def check(candidate):\n    candidate(1, 2)\n'), gave(null), false)).toBe('confirmed');
});

test('values on which the test hangs are none that it accepts, and the judge goes on', async () => {
  const hangs = task(
    'def check(candidate):\n    while candidate(1, 2) != 3:\n        pass\n    n = candidate(1, 2)\n    while n:\n        n -= 1\n',
  );
  expect((await judge.confirm(hangs, gave(int(3), int(-1)), saying(true), 0.1)).verdict).toBe('changed');
  expect((await judge.confirm(hangs, gave(int(3), int(5)), saying(true), 0.1)).verdict).toBe('confirmed');
}, 120_000);

test('exceptions, changed arguments and helpers of the prompt are part of what is confirmed', async () => {
  const raises = task(
    'def check(candidate):\n    try:\n        candidate(1, 0)\n        assert False\n    except ZeroDivisionError as e:\n        assert "zero" in str(e)\n',
  );
  expect(await verdict(raises, [{ outcome: { raised: 'ZeroDivisionError', text: 'by zero' }, changed: [] }])).toBe(
    'confirmed',
  );
  expect(await verdict(raises, [{ outcome: { raised: 'ValueError', text: 'by zero' }, changed: [] }])).toBe('changed');
  expect(await verdict(raises, [{ outcome: { raised: 'NameError', text: 'zero' }, changed: [] }])).toBe('changed');
  const sorts = task(
    'def check(candidate):\n    x = [3, 1]\n    d = {1: 2}\n    s = {1}\n    assert candidate(x, d, s) is None\n    assert (x, d, s) == ([1, 3], {}, {1, 2}), (x, d, s)\n',
  );
  const changed: Call['changed'] = [
    [0, [int(1), int(3)]],
    [1, { dict: [] }],
    [2, { set: [int(1), int(2)] }],
  ];
  expect(await verdict(sorts, [{ outcome: { value: null }, changed }])).toBe('confirmed');
  expect(await verdict(sorts, [{ outcome: { value: null }, changed: changed.slice(1) }])).toBe('changed');
  const helped = task(
    'def check(candidate):\n    assert twice(candidate(1, 2)) == 6\n',
    'def twice(x):\n    return 2 * x\n\ndef add(a, b):\n    """Add."""\n',
  );
  expect(await verdict(helped, gave(int(3)))).toBe('confirmed');
  // Where the helper might be one that an answer fills in, the process of the program is asked.
  expect([await verdict(helped, gave(int(4)), false), await verdict(helped, gave(int(4)), true)]).toEqual([
    'changed',
    'confirmed',
  ]);
  // A test that needs a name of the answer's own can be asked again only where that ran.
  const needs = task('def check(candidate):\n    assert own(candidate(1, 2)) == 6\n');
  expect([await verdict(needs, gave(int(3)), true), await verdict(needs, gave(int(3)), false)]).toEqual([
    'confirmed',
    'changed',
  ]);
});

test('every kind of data comes over as it was', async () => {
  const kinds: [string, Data][] = [
    ['None', null],
    ['True', true],
    ['-0x123456789abcdef0123456789', { int: '-123456789abcdef0123456789' }],
    ['0', { int: '0' }],
    ['1.5', { float: '1.5' }],
    ['1e300', { float: '1e+300' }],
    ['float("-inf")', { float: '-Infinity' }],
    ['"é\\u0000\\U0001f600\\n"', 'é\0\u{1f600}\n'],
    ['"\\ufeffx"', '\ufeffx'],
    ['b"\\x00\\xff"', { bytes: '00ff' }],
    ['complex(1, -2)', { complex: ['1', '-2'] }],
    ['[(1, "a"), []]', [{ tuple: [int(1), 'a'] }, []]],
    ['{1, 2}', { set: [int(1), int(2)] }],
    ['frozenset()', { frozenset: [] }],
    ['{"a": {1: [None]}}', { dict: [['a', { dict: [[int(1), [null]]] }]] }],
  ];
  for (const [python, data] of kinds) {
    const same = task(
      `def check(candidate):\n    got = candidate()\n    want = ${python}\n    assert type(got) is type(want) and got == want, (got, want)\n`,
    );
    expect([python, await verdict(same, gave(data))]).toEqual([python, 'confirmed']);
    expect([python, await verdict(same, gave('something else'))]).toEqual([python, 'changed']);
  }
});

/**
 * What a program with raw memory could do to its test; `RETURN` fills the code of the calling frame behind the call
 * with returns.
 */
const RETURN = `
    import sys, ctypes, opcode
    frame = sys._getframe(1)
    code = frame.f_code
    at, size = id(code) + type(code).__basicsize__, len(code.co_code)
    saved = ctypes.string_at(at, size)
    back = bytes([opcode.opmap["RETURN_CONST"], code.co_consts.index(None)])
    class Restore:
        def __del__(self, move=ctypes.memmove, at=at, saved=saved, size=size):
            move(at, saved, size)
`;
const FILL =
  '    ctypes.memmove(at + frame.f_lasti + 2, back * ((size - frame.f_lasti - 2) // 2), (size - frame.f_lasti - 2) // 2 * 2)\n    return a - b\n';
const test3 =
  'def check(candidate):\n    None\n    x = candidate(1, 2)\n    assert x == 3\n    assert candidate(-1, 1) == 0\n    return None\n';
const attack = (code: string): Program => ({ ...program(code, { ...addTask, test: test3 }), prompt: addTask.prompt });

test('programs that own their whole memory and rewrite the running check do not pass', async () => {
  // The bundler does not run inside jest's own module loader.
  const entry = join(dirname(fileURLToPath(import.meta.url)), 'support', 'open-doors.ts');
  const bundle = `const { rolldown } = await import('rolldown'); const b = await rolldown({ input: ${JSON.stringify(entry)}, platform: 'node', logLevel: 'silent' }); await b.write({ file: ${JSON.stringify(join(folder, 'open-doors.mjs'))}, format: 'esm' });`;
  expect(
    spawnSync(process.execPath, ['--input-type=module', '-e', bundle], { cwd: packageRoot, encoding: 'utf8' }).stderr,
  ).toBe('');
  const programs = {
    plain: attack('    return a + b\n'),
    leaves: attack(`${RETURN}${FILL}`),
    restores: attack(`${RETURN}    frame.f_locals["keep"] = Restore()\n${FILL}`),
  };
  const input = JSON.stringify({
    pyodide: pathToFileURL(createRequire(join(packageRoot, 'x.js')).resolve('pyodide/pyodide.mjs')).href,
    programs: Object.values(programs),
    canaries: [null, int(7), 'x'],
  });
  const run = spawnSync(process.execPath, ['--no-warnings', join(folder, 'open-doors.mjs')], {
    input,
    encoding: 'utf8',
    timeout: 120_000,
  });
  const outcomes = JSON.parse(run.stdout || JSON.stringify(run.stderr)) as {
    passed: boolean;
    text: string;
    calls: Call[] | null;
    fails: number[];
  }[];
  const [plain, leaves, restores] = outcomes;
  // The attack works: what it rewrote lets canaries pass too.
  expect([plain, leaves]).toMatchObject([
    { passed: true, fails: [0, 1, 2] },
    { passed: true, fails: [] },
  ]);
  // This one puts back what it changed when the check is over: its own process has nothing left to find.
  expect(restores).toMatchObject({ passed: true, fails: [0, 1, 2] });
  expect(await verdict(programs.plain, plain!.calls, plain!.fails.length === 3)).toBe('confirmed');
  expect(await verdict(programs.leaves, leaves!.calls, leaves!.fails.length === 3)).toBe('changed');
  expect(await verdict(programs.restores, restores!.calls, restores!.fails.length === 3)).toBe('changed');
}, 180_000);
