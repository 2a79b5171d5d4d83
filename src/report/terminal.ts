import { codeSpan } from './hostile.ts';
import type { MetricView } from './metric-view.ts';
import { VERDICT_MARKS } from './format.ts';
import { joined, type Foreign, type Text } from './text.ts';
import type { View } from './view.ts';

/** A terminal obeys nothing in a sentence once `plainText` has passed it; names and quotes are cut to one line here. */
const escaped = ({ foreign, as }: Foreign): string => (as === 'prose' ? foreign : codeSpan(foreign));

/** A text in one line of a terminal; what is written there passes `plainText` at the edge. */
export const terminalText = (text: Text): string => joined(text, escaped);

const label = (m: MetricView): string => `${m.name}${m.arm ? ` (${m.arm})` : ''}`;

/** Beside joules that no sensor gave. */
export const estimatedNote = (estimated: boolean): string => (estimated ? ' (estimated: CPU time × watts)' : '');

/** The headline metrics of one result, a line each. */
export const summaryLines = (v: View): string[] => [
  ...v.metrics.filter((m) => m.summary).map((m) => `  ${label(m).padEnd(44)} ${m.head}`),
  ...(v.emissions ? [`  ${terminalText(v.emissions)}`] : []),
];

/** A comparison in a few lines. */
export function terminal(v: View): string {
  const codes = [...new Set(v.reasons.map((f) => f.code))];
  return [
    `${v.mark} ${v.title}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}${estimatedNote(v.estimated && v.note !== null)}`,
    ...(v.gateChanges ? [v.gateChanges.lead, ...v.gateChanges.lines.map((l) => `  ${terminalText(l)}`)] : []),
    terminalText(v.sentence),
    ...v.metrics.flatMap((m) =>
      m.verdict === null
        ? []
        : [`  ${VERDICT_MARKS[m.verdict]} ${label(m).padEnd(42)} ${m.base} → ${m.head}  ${m.change}  ${m.verdict}`],
    ),
    ...(v.emissions ? [`  ${terminalText(v.emissions)}`] : []),
    ...(v.month ? [`  ${v.month}`] : []),
  ].join('\n');
}
