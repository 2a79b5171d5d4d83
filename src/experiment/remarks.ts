import type { RunResult } from '../common/generated/run-result.ts';
import type { ArmName } from '../common/phases.ts';
import type { Task } from '../workload/types.ts';
import type { Bench } from './types.ts';

type Remark = NonNullable<RunResult['findings']>[number];

/** What has to be said of a measurement of these arms and prompts, beside whether it may be trusted. */
export function remarksOf<T extends Task>(
  { arms: asked, workload }: Pick<Bench<T>, 'arms' | 'workload'>,
  arms: readonly ArmName[],
  prompts: NonNullable<RunResult['prompts']>,
): Remark[] {
  const cut = Object.values(prompts.cutTokens ?? {});
  const tokens = cut.reduce((a, b) => a + b, 0);
  return [
    ...(asked.includes('suppressed') && !arms.includes('suppressed')
      ? [
          {
            code: 'rule-not-applicable' as const,
            arm: 'suppressed' as const,
            text: `no rule can tell when an answer to ${workload.name} is complete, so arm suppressed is left out`,
          },
        ]
      : []),
    ...(cut.length > 0
      ? [
          {
            code: 'prompts-cut' as const,
            text: `${cut.length} of ${workload.tasks.length} prompts are longer than the context leaves room for: ${tokens} tokens are cut out of their middle`,
          },
        ]
      : []),
  ];
}
