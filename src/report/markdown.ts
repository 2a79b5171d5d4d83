import { codeSpan, fenced, proseText } from './hostile.ts';
import type { MetricView } from './metric-view.ts';
import { SHARE_COLUMNS } from './shares.ts';
import { READING_COLUMNS } from './surroundings.ts';
import type { TaskSideView, TaskView } from './tasks.ts';
import { code, joined, name, type Foreign, type Text } from './text.ts';
import { unbroken, VERDICT_MARKS } from './format.ts';
import type { View } from './view.ts';

/** The comment's hidden first line, by which it is found again; `id` names one of several configurations. */
export const markerLine = (id: string): string => `<!-- joulegate-comment ${id.replace(/[^A-Za-z0-9._/-]/g, '_')} -->`;

/** GitHub refuses comments over 65,536 characters; the rest is room for the host around it. */
const MOST_CHARACTERS = 60_000;

/** Where everything that is not ours becomes fit for Markdown. */
const escaped = ({ foreign, as }: Foreign): string => (as === 'prose' ? proseText(foreign) : codeSpan(foreign));
const md = (text: Text): string => joined(text, escaped);
const span = (foreign: string): string => escaped(name(foreign));

const folded = (title: string, body: string): string => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;

/** `align`: one of `-` (left), `>` (right), `^` (centre) a column. */
function table(columns: readonly string[], align: string, rows: readonly (readonly string[])[]): string {
  const rules = [...align].map((a) => (a === '>' ? '--:' : a === '^' ? ':-:' : '---'));
  return [
    `${columns.map((c) => (c === '' ? '| ' : `| ${c} `)).join('')}|`,
    `|${rules.join('|')}|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function metricTable(v: View, metrics: readonly MetricView[]): string {
  const rows = metrics.map((m) => {
    const bold = m.verdict === 'regressed' || m.verdict === 'improved' ? '**' : '';
    const verdict = m.verdict ? `${VERDICT_MARKS[m.verdict]} ${m.verdict}` : '';
    const cells = [m.base, m.head, `${bold}${m.change}${bold}`, m.interval, m.limit, verdict];
    return [
      `${bold}${m.name}${m.arm ? `, ${m.arm}` : ''}${m.note}${bold}`,
      ...cells.map((x) => (x === '' ? ' ' : unbroken(x))),
    ];
  });
  return table(['', 'base', 'head', 'change', v.intervalTitle, 'limit', ''], '->>>>>-', rows);
}

function taskTable(tasks: readonly TaskView[]): string {
  const side = (s: TaskSideView | null, of: (s: TaskSideView) => string): string => (s ? of(s) : '–');
  const joules = (s: TaskSideView): string => `${s.joules}${s.babbleJoules ? ` (${s.babbleJoules} babble)` : ''}`;
  const tokens = (s: TaskSideView): string => `${s.tokens}${s.babbleTokens ? ` (${s.babbleTokens} babble)` : ''}`;
  const both = (t: TaskView, of: (s: TaskSideView) => string): string[] => [side(t.base, of), side(t.head, of)];
  return table(
    ['task', 'arm', 'J base', 'J head', 'of the change', 'tokens base', 'tokens head', 'passes base', 'passes head'],
    '-->>>>>^^',
    tasks.map((t) => [
      span(t.id),
      t.arm,
      ...both(t, joules),
      t.change === '' ? ' ' : t.change,
      ...both(t, tokens),
      ...both(t, (s) => s.passed),
    ]),
  );
}

const whyTables = (v: View): string =>
  v.why
    .map(
      (w) =>
        `**${w.arm}**: ${w.change}\n\n${table(
          ['part', 'joules per task', 'share of the change'],
          '->>',
          w.parts.map((p) => [p.name, p.joules, p.share]),
        )}`,
    )
    .join('\n\n');

/** What the babble was, and what suppression saves against plain and against the stop strings most people have. */
function babbleTables({ babble: b }: View): string {
  const cells = (p: { name: string; base: string; head: string }): string[] => [p.name, p.base, p.head];
  const kinds = [
    ...b.kinds.map((k) => cells({ ...k, name: span(k.name) })),
    ...[b.tokens, b.joules].flatMap((p) => (p ? [cells(p)] : [])),
  ];
  const against = (preset: string): string => (preset === 'plain' ? 'plain decoding' : `stop strings ${span(preset)}`);
  const savings = b.savings.map((s) => cells({ ...s, name: against(s.name) }));
  const rules = b.rules.map((r) => [
    `${r.stopStrings ? 'stop strings ' : ''}${span(r.rule)}`,
    r.tokens,
    r.stopped,
    r.base,
    r.head,
  ]);
  return [
    b.kinds.length > 0 ? table(['babble tokens per task, plain', 'base', 'head'], '->>', kinds) : '',
    b.answers.length > 0 ? table(['answers, plain', 'base', 'head'], '->>', b.answers.map(cells)) : '',
    savings.length > 0 ? table(['suppression saves, of energy per task, against', 'base', 'head'], '->>', savings) : '',
    rules.length > 0
      ? `${table(
          [
            'rule, told from the plain answers',
            'tokens per task until it ends them, head',
            'answers ended early',
            'would save, base',
            'would save, head',
          ],
          '->>>>',
          rules,
        )}\n\nWould save: of energy per task against plain decoding, by share of decode steps, before checks and overrun.`
      : '',
  ]
    .filter((t) => t !== '')
    .join('\n\n');
}

/** The plain answers whose length changed most. */
const changedMost = (v: View): TaskView[] =>
  v.tasks
    .filter((t) => t.arm === 'plain' && t.head.text !== '')
    .sort((a, b) => Math.abs(b.grown) - Math.abs(a.grown))
    .slice(0, 3);

/** A table of what differs between base and head, then all of head. */
function subjectTables(v: View): string {
  const changed =
    v.changed.length > 0
      ? [
          table(
            ['changed', 'base', 'head'],
            '---',
            v.changed.map((d) => [span(d.key), span(d.base), span(d.head)]),
          ),
        ]
      : v.hasBase
        ? ['Nothing in the subject changed.']
        : [];
  return [
    ...changed,
    table(
      ['head', ''],
      '--',
      v.facts.map((fact) => fact.map(span)),
    ),
  ].join('\n\n');
}

function methodSection(v: View): string {
  const told = (columns: readonly string[], left: number, rows: string[][]): string[] =>
    rows.length > 0 ? [table(columns, '-'.repeat(left) + '>'.repeat(columns.length - left), rows)] : [];
  return [
    v.method.map((line) => `- ${md(line)}`).join('\n'),
    ...told(READING_COLUMNS, 2, v.readings),
    ...told(SHARE_COLUMNS, 3, v.shares),
  ].join('\n\n');
}

function top(v: View, id: string): string {
  const warnings = v.warnings.map(
    (f) => `- ⚠️ ${f.side ? `${f.side}: ` : ''}${md([code(f.code)])}${f.text === '' ? '' : ` – ${proseText(f.text)}`}`,
  );
  return [
    markerLine(id),
    `## ${v.mark} JouleGate: ${v.verdict}`,
    '',
    ...(v.gateChanges ? [`> ⚠️ **${v.gateChanges.lead}**`, ...v.gateChanges.lines.map((l) => `> - ${md(l)}`), ''] : []),
    md(v.sentence),
    '',
    ...(v.note ? [`> ${v.note.lead} **${v.note.strong}** ${v.note.rest}`, ''] : []),
    ...(v.metrics.length > 0
      ? [
          metricTable(
            v,
            v.metrics.filter((m) => m.headline),
          ),
        ]
      : []),
    ...(warnings.length > 0 ? ['', ...warnings] : []),
    ...(v.emissions ? ['', md(v.emissions)] : []),
    ...(v.month ? ['', v.month] : []),
  ].join('\n');
}

