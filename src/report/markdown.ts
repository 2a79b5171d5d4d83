import type { BabbleSide, Comparison, Metric, TaskRow } from '../common/generated/comparison.ts';
import {
  changeOf,
  digits,
  interval,
  limit,
  METRIC_NAMES,
  quantity,
  sideOf,
  signedJoules,
  unbroken,
  VERDICT_MARKS,
} from './format.ts';
import { code, fenced, prose } from './hostile.ts';
import { co2eLine } from './co2e.ts';
import { partName, sentence } from './sentence.ts';
import { noticeLines, READING_COLUMNS, readingRows } from './surroundings.ts';
import { answerFacts, besideBabble } from './answers.ts';
import { reasonFindings } from './findings.ts';
import { differences, flatten, joulesNote, methodLines } from './facts.ts';

/** The comment's hidden first line, by which it is found again; `id` names one of several configurations. */
export const markerLine = (id: string): string => `<!-- joulegate-comment ${id.replace(/[^A-Za-z0-9._/-]/g, '_')} -->`;

/** GitHub refuses comments over 65,536 characters; the rest is room for the host around it. */
const MOST_CHARACTERS = 60_000;

const HEADLINES: readonly string[] = [
  'energy-per-task',
  'output-tokens',
  'babble-share',
  'pass-at-1',
  'suppression-saving',
];

function headline(m: Metric): boolean {
  return m.verdict !== null || (HEADLINES.includes(m.id) && !(m.id === 'babble-share' && m.arm === 'suppressed'));
}

const cell = (text: string): string => (text === '' ? ' ' : text);

function metricTable(metrics: readonly Metric[], babble: Comparison['babble']): string {
  const rows = metrics.map((m) => {
    const name = `${METRIC_NAMES[m.id]}${m.arm ? `, ${m.arm}` : ''}${besideBabble(m, babble)}`;
    const verdict = m.verdict ? `${VERDICT_MARKS[m.verdict]} ${m.verdict}` : '';
    const bold = m.verdict === 'regressed' || m.verdict === 'improved' ? '**' : '';
    const cells = [
      sideOf(m, 'base'),
      sideOf(m, 'head'),
      `${bold}${changeOf(m)}${bold}`,
      interval(m.interval, m.scale),
      limit(m.threshold, m),
      verdict,
    ];
    return `| ${bold}${name}${bold} | ${cells.map((x) => cell(unbroken(x))).join(' | ')} |`;
  });
  return ['| | base | head | change | 95 % interval | limit | |', '|---|--:|--:|--:|--:|--:|---|', ...rows].join('\n');
}

const folded = (title: string, body: string): string => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;

function taskTable(rows: readonly TaskRow[]): string {
  const joules = (s: TaskRow['base']): string => {
    if (!s) return '–';
    if (s.prefillJoules === null || s.decodeJoules === null) return 'not-resolvable';
    const babble = s.babbleJoules ? ` (${quantity(s.babbleJoules, 'J')} babble)` : '';
    return `${quantity(s.prefillJoules + s.decodeJoules + (s.checkJoules ?? 0), 'J')}${babble}`;
  };
  const tokens = (s: TaskRow['base']): string =>
    s ? `${digits(s.outputTokens)}${s.babbleTokens ? ` (${digits(s.babbleTokens)} babble)` : ''}` : '–';
  const passed = (s: TaskRow['base']): string =>
    s && s.passed !== null ? (s.passed === 1 ? '✓' : s.passed === 0 ? '✗' : `${Math.round(100 * s.passed)} %`) : '–';
  return [
    '| task | arm | J base | J head | tokens base | tokens head | passes base | passes head |',
    '|---|---|--:|--:|--:|--:|:-:|:-:|',
    ...rows.map(
      (r) =>
        `| ${code(r.id)} | ${r.arm} | ${joules(r.base)} | ${joules(r.head)} | ${tokens(r.base)} | ${tokens(r.head)} | ${passed(r.base)} | ${passed(r.head)} |`,
    ),
  ].join('\n');
}

