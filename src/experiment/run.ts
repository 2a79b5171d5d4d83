import type { RunResult, Validity } from '../common/generated/run-result.ts';
import type { Task } from '../workload/types.ts';
import type { Extent } from './plan.ts';
import type { Session } from './session.ts';

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

/**
 * Drives a session: warm-up, then blocks until the number asked for or the budget is reached (a block once begun is
 * finished). One RunResult a subject.
 */
export async function runBlocks<T extends Task>(
  session: Session<T>,
  { blocks, budget }: Extent,
  onProgress: (line: string) => void,
): Promise<RunResult[]> {
  if (session.blocks < blocks) await session.warmUp();
  let budgetSpent = false;
  while (session.blocks < blocks && !budgetSpent) {
    await runBlock(session, blocks, onProgress);
    // The next block costs what the ones before it did on average.
    const withNext = 1 + 1 / session.blocks;
    const { seconds, joules } = session.spent;
    budgetSpent =
      session.blocks < blocks &&
      (seconds * withNext > budget.seconds || (budget.joules !== null && joules * withNext > budget.joules));
    if (budgetSpent) onProgress(`the budget is spent after ${session.blocks} of ${blocks} blocks`);
  }
  const validity: Validity = budgetSpent
    ? { status: 'warning', reasons: ['budget-spent'] }
    : { status: 'ok', reasons: [] };
  return session.results(validity);
}

/** One block, with a line of progress after each pass. */
async function runBlock<T extends Task>(
  session: Session<T>,
  blocks: number,
  onProgress: (line: string) => void,
): Promise<void> {
  const several = session.subjects.length > 1;
  const passes = session.subjects.length * session.arms.length;
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
