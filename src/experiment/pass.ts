import type { Repeat } from '../common/generated/run-result.ts';
import type { BlockEnergy } from '../energy/types.ts';
import type { Task } from '../workload/types.ts';
import type { Pass } from './plan.ts';
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
}

/** Mulberry32: a seeded generator of numbers in [0, 1), for the gaps alone. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LONGEST_GAP_MS = 20;

/** Runs every task once, for one subject in one arm, and attributes the joules of this pass on their own. */
export async function runPass(bench: Bench, subject: SubjectRun, pass: Pass): Promise<PassResult> {
  const { meter } = bench;
  const random = seeded(1000 * pass.block + 10 * pass.subject + (pass.arm === 'plain' ? 0 : 1));
  const answers: { task: Task; id: string; answer: Answer }[] = [];
  await meter.startBlock();
  try {
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
      // A seeded random gap keeps the edges from locking to a sensor's beat.
      if (!meter.info.estimated) await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_GAP_MS));
    }
  } catch (error) {
    // The meter must be left usable for closing, whatever broke.
    await meter.finishBlock().catch(() => undefined);
    throw error;
  }
  const energy = await meter.finishBlock();
  return {
    pass,
    energy,
    answers: answers.map(({ task, id, answer }) => ({ task, answer, phases: energy.requests.get(id)! })),
  };
}
