import { sha256 } from '../common/hash.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Engine, PreparedPrompt, PromptSource } from '../model/engine.ts';
import type { PromptForm, Task } from '../workload/types.ts';
import type { SubjectRun } from './types.ts';

/**
 * Settles a prompt: a configured template holds; else the workload's own form, in the style that the engine settles;
 * else the engine's default. @throws JouleGateError `prompt-invalid`
 */
export async function preparePrompt(
  engine: Engine,
  source: PromptSource,
  form: PromptForm | undefined,
): Promise<PreparedPrompt> {
  const prepared = await engine.preparePrompt(source);
  if (!form || source.template !== null || source.file !== null) return prepared;
  const { style } = prepared.prompt;
  const { template, answerPrefix: wanted } = form[style];
  const answerPrefix = style === 'chat' && engine.opensTurns === false ? '' : wanted;
  const ask = async (prefix: string): Promise<PreparedPrompt> =>
    await engine.preparePrompt({ ...source, template, answerPrefix: prefix });
  if (source.answerPrefix !== null) return await ask(source.answerPrefix);
  const own = await ask(answerPrefix);
  // A fence would end up inside the thoughts that the model's template opens.
  return own.reasoning.opened && answerPrefix !== '' ? await ask('') : own;
}

/**
 * The prompt, each task's cut in its middle where it leaves less room in the context than an answer of `maxTokens`
 * takes. One of at least 2, as every prompt leaves.
 */
export const cutToFit = (prompt: PreparedPrompt, contextSize: number, maxTokens: number): PreparedPrompt => ({
  ...prompt,
  tokenize: (task, name) => prompt.tokenize(task, name, contextSize - Math.max(2, maxTokens)),
});

/** What a result says of all prompts of a subject, in order: their digest, and what was cut out of them. */
export function promptsOf(
  { prompt }: Pick<SubjectRun, 'prompt'>,
  tasks: readonly Task[],
): NonNullable<RunResult['prompts']> & { digest: string } {
  const prompts = tasks.map((t) => ({ id: t.id, of: prompt.tokenize(t.prompt, t.id) }));
  const cut = prompts.flatMap(({ id, of }): [string, number][] => (of.cut ? [[id, of.cut]] : []));
  return {
    digest: sha256(prompts.map(({ id, of }) => `${id}\t${of.identity}\n`).join('')),
    ...(cut.length > 0 ? { cutTokens: Object.fromEntries(cut) } : {}),
  };
}