/** Each metric, and under it why not a better basis. */
const basisList = (lines: readonly string[]): string =>
  lines.map((line) => `${line.startsWith(' ') ? '  ' : ''}- ${proseText(line.trim())}`).join('\n');

/** What stands folded under the table, in order; a section without a body is left out. */
function sections(v: View): string[] {
  const reasons = v.reasons.map((f) => `- ${md([code(f.code)])}: ${f.text === '' ? '' : span(f.text)}`);
  const rest = v.metrics.filter((m) => !m.headline);
  const answers = changedMost(v).map((t) => `${span(t.id)}, head, plain:\n\n${fenced(t.head.text)}`);
  const bodies: [title: string, body: string][] = [
    ['Why: where the joules went', whyTables(v)],
    ['Reasons by name', reasons.join('\n')],
    ['How it was decided', basisList(v.basis)],
    ['Babble: what it was, and what stopping saves', babbleTables(v)],
    ['More metrics', rest.length > 0 ? metricTable(v, rest) : ''],
    [`Per task (${new Set(v.tasks.map((t) => t.id)).size})`, v.tasks.length > 0 ? taskTable(v.tasks) : ''],
    ['Subject and environment', subjectTables(v)],
    ['How it was measured', methodSection(v)],
    ['Answers that changed most', answers.join('\n\n')],
  ];
  return bodies.filter(([, body]) => body !== '').map(([title, body]) => folded(title, body));
}

/** The pull request's comment: verdict, one sentence, one table, the rest folded; at most 60,000 characters. */
export function markdown(v: View, id = 'default'): string {
  let out = top(v, id);
  let left = 0;
  for (const section of sections(v)) {
    if (out.length + section.length + 200 > MOST_CHARACTERS) left++;
    else out += `\n\n${section}`;
  }
  if (left > 0) out += `\n\n${left} section(s) did not fit into a comment; the report page has them.`;
  return `${out}\n`;
}
