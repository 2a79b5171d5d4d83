import { beforeAll, expect, test } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { cli, runNode } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;
const problem =
  '{"task_id": "p/0", "prompt": "def add(a, b):\\n", "entry_point": "add", "test": "def check(candidate):\\n    assert candidate(1, 2) == 3\\n", "weight": NaN}';
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'p.jsonl'), `\ufeff${problem}\n`);
});

test('says first what it may cost, and keeps every byte of what is not its own', async () => {
  await writeFile(
    join(folder, 's.jsonl'),
    '{"task_id": "p/0", "seed": 12345678901234567890, "x": NaN, "completion": "    return a + b\\n", "y": 1.0}\n',
  );
  const done = await cli(['grade', 's.jsonl', '--problems', 'p.jsonl'], folder);
  expect({ status: done.status, out: done.stdout.split('\n')[0] }).toEqual({
    status: 0,
    out: '1 of 1 samples pass; 0 tasks have no sample',
  });
  expect(done.stderr).toMatch(/grading 1 answers: at most [\d.]+ s of CPU time each, \d+ s in all/);
  expect(await readFile(join(folder, 's.jsonl_results.jsonl'), 'utf8')).toBe(
    '{"task_id": "p/0", "seed": 12345678901234567890, "x": NaN, "completion": "    return a + b\\n", "y": 1.0, "result": "passed", "passed": true}\n',
  );
}, 60_000);

test.each([
  ['practise', 'practice'],
  ['humanevalfull', 'humaneval-full'],
])('knows no workload %s, also beside --problems', async (name, near) => {
  for (const more of [[], ['--problems', 'p.jsonl']]) {
    const done = await cli(['grade', 's.jsonl', '--workload', name, ...more], folder);
    expect({ status: done.status, stderr: done.stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining(`did you mean ${near}?`),
    });
  }
});

test("a signal ends it with the signal's status, and leaves nothing half-written", async () => {
  await writeFile(
    join(folder, 'loop.jsonl'),
    Array.from({ length: 20 }, (_, i) =>
      JSON.stringify({
        task_id: 'p/0',
        completion: `    while a < ${i}:\n        pass\n    while True:\n        b = ${i}\n`,
      }),
    ).join('\n'),
  );
  const done = await runNode([join(packageRoot, 'dist', 'cli.js'), 'grade', 'loop.jsonl', '--problems', 'p.jsonl'], {
    cwd: folder,
    until: (stderr) => (stderr.includes('at most') ? 'SIGINT' : null),
  });
  expect(done.status).toBe(130);
  expect((await readdir(folder)).filter((f) => f.startsWith('loop.jsonl_'))).toEqual([]);
}, 60_000);
