import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identityOf } from '../../src/model/identity.ts';
import { locateModel, type ModelFile } from '../../src/model/locate.ts';
import { openFirst } from '../../src/model/llama/opening/open-first.ts';
import { ggufBytes, type Gguf, type Typed } from '../support/gguf-writer.ts';
import { scriptedGguf, scriptedModel } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  process.env['JOULEGATE_CACHE'] = join(folder, 'cache');
});
afterEach(() => void delete process.env['JOULEGATE_CACHE']);

const honest = scriptedGguf({ answer: 'def add(a, b):\n    return a + b\n' });
const changed = (key: string, value: Typed): Gguf => ({
  ...honest,
  pairs: honest.pairs.map(([k, v]) => (k === key ? [k, value] : [k, v])),
});
const pairOf = (key: string): string[] => (honest.pairs.find(([k]) => k === key)![1] as { strings: string[] }).strings;
const cut = (name: string): Gguf => ({ ...honest, tensors: honest.tensors.filter((t) => t.name !== name) });
const located = (path: string): Promise<ModelFile> =>
  locateModel({ name: null, path, uri: null, builtin: null, sha256: null });

test('an honest model opens, and the same file is not opened again', async () => {
  const file = await located(await scriptedModel(join(folder, 'm.gguf'), { answer: 'x = 1\n' }));
  await openFirst(file);
  // No process could be started with these: it is known already.
  await openFirst(file, { seconds: 0, kilobytes: 1 });
  await expect(
    openFirst({ ...file, sha256: '0'.repeat(64) }, { seconds: 0.01, kilobytes: 4 << 20 }),
  ).rejects.toMatchObject({ code: 'model-unreadable', message: expect.stringContaining('did not end within') });
});

/** What holds together and is no model that llama.cpp knows, or holds another one than it says. */
test.each([
  [
    'an unknown architecture',
    {
      ...honest,
      pairs: honest.pairs.map(
        ([k, v]) =>
          [k.replace('llama.', 'qwenx.'), k === 'general.architecture' ? { string: 'qwenx' } : v] as [string, Typed],
      ),
    },
    /unknown model architecture: 'qwenx'/,
    /does not know such a model/,
  ],
  [
    'an unknown tokenizer',
    changed('tokenizer.ggml.pre', { string: 'nobody' }),
    /unknown pre-tokenizer type: 'nobody'/,
    /newer/,
  ],
  ['a missing tensor', cut('output_norm.weight'), /output_norm/, /does not hold what its header says/],
  ['another width', changed('llama.embedding_length', { u32: 96 }), /n_rot|wrong shape|expected/, /./],
  [
    'more blocks than llama.cpp holds',
    changed('llama.block_count', { u32: 1000 }),
    /ended with SIGABRT.*: llama-model\.cpp:\d+: GGML_ASSERT\(.*LLAMA_MAX_LAYERS/,
    /made to do harm/,
  ],
  [
    'an epsilon below 0',
    changed('llama.attention.layer_norm_rms_epsilon', { f32: -1 }),
    /SIGABRT.*eps >= 0/,
    /made to do harm/,
  ],
  [
    'one word for every token',
    changed('tokenizer.ggml.tokens', { strings: pairOf('tokenizer.ggml.tokens').map(() => 'a') }),
    /SIGABRT.*id_to_token/,
    /made to do harm/,
  ],
  [
    'another kind of tokenizer',
    changed('tokenizer.ggml.model', { string: 'llama' }),
    /SIGABRT.*terminate called.*what/,
    /made to do harm/,
  ],
] as [string, Gguf, RegExp, RegExp][])(
  "%s is model-unreadable with llama.cpp's own reason, whatever it does to the process",
  async (_name, gguf, reason, advice) => {
    const path = join(folder, 'm.gguf');
    await writeFile(path, ggufBytes(gguf));
    const file = await located(path);
    await expect(openFirst(file)).rejects.toMatchObject({
      code: 'model-unreadable',
      message: expect.stringMatching(reason),
      fix: expect.stringMatching(advice),
    });
  },
);

test('what ships with JouleGate is not tried', async () => {
  const file = await locateModel({ name: null, path: null, uri: null, builtin: 'practice', sha256: null });
  await openFirst(file, { seconds: 0, kilobytes: 1 });
  expect((await identityOf([{ path: file.path, bytes: file.bytes }])).sha256).toBe(file.sha256);
});