function whyTable(c: Comparison): string {
  return c.why
    .map((w) => {
      const total = w.head - w.base;
      const rows = w.parts.map(
        (p) =>
          `| ${partName(p.part)} | ${signedJoules(p.joules)} | ${total === 0 ? '–' : `${Math.round((100 * p.joules) / total)} %`.replace('-', '−')} |`,
      );
      return `**${w.arm}**: ${quantity(w.base, 'J')} → ${quantity(w.head, 'J')} per task (${w.method === 'lmdi' ? 'LMDI-I' : 'Shapley'} split, exact)\n\n| part | joules per task | share of the change |\n|---|--:|--:|\n${rows.join('\n')}`;
    })
    .join('\n\n');
}

const babbleJoules = (s: BabbleSide | null | undefined): string =>
  s && s.tokensPerTask > 0 ? quantity(s.joulesPerTask, 'J') : '–';

/** What the babble was, and what suppression saves against plain and against the stop strings most people have. */
function babbleSection(c: Comparison): string {
  const kinds = [
    ...new Set((c.babble ?? []).flatMap((b) => [...Object.keys(b.base?.kinds ?? {}), ...Object.keys(b.head.kinds)])),
  ];
  const of = (s: BabbleSide | null | undefined, kind: string): string => (s ? digits(s.kinds[kind] ?? 0) : '–');
  const rows = (c.babble ?? [])
    .filter((b) => b.arm === 'plain')
    .flatMap((b) => [
      ...kinds.map((k) => `| ${code(k)} | ${of(b.base, k)} | ${of(b.head, k)} |`),
      `| all | ${b.base ? digits(b.base.tokensPerTask) : '–'} | ${digits(b.head.tokensPerTask)} |`,
      `| joules (by share of decode steps) | ${babbleJoules(b.base)} | ${babbleJoules(b.head)} |`,
    ]);
  const facts = answerFacts(c).map(([name, base, head]) => `| ${name} | ${base} | ${head} |`);
  const saved = (x: number | null | undefined): string => (x === null || x === undefined ? '–' : quantity(x, '1'));
  const savings = (c.savings ?? []).map(
    (s) =>
      `| ${s.against === 'plain' ? 'plain decoding' : `stop strings ${code(s.against)}`} | ${saved(s.base)} | ${saved(s.head)} |`,
  );
  const rules = (c.rules ?? []).map(
    (r) =>
      `| ${r.stopStrings ? 'stop strings ' : ''}${code(r.rule)} | ${digits(r.head.tokensPerTask)} | ${quantity(r.head.stoppedShare, '1')} | ${saved(r.base?.saving)} | ${saved(r.head.saving)} |`,
  );
  const tables = [
    ...(kinds.length > 0
      ? [['| babble tokens per task, plain | base | head |', '|---|--:|--:|', ...rows].join('\n')]
      : []),
    ...(facts.length > 0 ? [['| answers, plain | base | head |', '|---|--:|--:|', ...facts].join('\n')] : []),
    ...(savings.length > 0
      ? [['| suppression saves, of energy per task, against | base | head |', '|---|--:|--:|', ...savings].join('\n')]
      : []),
    ...(rules.length > 0
      ? [
          [
            '| rule, told from the plain answers | tokens per task until it ends them, head | answers ended early | would save, base | would save, head |',
            '|---|--:|--:|--:|--:|',
            ...rules,
          ].join('\n'),
          'Would save: of energy per task against plain decoding, by share of decode steps, before checks and overrun.',
        ]
      : []),
  ];
  return tables.join('\n\n');
}

