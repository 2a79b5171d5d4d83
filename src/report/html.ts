import type { MetricView } from './metric-view.ts';
import { escapeHtml } from './hostile.ts';
import { body, list, number, section, table, tag, text, wide } from './html-table.ts';
import { SHARE_COLUMNS } from './shares.ts';
import { STYLE } from './style.ts';
import { QUEUE_COLUMNS, READING_COLUMNS } from './surroundings.ts';
import type { TaskSideView, TaskView } from './tasks.ts';
import { code, joined, type Foreign, type Text } from './text.ts';
import type { View } from './view.ts';

const e = escapeHtml;

const TAGS = { prose: '', name: '', code: 'code', quote: 'q' } as const;

/** Where everything that is not ours becomes fit for HTML. */
function escaped({ foreign, as }: Foreign): string {
  const tag = TAGS[as];
  return tag === '' ? e(foreign) : `<${tag}>${e(foreign)}</${tag}>`;
}

const show = (text: Text): string => joined(text, escaped, e);

function metricsTable(v: View): string {
  const columns = ['base', 'head', 'change', v.intervalTitle, 'limit'].map(number);
  const row = (m: MetricView): string =>
    [
      `<tr><td>${e(m.name)}${m.arm ? `, ${m.arm}` : ''}${e(m.note)}</td>`,
      ...[m.base, m.head, m.change, m.interval, m.limit].map((x) => `<td class="n">${e(x)}</td>`),
      `<td class="t-${m.verdict ?? 'none'}">${m.verdict ?? ''}</td></tr>`,
    ].join('');
  const head = [text('metric'), ...columns, text('verdict')].map((c) => tag('th', c, e(c.name))).join('');
  return wide(`<table><thead><tr>${head}</tr></thead><tbody>${v.metrics.map(row).join('')}</tbody></table>`);
}

function bar(s: TaskSideView, label: string, id: string, most: number, change = ''): string {
  const parts = s.phases.map(
    (p) =>
      `<span class="${p.phase[0]}" style="width:${((100 * p.joules) / most).toFixed(2)}%" title="${e(p.label)}"></span>`,
  );
  return `<span class="id" title="${e(id)}">${label === 'head' ? '' : e(id)}</span><span class="note">${label}</span><span class="bar">${parts.join('')}</span><span>${e(s.joules)}${change === '' ? '' : ` <span class="note">${e(change)} of the change</span>`}</span>`;
}

/** Stacked joules of each task, base beside head, one scale for all. */
function bars(tasks: readonly TaskView[]): string {
  const most = Math.max(1e-12, ...tasks.flatMap((t) => [t.base?.total ?? 0, t.head.total ?? 0]));
  const rows = tasks.map(
    (t) =>
      `${t.base ? bar(t.base, 'base', t.id, most) : ''}${bar(t.head, t.base ? 'head' : 'run', t.id, most, t.change)}<span class="gap"></span>`,
  );
  return `<div class="row">${rows.join('')}</div>`;
}

/** Each task in numbers, base beside head. */
function taskTable(v: View): string {
  const side = (t: TaskView, of: (s: TaskSideView) => string): string[] =>
    [t.base ? of(t.base) : '–', of(t.head)].map(e);
  const columns = ['joules', 'tokens', 'babble tokens', v.gradedBy].flatMap((what) =>
    ['base', 'head'].map((name) => number(`${what}, ${name}`)),
  );
  return table(
    [text('task'), text('arm'), ...columns],
    v.tasks.map((t) => [
      e(t.id),
      t.arm,
      ...side(t, (s) => s.joules),
      ...side(t, (s) => s.tokens),
      ...side(t, (s) => s.babbleTokens || '–'),
      ...side(t, (s) => s.passed),
    ]),
  );
}

function answers(v: View): string {
  const side = (name: string, s: TaskSideView | null): string =>
    s && s.text !== '' ? `<p class="note">${name}: ${show(s.note)}</p><pre>${e(s.text)}</pre>` : '';
  return v.tasks
    .filter((t) => t.head.text !== '' || (t.base && t.base.text !== ''))
    .map(
      (t) => `<details><summary>${e(t.id)}, ${t.arm}</summary>${side('base', t.base)}${side('head', t.head)}</details>`,
    )
    .join('\n');
}

