import { beforeEach, expect, test } from '@jest/globals';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markUsed, mostCacheBytes, trimCache } from '../../src/common/trim-cache.ts';
import { temporaryFolder } from '../support/tmp.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const HOUR = 3600_000;
let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));

/** An entry of two files that together have so many bytes. */
async function entry(name: string, bytes: number, hoursAgo: number): Promise<void> {
  await mkdir(join(folder, name, 'sub'), { recursive: true });
  await writeFile(join(folder, name, 'a'), Buffer.alloc(bytes - 10));
  await writeFile(join(folder, name, 'sub', 'b'), Buffer.alloc(10));
  await markUsed(join(folder, name), NOW - hoursAgo * HOUR);
}
const left = async (): Promise<string[]> => (await readdir(folder)).sort();

test.each<[number, string[]]>([
  [300, []],
  [299, ['oldest']],
  [200, ['oldest']],
  [199, ['oldest', 'older']],
  [0, ['oldest', 'older', 'old']],
])('of three times 100 bytes with %i allowed, %j go, the longest unused first', async (most, gone) => {
  await entry('older', 100, 60);
  await entry('old', 100, 50);
  await entry('oldest', 100, 70);
  expect(await trimCache(folder, most, NOW)).toEqual(gone);
  expect(await left()).toEqual(['old', 'older', 'oldest'].filter((n) => !gone.includes(n)));
});

test('what was used within a day stays, however full it is', async () => {
  await entry('a day', 100, 24);
  await entry('less', 100, 23.99);
  expect(await trimCache(folder, 0, NOW)).toEqual(['a day']);
  await markUsed(join(folder, 'less'), NOW - 24 * HOUR);
  expect(await trimCache(folder, 0, NOW)).toEqual(['less']);
});

test('single files count too; no folder is an empty one', async () => {
  await writeFile(join(folder, 'file'), 'x'.repeat(50));
  await markUsed(join(folder, 'file'), NOW - 48 * HOUR);
  expect(await trimCache(folder, 49, NOW)).toEqual(['file']);
  expect(await trimCache(join(folder, 'none'), 0, NOW)).toEqual([]);
});

test('many at once do not hinder each other', async () => {
  for (let i = 0; i < 9; i++) await entry(`e${i}`, 100, 30 + i);
  await Promise.all(Array.from({ length: 8 }, () => trimCache(folder, 300, NOW)));
  expect(await left()).toEqual(['e0', 'e1', 'e2']);
});

test('the limit is what JOULEGATE_CACHE_GB says, else 50 GB', () => {
  expect(
    ['0.5', '0', '', undefined, '-1', 'x'].map((JOULEGATE_CACHE_GB) => mostCacheBytes({ JOULEGATE_CACHE_GB })),
  ).toEqual([5e8, 0, 5e10, 5e10, 5e10, 5e10]);
});

test('a cache that may only be read is left as it is', async () => {
  await entry('a', 100, 48);
  await chmod(folder, 0o555);
  const before = (await stat(join(folder, 'a'))).mtimeMs;
  await markUsed(join(folder, 'gone'));
  await trimCache(folder, 0, NOW);
  if (process.getuid?.() !== 0) expect((await stat(join(folder, 'a'))).mtimeMs).toBe(before);
  await chmod(folder, 0o755);
});
