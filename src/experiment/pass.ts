import type { Repeat } from '../common/generated/run-result.ts';
import type { BlockEnergy } from '../energy/types.ts';
import type { Task } from '../workload/types.ts';
import { seededGap } from './gap.ts';
import type { Pass } from './plan.ts';
import { runPrefills } from './prefills.ts';
import { record } from './record.ts';
import { runRequest, type Answer } from './request.ts';
import type { Bench, SubjectRun } from './types.ts';

/** One answer of a pass, before grading. */
export interface PassAnswer {
  task: Task;
  answer: Answer;
  phases: Repeat['phases'];
}

export interface PassResult {
  pass: Pass;
  answers: PassAnswer[];
  energy: BlockEnergy;
  /** Prefills beyond the tasks' own, for the sensor's sake. */
  extraPrefills: number;
}

/** Runs every task once, for one subject in one arm, then `extraPrefills`, and attributes the joules of this pass on their own. */
export async function runPass(
  bench: Bench,
  subject: SubjectRun,
  pass: Pass,
  extraPrefills: number,
): Promise<PassResult> {
  const { meter } = bench;
  const gap = seededGap(1000 * pass.block + 10 * pass.subject + (pass.arm === 'plain' ? 0 : 1));
  const answers: { task: Task; id: string; answer: Answer }[] = [];
  const energy = await record(meter, async () => {
    for (const [index, task] of bench.workload.tasks.entries()) {
      bench.signal?.throwIfAborted();
      const id = `${pass.block}/${pass.subject}/${pass.arm}/${index}`;
      const answer = await runRequest(subject.engine, meter, {
        id,
        prompt: subject.prompt.tokenize(task.prompt, task.id),
        // Blocks differ under sampling; arms and subjects of one block share their seed.
        sampling: { ...subject.sampling, seed: subject.sampling.seed + pass.block },
        watcher: pass.arm === 'suppressed' ? (subject.watch?.(task, id) ?? null) : null,
      });
      answers.push({ task, id, answer });
      if (!meter.info.estimated) await gap();
    }
    await runPrefills(subject, meter, bench.workload, extraPrefills, gap);
  });
  return {
    pass,
    energy,
    extraPrefills,
    answers: answers.map(({ task, id, answer }) => ({ task, answer, phases: energy.requests.get(id)! })),
  };
}
