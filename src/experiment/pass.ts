import type { BlockReading, Repeat } from '../common/generated/run-result.ts';
import type { SensorFindings } from '../energy/sensor-findings.ts';
import type { BlockEnergy, EnergyMeter, RequestEnergy } from '../energy/types.ts';
import type { Task } from '../workload/types.ts';
import { readingWithRemarks, withRemarks } from './account.ts';
import { seededGap } from './gap.ts';
import { metered } from './metered.ts';
import type { Pass } from './plan.ts';
import { runPrefills } from './prefills.ts';
import { runRequest, type Answer } from './request.ts';
import type { Bench, SubjectRun } from './types.ts';

/** One answer of a pass, before it is judged. */
export interface PassAnswer<T extends Task> {
  task: T;
  answer: Answer;
  phases: Repeat['phases'];
}

/** A pass that was run: its answers, and what the meter saw. */
export interface MeasuredPass<T extends Task> {
  pass: Pass<SubjectRun<T>>;
  answers: PassAnswer<T>[];
  reading: BlockReading;
  /** What was found of the sensor, up to and with this pass. */
  sensor: SensorFindings;
  /** Of prefill and decode, every request's; what was not resolvable counts as nothing. */
  grossJoules: number;
  /** When the last work of its record ended, monotonic nanoseconds; 0 of a pass that an earlier process has run. */
  workedNs: number;
}

/** Gross joules of prefill and decode; what was not resolvable counts as nothing. */
export const grossJoules = (requests: Iterable<Repeat['phases']>): number =>
  [...requests].reduce((sum, r) => sum + (r.prefill.grossJoules ?? 0) + (r.decode.grossJoules ?? 0), 0);

/** One request of a pass. @param index the task's. @param cell the pass's name, where several share a record */
export async function runTask<T extends Task>(
  { meter, workload }: Bench<T>,
  { block, subject, arm }: Pass<SubjectRun<T>>,
  index: number,
  cell?: string,
): Promise<{ task: T; id: string; answer: Answer }> {
  const task = workload.tasks[index]!;
  const id = `${block}/${subject.name}/${arm}/${index}`;
  const of = cell === undefined ? {} : { cell };
  const checks = {
    begin: () => meter.mark('begin', 'check', id, of),
    end: (cpuSeconds: number) => meter.mark('end', 'check', id, { cpuSeconds, ...of }),
  };
  const marks: Pick<EnergyMeter, 'mark'> = {
    mark: (edge, phase, request, detail) => meter.mark(edge, phase, request, { ...detail, ...of }),
  };
  const answer = await runRequest(subject.engine, marks, {
    id,
    prompt: subject.prompt.tokenize(task.prompt, task.id),
    // Blocks differ under sampling; arms and subjects of one block share their seed.
    sampling: { ...subject.sampling, seed: subject.sampling.seed + block },
    watcher: arm === 'suppressed' ? (subject.rules?.watch?.(task, checks) ?? null) : null,
  });
  return { task, id, answer };
}

/**
 * Runs every task once, for one subject in one arm, then `extraPrefills`, and attributes the joules of this pass on
 * their own.
 */
export async function runPass<T extends Task>(
  bench: Bench<T>,
  pass: Pass<SubjectRun<T>>,
  extraPrefills: number,
): Promise<MeasuredPass<T>> {
  const { meter } = bench;
  const { block, subject, arm } = pass;
  const gap = seededGap(1000 * block + 10 * subject.place + (arm === 'plain' ? 0 : 1));
  const answered: { task: T; id: string; answer: Answer }[] = [];
  const { energy, workedNs } = await metered(meter, async () => {
    for (const index of bench.workload.tasks.keys()) {
      bench.signal?.throwIfAborted();
      answered.push(await runTask(bench, pass, index));
      if (!meter.info.estimated) await gap();
    }
    await runPrefills(subject, meter, bench.workload, extraPrefills, gap);
  });
  const answers = answered.map(({ task, id, answer }) => answerOf(task, answer, energy.requests.get(id)!));
  return {
    pass,
    sensor: energy.sensor,
    grossJoules: grossJoules(energy.requests.values()),
    reading: readingWithRemarks(readingOf(pass, energy, extraPrefills), answers),
    answers,
    workedNs,
  };
}

/** An answer with its joules, and what its server told of it. */
export const answerOf = <T extends Task>(task: T, answer: Answer, phases: RequestEnergy): PassAnswer<T> => ({
  task,
  answer,
  phases: withRemarks(phases, answer),
});

/** What a result says of a pass's record. */
export function readingOf(
  { block, arm }: Pick<Pass<unknown>, 'block' | 'arm'>,
  energy: BlockEnergy,
  extraPrefills: number,
): BlockReading {
  const { seconds, smClockMhz, temperatureC, powerLimitWatts, idleWatts, phases, shares, validity } = energy;
  return {
    block,
    arm,
    seconds,
    smClockMhz,
    temperatureC,
    powerLimitWatts,
    idleWatts,
    extraPrefills,
    ...(phases ? { phases } : {}),
    ...(shares ? { shares } : {}),
    validity,
  };
}
