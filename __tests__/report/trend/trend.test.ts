import { describe, expect, it } from '@jest/globals';
import { marked, type Token } from 'marked';
import { trendOf } from '../../../src/analysis/trend/index.ts';
import type { Trend } from '../../../src/common/generated/trend.ts';
import type { HistoryRow } from '../../../src/common/history-rows.ts';
import { plainText } from '../../../src/common/plain-text.ts';
import { TREND_RULES } from '../../../src/common/trend-rules.ts';
import { trendCsv } from '../../../src/report/trend/csv.ts';
import { trendMarkdown } from '../../../src/report/trend/markdown.ts';
import { sparkline, trendTerminal } from '../../../src/report/trend/terminal.ts';
import { historyRow as row } from '../../support/history.ts';

const of = (rows: readonly HistoryRow[]): Trend => trendOf(rows, { threshold: 0.03, rules: TREND_RULES });
const REPOSITORY = 'https://github.example/o/r';
const VALUES = {
  'energy-per-task/plain': 10,
  'prefill-energy-per-token/plain': 0.002,
  'decode-energy-per-token/plain': 0.1,
  'babble-share/plain': 0.25,
  'pass-at-1/plain': 0.75,
};
const WAIVER = { label: 'joulegate-accept', by: 'octocat', at: '2026-10-02T08:00:00Z', covers: 'energy' as const };
const history = of([
  row(1, { values: VALUES }),
  row(2, { values: { ...VALUES, 'energy-per-task/plain': 11 }, verdict: 'regressed', waivers: [WAIVER] }),
  row(3, { values: { ...VALUES, 'energy-per-task/plain': null }, driver: '560' }),
]);

describe('the page of a branch', () => {
  const page = trendMarkdown(history, { repository: REPOSITORY });
  const rows = page.split('\n').filter((l) => l.startsWith('| [') || l.startsWith('| 🔧'));

  it('has a row a commit, newest first, with what changed of the machine between', () => {
    expect(rows.map((r) => r.split('|')[1]!.trim().slice(0, 11))).toEqual([
      '[`0000000`]',
      '🔧',
      '[`0000000`]',
      '[`0000000`]',
    ]);
    expect(rows[1]).toContain('driver: 550 → 560');
    expect(rows[2]!.replaceAll('\u00a0', ' ')).toBe(
      `| [\`0000000\`](${REPOSITORY}/commit/${'2'.padStart(40, '0')}) | 2026‑10‑01 | ❌ regressed, accepted by octocat on 2026-10-02 | 11.0 J (+10.0 %) | 2.00 mJ (=) | 100 mJ (=) | 25.0 % (=) | 75.0 % (=) |`,
    );
    // What is not resolvable is never 0, and has no change.
    expect(rows[0]).toContain('| not-resolvable |');
  });

  it('has charts of the rows that have their values, with no word in them that is not ours', () => {
    const charts = [...page.matchAll(/```mermaid\n([\s\S]*?)```/g)].map((m) => m[1]!);
    expect(charts).toHaveLength(2);
    expect(charts[0]!.replace(/^%%.*\n/, '')).toBe(
      'xychart-beta\n  title "Energy per task: plain in blue"\n  x-axis "record, oldest first" 1 --> 2\n  y-axis "J" 0 --> 12.1\n  line [10, 11]\n',
    );
    expect(charts[1]).toContain('title "plain: pass@1 in blue, babble in orange"');
    expect(charts[1]).toContain('line [75, 75, 75]\n  line [25, 25, 25]');
  });

  it('tells scores in the place of pass@1, where no task has tests', () => {
    const values = { 'energy-per-task/plain': 10, 'score/plain': 0.5 };
    const scored = of([row(1, { values }), row(2, { values: { ...values, 'score/plain': 0.4 } })]);
    const text = trendMarkdown(scored, { repository: null });
    expect(text).toContain('| babble | score |');
    expect(text.replaceAll('\u00a0', ' ')).toContain('| 40.0 % (−10.0 points) |');
    expect(text).toContain('title "plain: score in blue"');
    for (const told of [text, trendTerminal(scored, null)]) {
      expect(told).toContain('score');
      expect(told).not.toContain('pass@1');
    }
  });

  it('links to no commit where the repository is not known, or the name is no commit', () => {
    expect(trendMarkdown(history, { repository: null })).not.toContain('](');
    const odd = of([{ ...row(1), commit: '../../evil' }]);
    expect(trendMarkdown(odd, { repository: REPOSITORY })).not.toContain('](');
  });

  it('says what was found, in words, and calls an estimate one', () => {
    const step = of(
      Array.from({ length: 40 }, (_x, n) =>
        row(n, { meter: 'estimate', values: { 'energy-per-task/plain': (n < 20 ? 10 : 12) + (n % 3) / 100 } }),
      ),
    );
    const text = trendMarkdown(step, { repository: null });
    expect(text).toMatch(/- Change point: Energy per task, plain is \+20\.0 % from `0000000` on \(p = 0\.\d+\)\./);
    expect(text).toContain('joules are an estimate');
    const creep = of(
      Array.from({ length: 12 }, (_x, n) => row(n, { values: { 'energy-per-task/plain': 10 * 1.01 ** n } })),
    );
    expect(trendMarkdown(creep, { repository: null })).toMatch(
      /- Slow creep: Energy per task, plain rose by \+11\.6 % from `0000000` to `0000000`, in steps of which each was within the limit \(p < 0\.001\)\./,
    );
  });
});

