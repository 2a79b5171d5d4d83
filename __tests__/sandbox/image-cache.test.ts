import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedImage, cachedSlowness, keepImage, keepSlowness } from '../../src/sandbox/image-cache.ts';
import { pidNamespace } from '../../src/common/process-identity.ts';
import { startCheckPool, startGrader } from '../../src/sandbox/index.ts';
import { goodProgram } from './support/tasks.ts';

const before = process.env['JOULEGATE_CACHE'];
let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'joulegate-cache-'));
  process.env['JOULEGATE_CACHE'] = cache;
});

afterEach(() => {
  if (before === undefined) delete process.env['JOULEGATE_CACHE'];
  else process.env['JOULEGATE_CACHE'] = before;
  rmSync(cache, { recursive: true, force: true });
});

const ownFolders = (): string[] =>
  readdirSync(tmpdir()).filter((n) => n.startsWith(`joulegate-sandbox-${process.pid}-`));

test('an image is found again, with its Python, and only this user can write it', () => {
  expect(cachedImage()).toBeNull();
  const kept = keepImage(Buffer.from('image'), '3.13.2');
  expect(cachedImage()).toEqual(kept);
  expect(kept?.pythonVersion).toBe('3.13.2');
  expect(readdirSync(join(cache, 'sandbox'))).toHaveLength(1);
});

test('an image whose bytes have changed is thrown away', () => {
  const { path } = keepImage(Buffer.from('image'), '3.13.2')!;
  writeFileSync(path, 'Image');
  expect(cachedImage()).toBeNull();
  expect(existsSync(path)).toBe(false);
});

test('neither an image nor a folder that others may write is taken', () => {
  const { path } = keepImage(Buffer.from('image'), '3.13.2')!;
  chmodSync(path, 0o666);
  expect(cachedImage()).toBeNull();
  chmodSync(join(cache, 'sandbox'), 0o777);
  expect(keepImage(Buffer.from('image'), '3.13.2')).toBeNull();
});

test('slowness is remembered, nonsense is not', () => {
  expect(cachedSlowness()).toBeNull();
  keepSlowness(2.5);
  expect(cachedSlowness()).toBe(2.5);
  keepSlowness(1e9);
  expect(cachedSlowness()).toBeNull();
});

test('pool and grader share one image, and start over from one that does not load', async () => {
  const spoilt = Buffer.from('no image at all');
  const { path } = keepImage(spoilt, '3.13.2')!;
  const pool = startCheckPool();
  expect((await pool.check(goodProgram)).passed).toBe(true);
  expect(existsSync(path)).toBe(false);
  const grader = await startGrader({ policy: 'best', timeoutSeconds: 20 });
  expect((await grader.grade([goodProgram]))[0]!.result).toBe('passed');
  // Spoilt under a running grader: it makes a new one too.
  const image = cachedImage()!;
  expect(readdirSync(join(cache, 'sandbox'))).toHaveLength(1);
  expect(createHash('sha256').update(readFileSync(image.path)).digest('hex')).toBe(
    /([0-9a-f]{64})\.image$/.exec(image.path)![1],
  );
  writeFileSync(image.path, spoilt);
  const other = { ...goodProgram, source: `${goodProgram.source}\n# another\n` };
  expect((await grader.grade([other]))[0]!.result).toBe('passed');
  await Promise.all([pool.close(), grader.close()]);
});

test('without a cache the image is temporary, gone with its last user; what a dead process left goes too', async () => {
  rmSync(cache, { recursive: true });
  writeFileSync(cache, 'a file in the place of the folder');
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const stale = join(tmpdir(), `joulegate-sandbox-${dead}-1-${/\d+/.exec(pidNamespace()!)![0]}-abcdef`);
  mkdirSync(stale);
  const pool = startCheckPool();
  const grader = await startGrader({ policy: 'best', timeoutSeconds: 20 });
  await pool.ready;
  expect(existsSync(stale)).toBe(false);
  expect(ownFolders()).toHaveLength(1);
  await pool.close();
  expect(ownFolders()).toHaveLength(1);
  expect((await grader.grade([goodProgram]))[0]!.passed).toBe(true);
  await grader.close();
  expect(ownFolders()).toEqual([]);
});
