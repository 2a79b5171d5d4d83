import { randomUUID } from 'node:crypto';
import type { RunResult, Validity } from '../common/generated/run-result.ts';
import { monotonicNs } from '../common/clock.ts';
import { gradePasses } from './grade.ts';
import { runPass, type PassResult } from './pass.ts';
import { passesOf } from './plan.ts';
import { assemble } from './result.ts';
import type { Bench, SubjectRun } from './types.ts';
import { warmUp } from './warm-up.ts';

const joulesOf = (p: PassResult): number =>
  [...p.energy.requests.values()].reduce(
    (sum, r) => sum + (r.prefill.grossJoules ?? 0) + (r.decode.grossJoules ?? 0),
    0,
  );

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

/**
 * Measures subjects interleaved: warm-up, then blocks in ABBA order until the number asked for or the budget is reached
 * (a block once begun is finished), then grades. One RunResult a subject, sharing a measurement id.
 */
export async function runExperiment(bench: Bench, subjects: readonly SubjectRun[]): Promise<RunResult[]> {
  const measurement = randomUUID();
  await bench.pool.ready;
  const extraPrefills = await warmUp(bench, subjects);
  const passes: PassResult[] = [];
  const begin = monotonicNs();
  const elapsed = (): number => (monotonicNs() - begin) / 1e9;
  const perBlock = subjects.length * bench.arms.length;
  let joules = 0;
  let spent = false;
  for (let block = 0; block < bench.blocks && !spent; block++) {
    for (const pass of passesOf(block, subjects.length, bench.arms)) {
      const result = await runPass(bench, subjects[pass.subject]!, pass, extraPrefills[pass.subject]!);
      passes.push(result);
      joules += joulesOf(result);
      await bench.journal?.append({
        measurement,
        pass,
        answers: result.answers.map((a) => ({ task: a.task.id, ...a.answer, lineEnds: undefined, phases: a.phases })),
      });
      const total = bench.blocks * perBlock;
      const left = (elapsed() / passes.length) * (total - passes.length);
      bench.onProgress(
        `block ${block + 1} of ${bench.blocks}, ${subjects.length > 1 ? `${subjects[pass.subject]!.name}, ` : ''}${pass.arm}: ${result.answers.length} tasks in ${result.energy.seconds.toFixed(1)} s${passes.length < total ? `; about ${minutes(left)} left` : ''}`,
      );
    }
    const next = elapsed() * (1 + 1 / (block + 1));
    spent =
      block + 1 < bench.blocks &&
      (next > bench.budget.seconds ||
        (bench.budget.joules !== null && joules * (1 + 1 / (block + 1)) > bench.budget.joules));
    if (spent) bench.onProgress(`the budget is spent after ${block + 1} of ${bench.blocks} blocks`);
  }
  const graded = await gradePasses(passes, subjects, bench.grader, bench.onProgress, bench.signal);
  const extra: Validity = spent ? { status: 'warning', reasons: ['budget-spent'] } : { status: 'ok', reasons: [] };
  return subjects.map((s, i) => assemble(bench, s, i, graded, measurement, extra));
}
