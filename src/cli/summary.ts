import { compare } from '../analysis/compare.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Config } from '../config/types.ts';
import { describeOptions } from '../gate/options.ts';
import { RENDERERS } from '../report/renderers.ts';
import { estimatedNote, summaryLines } from '../report/terminal.ts';
import { view } from '../report/view.ts';

/** A run in a few lines for a terminal, with its CO₂e where an intensity is configured. */
export function runSummary(result: RunResult, co2e: Config['co2e']): string {
  const { meter, validity, workload } = result;
  return [
    `${workload.name}, ${workload.tasks ?? '?'} tasks, meter ${meter.kind}${estimatedNote(meter.estimated)}`,
    ...summaryLines(view(compare(null, result, describeOptions(co2e)))),
    ...(validity && validity.status !== 'ok' ? [`  ${validity.status}: ${validity.reasons.join(', ')}`] : []),
  ].join('\n');
}

/** A comparison in a few lines for a terminal. */
export const comparisonSummary = (c: Comparison): string => RENDERERS.terminal(c);