/** Each tries one thing that text must never do. */
const ATTACKS = [
  '@everyone @org/team',
  '[x](https://evil.test)',
  '![x](https://evil.test/p.png)',
  '<img src=x onerror=y>',
  '</details></td></table><h1>pass</h1>',
  '\n\n# pass\n',
  '| a |\n|---|\n',
  'https://evil.test www.evil.test a@evil.test',
  'fixes #1 GH-1 o/r#1',
  '```mermaid\nclick A "https://evil.test"\n```',
  '"]\n  line [1',
  '::error::forged',
  '\n::add-mask::x ##[error]y',
  '\u001b[2J\u009b31m\u202e\u2028',
  '=HYPERLINK("https://evil.test")',
  '`x` $y$ **z**',
];

function everyToken(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((t) => {
    const inner = t as Token & {
      tokens?: Token[];
      items?: Token[];
      header?: { tokens: Token[] }[];
      rows?: { tokens: Token[] }[][];
    };
    return [
      t,
      ...everyToken([
        ...(inner.tokens ?? []),
        ...(inner.items ?? []),
        ...[...(inner.header ?? []), ...(inner.rows ?? []).flat()].flatMap((c) => c.tokens),
      ]),
    ];
  });
}

describe.each(ATTACKS)('a name that is %j', (attack) => {
  const hostile = of(
    [
      row(1, { configuration: attack, workload: attack, model: attack, driver: attack, values: VALUES }),
      {
        ...row(2, {
          configuration: attack,
          workload: attack,
          model: 'm',
          waivers: [{ ...WAIVER, by: attack, at: attack }],
          values: VALUES,
        }),
        commit: attack,
      },
    ].map((r) => ({ ...r, series: { ...r.series, environment: { ...r.series.environment, gpu: attack } } })),
  );

  it('does nothing on the page', () => {
    const page = trendMarkdown(hostile, { repository: REPOSITORY });
    const tokens = everyToken(marked.lexer(page, { gfm: true }));
    const harmless = everyToken(marked.lexer(trendMarkdown(history, { repository: REPOSITORY }), { gfm: true }));
    const count = (all: readonly Token[], type: string): number => all.filter((t) => t.type === type).length;
    expect(
      tokens
        .flatMap((t) => (t.type === 'link' ? [(t as Token & { href: string }).href] : []))
        .filter((h) => !h.startsWith(REPOSITORY)),
    ).toEqual([]);
    // A dollar sign stands in a span of ours, so that it begins no mathematics.
    const foreign = tokens.filter((t) => !['<span>', '</span>'].includes(t.raw));
    for (const type of ['image', 'html', 'strong', 'del']) expect(count(foreign, type)).toBe(0);
    for (const type of ['heading', 'table', 'code']) expect(count(tokens, type)).toBe(count(harmless, type));
    const texts = tokens
      .filter((t) => t.type === 'text' && !(t as Token & { tokens?: Token[] }).tokens)
      .map((t) => t.raw);
    expect(texts.filter((t) => /(^|\W)@\w|(^|[^\\&\w])#\d|\bGH-\d/.test(t))).toEqual([]);
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/);
    // No word of it reaches Mermaid: its blocks are those of a history of the same values.
    const charts = (text: string): string[] => [...text.matchAll(/```mermaid[\s\S]*?```/g)].map((m) => m[0]);
    const plain = of([row(1, { values: VALUES }), row(2, { values: VALUES })]);
    expect(charts(page)).toEqual(charts(trendMarkdown(plain, { repository: null })));
  });

  it('does nothing in a terminal, nor as CSV', () => {
    const shown = plainText(trendTerminal(hostile, null));
    expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]|^\s*::|##\[/m);
    const marks = hostile.lines.flatMap((l) => l.rows).filter((r) => r.marks.length > 0).length;
    // Three titles, five sparks, a head, two rows, two lines between; and one for each change of the machine.
    expect(shown.split('\n')).toHaveLength(13 * hostile.lines.length + marks);
    for (const cell of parsed(trendCsv(hostile)).flat()) expect(cell).not.toMatch(/^[=+@\t\r]|^-(?![\d.])/);
  });
});

