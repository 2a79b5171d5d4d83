import type { EnergyMeter } from '../energy/types.ts';
import type { Task, Workload } from '../workload/types.ts';
import type { SubjectRun } from './types.ts';

/**
 * Evaluates prompts of the workload alone, in turn, from an empty KV cache: more of the prefill's power for the sensor
 * to see, in the same record as the pass whose joules it sharpens. They belong to no task. `cell`: whose, where several
 * share the record.
 */
export async function runPrefills(
  subject: Pick<SubjectRun, 'engine' | 'prompt' | 'sampling'>,
  meter: Pick<EnergyMeter, 'mark'>,
  workload: Workload<Task>,
  count: number,
  gap: () => Promise<void>,
  cell?: string,
): Promise<void> {
  for (let n = 0; n < count; n++) {
    const task = workload.tasks[n % workload.tasks.length]!;
    const prompt = subject.prompt.tokenize(task.prompt, task.id);
    await subject.engine.reset();
    const stream = subject.engine.generate(prompt, subject.sampling);
    const id = `prefill/${cell === undefined ? '' : `${cell}/`}${n}`;
    const of = cell === undefined ? {} : { cell };
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
