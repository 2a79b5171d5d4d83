import { JouleGateError } from '../common/errors.ts';
import { readText } from '../common/files.ts';
import type { Prompt, PromptSource } from './engine.ts';

const CHAT_DEFAULT =
  'Complete this Python function. Answer with the whole function in one code block.\n\n```python\n{prompt}```';
const FENCE = '```python\n';

/**
 * The text of a configured template, its file read (one final line end dropped); `null` where the model's own default
 * holds. @throws JouleGateError `prompt-invalid`
 */
export async function readTemplate({
  template,
  file,
}: Pick<PromptSource, 'template' | 'file'>): Promise<string | null> {
  if (file === null) return template;
  try {
    return (await readText(file)).replace(/\n$/, '');
  } catch (cause) {
    throw new JouleGateError(
      'prompt-invalid',
      `cannot read the prompt template ${file}: ${(cause as Error).message}`,
      'check prompt.file (relative to the configuration file)',
      { cause },
    );
  }
}

/**
 * A prompt with its defaults settled, for a model with a chat template or without. @param prefixes whether the
 * assistant's turn can be opened there: else there is no prefix by default. @throws JouleGateError `prompt-invalid`
 */
export async function settlePrompt(source: PromptSource, hasTemplate: boolean, prefixes = true): Promise<Prompt> {
  const template = await readTemplate(source);
  if (template !== null && !template.includes('{prompt}')) {
    throw new JouleGateError(
      'prompt-invalid',
      'the prompt template has no {prompt}',
      "put {prompt} where the task's text shall stand",
    );
  }
  const style = source.style ?? (hasTemplate ? 'chat' : 'raw');
  return {
    style,
    template: template ?? (style === 'chat' ? CHAT_DEFAULT : '{prompt}'),
    answerPrefix: source.answerPrefix ?? (prefixes && template === null && style === 'chat' ? FENCE : ''),
  };
}
