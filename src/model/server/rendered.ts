import { JouleGateError } from '../../common/errors.ts';
import { opensReasoning } from '../../common/reasoning-tags.ts';
import type { PromptSource } from '../engine.ts';
import { opensAnswer } from '../llama/control-tokens.ts';
import { settlePrompt } from '../template.ts';
import type { ServerPrompt, ServerPrompts } from './adapter.ts';

/** A server that renders its chat template and tokenises for us. */
export interface Renderer {
  /** A user's turn with the assistant's opened, control tokens spelled out. */
  render(userText: string): Promise<string>;
  /** The token ids of just that, where the server gives them at once; else `render` is tokenised. */
  turn?(userText: string): Promise<number[]>;
  /** @param special whether control tokens are looked for. @param first whether a BOS belongs before it */
  tokens(text: string, special: boolean, first: boolean): Promise<number[]>;
}

/** Spellings of control tokens: `<|im_end|>`, `<｜User｜>`, `</s>`, `<start_of_turn>`, `[INST]`. */
const CONTROL = /<[|｜][^|｜<>]+[|｜]>|<\/?(?:s|bos|eos|unk|pad|start_of_turn|end_of_turn)>|\[\/?INST\]/g;

const MARKER = 'where the task stands';

/**
 * Prompts as the server's own template and tokenizer make them, sent as token ids: what opens the answer can be added
 * behind the template, and count and identity are known before. What a task's text has of a control token's spelling
 * stays text.
 */
export async function renderedPrompts(
  renderer: Renderer,
  source: PromptSource,
  hasTemplate: boolean,
): Promise<ServerPrompts> {
  const settled = await settlePrompt(source, hasTemplate);
  const parts = settled.template.split('{prompt}');
  const tail = parts.at(-1)!;
  const chat = settled.style === 'chat';
  let ending = tail + settled.answerPrefix;
  if (chat) {
    const probe = await renderer.render(MARKER + tail);
    ending = probe.slice(probe.lastIndexOf(MARKER) + MARKER.length + tail.length);
  }
  const opened = opensReasoning(ending);
  // A fence would end up inside the thoughts that the template opens.
  const answerPrefix = chat && opened && source.answerPrefix === null ? '' : settled.answerPrefix;
  const prompt = { ...settled, answerPrefix };
  return {
    prompt,
    opensAnswer: chat ? answerPrefix : opensAnswer(ending, [...new Set(ending.match(CONTROL) ?? [])]),
    reasoning: { opened },
    async make(task) {
      const text = parts.join(task);
      if (chat && renderer.turn) {
        const opening = answerPrefix === '' ? [] : await renderer.tokens(answerPrefix, true, false);
        return promptOf([...(await renderer.turn(text)), ...opening]);
      }
      const whole = (chat ? await renderer.render(text) : text) + answerPrefix;
      return promptOf(await tokensOf(renderer, whole, task));
    },
  };
}

/** A prompt of these token ids. @param cut how many were cut out of it */
export const promptOf = (ids: readonly number[], cut = 0): ServerPrompt => ({
  body: { ids },
  tokens: ids.length,
  identity: ids.join(' '),
  ...(cut > 0 ? { cut } : {}),
});

/** As the server takes the whole; only where a task spells a control token is it parted from what stands around it. */
async function tokensOf(renderer: Renderer, whole: string, task: string): Promise<number[]> {
  const [plain, parsed] = [await renderer.tokens(task, false, false), await renderer.tokens(task, true, false)];
  if (plain.join() === parsed.join()) return await renderer.tokens(whole, true, true);
  const pieces = whole.split(task);
  if (pieces.length < 2)
    throw new JouleGateError(
      'prompt-invalid',
      "a task spells a control token, and the server's chat template rewrites its text",
      'set prompt.style to raw and write the turns into prompt.template',
    );
  const ids: number[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (i > 0) ids.push(...plain);
    if (piece !== '' || i === 0) ids.push(...(await renderer.tokens(piece, true, i === 0)));
  }
  return ids;
}
