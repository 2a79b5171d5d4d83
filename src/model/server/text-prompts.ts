import { JouleGateError } from '../../common/errors.ts';
import { sha256 } from '../../common/hash.ts';
import type { PromptSource } from '../engine.ts';
import { settlePrompt } from '../template.ts';
import type { ServerPrompts } from './adapter.ts';

/**
 * Prompts as text for a server that tokenises where we cannot see it: a user's turn, or raw. How many tokens it has is
 * known once it was answered; its identity is its text's. The assistant's turn cannot be opened there.
 * @throws JouleGateError `prompt-invalid`
 */
export async function textPrompts(source: PromptSource, kind: string, hasTemplate: boolean): Promise<ServerPrompts> {
  const prompt = await settlePrompt(source, hasTemplate, false);
  const chat = prompt.style === 'chat';
  if (chat && prompt.answerPrefix !== '')
    throw new JouleGateError(
      'prompt-invalid',
      `prompt.answer-prefix opens the assistant's turn, which the ${kind} server opens by itself`,
      'leave prompt.answer-prefix out, or set prompt.style to raw and write the turns into prompt.template',
    );
  const parts = prompt.template.split('{prompt}');
  return {
    prompt,
    opensAnswer: chat ? '' : parts.at(-1)! + prompt.answerPrefix,
    reasoning: { opened: false },
    make: (task) => {
      const text = parts.join(task) + prompt.answerPrefix;
      return Promise.resolve({
        body: { text, style: prompt.style },
        tokens: 0,
        identity: sha256(JSON.stringify([prompt.style, text])),
      });
    },
  };
}

/** Puts thoughts that a server tells apart between the tags that every answer is looked through for. */
export class Thoughts {
  #thinking = false;

  /** The answer's text with these two put together, in order. */
  text(reasoning: string, content: string): string {
    let text = '';
    if (reasoning !== '') {
      text += (this.#thinking ? '' : '<think>\n') + reasoning;
      this.#thinking = true;
    }
    if (content !== '') {
      text += (this.#thinking ? '\n</think>\n' : '') + content;
      this.#thinking = false;
    }
    return text;
  }
}