function babble({ babble: b }: View): string {
  const pairs = [number('base'), number('head')];
  const cells = (p: { name: string; base: string; head: string }): string[] => [p.name, p.base, p.head].map(e);
  const against = (preset: string): string => (preset === 'plain' ? 'plain decoding' : `stop strings ${preset}`);
  const rules = [
    text('rule'),
    number('tokens per task, head'),
    number('answers ended early'),
    number('would save, base'),
    number('would save, head'),
  ];
  return [
    b.answers.length > 0 ? section('Answers (plain)', table([text(''), ...pairs], b.answers.map(cells))) : '',
    b.kinds.length > 0
      ? section(
          'Babble, tokens per task (plain)',
          table([text('kind'), ...pairs], [...b.kinds, ...[b.tokens, b.joules].flatMap((p) => p ?? [])].map(cells)),
        )
      : '',
    b.savings.length > 0
      ? section(
          'What suppression saves of energy per task',
          table(
            [text('against'), ...pairs],
            b.savings.map((s) => cells({ ...s, name: against(s.name) })),
          ),
        )
      : '',
    b.rules.length > 0
      ? section(
          'Where each rule would have ended the plain answers',
          `${table(
            rules,
            b.rules.map((r) =>
              [`${r.stopStrings ? 'stop strings ' : ''}${r.rule}`, r.tokens, r.stopped, r.base, r.head].map(e),
            ),
          )}<p class="note">Of energy per task against plain decoding, by share of decode steps, before checks and overrun.</p>`,
        )
      : '',
  ].join('');
}

/** A table whose first `left` columns are words and the rest numbers; nothing where it has no rows. */
const told = (columns: readonly string[], left: number, rows: readonly (readonly string[])[]): string =>
  rows.length > 0
    ? wide(
        table(
          columns.map((name, i) => (i < left ? text(name) : number(name))),
          rows.map((r) => r.map(e)),
        ),
      )
    : '';

const why = (v: View): string =>
  v.why
    .map(
      (w) =>
        `<p><b>${w.arm}</b>: ${e(w.change)}</p><table>${body(
          [text(''), number(''), number('')],
          w.parts.map((p) => [p.name, e(p.joules), e(p.share)]),
        )}</table>`,
    )
    .join('');

/** The whole comparison as one self-contained page: no script, nothing fetched. */
export function html(v: View): string {
  const arms = (['plain', 'suppressed'] as const).filter((arm) => v.tasks.some((t) => t.arm === arm));
  const warnings = v.warnings.map((f) => `${f.side ? `${f.side}: ` : ''}${show([code(f.code)])} ${e(f.text)}`);
  const reasons = v.reasons.map((f) => `${show([code(f.code)])} ${e(f.text)}`);
  const changed = table(
    [text('key'), text('base'), text('head')],
    v.changed.map((d) => [show([code(d.key)]), e(d.base), e(d.head)]),
  );
  const facts = `<table>${body(
    [],
    v.facts.map(([key, value]) => [show([code(key)]), e(value)]),
  )}</table>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>JouleGate: ${v.verdict}</title><style>${STYLE}</style></head><body>
<h1>JouleGate <span class="verdict ${v.verdict}">${v.verdict}</span></h1>
${v.gateChanges ? `<p><b>${e(v.gateChanges.lead)}</b></p>${list(v.gateChanges.lines.map(show))}` : ''}
<p class="lead"><b>${e(v.title)}</b></p>
<p>${show(v.sentence)}</p>
${v.note ? `<p class="note">${v.note.lead} <b>${e(v.note.strong)}</b> ${e(v.note.rest)}</p>` : ''}
${v.metrics.length > 0 ? metricsTable(v) : ''}
${v.emissions ? `<p>${show(v.emissions)}</p>` : ''}
${v.month ? `<p>${e(v.month)}</p>` : ''}
<h2>Joules per task${v.estimated ? ' (estimated)' : ''}</h2>
<p class="key note"><span class="p"></span>prefill<span class="d"></span>decode<span class="c"></span>check</p>
${arms.map((arm) => `<h3>${arm}</h3>${bars(v.tasks.filter((t) => t.arm === arm))}`).join('\n')}
${warnings.length > 0 ? section('Noticed while measuring', list(warnings)) : ''}
${v.tasks.length > 0 ? section('Tasks', wide(taskTable(v))) : ''}
${v.why.length > 0 ? section('Why', why(v)) : ''}
${babble(v)}
${reasons.length > 0 ? section('Reasons by name', list(reasons)) : ''}
${v.basis.length > 0 ? section('How it was decided', list(v.basis.map(e))) : ''}
${section('How it was measured', list(v.method.map(show)))}
${told(READING_COLUMNS, 2, v.readings)}
${told(QUEUE_COLUMNS, 1, v.queue)}
${told(SHARE_COLUMNS, 3, v.shares)}
${v.published.length > 0 ? section('What it belongs to', list(v.published.map(show))) : ''}
${v.changed.length > 0 ? section('What changed in the subject', wide(changed)) : ''}
${section('Subject and environment', wide(facts))}
<h2>Answers</h2>${answers(v)}
</body></html>
`;
}