/** The answers of the tasks whose babble or outcome changed most, fenced: they are hostile text. */
function answers(c: Comparison): string {
  const worst = c.tasks
    .filter((r) => r.arm === 'plain' && r.head.text)
    .map((r) => ({ r, grown: r.head.outputTokens - (r.base?.outputTokens ?? r.head.outputTokens) }))
    .sort((a, b) => Math.abs(b.grown) - Math.abs(a.grown))
    .slice(0, 3);
  return worst.map(({ r }) => `${code(r.id)}, head, plain:\n\n${fenced(r.head.text!)}`).join('\n\n');
}

function readingTable(c: Comparison): string[] {
  const rows = readingRows(c).map((r) => `| ${r.join(' | ')} |`);
  return rows.length > 0
    ? [
        [`| ${READING_COLUMNS.join(' | ')} |`, `|---|---|${'--:|'.repeat(READING_COLUMNS.length - 2)}`, ...rows].join(
          '\n',
        ),
      ]
    : [];
}

/** A table of what differs between base and head, then all of head. */
function subjectSection(c: Comparison): string {
  const changed = differences(c.base?.subject, c.head.subject);
  const lines =
    changed.length > 0
      ? [
          '| changed | base | head |',
          '|---|---|---|',
          ...changed.map((d) => `| ${code(d.key)} | ${code(d.base)} | ${code(d.head)} |`),
          '',
        ]
      : c.base
        ? ['Nothing in the subject changed.', '']
        : [];
  const all = [...flatten(c.head.subject), ...flatten(c.head.environment)];
  return [...lines, '| head | |', '|---|---|', ...all.map(([k, v]) => `| ${code(k)} | ${code(v)} |`)].join('\n');
}

/** The pull request's comment: verdict, one sentence, one table, the rest folded; at most 60,000 characters. */
export function markdown(c: Comparison, id = 'default'): string {
  const note = joulesNote(c);
  const emissions = co2eLine(c);
  const estimated = c.head.meter['estimated'] === true;
  const notices = noticeLines(c);
  const top = [
    markerLine(id),
    `## ${VERDICT_MARKS[c.verdict]} JouleGate: ${c.verdict}`,
    '',
    sentence(c, prose),
    '',
    ...(note
      ? [`> ${estimated ? 'All joules here are an' : 'Absolute joules carry a'} **${note.strong}** ${note.rest}`, '']
      : []),
    metricTable(c.metrics.filter(headline), c.babble),
    ...(notices.length > 0 ? ['', ...notices.map((n) => `- ⚠️ ${n}`)] : []),
    ...(emissions ? ['', emissions] : []),
  ].join('\n');
  const rest = c.metrics.filter((m) => !headline(m));
  const other = reasonFindings(c)
    .map((f) => `- ${code(f.code)}: ${f.text === '' ? '' : code(f.text)}`)
    .join('\n');
  const sections: (string | null)[] = [
    c.why.length > 0 ? folded('Why: where the joules went', whyTable(c)) : null,
    other === '' ? null : folded('Reasons by name', other),
    babbleSection(c) === '' ? null : folded('Babble: what it was, and what stopping saves', babbleSection(c)),
    rest.length > 0 ? folded('More metrics', metricTable(rest, c.babble)) : null,
    c.tasks.length > 0 ? folded(`Per task (${new Set(c.tasks.map((t) => t.id)).size})`, taskTable(c.tasks)) : null,
    folded('Subject and environment', subjectSection(c)),
    folded(
      'How it was measured',
      [
        methodLines(c, prose)
          .map((l) => `- ${l}`)
          .join('\n'),
        ...readingTable(c),
      ].join('\n\n'),
    ),
    c.tasks.some((t) => t.head.text) ? folded('Answers that changed most', answers(c)) : null,
  ];
  let out = top;
  let left = 0;
  for (const section of sections) {
    if (section === null) continue;
    if (out.length + section.length + 200 > MOST_CHARACTERS) left++;
    else out += `\n\n${section}`;
  }
  if (left > 0) out += `\n\n${left} section(s) did not fit into a comment; the report page has them.`;
  return `${out}\n`;
}
