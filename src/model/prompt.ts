import { readFile } from 'node:fs/promises';
import type { LlamaModel, Token } from 'node-llama-cpp';
import { JouleGateError } from '../common/errors.ts';
import { importLlama } from './llama.ts';

export interface PromptSource {
  template: string | null;
  file: string | null;
  style: 'chat' | 'raw' | null;
  answerPrefix: string | null;
}

/** A prompt with every default settled. */
export interface Prompt {
  style: 'chat' | 'raw';
  /** Text with `{prompt}` where the task goes. */
  template: string;
  /** How the assistant's turn is opened; empty for none. */
  answerPrefix: string;
}

const CHAT_DEFAULT = 'Complete this Python function. Answer with the whole function in one code block.\n\n```python\n{prompt}```';
const FENCE = '```python\n';

/** Reads the template's file, fills in the defaults. Throws `prompt-invalid`. */
export async function settlePrompt(source: PromptSource, hasChatTemplate: boolean): Promise<Prompt> {
  let template = source.template;
  if (source.file !== null) {
    try {
      template = (await readFile(source.file, 'utf8')).replace(/\r?\n$/, '');
    } catch (cause) {
      throw new JouleGateError('prompt-invalid', `cannot read the prompt template ${source.file}: ${(cause as Error).message}`, 'check prompt.file (relative to the configuration file)', { cause });
    }
  }
  if (template !== null && !template.includes('{prompt}')) {
    throw new JouleGateError('prompt-invalid', 'the prompt template has no {prompt}', 'put {prompt} where the task\'s text shall stand');
  }
  const style = source.style ?? (hasChatTemplate ? 'chat' : 'raw');
  return {
    style,
    template: template ?? (style === 'chat' ? CHAT_DEFAULT : '{prompt}'),
    answerPrefix: source.answerPrefix ?? (template === null && style === 'chat' ? FENCE : ''),
  };
}

export type PromptTokenizer = (taskPrompt: string) => Token[];

/** Turns a task's text into the tokens that are evaluated: template, chat template, answer prefix, BOS. */
export async function promptTokenizer(model: LlamaModel, prompt: Prompt, chatTemplate: string | null): Promise<PromptTokenizer> {
  const fill = (task: string): string => prompt.template.split('{prompt}').join(task);
  const withBos = (tokens: Token[]): Token[] => {
    const bos = model.tokens.bos;
    return model.tokens.shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  };
  if (prompt.style === 'raw') {
    // Template and answer prefix are user text: special tokens in them stay plain characters.
    return (task) => withBos(model.tokenize(fill(task) + prompt.answerPrefix, false));
  }
  const llama = await importLlama();
  const wrapper = chatTemplate !== null ? new llama.JinjaTemplateChatWrapper({ template: chatTemplate, tokenizer: model.tokenizer }) : llama.resolveChatWrapper(model);
  return (task) => {
    const { contextText } = wrapper.generateContextState({
      chatHistory: [
        { type: 'user', text: fill(task) },
        { type: 'model', response: prompt.answerPrefix === '' ? [] : [prompt.answerPrefix] },
      ],
    });
    return withBos(contextText.tokenize(model.tokenizer));
  };
}
