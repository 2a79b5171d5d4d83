import type { Trend, TrendLine, TrendRow } from '../../common/generated/trend.ts';
import { codeSpan, proseText } from '../hostile.ts';
import { armsOf, cell, columnsOf, machineText, marksText, verdictText } from './columns.ts';
import { findingText } from './findings.ts';
import { charts } from './mermaid.ts';

interface Shown {
  /** Address of the repository's page; `null` where there is none to link to. */
  repository: string | null;
}

const HEX = /^[0-9a-f]{40,64}$/;

const commitLink = (commit: string, { repository }: Shown): string => {
  const short = codeSpan(commit.slice(0, 7));
  return repository !== null && HEX.test(commit) ? `[${short}](${repository}/commit/${commit})` : short;
};

/** A day whose parts stay on one line. */
const day = (time: string): string => proseText(time.slice(0, 10).replaceAll('-', '\u2011'));

/** Rows of one arm, newest first; what changed of the machine stands as a row of its own between. */
function table(line: TrendLine, arm: string, shown: Shown): string {
  const columns = columnsOf(line);
  const row = (r: TrendRow): string[] => {
    const cells = columns.map(({ id }) => cell(r, id, arm));
    const verdict = verdictText(r, proseText);
    const own = [commitLink(r.commit, shown), day(r.time), verdict, ...cells].join(' | ');
    const marks = marksText(r, proseText);
    return [`| ${own} |`, ...(marks === '' ? [] : [`| 🔧 | | ${marks} |${' |'.repeat(columns.length)}`])];
  };
  const titles = ['commit', 'date', 'verdict', ...columns.map((c) => c.title)];
  return [
    `| ${titles.join(' | ')} |`,
    `|---|---|---|${'--:|'.repeat(columns.length)}`,
    ...[...line.rows].reverse().flatMap(row),
  ].join('\n');
}

/** A line: its findings, its charts, a table for each arm. */
function section(line: TrendLine, shown: Shown): string {
  const [first, ...others] = armsOf(line);
  const arms = first === undefined ? [] : [first, ...others];
  return [
    `## ${codeSpan(line.configuration)}, ${proseText(line.workload)}`,
    machineText(line, proseText),
    line.findings.map((f) => `- ${findingText(f, codeSpan)}`).join('\n'),
    ...charts(line, arms),
    ...(first === undefined ? [] : [`### ${first}`, table(line, first, shown)]),
    ...others.map((arm) => `<details><summary>${arm}</summary>\n\n${table(line, arm, shown)}\n\n</details>`),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const INTRO =
  "Every commit that JouleGate measured, newest first, each value with its change against the record before in the same environment (= where it shows none). 🔧 marks a change of the machine or the model: joules on both sides of the machine's do not compare. This page only tells; it fails no pull request.";

/** A trend as Markdown; `shown.repository` makes links of its commits. */
export const trendMarkdown = ({ lines }: Trend, shown: Shown): string =>
  `${['# Energy of code generation', INTRO, ...lines.map((line) => section(line, shown))].join('\n\n')}\n`;
