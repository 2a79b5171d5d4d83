import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cp, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../src/common/hash.ts';
import { cachedSha256 } from '../../src/model/hash-cache.ts';
import { locateModel, type ModelFile } from '../../src/model/locate.ts';
import { scriptedModel, scriptedShards } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  process.env['JOULEGATE_CACHE'] = join(folder, 'cache');
});
afterEach(() => void delete process.env['JOULEGATE_CACHE']);

const located = (path: string, pinned: string | null = null): Promise<ModelFile> =>
  locateModel({ name: null, path, uri: null, builtin: null, sha256: pinned });
const answer = 'def add(a, b):\n    return a + b\n';

test('one file is itself; two are both, as sha256sum gives it, in bytes too', async () => {
  const single = await scriptedModel(join(folder, 'one.gguf'), { answer });
  const one = await located(single);
  const data = await readFile(single);
  expect(one).toMatchObject({
    name: 'one.gguf',
    sha256: sha256(data),
    bytes: data.length,
    files: [{ name: 'one.gguf' }],
  });
  const paths = await scriptedShards(folder, 'm', { answer });
  const two = await located(paths[0]!);
  const files = await Promise.all(paths.map((p) => readFile(p)));
  expect(two.files.map((f) => [f.name, f.sha256, f.bytes])).toEqual(
    files.map((d, i) => [`m-0000${i + 1}-of-00002.gguf`, sha256(d), d.length]),
  );
  expect(two.sha256).toBe(sha256(files.map((d, i) => `${sha256(d)}  m-0000${i + 1}-of-00002.gguf\n`).join('')));
  expect(two.bytes).toBe(files[0]!.length + files[1]!.length);
  await located(paths[0]!, two.sha256);
});

test("other weights in the second file are another model, and the first file's hash pins neither", async () => {
  const [base] = await scriptedShards(folder, 'm', { answer });
  await mkdir(join(folder, 'head'));
  const [head] = await scriptedShards(join(folder, 'head'), 'm', { answer, loop: true });
  expect(await readFile(base!)).toEqual(await readFile(head!));
  expect((await located(base!)).sha256).not.toBe((await located(head!)).sha256);
  await expect(located(head!, sha256(await readFile(base!)))).rejects.toMatchObject({
    code: 'model-hash-mismatch',
    message: expect.stringContaining('over its 2 files together ("sha256sum m-*-of-00002.gguf | sha256sum"'),
  });
});

test('a bad part is named, and so is what to do', async () => {
  const [first, second] = (await scriptedShards(folder, 'm', { answer })) as [string, string];
  await expect(located(second)).rejects.toMatchObject({
    code: 'model-unreadable',
    message: expect.stringContaining('is part 2 of 2'),
    fix: expect.stringContaining('m-00001-of-00002.gguf'),
  });
  const good = await readFile(second);
  const bad = async (data: Buffer | string, message: string, fix: string): Promise<void> => {
    await writeFile(second, data);
    await expect(located(first)).rejects.toMatchObject({
      code: 'model-unreadable',
      message: expect.stringMatching(new RegExp(`m-00002-of-00002.*${message}`)),
      fix: expect.stringContaining(fix),
    });
  };
  await bad('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', 'Git-LFS pointer', 'git lfs pull');
  await bad('hello', 'is no GGUF file', 'GGUF format');
  await bad(good.subarray(0, good.length - 40), 'is cut off', 'fetch it again');
  await bad(await readFile(first), 'says it is part 1 of 2, its name says 2 of 2', 'one publisher');
  await rm(second);
  await expect(located(first)).rejects.toMatchObject({
    message: expect.stringContaining('m-00002-of-00002.gguf cannot be read'),
    fix: expect.stringContaining('all 2 parts belong in one folder'),
  });
  await writeFile(second, good);
  await rename(first, join(folder, 'm.gguf'));
  await expect(located(join(folder, 'm.gguf'))).rejects.toMatchObject({
    message: expect.stringContaining('is one of 2 parts and not named like one'),
  });
});

test('a large file is hashed once while nothing about it changes, a small one never kept', async () => {
  const path = join(folder, 'large');
  await writeFile(path, 'old');
  const old = sha256('old');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(path, longAgo, longAgo);
  expect(await cachedSha256(path)).toBe(old);
  // Just written: it may be written again within one tick, so nothing is kept.
  expect(await cachedSha256(path, 1)).toBe(old);
  await expect(readdir(join(folder, 'cache', 'hashes'))).rejects.toMatchObject({ code: 'ENOENT' });
  await sleep(3100);
  expect(await cachedSha256(path, 1)).toBe(old);
  const [entry] = await readdir(join(folder, 'cache', 'hashes'));
  await writeFile(join(folder, 'cache', 'hashes', entry!), 'f'.repeat(64));
  expect(await cachedSha256(path, 1)).toBe('f'.repeat(64));
  // Same size, same modification time, other content: the change time tells.
  await writeFile(path, 'new');
  await utimes(path, longAgo, longAgo);
  expect(await cachedSha256(path, 1)).toBe(sha256('new'));
  await cp(path, join(folder, 'copy'));
  expect(await cachedSha256(join(folder, 'copy'), 1)).toBe(sha256('new'));
});
