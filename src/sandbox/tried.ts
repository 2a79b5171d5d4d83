import type { Judge } from './judge.ts';
import { failedText, safeText } from './result-text.ts';
import type { CheckResult, Program } from './types.ts';
import type { Worker } from './worker.ts';

const NO_NUMPY = /^No module named 'numpy(\.\w+)*'$/;

/**
 * Runs a program in this worker and has a pass confirmed by a judge, where there is one; never rejects for what a
 * program does. `sound` tells whether
 * the worker may be used on.
 */
export async function tried(
  program: Program,
  worker: Worker,
  judge: Judge | null,
  limitSeconds: number,
): Promise<CheckResult & { sound: boolean }> {
  const since = performance.now();
  const { source, test, entryPoint } = program;
  const ending = await worker.ask({ kind: 'run', source, test, entryPoint }, limitSeconds);
  const result = (
    passed: boolean,
    text: string,
    cpuSeconds: number | null,
    sound: boolean,
  ): CheckResult & { sound: boolean } => {
    const wallSeconds = (performance.now() - since) / 1000;
    return { passed, result: text, cpuSeconds: cpuSeconds ?? wallSeconds, wallSeconds, sound };
  };
  const notGraded = (why: string): CheckResult & { sound: boolean } => ({
    ...result(false, safeText(`not-graded: ${why}`), null, false),
    notGraded: true,
  });
  if (ending.kind === 'timed-out') return result(false, 'timed out', limitSeconds, false);
  if (ending.kind === 'killed')
    return notGraded('the sandbox process was killed from outside (the system may be short of memory)');
  if (ending.kind === 'died') return result(false, failedText(`the sandbox process ended: ${ending.how}`), null, false);
  const { passed, text, cpuSeconds, broken, calls } = ending.response;
  const refused = !worker.numpy && NO_NUMPY.test(text);
  if (!passed)
    return result(false, failedText(refused ? 'refused: numpy is not in the sandbox' : text), cpuSeconds, !broken);
  if (judge === null) return result(true, 'passed', cpuSeconds, !broken);
  const judged = await judge.confirm(program, calls, worker, limitSeconds);
  const used = cpuSeconds + judged.cpuSeconds;
  if (judged.verdict === 'unknown') return notGraded('the process that confirms a pass was ended');
  return judged.verdict === 'confirmed'
    ? result(true, 'passed', used, !broken && worker.alive)
    : result(false, failedText('the checker was changed'), used, false);
}
