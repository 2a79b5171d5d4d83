import { beforeEach, expect, test } from '@jest/globals';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installRuntime } from '../../src/action/runtime.ts';
import { markUsed } from '../../src/common/trim-cache.ts';
import { temporaryFolder } from '../support/tmp.ts';

let cache: string;
let npm: { file: string; args: string[] };
beforeEach(async () => {
  cache = await temporaryFolder();
  const file = join(await temporaryFolder(), 'npm');
  // Writes in two steps, so that half of it could be met.
  await writeFile(
    file,
    '#!/bin/sh\ntest "$1" = ci || exit 9\ntest -f package-lock.json || exit 8\nmkdir -p node_modules\necho 1 > node_modules/one\nsleep 0.$(( $$ % 3 ))\necho 2 > node_modules/two\necho ran >> "$RAN"\n',
  );
  await chmod(file, 0o755);
  npm = { file, args: [] };
  process.env['RAN'] = join(cache, 'ran');
});

const install = async (said: string[] = [], by = npm): Promise<string> =>
  await installRuntime('cpu', (line) => said.push(line), undefined, cache, by);
const runs = async (): Promise<number> => (await readFile(join(cache, 'ran'), 'utf8')).split('\n').length - 1;
const parts = async (folder: string): Promise<string[]> => (await readdir(join(folder, 'node_modules'))).sort();
const folders = async (): Promise<string[]> => await readdir(join(cache, 'joulegate-runtime'));

test('eight jobs at once on one runner come to one whole installation, and none meets half of it', async () => {
  const seen = await Promise.all(Array.from({ length: 8 }, async () => await parts(await install())));
  expect(seen).toEqual(Array(8).fill(['one', 'two']));
  expect(await folders()).toHaveLength(1);
  const before = await runs();
  await install();
  expect(await runs()).toBe(before);
});

test('one that lost its mark, or was never whole, is made anew', async () => {
  const target = await install();
  await rm(join(target, '.complete'));
  await rm(join(target, 'node_modules', 'two'));
  expect(await install()).toBe(target);
  expect(await parts(target)).toEqual(['one', 'two']);
  expect(await folders()).toHaveLength(1);
});

test('a runner without npm is told so by name, and nothing half stays', async () => {
  await expect(install([], { file: join(cache, 'no', 'npm'), args: [] })).rejects.toMatchObject({
    code: 'runtime-missing',
    message: expect.stringContaining('npm, which installs the native packages, is neither'),
    fix: expect.stringMatching(/setup-node.*runtime-path/),
  });
  expect(await folders()).toEqual([]);
});

test('an npm that fails is told in its own words', async () => {
  await writeFile(npm.file, '#!/bin/sh\necho "npm error code EINTEGRITY" >&2\nexit 1\n');
  await expect(install()).rejects.toMatchObject({ message: expect.stringContaining('EINTEGRITY') });
  expect(await folders()).toEqual([]);
});

test('after an installation what was used longest ago goes, until the limit holds', async () => {
  const old = join(cache, 'joulegate-runtime', 'cpu-linux-x64-0123456789abcdef');
  await mkdir(old, { recursive: true });
  await writeFile(join(old, 'large'), Buffer.alloc(2_000_000));
  await markUsed(old, Date.now() - 48 * 3600_000);
  process.env['JOULEGATE_CACHE_GB'] = '0.001';
  try {
    const said: string[] = [];
    const target = await install(said);
    expect(said.join('\n')).toContain('removed cpu-linux-x64-0123456789abcdef');
    expect(await folders()).toEqual([target.split('/').at(-1)]);
  } finally {
    delete process.env['JOULEGATE_CACHE_GB'];
  }
});
