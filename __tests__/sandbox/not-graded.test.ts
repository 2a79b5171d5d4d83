import { afterAll, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gradeFile, startGrader, type Grader } from '../../src/sandbox/index.ts';
import { childrenOf } from './support/children.ts';
import { addTask, program } from './support/tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'joulegate-not-graded-'));
afterAll(() => rmSync(folder, { recursive: true }));
const linux = existsSync('/proc/self/stat');
if (!linux) console.warn('skipped: no /proc to find the processes in');
const own = linux ? test : test.skip;

/** Right, and slow enough to be met. */
const slow = program('    import time\n    time.sleep(0.7)\n    return a + b\n');

/** Kills, as the system does when memory is short, up to `times` processes that run a program. */
async function killing<T>(times: number, work: () => Promise<T>): Promise<{ result: T; killed: number }> {
  const seen = new Map<number, number>();
  let killed = 0;
  const timer = setInterval(() => {
    for (const { pid, command } of childrenOf()) {
      if (!command.includes('"restorable":false')) continue;
      // Met some looks later, when it no longer starts but runs.
      const looks = (seen.get(pid) ?? 0) + 1;
      seen.set(pid, looks);
      if (looks < 25 || killed >= times) continue;
      seen.set(pid, -1e6);
      killed++;
      process.kill(pid, 'SIGKILL');
    }
  }, 50);
  const result = await work().finally(() => clearInterval(timer));
  return { result, killed };
}

own(
  'a process that is killed from outside is no verdict: the program is tried again',
  async () => {
    const grader = await startGrader({ policy: 'best', timeoutSeconds: 20, workers: 1 });
    const { result, killed } = await killing(1, () => grader.grade([slow]));
    expect([killed, result[0]!.result]).toEqual([1, 'passed']);
    await grader.close();
  },
  60_000,
);

own(
  'killed again, it is not graded, which is neither a pass nor a failure',
  async () => {
    const grader = await startGrader({ policy: 'best', timeoutSeconds: 20, workers: 1 });
    const { result } = await killing(9, () => grader.grade([slow]));
    expect(result[0]).toMatchObject({
      passed: false,
      notGraded: true,
      result: expect.stringMatching(/^not-graded: .*killed from outside/),
    });
    // What ends its own process is a failure, as before.
    const ends = [
      '    import os\n    os._exit(0)\n',
      '    import os\n    os.abort()\n',
      '    hoard = []\n    while True:\n        hoard.append(bytearray(50_000_000))\n',
    ];
    for (const r of await grader.grade(ends.map((c) => program(c)))) expect(r.result).toMatch(/^failed: /);
    await grader.close();
  },
  60_000,
);

test('in a file of samples its line says so, and no rate counts it', async () => {
  const samplesPath = join(folder, 's.jsonl');
  const outPath = join(folder, 'o.jsonl');
  writeFileSync(
    samplesPath,
    ['lost', 'right', 'wrong'].map((completion) => JSON.stringify({ task_id: addTask.id, completion })).join('\n'),
  );
  const grader: Grader = {
    pythonVersion: '3.13',
    timeoutSeconds: 1,
    workers: 1,
    close: async () => {},
    grade: async (programs) =>
      programs.map(({ source }) => {
        const lost = source.endsWith('lost');
        const passed = source.endsWith('right');
        return {
          passed,
          result: lost ? 'not-graded: x' : passed ? 'passed' : 'failed: y',
          cpuSeconds: 0,
          wallSeconds: 0,
          ...(lost ? { notGraded: true as const } : {}),
        };
      }),
  };
  expect(await gradeFile({ samplesPath, outPath, problems: [addTask], grader })).toEqual({
    samples: 3,
    passed: 1,
    notGraded: 1,
    missingTasks: 0,
    passAtK: { 'pass@1': 0.5 },
  });
  expect(
    readFileSync(outPath, 'utf8')
      .trim()
      .split('\n')
      .map((l) => (JSON.parse(l) as { passed: unknown }).passed),
  ).toEqual([null, true, false]);
});
