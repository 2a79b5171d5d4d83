import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { setRuntimePath } from '../../src/common/runtime.ts';
import { gradeFile, requireNumpyFor, startCheckPool, startGrader } from '../../src/sandbox/index.ts';
import { findNumpy, mentionsNumpy } from '../../src/sandbox/numpy.ts';
import { zipOf } from './support/zip.ts';
import { addTask, program } from './support/tasks.ts';

// The real wheel is not on npm: a small one stands for it, and a pyodide whose lock file holds its hash.
const folder = mkdtempSync(join(tmpdir(), 'joulegate-numpy-'));
const wheel = zipOf({
  'numpy/__init__.py':
    'from . import linalg\n__version__ = "0.0.fake"\ndef median(xs):\n    s = sorted(xs)\n    return s[len(s) // 2]\ndef allclose(a, b):\n    return abs(a - b) < 1e-9\n',
  'numpy/linalg.py': 'def norm(x):\n    return sum(v * v for v in x) ** 0.5\n',
});
const runtime = join(folder, 'runtime');
const pyodide = join(runtime, 'node_modules', 'pyodide');
/** Where the memory image of this pyodide is kept, once made. */
const image = join(folder, 'image');
let file = '';
const before = { ...process.env };
let server: Server;
let asked: string[] = [];
let served: Buffer | null = null;

