import type { Repeat } from '../common/generated/run-result.ts';
import type { Task } from '../workload/types.ts';
import { monotonicNs } from '../common/clock.ts';
import { readingWithRemarks } from './account.ts';
import { seededGap } from './gap.ts';
import { metered } from './metered.ts';
import { answerOf, grossJoules, readingOf, runTask, type MeasuredPass } from './pass.ts';
import { orderOf, type Pass } from './plan.ts';
import { runPrefills } from './prefills.ts';
import type { Bench, SubjectRun } from './types.ts';

/** A block of passes that run together says where it is after so long. */
const QUIET_SECONDS = 20;

/** Seconds of an answer; checks run beside its decoding. */
const secondsOf = ({ prefill, decode }: Repeat['phases']): number => prefill.seconds + decode.seconds;

/**
 * Runs a block's passes together: a task's cells (subject × arm) follow each other before the next task begins, in
 * balanced order, in one record. Slow drift then meets all of them alike, and one fit, in which each cell's phases have
 * powers of their own, tells what each has used. @param extraPrefills how many of its own each subject's pass gets
 */
export async function runTogether<T extends Task>(
  bench: Bench<T>,
  passes: readonly Pass<SubjectRun<T>>[],
  extraPrefills: (subject: SubjectRun<T>) => number,
): Promise<MeasuredPass<T>[]> {
  const { meter, workload } = bench;
  const block = passes[0]!.block;
  const gap = seededGap(1000 * block);
  const answered = new Map(passes.map((pass) => [pass, [] as Awaited<ReturnType<typeof runTask<T>>>[]]));
  const cellOf = ({ subject, arm }: Pass<SubjectRun<T>>): string => `${subject.name}/${arm}`;
  const { energy, workedNs } = await metered(meter, async () => {
    let told = monotonicNs();
    for (const index of workload.tasks.keys()) {
      if ((monotonicNs() - told) / 1e9 > QUIET_SECONDS) {
        bench.onProgress(`block ${block + 1}: ${index} of ${workload.tasks.length} tasks`);
        told = monotonicNs();
      }
      for (const pass of orderOf(block, index, passes)) {
        bench.signal?.throwIfAborted();
        answered.get(pass)!.push(await runTask(bench, pass, index, cellOf(pass)));
        if (!meter.info.estimated) await gap();
      }
    }
    for (const pass of passes)
      await runPrefills(pass.subject, meter, workload, extraPrefills(pass.subject), gap, cellOf(pass));
  });
  return passes.map((pass) => {
    const answers = answered.get(pass)!.map(({ task, id, answer }) => answerOf(task, answer, energy.requests.get(id)!));
    const phases = answers.map((a) => a.phases);
    const own = energy.cells?.get(cellOf(pass));
    const { phases: _p, shares: _s, ...shared } = energy;
    const first = passes.find((p) => p.arm === pass.arm)!;
    const overBase = first === pass ? undefined : energy.ratioErrors?.(cellOf(pass), cellOf(first));
    // Of its own time, so that the passes' add up to the record less its gaps.
    const seconds = phases.reduce((sum, p) => sum + secondsOf(p), 0);
    return {
      pass,
      answers,
      workedNs,
      sensor: energy.sensor,
      grossJoules: grossJoules(phases),
      reading: {
        ...readingWithRemarks(readingOf(pass, { ...shared, ...own, seconds }, extraPrefills(pass.subject)), answers),
        ...(overBase ? { overBase } : {}),
      },
    };
  });
}
