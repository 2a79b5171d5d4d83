import type { Subject } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import type { SubjectConfig } from '../config/types.ts';
import type { AnswerForm, Judge } from '../judge/types.ts';
import type { Engine, PreparedPrompt } from '../model/engine.ts';
import type { ModelFile } from '../model/locate.ts';
import type { Task, Workload } from '../workload/types.ts';
import { cutToFit, preparePrompt } from './prompts.ts';
import { isServed, type SubjectModel } from './subject-model.ts';
import type { SubjectRun } from './types.ts';

/** What is to be measured, under a name for progress. */
export interface SubjectSpec {
  name: string;
  config: SubjectConfig;
  /** The commit that it stands for, where that is another than the session's. */
  commit?: string;
  /** The arms that it runs, where these are not all of the plan's. */
  arms?: readonly ArmName[];
}

/**
 * Makes one subject ready to run on its engine, asking as the workload asks. @throws JouleGateError `prompt-invalid`,
 * `rule-invalid`
 */
export async function openSubject<T extends Task>(
  { name, config, commit, arms }: SubjectSpec,
  place: number,
  file: SubjectModel,
  engine: Engine,
  judge: Judge<T>,
  workload: Pick<Workload, 'form' | 'cutsPrompts'> = {},
): Promise<SubjectRun<T>> {
  const prepared = await preparePrompt(engine, config.prompt, workload.form);
  const { contextSize } = engine.info;
  const prompt = workload.cutsPrompts ? cutToFit(prepared, contextSize, config.sampling.maxTokens) : prepared;
  const form: AnswerForm = {
    style: prompt.prompt.style,
    answerPrefix: prompt.opensAnswer,
    reasoning: prompt.reasoning,
  };
  const rules = await judge.rules(form, config.suppression);
  return {
    name,
    place,
    commit: commit ?? null,
    arms: arms ?? null,
    engine,
    prompt,
    sampling: config.sampling,
    form,
    rules,
    subject: subjectDocument(config, file, engine, prompt, rules?.recorded ?? { rule: 'none' }),
  };
}

const filesOf = ({ bytes, files }: ModelFile): Pick<NonNullable<Subject['model']>, 'bytes' | 'files'> => ({
  bytes,
  ...(files.length > 1 ? { files: Object.fromEntries(files.map((f) => [f.name, f.sha256])) } : {}),
});

/** What a result says of its subject. */
function subjectDocument(
  config: SubjectConfig,
  file: SubjectModel,
  { info }: Engine,
  { prompt }: PreparedPrompt,
  suppression: NonNullable<Subject['suppression']>,
): Subject {
  return {
    model: {
      name: file.name,
      sha256: file.sha256,
      ...(isServed(file) ? {} : filesOf(file)),
      // A server may tell none of these.
      ...(info.architecture === '' ? {} : { architecture: info.architecture }),
      ...(info.quantization === '' ? {} : { quantization: info.quantization }),
      ...(info.parameters === 0 ? {} : { parameters: info.parameters }),
    },
    prompt: { ...prompt },
    sampling: { ...config.sampling },
    context: info.contextSize,
    suppression,
    engine: {
      ...(isServed(file) ? { kind: config.engine.kind } : {}),
      threads: info.threads,
      gpuLayers: info.gpuLayers,
      flashAttention: config.engine.flashAttention,
      kvType: config.engine.kvType,
      batch: config.engine.batch,
    },
  };
}