beforeAll(async () => {
  mkdirSync(pyodide, { recursive: true });
  for (const name of [
    'package.json',
    'pyodide.asm.js',
    'pyodide.asm.wasm',
    'pyodide.js',
    'pyodide.mjs',
    'python_stdlib.zip',
  ])
    cpSync(join(packageRoot, 'node_modules', 'pyodide', name), join(pyodide, name));
  const lock = JSON.parse(readFileSync(join(packageRoot, 'node_modules', 'pyodide', 'pyodide-lock.json'), 'utf8')) as {
    packages: Record<string, { file_name: string; sha256: string }>;
  };
  file = lock.packages['numpy']!.file_name;
  lock.packages['numpy']!.sha256 = createHash('sha256').update(wheel).digest('hex');
  writeFileSync(join(pyodide, 'pyodide-lock.json'), JSON.stringify(lock));
  symlinkSync(join(packageRoot, 'node_modules', 'koffi'), join(runtime, 'node_modules', 'koffi'));
  writeFileSync(join(runtime, 'package.json'), '{}');
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (served) response.end(served);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  setRuntimePath(runtime);
  asked = [];
  served = null;
  process.env['JOULEGATE_CACHE'] = mkdtempSync(join(folder, 'cache-'));
  process.env['JOULEGATE_PYODIDE_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/full/`;
  delete process.env['JOULEGATE_WHEELS'];
});
afterEach(() => setRuntimePath(null));
afterAll(() => {
  server.close();
  process.env = before;
  rmSync(folder, { recursive: true });
});

const wheels = (bytes: Buffer): string => {
  const at = mkdtempSync(join(folder, 'wheels-'));
  writeFileSync(join(at, file), bytes);
  return at;
};
const usesNumpy = program('    import numpy as np\n    return int(np.median([a + b]))\n');
const numpyTest = {
  ...addTask,
  test: 'import numpy as np\n\ndef check(candidate):\n    assert np.allclose(candidate(1, 2), 3)\n',
};

test.each([
  ['import numpy', true],
  ['import numpy as np', true],
  ['  from numpy.linalg import norm', true],
  ['import os, numpy', true],
  ['x = __import__("numpy")', true],
  ['import numpydoc', false],
  ['# import numpy', false],
  ['numpy = 1', false],
  ['from os import numpy_like', false],
])('%j asks for numpy: %s', (source, wanted) => {
  expect(mentionsNumpy(`def f():\n${source}\n`)).toBe(wanted);
});

test('a wheel is taken from the named folder, and only with the hash of the lock file', async () => {
  process.env['JOULEGATE_WHEELS'] = wheels(wheel);
  expect(await findNumpy()).toEqual({ path: join(process.env['JOULEGATE_WHEELS'], file) });
  expect(asked).toEqual([]);
  process.env['JOULEGATE_WHEELS'] = wheels(Buffer.concat([wheel, Buffer.from([0])]));
  expect(await findNumpy()).toEqual({
    missing: expect.stringMatching(/has not the SHA-256 of pyodide's lock file; .*HTTP status 404/),
  });
});

test('else it is fetched by the host, checked, and kept for the next time', async () => {
  served = Buffer.from('another file');
  expect(await findNumpy()).toEqual({ missing: expect.stringContaining('expected') });
  served = wheel;
  const found = await findNumpy();
  expect(found).toEqual({ path: join(process.env['JOULEGATE_CACHE']!, 'wheels', file) });
  expect(asked).toEqual([`/full/${file}`, `/full/${file}`]);
  served = null;
  expect(await findNumpy()).toEqual(found);
  expect(asked).toHaveLength(2);
});

test('answers and tests that use it run where it is there, in fresh processes and beside decoding', async () => {
  process.env['JOULEGATE_CACHE'] = image;
  process.env['JOULEGATE_WHEELS'] = wheels(wheel);
  const grader = await startGrader({ policy: 'best', timeoutSeconds: 5 });
  const wrong = program('    import numpy as np\n    return int(np.median([a - b]))\n');
  const results = await grader.grade([
    usesNumpy,
    wrong,
    program('    return a + b\n', numpyTest),
    program('    return a - b\n', numpyTest),
    program('    import numpy.linalg\n    return a + b\n'),
  ]);
  expect(results.map((r) => r.result)).toEqual([
    'passed',
    'failed: AssertionError',
    'passed',
    'failed: AssertionError',
    'passed',
  ]);
  await requireNumpyFor([numpyTest]);
  await grader.close();
  const pool = startCheckPool();
  expect((await pool.check(usesNumpy)).result).toBe('passed');
  await pool.restore();
  expect((await pool.check(wrong)).result).toBe('failed: AssertionError');
  expect((await pool.check(program('    return a + b\n'))).result).toBe('passed');
  await pool.close();
}, 60_000);

test('where it is not, answers that need it are refused by name, and those that can do without it pass', async () => {
  process.env['JOULEGATE_CACHE'] = image;
  const warnings: string[] = [];
  const grader = await startGrader({ policy: 'best', timeoutSeconds: 5, onWarning: (w) => warnings.push(w) });
  const copes = program(
    '    try:\n        import numpy as np\n    except ImportError:\n        np = None\n    return a + b\n',
  );
  const results = await grader.grade([
    usesNumpy,
    copes,
    program('    raise ValueError("No module named \'numpydoc\'")\n'),
  ]);
  expect(results.map((r) => r.result)).toEqual([
    'failed: refused: numpy is not in the sandbox',
    'passed',
    "failed: No module named 'numpydoc'",
  ]);
  expect(warnings.filter((w) => w.includes('numpy'))).toHaveLength(1);
  await grader.close();
}, 60_000);

test('tests that import it refuse the whole file before anything runs, but only where a sample needs them', async () => {
  const samplesPath = join(folder, 's.jsonl');
  const outPath = join(folder, 'o.jsonl');
  const grader = {
    pythonVersion: '3',
    timeoutSeconds: 1,
    workers: 1,
    grade: () => Promise.reject(new Error('nothing may run')),
    close: async () => {},
  };
  writeFileSync(samplesPath, JSON.stringify({ task_id: addTask.id, completion: '    return a + b\n' }));
  await expect(gradeFile({ samplesPath, outPath, problems: [numpyTest], grader })).rejects.toMatchObject({
    code: 'numpy-missing',
    message: expect.stringContaining(addTask.id),
    fix: expect.stringContaining('JOULEGATE_WHEELS'),
  });
  await expect(
    gradeFile({ samplesPath, outPath, problems: [addTask, { ...numpyTest, id: 'other' }], grader }),
  ).rejects.toThrow('nothing may run');
});
