import type { EnergyMeter } from '../energy/types.ts';
import type { Task, Workload } from '../workload/types.ts';
import { markAccount } from './account.ts';
import { forget } from './request.ts';
import type { SubjectRun } from './types.ts';

/**
 * Evaluates prompts of the workload alone, in turn, from an empty KV cache: more of the prefill's power for the sensor
 * to see, in the same record as the pass whose joules it sharpens. They belong to no task. `cell`: whose, where several
 * share the record.
 */
export async function runPrefills(
  { engine, sampling, prompt: prepared }: Pick<SubjectRun, 'engine' | 'prompt' | 'sampling'>,
  meter: Pick<EnergyMeter, 'mark'>,
  workload: Workload<Task>,
  count: number,
  gap: () => Promise<void>,
  cell?: string,
): Promise<void> {
  for (let n = 0; n < count; n++) {
    const task = workload.tasks[n % workload.tasks.length]!;
    const prompt = prepared.tokenize(task.prompt, task.id);
    const id = `prefill/${cell === undefined ? '' : `${cell}/`}${n}`;
    const of = cell === undefined ? {} : { cell };
    await forget(engine, meter, id);
    const stream = engine.generate(prompt, { ...sampling, maxTokens: 1 });
    if (engine.account !== undefined) {
      for await (const _ of stream);
      const account = engine.account();
      const { promptTokens } = account;
      markAccount(meter, id, account, { promptTokens: promptTokens ?? prompt.tokens }, { extra: true, ...of });
      await gap();
      continue;
    }
    meter.mark('begin', 'prefill', id, { contextTokens: prompt.tokens, extra: true, ...of });
    try {
      await stream.next();
    } finally {
      meter.mark('end', 'prefill', id, of);
      await stream.return();
    }
    await gap();
  }
}
