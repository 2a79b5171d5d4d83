import { afterEach, expect, test } from '@jest/globals';
import { setRuntimePath } from '../../src/common/runtime.ts';
import { llamaOn } from '../../src/model/llama/native.ts';
import { nativePackage } from '../support/native-package.ts';
import { temporaryFolder } from '../support/tmp.ts';

afterEach(() => setRuntimePath(null));

/** Stands for node-llama-cpp: counts its starts on each backend, the first of which on Vulkan fails. */
async function runtime(): Promise<void> {
  const folder = await temporaryFolder();
  await nativePackage(
    folder,
    `const starts = {};
    export async function getLlama({ gpu }) {
      starts[gpu] = (starts[gpu] ?? 0) + 1;
      if (gpu === 'vulkan' && starts[gpu] === 1) throw new Error('busy for once');
      return { gpu, start: starts[gpu] };
    }`,
  );
  setRuntimePath(folder);
}

test('llama.cpp is started once for each backend, and again where a start has failed', async () => {
  await runtime();
  expect(await Promise.all([llamaOn('none'), llamaOn('none')])).toMatchObject([{ start: 1 }, { start: 1 }]);
  expect(await llamaOn('none')).toMatchObject({ gpu: false, start: 1 });
  expect(await llamaOn('cuda')).toMatchObject({ gpu: 'cuda', start: 1 });
  await expect(llamaOn('vulkan')).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringContaining('busy for once'),
  });
  expect(await llamaOn('vulkan')).toMatchObject({ start: 2 });
  expect(await llamaOn('vulkan')).toMatchObject({ start: 2 });
});
