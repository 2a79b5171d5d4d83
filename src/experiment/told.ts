import { JouleGateError } from '../common/errors.ts';
import type { MetricId } from '../common/generated/comparison.ts';
import { idleLimits } from '../config/idle-limits.ts';
import { isText, type CodeTask, type TextTask, type Workload } from '../workload/types.ts';

/**
 * That the lines of a workload tell what a configuration limits: of tasks of one's own nobody knows it before they are
 * read. @throws JouleGateError `config-invalid`
 */
export function requireTold(limited: readonly MetricId[], workload: Workload<CodeTask> | Workload<TextTask>): void {
  const code = !isText(workload);
  const checked = workload.checker !== undefined;
  const score = checked || (!code && workload.score !== 'none');
  const idle = idleLimits(limited, workload.name, { passes: code || checked, score, ends: code });
  if (idle.length === 0) return;
  throw new JouleGateError(
    'config-invalid',
    `the configuration limits what its workload does not tell:\n  ${idle.join('\n  ')}`,
    'remove each limit named, or let the lines have what tells it (docs/workloads.md)',
  );
}
