import type { ConfigFile } from '../../../src/common/generated/config.ts';
import { sha256 } from '../../../src/common/hash.ts';
import { checkConfig } from '../../../src/config/load.ts';
import { EstimateMeter } from '../../../src/energy/meters/estimate.ts';
import { openSubject } from '../../../src/experiment/subject.ts';
import type { Bench, SubjectRun } from '../../../src/experiment/types.ts';
import type { Engine } from '../../../src/model/engine.ts';
import type { ModelFile } from '../../../src/model/locate.ts';
import { workloadDigest } from '../../../src/workload/load.ts';
import type { TextTask } from '../../../src/workload/types.ts';
import { ScriptedEngine } from './scripted-engine.ts';
import { TextJudge } from './text-judge.ts';

const file: ModelFile = {
  name: 'script',
  path: '/nowhere/script.gguf',
  trusted: true,
  sha256: sha256('script'),
  bytes: 1,
  files: [{ name: 'script.gguf', sha256: sha256('script'), bytes: 1 }],
};

export const textTask = (id: string, prompt: string, ...references: string[]): TextTask => ({
  kind: 'text',
  id,
  prompt,
  references,
  sha256: sha256(prompt),
});

const TASKS = [
  textTask('text/0', 'What is the capital of France?', 'Paris'),
  textTask('text/1', 'Who wrote Faust?', 'Goethe', 'Johann Wolfgang von Goethe'),
];

/** Text tasks, a judge of their words and the meter of this process: a session without model and sandbox. */
export function scriptedBench(more: Partial<Bench<TextTask>> = {}): Bench<TextTask> {
  return {
    meter: new EstimateMeter({ kind: 'estimate' }),
    judge: new TextJudge(),
    workload: { name: 'capitals', digest: workloadDigest(TASKS), tasks: TASKS },
    arms: ['plain'],
    commit: null,
    idle: { beforeLoadWatts: null, afterLoadWatts: null },
    onProgress: () => undefined,
    ...more,
  };
}

export async function scriptedSubject(
  bench: Bench<TextTask>,
  name: string,
  place: number,
  engine: Engine = new ScriptedEngine(() => 'Paris it is'),
  config: Partial<ConfigFile> = {},
): Promise<SubjectRun<TextTask>> {
  const checked = checkConfig({ model: { builtin: 'practice' }, ...config }, 'test', '/');
  return await openSubject({ name, config: checked }, place, file, engine, bench.judge);
}
