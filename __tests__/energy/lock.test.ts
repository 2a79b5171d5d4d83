import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '../../src/energy/lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'joulegate-lock-'));
  process.env.JOULEGATE_LOCK_DIR = folder;
});
afterEach(() => {
  delete process.env.JOULEGATE_LOCK_DIR;
  rmSync(folder, { recursive: true });
});

test('a second job waits, says for whom, and gives up after the bound', async () => {
  const { release } = await takeLock('GPU-1', 0);
  const said: string[] = [];
  await expect(takeLock('GPU-1', 0.3, (line) => said.push(line))).rejects.toMatchObject({ code: 'meter-busy', message: expect.stringContaining(`process ${process.pid}`) });
  expect(said).toHaveLength(1);
  release();
  (await takeLock('GPU-1', 0)).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('another device is free', async () => {
  const a = await takeLock('GPU-1', 0);
  const b = await takeLock('GPU-2', 0);
  a.release();
  b.release();
});

test('a waiting job goes on when the lock is given back', async () => {
  const first = await takeLock('GPU-1', 0);
  const second = takeLock('GPU-1', 30, () => first.release());
  (await second).release();
});

test.each([
  ['a dead process', { pid: 2 ** 22 + 1, started: '1', namespace: 'same' }, 0],
  ['a pid that another process has by now', { pid: process.pid, started: '1', namespace: 'same' }, 0],
  ['an untouched lock of another pid namespace', { pid: 1, started: '1', namespace: 'pid:[1]' }, 60],
  ['a half-written file', null, 0],
])('%s does not hold the lock', async (_name, owner, ageSeconds) => {
  const mine = await takeLock('probe', 0);
  const { readFileSync } = await import('node:fs');
  const { namespace } = JSON.parse(readFileSync(mine.file, 'utf8')) as { namespace: string };
  mine.release();
  const file = join(folder, 'GPU-1.lock');
  writeFileSync(file, owner === null ? '' : JSON.stringify({ ...owner, namespace: owner.namespace === 'same' ? namespace : owner.namespace, job: 'x', since: 'y' }));
  const at = new Date(Date.now() - ageSeconds * 1000);
  utimesSync(file, at, at);
  (await takeLock('GPU-1', 0)).release();
});

test('of many that steal a stale lock exactly one holds it at a time', async () => {
  writeFileSync(join(folder, 'GPU-1.lock'), '');
  let holders = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    const { release } = await takeLock('GPU-1', 60);
    expect(++holders).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    holders--;
    release();
  }));
});
