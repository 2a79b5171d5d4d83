import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import type { LlamaEngine, LlamaPrompt } from '../../src/model/llama/engine.ts';
import { parseTasks } from '../../src/workload/code/read.ts';
import { loadEngine } from '../support/engine.ts';

const greedy = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 256 };

describe('the engine on the embedded model', () => {
  let engine: LlamaEngine;
  beforeAll(async () => {
    engine = await loadEngine();
  });
  afterAll(() => engine.close());

  async function answer(prompt: LlamaPrompt): Promise<{ texts: string[]; ended: boolean }> {
    await engine.reset();
    const texts: string[] = [];
    for await (const step of engine.generate(prompt, greedy)) {
      expect(step.tokens).toBe(1);
      if (step.end) return { texts, ended: step.text === '' };
      texts.push(step.text);
      if (texts.length >= greedy.maxTokens) break;
    }
    return { texts, ended: false };
  }

  it('says what it is', () => {
    expect(engine.edges).toBe('device');
    expect(engine.devices).toEqual([]);
    expect(engine.info).toMatchObject({ architecture: 'llama', backend: 'cpu', threads: 1 });
    expect(engine.info.parameters).toBeGreaterThan(500_000);
    expect(engine.info.llamaCpp).toContain('node-llama-cpp 3.21.1');
  });

  it('answers the same from an empty KV cache every time, and sees the end token', async () => {
    const tasks = parseTasks(await readFile(join(packageRoot, 'assets/practice/practice.jsonl')), 'practice');
    const prompt = await engine.preparePrompt({ template: null, file: null, style: null, answerPrefix: null });
    expect(prompt.prompt).toEqual({ style: 'raw', template: '{prompt}', answerPrefix: '' });
    const tokenized = prompt.tokenize(tasks[0]!.prompt, tasks[0]!.id);
    expect(tokenized.tokens).toBe(tokenized.identity.split(' ').length);
    const first = await answer(tokenized);
    await answer(prompt.tokenize(tasks[1]!.prompt, tasks[1]!.id));
    const again = await answer(tokenized);
    expect(first.ended).toBe(true);
    expect(first.texts.length).toBeGreaterThan(5);
    expect(again).toEqual(first);
    expect(first.texts.join('')).toBe(tasks[0]!.canonicalSolution);
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
