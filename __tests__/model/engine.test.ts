import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { Engine, type Token } from '../../src/model/engine.ts';
import { locateModel } from '../../src/model/locate.ts';
import { parseTasks } from '../../src/workload/read.ts';

const source = { name: null, path: null, uri: null, builtin: 'practice' as const, sha256: null };
const options = {
  context: null,
  threads: 1,
  gpuLayers: null,
  flashAttention: null,
  kvType: null,
  batch: null,
  gpu: 'none' as const,
};
const greedy = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 256 };

describe('the engine on the embedded model', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.load({ file: await locateModel(source), ...options });
  });
  afterAll(() => engine.close());

  async function answer(prompt: Token[]): Promise<{ tokens: Token[]; ended: boolean; times: number[] }> {
    await engine.reset();
    const tokens: Token[] = [];
    const times: number[] = [];
    for await (const t of engine.generate(prompt, greedy)) {
      times.push(t.t_ns);
      if (t.end) return { tokens, ended: true, times };
      tokens.push(t.token);
      if (tokens.length >= greedy.maxTokens) break;
    }
    return { tokens, ended: false, times };
  }

  it('says what it is', () => {
    expect(engine.info).toMatchObject({ architecture: 'llama', backend: 'cpu', threads: 1 });
    expect(engine.info.parameters).toBeGreaterThan(500_000);
    expect(engine.info.llamaCpp).toContain('node-llama-cpp 3.21.1');
  });

  it('answers the same from an empty KV cache every time, with rising timestamps, and sees the end token', async () => {
    const tasks = parseTasks(await readFile(join(packageRoot, 'assets/practice/practice.jsonl')), 'practice');
    const prompt = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
    expect(prompt.prompt).toEqual({ style: 'raw', template: '{prompt}', answerPrefix: '' });
    const tokens = prompt.tokenize(tasks[0]!.prompt, tasks[0]!.id);
    const first = await answer(tokens);
    await answer(prompt.tokenize(tasks[1]!.prompt, tasks[1]!.id));
    const again = await answer(tokens);
    expect(first.ended).toBe(true);
    expect(first.tokens.length).toBeGreaterThan(5);
    expect(again.tokens).toEqual(first.tokens);
    expect([...first.times].sort((a, b) => a - b)).toEqual(first.times);
    expect(engine.text(first.tokens, tokens)).toBe(tasks[0]!.canonicalSolution);
  });

  it('spells exactly what was tokenised, multi-byte characters and runs of spaces too', async () => {
    const prompt = await engine.preparePrompt({ template: '{prompt}', file: null, style: 'raw', answerPrefix: null });
    for (const text of ["a , b . c 's  x\n    return  x !\n", 'naïve → ➞\n', ' .', '\t\n\n  ?']) {
      const tokens = prompt.tokenize(text, 't');
      expect(engine.text(tokens, [])).toBe(text);
      expect(tokens.some((t) => engine.hasLineEnd(t))).toBe(text.includes('\n'));
    }
  });

  it('refuses a prompt that does not fit, and a template without {prompt}', async () => {
    const prompt = await engine.preparePrompt({ template: '{prompt}', file: null, style: 'raw', answerPrefix: null });
    expect(() => prompt.tokenize('x y z '.repeat(5000), 'big')).toThrow(
      expect.objectContaining({ code: 'prompt-too-long' }),
    );
    await expect(
      engine.preparePrompt({ template: 'no place', file: null, style: 'raw', answerPrefix: null }),
    ).rejects.toMatchObject({ code: 'prompt-invalid' });
  });
});
