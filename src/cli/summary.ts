import { compare } from '../analysis/compare.ts';
import type { Comparison } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Config } from '../config/types.ts';
import { describeOptions } from '../gate/options.ts';
import { co2eLine } from '../report/co2e.ts';
import { changeOf, METRIC_NAMES, sideOf, VERDICT_MARKS } from '../report/format.ts';
import { sentence } from '../report/sentence.ts';

const estimatedNote = (estimated: unknown): string => (estimated === true ? ' (estimated: CPU time × watts)' : '');

/** A run in a few lines for a terminal, with its CO₂e where an intensity is configured. */
export function runSummary(result: RunResult, co2e: Config['co2e']): string {
  const alone = compare(null, result, describeOptions(co2e));
  const lines = alone.metrics
    .filter((m) =>
      ['energy-per-task', 'output-tokens', 'babble-share', 'pass-at-1', 'suppression-saving'].includes(m.id),
    )
    .map((m) => `  ${`${METRIC_NAMES[m.id]}${m.arm ? ` (${m.arm})` : ''}`.padEnd(44)} ${sideOf(m, 'head')}`);
  const validity =
    result.validity && result.validity.status !== 'ok'
      ? `\n  ${result.validity.status}: ${result.validity.reasons.join(', ')}`
      : '';
  const emissions = co2eLine(alone);
  return `${result.workload.name}, ${result.workload.tasks ?? '?'} tasks, meter ${result.meter.kind}${estimatedNote(result.meter.estimated)}\n${lines.join('\n')}${emissions ? `\n  ${emissions}` : ''}${validity}`;
}

/** A comparison in a few lines for a terminal. */
export function comparisonSummary(c: Comparison): string {
  const lines = c.metrics
    .filter((m) => m.verdict !== null)
    .map(
      (m) =>
        `  ${VERDICT_MARKS[m.verdict!]} ${`${METRIC_NAMES[m.id]}${m.arm ? ` (${m.arm})` : ''}`.padEnd(42)} ${sideOf(m, 'base')} → ${sideOf(m, 'head')}  ${changeOf(m)}  ${m.verdict}`,
    );
  const emissions = co2eLine(c);
  return [
    `${VERDICT_MARKS[c.verdict]} ${c.verdict}${c.reasons.length > 0 ? ` (${c.reasons.join(', ')})` : ''}${estimatedNote(c.head.meter['estimated'])}`,
    sentence(c),
    ...lines,
    ...(emissions ? [`  ${emissions}`] : []),
  ].join('\n');
}