/** CSV as RFC 4180 has it. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  for (const m of text.matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g)) {
    const cell = m[1]!.startsWith('"') ? m[1]!.slice(1, -1).replaceAll('""', '"') : m[1]!;
    const row = rows.at(-1);
    if (!row || (row as string[] & { done?: true }).done) rows.push([cell]);
    else row.push(cell);
    if (m[2] === '\n') Object.assign(rows.at(-1)!, { done: true });
  }
  return rows;
}

describe('the trend as CSV', () => {
  it('has a line a value, whatever stands in its texts', () => {
    const rows = parsed(trendCsv(of([row(1, { configuration: 'a,"b"\nc.yml', values: VALUES })])));
    expect(rows).toHaveLength(1 + Object.keys(VALUES).length);
    expect(new Set(rows.map((r) => r.length))).toEqual(new Set([15]));
    expect(rows[1]![0]).toBe('a,"b"\nc.yml');
    const energy = rows.find((r) => r[8] === 'energy-per-task')!;
    expect(energy.slice(8)).toEqual(['energy-per-task', 'plain', 'J', '10', '10', '10', '']);
  });
});

describe('the trend in a terminal', () => {
  it('draws every row as a bar between least and most, with a gap where there is no value', () => {
    expect(sparkline([0, 7, 3.5, null, 1])).toBe('▁█▅ ▂');
    expect(sparkline([2, 2])).toBe('▄▄');
  });

  it('has the newest rows as a table, and one metric alone where it is asked for', () => {
    const text = trendTerminal(history, null);
    expect(text).toContain('joulegate.yml, practice: 3 record(s)\n  NVIDIA H100, driver 560, llama.cpp b1, meter nvml');
    expect(text).toMatch(/J\/task +▁█ +10\.0 J … 11\.0 J/);
    expect(text).toContain('  ~ driver: 550 → 560');
    const one = trendTerminal(history, 'babble-share');
    expect(one).toContain('Babble, share of output tokens');
    expect(one).not.toContain('J/task');
    const many = of(Array.from({ length: 25 }, (_x, n) => row(n)));
    expect(trendTerminal(many, null)).toContain('5 older record(s): --format csv or json has them all');
    expect(trendTerminal(of([]), null)).toBe('nothing is recorded yet');
  });
});
