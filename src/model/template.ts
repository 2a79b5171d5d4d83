import { JouleGateError } from '../common/errors.ts';
import { readText } from '../common/files.ts';
import type { PromptSource } from './engine.ts';

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
