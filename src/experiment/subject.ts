import type { EnergyMeter } from '../energy/types.ts';
import type { Engine } from '../model/engine.ts';
import type { ModelFile } from '../model/locate.ts';
import type { CheckPool } from '../sandbox/types.ts';
import { createRule, firstContent, programOf, watchAnswer } from '../suppression/index.ts';
import type { SubjectSpec } from './open.ts';
import type { SubjectRun } from './types.ts';

/** Makes one subject ready to run on its engine. */
export async function openSubject(spec: SubjectSpec, file: ModelFile, engine: Engine, pool: CheckPool, meter: EnergyMeter): Promise<SubjectRun> {
  const { config } = spec;
  const { info } = engine;
  const prompt = await engine.preparePrompt(config.prompt);
  const { style, answerPrefix } = prompt.prompt;
  const rule = await createRule(config.suppression);
  const tests = await createRule({ rule: 'tests', stopStrings: null, loopCutOff: false });
  return {
    name: spec.name,
    engine,
    prompt,
    sampling: config.sampling,
    subject: {
      model: { name: file.name, sha256: file.sha256, bytes: file.bytes, architecture: info.architecture, quantization: info.quantization, parameters: info.parameters },
      prompt: { ...prompt.prompt },
      sampling: { ...config.sampling },
      context: info.contextSize,
      suppression: { rule: config.suppression.rule, ...(rule.stopStrings ? { stopStrings: [...rule.stopStrings] } : {}) },
      engine: { threads: info.threads, gpuLayers: info.gpuLayers, flashAttention: config.engine.flashAttention, kvType: config.engine.kvType, batch: config.engine.batch },
    },
    watch:
      rule.name === 'none'
        ? null
        : (task, id) =>
            watchAnswer({
              rule, task, style, answerPrefix, pool,
              onCheck: (edge, cpuSeconds) => meter.mark(edge, 'check', id, cpuSeconds === undefined ? undefined : { cpuSeconds }),
            }),
    program: (task, text) => programOf({ task, style, answerPrefix, text }),
    firstContent: (task, lineEnds) => firstContent({ rule: tests, task, style, answerPrefix, lineEnds, pool }),
  };
}
