import { minutes } from '../common/duration.ts';
import type { RunResult, Validity } from '../common/generated/run-result.ts';
import type { Extent } from './plan.ts';
import type { Session } from './session.ts';
import type { Task } from '../workload/types.ts';

/** What of a session its drivers use, whatever its tasks are. */
export interface Driven extends Pick<
  Session<Task>,
  'blocks' | 'passes' | 'spent' | 'warm' | 'forecast' | 'running' | 'warmUp' | 'runBlock' | 'stop' | 'results'
> {
  readonly subjects: readonly unknown[];
}

/** What results say of a run that its budget ended, or did not. */
export const budgetValidity = (spent: boolean): Validity =>
  spent ? { status: 'warning', reasons: ['budget-spent'] } : { status: 'ok', reasons: [] };

/** Whether one more block, which costs what the ones before it did on average, would go beyond the budget. */
function isSpent({ blocks, spent }: Driven, budget: Extent['budget']): boolean {
  if (blocks === 0) return false;
  const withNext = 1 + 1 / blocks;
  return (
    spent.seconds * withNext > budget.seconds || (budget.joules !== null && spent.joules * withNext > budget.joules)
  );
}

/**
 * Drives a session to `blocks` blocks, warmed up before the first, or until the budget has no room for another (a block
 * once begun is finished). @returns whether the budget ended it
 */
export async function runUpTo(
  session: Driven,
  { blocks, budget }: Extent,
  onProgress: (line: string) => void,
): Promise<boolean> {
  while (session.blocks < blocks) {
    if (isSpent(session, budget)) {
      onProgress(`the budget is spent after ${session.blocks} of ${blocks} blocks`);
      return true;
    }
    if (!session.warm) await session.warmUp();
    await runBlock(session, blocks, onProgress);
  }
  return false;
}

/** Drives a session to the blocks asked for, or as far as the budget goes. One RunResult a subject. */
export async function runBlocks(
  session: Driven,
  extent: Extent,
  onProgress: (line: string) => void,
): Promise<RunResult[]> {
  return session.results(budgetValidity(await runUpTo(session, extent, onProgress)));
}

/** One block, with a line of progress after each pass. */
async function runBlock(session: Driven, blocks: number, onProgress: (line: string) => void): Promise<void> {
  const several = session.subjects.length > 1;
  const { passes } = session;
  const before = session.spent.seconds;
  const begin = performance.now();
  let done = session.blocks * passes;
  await session.runBlock(({ block, subject, arm, tasks, seconds }) => {
    done++;
    const elapsed = before + (performance.now() - begin) / 1000;
    const left = (elapsed / done) * (blocks * passes - done);
    const rest = done < blocks * passes ? `; about ${minutes(left)} left` : '';
    onProgress(
      `block ${block + 1} of ${blocks}, ${several ? `${subject}, ` : ''}${arm}: ${tasks} tasks in ${seconds.toFixed(1)} s${rest}`,
    );
  });
}
