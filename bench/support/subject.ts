import type { Config } from '../../src/config/types.ts';
import type { SubjectRun } from '../../src/experiment/types.ts';
import { codeRules } from '../../src/judge/code/rules.ts';
import type { AnswerForm, Rules } from '../../src/judge/types.ts';
import type { ModelFile } from '../../src/model/locate.ts';
import type { CheckPool } from '../../src/sandbox/types.ts';
import type { CodeTask } from '../../src/workload/types.ts';
import { openEngine } from './inputs.ts';

/** A subject whose checks run in a pool of the benchmark's own. */
export interface BenchSubject extends Pick<SubjectRun, 'engine' | 'prompt' | 'sampling' | 'form'> {
  rules: Rules<CodeTask>;
}

export async function openBenchSubject(
  config: Config,
  pool: CheckPool,
): Promise<{ subject: BenchSubject; file: ModelFile }> {
  const { engine, file } = await openEngine(config);
  const prompt = await engine.preparePrompt(config.prompt);
  const form: AnswerForm = {
    style: prompt.prompt.style,
    answerPrefix: prompt.opensAnswer,
    reasoning: prompt.reasoning,
  };
  const rules = await codeRules(form, config.suppression, pool);
  return { file, subject: { engine, prompt, sampling: config.sampling, form, rules } };
}
