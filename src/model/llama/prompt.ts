import type { LlamaModel, Token } from 'node-llama-cpp';
import { opensReasoning, type Reasoning } from '../../common/reasoning-tags.ts';
import { chatPrompt } from './chat.ts';
import { controlTexts, opensAnswer, rawPieces, type Vocabulary } from './control-tokens.ts';
import { pinnedInputs } from './pinned-date.ts';
import type { Prompt, PromptSource } from '../engine.ts';
import { settlePrompt } from '../template.ts';

/** The prompt with its defaults, and the day that the model's chat template is given. */
async function pinnedPrompt(source: PromptSource, chatTemplate: string | null): Promise<Prompt> {
  const prompt = await settlePrompt(source, chatTemplate !== null);
  return { ...prompt, ...(prompt.style === 'chat' ? pinnedInputs(chatTemplate) : null) };
}

/** A prompt made ready for a model. */
export interface PromptWriter {
  tokenize(taskPrompt: string): Token[];
  /**
   * What of the prompt belongs to the answer's text: the answer prefix, for `raw` with the template's tail before it.
   */
  opensAnswer: string;
  reasoning: Reasoning;
}

/**
 * The default fence stands in no thoughts: where the template opens them, a fence would end up inside, and the model
 * would answer there.
 */
export async function writePrompt(
  model: LlamaModel,
  source: PromptSource,
  chatTemplate: string | null,
  vocabulary: Vocabulary,
): Promise<{ prompt: Prompt; writer: PromptWriter }> {
  const prompt = await pinnedPrompt(source, chatTemplate);
  const writer = await promptWriter(model, prompt, chatTemplate, vocabulary);
  if (!writer.reasoning.opened || source.answerPrefix !== null || prompt.answerPrefix === '') return { prompt, writer };
  const open = { ...prompt, answerPrefix: '' };
  return { prompt: open, writer: await promptWriter(model, open, chatTemplate, vocabulary) };
}

/**
 * Says how a task's text becomes tokens: template, chat template, answer prefix, BOS. Throws `prompt-invalid` for a
 * chat template that does not work.
 */
async function promptWriter(
  model: LlamaModel,
  prompt: Prompt,
  chatTemplate: string | null,
  vocabulary: Vocabulary,
): Promise<PromptWriter> {
  const parts = prompt.template.split('{prompt}');
  const withBos = (tokens: Token[]): Token[] => {
    const bos = model.tokens.bos;
    return model.tokens.shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  };
  if (prompt.style === 'chat') {
    const chat = await chatPrompt(model, prompt.answerPrefix, chatTemplate);
    const text = (task: string): string => parts.join(task);
    return {
      tokenize: (task) => withBos(chat.tokenize(text(task))),
      opensAnswer: prompt.answerPrefix,
      reasoning: { opened: opensReasoning(chat.ending(parts.at(-1)!), chat.tags), tags: chat.tags },
    };
  }
  const controls = controlTexts(vocabulary);
  const tail = parts.pop()! + prompt.answerPrefix;
  parts.push(tail);
  return {
    tokenize: (task) => withBos(rawPieces(parts, task, controls).flatMap((p) => model.tokenize(p.text, p.special))),
    opensAnswer: opensAnswer(tail, controls),
    reasoning: { opened: opensReasoning(tail) },
  };
}
