import type { LlamaModel, Token } from 'node-llama-cpp';
import { JouleGateError } from '../../common/errors.ts';
import type { ReasoningTags } from '../../common/reasoning-tags.ts';
import { importLlama } from './native.ts';
import { pinnedWrapperSettings, withPinnedDate } from './pinned-date.ts';

export interface ChatPrompt {
  tokenize(userText: string): Token[];
  /** What stands behind the user's text that ends in `tail`, control tokens spelled out. */
  ending(tail: string): string;
  /** What the model's template puts around thoughts; empty where it says nothing of them. */
  tags: ReasoningTags[];
}

/**
 * A user's turn in the model's chat format, with the assistant's opened: by the template's own generation prompt, so
 * that it opens thoughts where the template says so, and then by the answer prefix. Throws `prompt-invalid`.
 */
export async function chatPrompt(
  model: LlamaModel,
  answerPrefix: string,
  chatTemplate: string | null,
): Promise<ChatPrompt> {
  const llama = await importLlama();
  const invalid = (cause: unknown): JouleGateError =>
    new JouleGateError(
      'prompt-invalid',
      `the model's chat template cannot be used: ${(cause as Error).message}`,
      'set prompt.style to raw and write the turns into prompt.template',
      { cause },
    );
  try {
    const jinja =
      chatTemplate === null
        ? null
        : new llama.JinjaTemplateChatWrapper({
            template: withPinnedDate(chatTemplate),
            tokenizer: model.tokenizer,
            additionalRenderParameters: { add_generation_prompt: true },
          });
    const wrapper = jinja ?? llama.resolveChatWrapper(model, { customWrapperSettings: pinnedWrapperSettings() });
    const render = (text: string): InstanceType<typeof llama.LlamaText> => {
      if (!jinja)
        return llama.LlamaText(
          wrapper.generateContextState({
            chatHistory: [
              { type: 'user', text },
              { type: 'model', response: answerPrefix === '' ? [] : [answerPrefix] },
            ],
          }).contextText,
        );
      const { contextText } = wrapper.generateContextState({ chatHistory: [{ type: 'user', text }] });
      return llama.LlamaText(answerPrefix === '' ? [contextText] : [contextText, answerPrefix]);
    };
    render('x');
    return {
      tokenize: (text) => render(text).tokenize(model.tokenizer),
      ending(tail) {
        const marker = 'where the task stands';
        const whole = render(marker + tail).toString();
        return whole.slice(whole.lastIndexOf(marker) + marker.length + tail.length);
      },
      tags: tagsOf(wrapper.settings.segments?.thought),
    };
  } catch (cause) {
    throw invalid(cause);
  }
}

/** The library's finding of what the template puts around thoughts, where it is text. */
function tagsOf(thought: { prefix?: unknown; suffix?: unknown } | undefined): ReasoningTags[] {
  const [open, close] = [thought?.prefix, thought?.suffix].map((x) =>
    x === undefined || x === null || Object.hasOwn(x, 'type') ? '' : String(x).trim(),
  );
  // Tags, not words: a template's plain text would part answers at random.
  return open && close && /^[<[◁(]/.test(open) && /[>\]▷)]$/.test(close) ? [{ open, close }] : [];
}
