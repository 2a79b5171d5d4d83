import { expect, test } from '@jest/globals';
import { cutToFit, preparePrompt } from '../../src/experiment/prompts.ts';
import type { PreparedPrompt, PromptSource } from '../../src/model/engine.ts';
import { withoutMiddle } from '../../src/model/middle.ts';
import type { PromptForm } from '../../src/workload/types.ts';
import { ScriptedEngine } from './support/scripted-engine.ts';

const NONE: PromptSource = { template: null, file: null, style: null, answerPrefix: null };
const FORM: PromptForm = {
  chat: { template: 'asked {prompt}', answerPrefix: '```' },
  raw: { template: 'on {prompt}', answerPrefix: '# ' },
};

/** An engine that settles a style of its own, and whose template may open thoughts. */
class Settling extends ScriptedEngine {
  constructor(
    readonly style: 'chat' | 'raw',
    readonly opens = false,
  ) {
    super(() => '');
  }

  override async preparePrompt(source: PromptSource): Promise<Awaited<ReturnType<ScriptedEngine['preparePrompt']>>> {
    const prepared = await super.preparePrompt({ ...source, style: source.style ?? this.style });
    const answerPrefix = source.answerPrefix ?? 'default';
    return {
      ...prepared,
      prompt: { ...prepared.prompt, answerPrefix },
      reasoning: { opened: this.opens },
    };
  }
}

const settled = ({ prompt }: PreparedPrompt) => [prompt.style, prompt.template, prompt.answerPrefix];

test.each<[string, Settling, Partial<PromptSource>, PromptForm | undefined, string[]]>([
  ['no form: the engine’s own default', new Settling('chat'), {}, undefined, ['chat', '{prompt}', 'default']],
  ['chat, where the engine says so', new Settling('chat'), {}, FORM, ['chat', 'asked {prompt}', '```']],
  ['raw, where the engine says so', new Settling('raw'), {}, FORM, ['raw', 'on {prompt}', '# ']],
  ['raw, where the configuration says so', new Settling('chat'), { style: 'raw' }, FORM, ['raw', 'on {prompt}', '# ']],
  ['a configured prefix holds', new Settling('chat'), { answerPrefix: 'x' }, FORM, ['chat', 'asked {prompt}', 'x']],
  ['so does a template', new Settling('chat'), { template: 'a {prompt}' }, FORM, ['chat', 'a {prompt}', 'default']],
  ['no prefix stands in thoughts', new Settling('chat', true), {}, FORM, ['chat', 'asked {prompt}', '']],
  [
    'but a configured one does',
    new Settling('chat', true),
    { answerPrefix: 'x' },
    FORM,
    ['chat', 'asked {prompt}', 'x'],
  ],
])('%s', async (_, engine, source, form, expected) =>
  expect(settled(await preparePrompt(engine, { ...NONE, ...source }, form))).toEqual(expected),
);

test.each([
  [5, [1, 2, 3, 4, 5]],
  [6, [1, 2, 3, 4, 5]],
  [4, [1, 2, 4, 5]],
  // Halves are whole: of an odd number one token less stays.
  [3, [1, 5]],
  [2, [1, 5]],
  [1, []],
  [0, []],
  [-3, []],
])('of five tokens, at most %d: %j', (most, left) => expect(withoutMiddle([1, 2, 3, 4, 5], most)).toEqual(left));

test('what an answer may take is left free of the context, and never less than two tokens', async () => {
  const asked: (number | undefined)[] = [];
  const prepared = await new Settling('raw').preparePrompt(NONE);
  const seen: PreparedPrompt = {
    ...prepared,
    tokenize: (task, name, most) => {
      asked.push(most);
      return prepared.tokenize(task, name);
    },
  };
  for (const most of [10, 2, 1]) cutToFit(seen, 100, most).tokenize('x', 'x');
  expect(asked).toEqual([90, 98, 98]);
});
