import { describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readShape } from '../../src/model/gguf/shape.ts';
import { windowedLayers } from '../../src/model/gguf/windows.ts';
import { practiceModel } from '../../src/model/locate.ts';
import { ggufBytes, type Gguf, type TensorSpec, type Typed } from '../support/gguf-writer.ts';
import { describeWith, sharedFiles } from '../support/shared.ts';
import { temporaryFolder } from '../support/tmp.ts';

const tensor = (name: string, values: number): TensorSpec => ({
  name,
  shape: [values],
  data: new Float32Array(values),
});

/** The shape of a model with these keys, behind its architecture's name. */
async function shapeWith(architecture: string, keys: Record<string, Typed>, tensors: TensorSpec[] = [tensor('a', 8)]) {
  const file: Gguf = {
    pairs: [
      ['general.architecture', { string: architecture }],
      ...Object.entries(keys).map(([k, v]): [string, Typed] => [`${architecture}.${k}`, v]),
    ],
    tensors,
  };
  const path = join(await temporaryFolder(), 'model.gguf');
  await writeFile(path, ggufBytes(file));
  return await readShape([path]);
}

const MULTI_HEAD = {
  block_count: { u32: 4 },
  embedding_length: { u32: 512 },
  'attention.head_count': { u32: 8 },
};

describe('what a model reads, by its header', () => {
  test('multi-head: as many keys as heads, of the embedding’s share each', async () => {
    // 8 heads × (64 + 64) values.
    expect((await shapeWith('llama', MULTI_HEAD))!.layers).toEqual([{ count: 4, kvValues: 1024, window: null }]);
  });

  test('grouped-query: the KV heads alone, with lengths of their own', async () => {
    const grouped = await shapeWith('qwen2', {
      ...MULTI_HEAD,
      'attention.head_count_kv': { u32: 2 },
      'attention.key_length': { u32: 96 },
      'attention.value_length': { u32: 32 },
    });
    expect(grouped!.layers).toEqual([{ count: 4, kvValues: 256, window: null }]);
  });

  test('KV heads by layer, some of which have none', async () => {
    const hybrid = await shapeWith('llama', { ...MULTI_HEAD, 'attention.head_count_kv': { i32s: [8, 0, 0, 2] } });
    expect(hybrid!.layers).toEqual([
      { count: 1, kvValues: 1024, window: null },
      { count: 2, kvValues: 0, window: null },
      { count: 1, kvValues: 256, window: null },
    ]);
  });

  test('sliding windows: five of six layers of gemma3, by the file’s own pattern where it has one', async () => {
    const windowed = { ...MULTI_HEAD, block_count: { u32: 18 }, 'attention.sliding_window': { u32: 512 } };
    expect((await shapeWith('gemma3', windowed))!.layers).toEqual([
      { count: 15, kvValues: 1024, window: 512 },
      { count: 3, kvValues: 1024, window: null },
    ]);
    const own = await shapeWith('gemma3', { ...windowed, 'attention.sliding_window_pattern': { u32: 3 } });
    expect(own!.layers.map((l) => l.count)).toEqual([12, 6]);
    // llama.cpp switches Phi's off.
    expect((await shapeWith('phi3', windowed))!.layers).toEqual([{ count: 18, kvValues: 1024, window: null }]);
  });

  test('a pattern is a period, a flag a layer, or the architecture’s', () => {
    const locals = (...args: Parameters<typeof windowedLayers>): string =>
      windowedLayers(...args)
        .map((w) => (w ? 'l' : 'G'))
        .join('');
    expect(locals('gemma2', 4, undefined)).toBe('lGlG');
    expect(locals('gemma3', 7, undefined)).toBe('lllllGl');
    expect(locals('cohere2', 5, 0)).toBe('lllll');
    expect(locals('cohere2', 5, 1)).toBe('GGGGG');
    expect(locals('gemma3', 5, [1, 0])).toBe('lGlGl');
    expect(locals('llama', 3, 2)).toBe('GGG');
  });

  test('weights: a tied embedding is read, one beside an output is not, of experts the active ones', async () => {
    const bytes = async (tensors: TensorSpec[], keys: Record<string, Typed> = {}) =>
      (await shapeWith('llama', { ...MULTI_HEAD, ...keys }, tensors))!.weightBytes;
    const [embedding, block, output] = [
      tensor('token_embd.weight', 800),
      tensor('blk.0.w.weight', 80),
      'output.weight',
    ];
    expect(await bytes([embedding, block])).toBe(3520);
    expect(await bytes([embedding, block, tensor(output, 800)])).toBe(3520);
    const experts = tensor('blk.0.ffn_up_exps.weight', 800);
    expect(await bytes([block, experts], { expert_count: { u32: 8 }, expert_used_count: { u32: 2 } })).toBe(320 + 800);
    expect(await bytes([block, experts])).toBe(320 + 3200);
  });

  test('is unknown where the metadata say no heads', async () => {
    expect(await shapeWith('mamba', { block_count: { u32: 2 } })).toBeNull();
  });

  test('of the embedded model is what was trained', async () => {
    const shape = (await readShape([practiceModel]))!;
    expect(shape.layers).toEqual([{ count: 4, kvValues: 256, window: null }]);
    expect(shape.weightBytes).toBeGreaterThan(900_000);
  });
});

describeWith(sharedFiles.smallModel, 'a small real model', () => {
  test('has 30 layers of 3 KV heads, and a tied embedding', async () => {
    // SmolLM2-135M's config.json: 30 layers, 9 heads, 3 KV heads, 576 wide.
    const shape = (await readShape([sharedFiles.smallModel]))!;
    expect(shape.layers).toEqual([{ count: 30, kvValues: 3 * 128, window: null }]);
    expect(shape.weightBytes).toBeGreaterThan(80e6);
    expect(shape.weightBytes).toBeLessThan(100e6);
  });
});
