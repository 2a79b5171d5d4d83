import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gradeFile, startCheckPool, startGrader } from '../../src/sandbox/index.ts';
import { sample } from '../support/soak.ts';
import { childrenOf } from './support/children.ts';
import { addTask, program } from './support/tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'joulegate-abort-'));
const before = { ...process.env };
const linux = existsSync('/proc/self/stat');
if (!linux) console.warn('skipped: no /proc to count processes in');
const own = linux ? test : test.skip;
beforeEach(() => {
  process.env['JOULEGATE_CACHE'] = mkdtempSync(join(folder, 'cache-'));
});
afterEach(() => {
  process.env['JOULEGATE_CACHE'] = before['JOULEGATE_CACHE'];
});
afterAll(() => rmSync(folder, { recursive: true }));

const endless = program('    while True:\n        pass\n');
const left = (): unknown[] => [
  childrenOf(),
  readdirSync(tmpdir()).filter((n) => n.startsWith(`joulegate-sandbox-${process.pid}-`)),
];
/** Longer than any machine needs to kill a process, shorter than any of ours would end by itself. */
const GUARD_MS = 5000;

async function endsAfter(ms: number, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const controller = new AbortController();
  const running = work(controller.signal).then(
    () => 'done',
    (error: unknown) => error,
  );
  await new Promise((resolve) => setTimeout(resolve, ms));
  const reason = new Error('stopped by the test');
  controller.abort(reason);
  const guard = new Promise((resolve) => setTimeout(() => resolve('hangs'), GUARD_MS).unref());
  expect(await Promise.race([running, guard])).toBe(reason);
  expect(left()).toEqual([[], []]);
}

// Some moments here, all in a soak: while the image is made, before anything, while programs run.
own.each([1800, 0, 6000, 120, 700, 3500].slice(0, sample(6, 3)))(
  'a grader, from making its image on, ends %i ms after its start',
  async (ms) => {
    await endsAfter(ms, async (signal) => {
      const grader = await startGrader({ policy: 'best', timeoutSeconds: 60, workers: 2, signal });
      try {
        return await grader.grade([
          endless,
          program('    for _ in iter(int, 1):\n        pass\n'),
          program('    return a + b\n'),
        ]);
      } finally {
        await grader.close();
      }
    });
  },
  30_000,
);

own(
  'an image that had no place to be kept goes too',
  async () => {
    const locked = join(folder, 'locked');
    writeFileSync(locked, '');
    chmodSync(locked, 0o400);
    process.env['JOULEGATE_CACHE'] = join(locked, 'cache');
    await endsAfter(4000, async (signal) => {
      const grader = await startGrader({ policy: 'best', timeoutSeconds: 60, signal });
      return grader.grade([endless]).finally(() => grader.close());
    });
  },
  30_000,
);

own.each([2500, 0, 400].slice(0, sample(3, 2)))(
  'gradeFile leaves no half file %i ms after its start, and starts nothing more',
  async (ms) => {
    const samplesPath = join(folder, 'samples.jsonl');
    const outPath = join(folder, 'out.jsonl');
    writeFileSync(
      samplesPath,
      Array.from({ length: 100 }, (_, i) =>
        JSON.stringify({ task_id: addTask.id, completion: `    while True:\n        x = ${i}\n` }),
      ).join('\n'),
    );
    await endsAfter(ms, async (signal) => {
      const grader = await startGrader({ policy: 'best', timeoutSeconds: 60, signal });
      return gradeFile({ samplesPath, outPath, problems: [addTask], grader, signal }).finally(() => grader.close());
    });
    expect(readdirSync(folder).filter((n) => n.startsWith('out'))).toEqual([]);
  },
  30_000,
);

own(
  'a pool ends with its signal, and its checks fail instead of hanging',
  async () => {
    const controller = new AbortController();
    const pool = startCheckPool({ signal: controller.signal });
    await pool.ready;
    const check = pool.check(endless, { limitSeconds: 60 });
    setTimeout(() => controller.abort(), 100);
    expect((await check).passed).toBe(false);
    await pool.close();
    expect(left()).toEqual([[], []]);
  },
  30_000,
);

own('a signal that came before the start starts nothing', async () => {
  await expect(startGrader({ policy: 'best', signal: AbortSignal.abort(new Error('earlier')) })).rejects.toThrow(
    'earlier',
  );
  expect(left()).toEqual([[], []]);
});
