import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undoLeftovers } from '../../src/common/leftovers.ts';
import { describe as describeLock, isStale, inspect } from '../../src/energy/lock-file.ts';
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
  await expect(takeLock('GPU-1', 0.3, (line) => said.push(line))).rejects.toMatchObject({
    code: 'meter-busy',
    message: expect.stringContaining(`process ${process.pid}`),
  });
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
  writeFileSync(
    file,
    owner === null
      ? ''
      : JSON.stringify({
          ...owner,
          namespace: owner.namespace === 'same' ? namespace : owner.namespace,
          job: 'x',
          since: 'y',
        }),
  );
  const at = new Date(Date.now() - ageSeconds * 1000);
  utimesSync(file, at, at);
  (await takeLock('GPU-1', 0)).release();
});

test('of many that steal a stale lock exactly one holds it at a time', async () => {
  writeFileSync(join(folder, 'GPU-1.lock'), '');
  let holders = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const { release } = await takeLock('GPU-1', 60);
      expect(++holders).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      holders--;
      release();
    }),
  );
});

describe('what cannot be taken', () => {
  const file = () => join(folder, 'GPU-1.lock');
  const kinds: [string, () => void][] = [
    ['a folder', () => mkdirSync(file())],
    ['a link to a device', () => symlinkSync('/dev/zero', file())],
    ['a link to nothing', () => symlinkSync('/nowhere/at/all', file())],
    ['a pipe', () => void execFileSync('mkfifo', [file()])],
  ];
  test.each(kinds)("%s in the lock's place is meter-busy with file and owner, and stays", async (_name, make) => {
    make();
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await expect(takeLock('GPU-1', 0.3)).rejects.toMatchObject({
      code: 'meter-busy',
      message: expect.stringMatching(new RegExp(`user ${process.getuid!()}.*${file()}`)),
      fix: expect.stringContaining('remove'),
    });
    clearInterval(timer);
    // It slept: the event loop went on turning.
    expect(turns).toBeGreaterThan(5);
    expect(readdirSync(folder)).toEqual(['GPU-1.lock']);
  });

  test.each([
    '',
    'garbage',
    'null',
    '[]',
    '{"pid":"1"}',
    '{"pid":-1,"started":null,"namespace":null,"job":"x","since":"y"}',
    'x'.repeat(20_000),
  ])('a file of our own that is no lock is taken over (%#)', async (content) => {
    writeFileSync(file(), content);
    // From no namespace to be seen its age decides.
    utimesSync(file(), new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    (await takeLock('GPU-1', 0)).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("an unreadable lock is another user's that may live: 30 s untouched decide", () => {
    const found = { regular: true, readable: false, uid: 7, owner: null };
    expect(isStale({ ...found, ageSeconds: 29 })).toBe(false);
    expect(isStale({ ...found, ageSeconds: 31 })).toBe(true);
    expect(isStale({ regular: false, readable: true, uid: 7, owner: null, ageSeconds: 1e6 })).toBe(false);
  });

  test("another job's text comes out short and without control characters", async () => {
    const { file: mine, release } = await takeLock('GPU-2', 0);
    writeFileSync(
      file(),
      JSON.stringify({
        ...(JSON.parse(readFileSync(mine, 'utf8')) as object),
        job: `\u001b[2J::error::x\n${'y'.repeat(500)}`,
      }),
    );
    const text = describeLock(inspect(file())!);
    expect(text).not.toMatch(/[\u0000-\u001f\u007f]/);
    expect(text.length).toBeLessThan(400);
    release();
  });

  test('a folder that cannot be used is a coded error that names the variable', async () => {
    writeFileSync(join(folder, 'file'), '');
    for (const at of [join(folder, 'file', 'locks'), '/proc/nowhere/locks']) {
      process.env.JOULEGATE_LOCK_DIR = at;
      await expect(takeLock('GPU-1', 0)).rejects.toMatchObject({
        code: 'file-unreadable',
        fix: expect.stringContaining('JOULEGATE_LOCK_DIR'),
      });
    }
    process.env.JOULEGATE_LOCK_DIR = join(folder, 'new', 'deep');
    (await takeLock('GPU-1', 0)).release();
  });

  test('an empty variable is an unset one', async () => {
    process.env.JOULEGATE_LOCK_DIR = '';
    const { file: at, release } = await takeLock(`probe-${process.pid}`, 0);
    release();
    expect(at).toBe(join(tmpdir(), 'joulegate-locks', `probe-${process.pid}.lock`));
  });

  test('a waiting job ends on its signal, at once and without a trace', async () => {
    const first = await takeLock('GPU-1', 0);
    const controller = new AbortController();
    const second = takeLock(
      'GPU-1',
      600,
      () => setTimeout(() => controller.abort(new Error('cancelled')), 20),
      controller.signal,
    );
    await expect(second).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['GPU-1.lock']);
    first.release();
  });

  test('what is held is given back when the process ends, whoever calls for it', async () => {
    const { file: at } = await takeLock('GPU-1', 0);
    expect(existsSync(at)).toBe(true);
    undoLeftovers();
    expect(existsSync(at)).toBe(false);
    undoLeftovers();
  });

  const unable =
    process.getuid?.() !== 0
      ? 'not root, so there is no second user'
      : spawnSync('setpriv', ['--version']).status !== 0
        ? 'no setpriv'
        : null;
  if (unable !== null) console.log(`skipped "another user's stale lock": ${unable}`);
  (unable === null ? test : test.skip)(
    "another user's stale lock in the sticky folder is given up soon however long the wait, as meter-busy naming file and owner",
    async () => {
      const stale = JSON.stringify({
        pid: 2 ** 22 + 1,
        started: '1',
        namespace: JSON.parse(readFileSync((await takeLock('probe', 0)).file, 'utf8')).namespace as string,
        job: 'dead',
        since: 'then',
      });
      writeFileSync(file(), stale);
      chmodSync(file(), 0o644);
      chmodSync(folder, 0o1777);
      process.seteuid!(65534);
      try {
        for (const [wait, waited] of [
          [0.3, '0.3 s'],
          [600, '5 s'],
        ] as const) {
          await expect(takeLock('GPU-1', wait)).rejects.toMatchObject({
            code: 'meter-busy',
            message: expect.stringMatching(new RegExp(`dead \\(process 4194305 of user 0.*waited ${waited}$`)),
            fix: expect.stringContaining('nobody uses it'),
          });
        }
      } finally {
        process.seteuid!(0);
      }
      expect(readFileSync(file(), 'utf8')).toBe(stale);
    },
  );
});
