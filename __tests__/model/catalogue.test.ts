import { describe, expect, test } from '@jest/globals';
import { checkConfig } from '../../src/config/load.ts';
import { memoryNeeded, presetOf, requirePreset } from '../../src/model/catalogue.ts';
import { addressOf } from '../../src/model/locate.ts';
import { PRESETS } from '../../src/model/presets.ts';
import { inProcess } from '../support/run.ts';

describe('the catalogue', () => {
  test('has the ten models of the study, each under one name and one address', () => {
    expect(PRESETS.map((p) => p.title)).toEqual([
      'CodeLlama-7B',
      'Qwen2.5-Coder-7B',
      'Deepseek-Coder-6.7B',
      'CodeGemma-7B',
      'CodeQwen1.5-7B',
      'NextCoder-7B',
      'Phi-3.5-mini',
      'Phi-4-mini',
      'Qwen3-4B',
      'Qwen2.5-Coder-3B',
    ]);
    expect(new Set(PRESETS.flatMap((p) => [p.name, p.uri])).size).toBe(20);
    for (const { uri } of PRESETS) expect(uri).toMatch(/^hf:[\w.-]+\/[\w.-]+(\/[\w.-]+\.gguf|:[A-Z0-9_]+)$/);
  });

  test('computes the memory needed from file, KV cache and a guess for buffers', () => {
    // 28 layers × 4 KV heads × 2 × 128 values × 2 bytes × 8,192 tokens.
    expect(memoryNeeded(requirePreset('qwen2.5-coder-7b'), 8192)).toBe(4.68e9 + 57_344 * 8192 + 0.8e9);
  });

  test('is usable in a configuration, in the place of an address', () => {
    const { model } = checkConfig({ model: { preset: 'qwen3-4b' } }, 'joulegate.yml', '/');
    expect(addressOf(model)).toBe('hf:Qwen/Qwen3-4B-GGUF/Qwen3-4B-Q4_K_M.gguf');
    expect(presetOf(addressOf(model)!)!.name).toBe('qwen3-4b');
    expect(() => checkConfig({ model: { preset: 'qwen3-4b', uri: 'hf:a/b/c.gguf' } }, 'joulegate.yml', '/')).toThrow(
      'exactly one of path, uri, preset, builtin',
    );
  });

  test('names the nearest preset where there is none of a name', () => {
    expect(() => requirePreset('qwen3-4')).toThrow('there is no model preset "qwen3-4"');
    expect(presetOf('qwen3-4')).toBeNull();
  });

  test('joulegate models says what fits here, and that none was run', async () => {
    const { status, stdout } = await inProcess(['models', '--json'], '/');
    expect(status).toBe(0);
    const { memory, presets } = JSON.parse(stdout) as {
      memory: { bytes: number };
      presets: { memoryNeededBytes: number; fits: boolean; run: string[] }[];
    };
    for (const p of presets) expect(p.fits).toBe(p.memoryNeededBytes <= memory.bytes);
    const text = (await inProcess(['models'], '/')).stdout;
    for (const { name, uri, run } of PRESETS) {
      expect(text).toContain(name);
      expect(text).toContain(uri);
      expect(run).toEqual([]);
    }
    expect(text).toContain('None of these was run by us');
    expect(text).toContain('could not be verified');
  });
});
