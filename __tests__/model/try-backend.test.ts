import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setRuntimePath } from '../../src/common/runtime.ts';
import { tryBackend } from '../../src/model/llama/opening/try-backend.ts';
import { nativePackage } from '../support/native-package.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  process.env['JOULEGATE_CACHE'] = join(folder, 'cache');
});
afterEach(() => {
  delete process.env['JOULEGATE_CACHE'];
  setRuntimePath(null);
});

/** Stands for node-llama-cpp with a GPU build; `load` is what its loadModel does. */
async function runtime(load: string, gpu = "'cuda'", build = 'linux-x64-cuda'): Promise<void> {
  await mkdir(join(folder, 'node_modules/@node-llama-cpp', build), { recursive: true });
  await nativePackage(
    folder,
    `export async function getLlama({ logger }) {
      return { gpu: ${gpu}, async loadModel() { ${load} } };
    }`,
  );
  setRuntimePath(folder);
}
const RUNS = `return {
  tokenize: () => [1],
  createContext: async () => ({ getSequence: () => ({ evaluate: () => ({ next: async () => ({}) }) }) }),
};`;
const ABORTS = `logger('error', 'CUDA error: the provided PTX was compiled with an unsupported toolchain.'); process.abort();`;
const marks = () => readdir(join(folder, 'cache/opened')).catch(() => []);

test('a driver that makes llama.cpp abort is engine-failed with its last words, and what to do', async () => {
  await runtime(ABORTS);
  await expect(tryBackend('auto')).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringMatching(/ended with SIGABRT on the GPU \(auto\).*PTX was compiled with an unsupported/),
    fix: expect.stringMatching(/update the driver.*vulkan.*engine\.gpu: none/),
  });
  expect(await marks()).toEqual([]);
});

test('one that only fails says why', async () => {
  await runtime("throw new Error('out of device memory')");
  await expect(tryBackend('cuda')).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringMatching(/cannot run on the GPU \(cuda\): .*out of device memory/),
  });
});

test('one that runs is not tried again', async () => {
  await runtime(RUNS);
  await tryBackend('auto');
  expect(await marks()).toHaveLength(1);
  // No process could be started with these: it is known already.
  await tryBackend('auto', { seconds: 0, kilobytes: 1 });
});

test('nothing is tried on the CPU, without a build for a GPU, or where there is none', async () => {
  await runtime(ABORTS);
  await tryBackend('none');
  await runtime(ABORTS, 'false');
  await tryBackend('auto');
  await writeFile(join(folder, 'marker'), '');
  folder = await temporaryFolder();
  await runtime(ABORTS, "'cuda'", 'linux-x64');
  await tryBackend('auto');
  expect(await marks()).toEqual([]);
});
