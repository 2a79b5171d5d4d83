import type { LlamaModel, Token } from 'node-llama-cpp';
import { JouleGateError } from '../common/errors.ts';
import { readText } from '../common/files.ts';
import type { ReasoningTags } from '../common/reasoning-tags.ts';
import { chatPrompt } from './chat.ts';
import { controlTexts, opensAnswer, rawPieces, type Vocabulary } from './control-tokens.ts';
import { pinnedInputs } from './pinned-date.ts';

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
  /** The day and time zone that a chat template which asks for them is given. */
  date?: string;
  timeZone?: string;
}

const CHAT_DEFAULT = 'Complete this Python function. Answer with the whole function in one code block.\n\n```python\n{prompt}```';
const FENCE = '```python\n';

/** Reads the template's file, fills in the defaults. Throws `prompt-invalid`. */
export async function settlePrompt(source: PromptSource, chatTemplate: string | null): Promise<Prompt> {
  let template = source.template;
  if (source.file !== null) {
    try {
      template = (await readText(source.file)).replace(/\n$/, '');
    } catch (cause) {
      throw new JouleGateError('prompt-invalid', `cannot read the prompt template ${source.file}: ${(cause as Error).message}`, 'check prompt.file (relative to the configuration file)', { cause });
    }
  }
  if (template !== null && !template.includes('{prompt}')) {
    throw new JouleGateError('prompt-invalid', 'the prompt template has no {prompt}', 'put {prompt} where the task\'s text shall stand');
  }
  const style = source.style ?? (chatTemplate === null ? 'raw' : 'chat');
  return {
    style,
    template: template ?? (style === 'chat' ? CHAT_DEFAULT : '{prompt}'),
    answerPrefix: source.answerPrefix ?? (template === null && style === 'chat' ? FENCE : ''),
    ...(style === 'chat' ? pinnedInputs(chatTemplate) : null),
  };
}

/** A prompt made ready for a model. */
export interface PromptWriter {
  tokenize(taskPrompt: string): Token[];
  /** What of the prompt belongs to the answer's text: the answer prefix, for `raw` with the template's tail before it. */
  opensAnswer: string;
  /** What the prompt ends in, behind the task's text, control tokens spelled out. */
  ending: string;
  /** What the model's own template puts around thoughts; `null` where it says nothing of them. */
  reasoningTags: ReasoningTags | null;
}

/** Says how a task's text becomes tokens: template, chat template, answer prefix, BOS. Throws `prompt-invalid` for a chat template that does not work. */
export async function promptWriter(model: LlamaModel, prompt: Prompt, chatTemplate: string | null, vocabulary: Vocabulary): Promise<PromptWriter> {
  const parts = prompt.template.split('{prompt}');
  const withBos = (tokens: Token[]): Token[] => {
    const bos = model.tokens.bos;
    return model.tokens.shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  };
  if (prompt.style === 'chat') {
    const chat = await chatPrompt(model, prompt.answerPrefix, chatTemplate);
    const text = (task: string): string => parts.join(task);
    return { ...chat, tokenize: (task) => withBos(chat.tokenize(text(task))), ending: chat.ending(parts.at(-1)!), opensAnswer: prompt.answerPrefix };
  }
  const controls = controlTexts(vocabulary);
  const tail = parts.pop()! + prompt.answerPrefix;
  parts.push(tail);
  return {
    tokenize: (task) => withBos(rawPieces(parts, task, controls).flatMap((p) => model.tokenize(p.text, p.special))),
    opensAnswer: opensAnswer(tail, controls),
    ending: tail,
    reasoningTags: null,
  };
}
