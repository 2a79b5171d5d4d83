import type { Arm, RunResult } from './generated/run-result.ts';

const emptied = ({ tasks, ...arm }: Arm): Arm => ({
  ...arm,
  tasks: tasks.map((t) => ({ ...t, repeats: t.repeats.map((r) => ({ ...r, text: '' })) })),
});

/** A result as it leaves the machine where `keep-text` is false: without the answers' texts, and saying so. */
export function withoutAnswerText(result: RunResult): RunResult {
  const { plain, suppressed, ...others } = result.arms;
  return {
    ...result,
    textLeftOut: true,
    arms: {
      ...others,
      ...(plain ? { plain: emptied(plain) } : {}),
      ...(suppressed ? { suppressed: emptied(suppressed) } : {}),
    },
  };
}
