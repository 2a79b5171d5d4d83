import { expect, test } from '@jest/globals';
import type { Engine } from '../../src/model/engine.ts';
import { TurnEngine, Turns } from '../../src/model/turns.ts';
import { ScriptedEngine } from '../experiment/support/scripted-engine.ts';

/** Two engines that take turns; `open` counts what is loaded now. */
async function pair() {
  const seen = { open: 0, most: 0, loads: [] as [string, number | null][] };
  const loader =
    (name: string) =>
    async (threads: number | null): Promise<Engine> => {
      seen.loads.push([name, threads]);
      seen.most = Math.max(seen.most, ++seen.open);
      const engine = new ScriptedEngine((p) => `${name} ${p}`);
      const close = engine.close.bind(engine);
      engine.close = async () => {
        seen.open--;
        await close();
      };
      return engine;
    };
  const turns = new Turns();
  const a = await TurnEngine.make(loader('a'), turns);
  const b = await TurnEngine.make(loader('b'), turns);
  return { a, b, seen };
}
const SAMPLING = { temperature: 0, topP: 1, topK: 0, seed: 1, maxTokens: 9 };
const SOURCE = { template: '{prompt}', file: null, style: null, answerPrefix: null };

async function answer(engine: Engine, prompt: Awaited<ReturnType<Engine['preparePrompt']>>): Promise<string> {
  await engine.reset();
  let text = '';
  for await (const step of engine.generate(prompt.tokenize('x', 'task'), SAMPLING)) text += step.text;
  return text;
}

test('one is loaded at a time, known from the start, with the threads that the first time found', async () => {
  const { a, b, seen } = await pair();
  expect(seen).toMatchObject({ open: 0, most: 1 });
  expect(a.info.threads).toBe(1);
  const [ofA, ofB] = [await a.preparePrompt(SOURCE), await b.preparePrompt(SOURCE)];
  expect(await answer(a, ofA)).toBe('a x');
  expect(await answer(a, ofA)).toBe('a x');
  expect(await answer(b, ofB)).toBe('b x');
  expect(await answer(a, ofA)).toBe('a x');
  expect(seen.most).toBe(1);
  // Once to know each, once to prepare its prompt, then whenever the other had been there.
  expect(seen.loads).toEqual([
    ['a', null],
    ['b', null],
    ['a', 1],
    ['b', 1],
    ['a', 1],
    ['b', 1],
    ['a', 1],
  ]);
  await a.close();
  await b.close();
  expect(seen.open).toBe(0);
});

test('a prompt that was tokenised stays good while its model is out', async () => {
  const { a, b } = await pair();
  const prompt = await a.preparePrompt(SOURCE);
  const tokens = prompt.tokenize('x', 'task');
  await b.preparePrompt(SOURCE);
  expect(prompt.tokenize('x', 'task')).toBe(tokens);
});
