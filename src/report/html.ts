import type { Comparison, Metric, TaskRow, TaskSide } from '../common/generated/comparison.ts';
import { co2eParts } from './co2e.ts';
import { reasonFindings, warningFindings } from './findings.ts';
import { changeOf, digits, interval, limit, METRIC_NAMES, quantity, sideOf, signedJoules } from './format.ts';
import { escapeHtml } from './hostile.ts';
import { answerFacts } from './answers.ts';
import { differences, flatten, joulesNote, methodLines } from './facts.ts';
import { READING_COLUMNS, readingRows } from './surroundings.ts';
import { partName, sentence } from './sentence.ts';

const e = escapeHtml;

const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1c2330;--muted:#5b6577;--line:#d9dee7;--prefill:#3b6fd4;--decode:#e08a2e;--check:#6a9a3b;--good:#1a7f37;--bad:#c62828;--warn:#9a6700}
@media(prefers-color-scheme:dark){:root{--bg:#10141b;--fg:#e4e8ef;--muted:#9aa5b8;--line:#2c3442;--good:#4cc26a;--bad:#ff7b72;--warn:#d9a514}}
body{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
.verdict{display:inline-block;padding:.1rem .6rem;border-radius:.4rem;color:#fff;background:var(--muted)}
.regressed,.invalid{background:#c62828}.pass,.improved{background:#1a7f37}.inconclusive{background:#9a6700}
.lead{font-size:1.05rem}.note{color:var(--muted)}
table{border-collapse:collapse;width:100%}th,td{padding:.25rem .5rem;border-bottom:1px solid var(--line);text-align:left}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.wide{overflow-x:auto}
.row{display:grid;grid-template-columns:minmax(7rem,12rem) 3.2rem 1fr 6.5rem;gap:.1rem .6rem;align-items:center;font-size:.85rem}
.row .id{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.gap{height:.5rem;grid-column:1/-1}
.bar{display:flex;height:.8rem;background:color-mix(in srgb,var(--line) 45%,transparent)}
.bar span{display:block;height:100%}.p{background:var(--prefill)}.d{background:var(--decode)}.c{background:var(--check)}
.key span{display:inline-block;width:.8rem;height:.8rem;margin:0 .3rem 0 1rem;vertical-align:-1px}
pre{background:color-mix(in srgb,var(--line) 35%,transparent);padding:.7rem;overflow-x:auto;font-size:.8rem}
summary{cursor:pointer}.t-regressed{color:var(--bad);font-weight:600}.t-pass,.t-improved{color:var(--good)}.t-inconclusive{color:var(--warn)}
`;

function metricsTable(metrics: readonly Metric[]): string {
  const rows = metrics.map(
    (m) =>
      `<tr><td>${e(METRIC_NAMES[m.id])}${m.arm ? `, ${m.arm}` : ''}</td><td class="n">${e(sideOf(m, 'base'))}</td><td class="n">${e(sideOf(m, 'head'))}</td><td class="n">${e(changeOf(m))}</td><td class="n">${e(interval(m.interval, m.scale))}</td><td class="n">${e(limit(m.threshold, m))}</td><td class="t-${m.verdict ?? 'none'}">${m.verdict ?? ''}</td></tr>`,
  );
  return `<div class="wide"><table><thead><tr><th>metric</th><th class="n">base</th><th class="n">head</th><th class="n">change</th><th class="n">95 % interval</th><th class="n">limit</th><th>verdict</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

const joulesOf = (s: TaskSide): number | null =>
  s.prefillJoules === null || s.decodeJoules === null ? null : s.prefillJoules + s.decodeJoules + (s.checkJoules ?? 0);

function bar(s: TaskSide, label: string, id: string, most: number): string {
  const total = joulesOf(s);
  const part = (cls: string, name: string, joules: number | null): string =>
    joules && joules > 0
      ? `<span class="${cls}" style="width:${((100 * joules) / most).toFixed(2)}%" title="${name}: ${e(quantity(joules, 'J'))}"></span>`
      : '';
  return `<span class="id" title="${e(id)}">${label === 'head' ? '' : e(id)}</span><span class="note">${label}</span><span class="bar">${part('p', 'prefill', s.prefillJoules)}${part('d', 'decode', s.decodeJoules)}${part('c', 'check', s.checkJoules)}</span><span>${e(quantity(total, 'J'))}</span>`;
}

/** Stacked joules of each task, base beside head, one scale for all. */
function bars(rows: readonly TaskRow[]): string {
  const most = Math.max(1e-12, ...rows.flatMap((r) => [r.base, r.head]).map((s) => (s ? (joulesOf(s) ?? 0) : 0)));
  const body = rows
    .map(
      (r) =>
        `${r.base ? bar(r.base, 'base', r.id, most) : ''}${bar(r.head, r.base ? 'head' : 'run', r.id, most)}<span class="gap"></span>`,
    )
    .join('');
  return `<div class="row">${body}</div>`;
}

function what(s: TaskSide): string {
  const joules = s.babbleJoules ? [quantity(s.babbleJoules, 'J')] : [];
  const parts = [...joules, ...Object.entries(s.babbleKinds ?? {}).map(([kind, n]) => `${kind} ${n}`)];
  return parts.length > 0 ? ` (${e(parts.join(', '))})` : '';
}

function ends(s: TaskSide): string {
  const at = Object.entries(s.completeTokens ?? {}).map(([rule, tokens]) => `${e(rule)} ${tokens ?? 'never'}`);
  return at.length > 0 ? `; a rule would have ended it after so many tokens: ${at.join(', ')}` : '';
}

function answersSection(c: Comparison): string {
  return c.tasks
    .filter((r) => r.head.text || r.base?.text)
    .map((r) => {
      const one = (name: string, s: TaskSide | null): string =>
        s?.text
          ? `<p class="note">${name}: ${digits(s.outputTokens)} tokens${s.babbleTokens ? `, ${digits(s.babbleTokens)} of them babble${what(s)}` : s.babbleKinds?.['loop'] ? `, never complete, ${s.babbleKinds['loop']} of them in a loop` : ''}, ${s.passed === null ? 'not graded' : s.passed === 1 ? 'passes' : s.passed === 0 ? 'fails' : `passes ${Math.round(100 * s.passed)} %`}${ends(s)}</p><pre>${e(s.text)}</pre>`
          : '';
      return `<details><summary>${e(r.id)}, ${r.arm}</summary>${one('base', r.base)}${one('head', r.head)}</details>`;
    })
    .join('\n');
}

function babble(c: Comparison): string {
  const plain = (c.babble ?? []).find((b) => b.arm === 'plain');
  const kinds = plain ? [...new Set([...Object.keys(plain.base?.kinds ?? {}), ...Object.keys(plain.head.kinds)])] : [];
  const rows = kinds
    .map(
      (k) =>
        `<tr><td>${e(k)}</td><td class="n">${plain?.base ? digits(plain.base.kinds[k] ?? 0) : '–'}</td><td class="n">${digits(plain?.head.kinds[k] ?? 0)}</td></tr>`,
    )
    .join('');
  const share = (x: number | null): string => (x === null ? '–' : e(quantity(x, '1')));
  const saved = (c.savings ?? [])
    .map(
      (s) =>
        `<tr><td>${s.against === 'plain' ? 'plain decoding' : `stop strings ${e(s.against)}`}</td><td class="n">${share(s.base)}</td><td class="n">${share(s.head)}</td></tr>`,
    )
    .join('');
  const rules = (c.rules ?? [])
    .map(
      (r) =>
        `<tr><td>${r.stopStrings ? 'stop strings ' : ''}${e(r.rule)}</td><td class="n">${digits(r.head.tokensPerTask)}</td><td class="n">${e(quantity(r.head.stoppedShare, '1'))}</td><td class="n">${share(r.base?.saving ?? null)}</td><td class="n">${share(r.head.saving)}</td></tr>`,
    )
    .join('');
  const facts = answerFacts(c)
    .map(
      ([name, base, head]) => `<tr><td>${e(name)}</td><td class="n">${e(base)}</td><td class="n">${e(head)}</td></tr>`,
    )
    .join('');
  return [
    ...(facts
      ? [
          `<h2>Answers (plain)</h2><table><thead><tr><th></th><th class="n">base</th><th class="n">head</th></tr></thead><tbody>${facts}</tbody></table>`,
        ]
      : []),
    ...(rows
      ? [
          `<h2>Babble, tokens per task (plain)</h2><table><thead><tr><th>kind</th><th class="n">base</th><th class="n">head</th></tr></thead><tbody>${rows}</tbody></table>`,
        ]
      : []),
    ...(saved
      ? [
          `<h2>What suppression saves of energy per task</h2><table><thead><tr><th>against</th><th class="n">base</th><th class="n">head</th></tr></thead><tbody>${saved}</tbody></table>`,
        ]
      : []),
    ...(rules
      ? [
          `<h2>Where each rule would have ended the plain answers</h2><table><thead><tr><th>rule</th><th class="n">tokens per task, head</th><th class="n">answers ended early</th><th class="n">would save, base</th><th class="n">would save, head</th></tr></thead><tbody>${rules}</tbody></table><p class="note">Of energy per task against plain decoding, by share of decode steps, before checks and overrun.</p>`,
        ]
      : []),
  ].join('');
}

function readingTable(c: Comparison): string {
  const rows = readingRows(c)
    .map((r) => `<tr>${r.map((x, i) => `<td${i < 2 ? '' : ' class="n"'}>${e(x)}</td>`).join('')}</tr>`)
    .join('');
  const head = READING_COLUMNS.map((x, i) => `<th${i < 2 ? '' : ' class="n"'}>${x}</th>`).join('');
  return rows ? `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>` : '';
}

/** The whole comparison as one self-contained page: no script, nothing fetched. */
export function html(c: Comparison): string {
  const note = joulesNote(c);
  const emissions = co2eParts(c);
  const notices = warningFindings(c);
  const estimated = c.head.meter['estimated'] === true;
  const arms = (['plain', 'suppressed'] as const).filter((arm) => c.tasks.some((t) => t.arm === arm));
  const why = c.why
    .map(
      (w) =>
        `<p><b>${w.arm}</b>: ${e(quantity(w.base, 'J'))} → ${e(quantity(w.head, 'J'))} per task (${w.method === 'lmdi' ? 'LMDI-I' : 'Shapley'} split, exact)</p><table><tbody>${w.parts.map((p) => `<tr><td>${partName(p.part)}</td><td class="n">${e(signedJoules(p.joules))}</td></tr>`).join('')}</tbody></table>`,
    )
    .join('');
  const changed = differences(c.base?.subject, c.head.subject);
  const facts = [...flatten(c.head.subject), ...flatten(c.head.environment)];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>JouleGate: ${c.verdict}</title><style>${STYLE}</style></head><body>
<h1>JouleGate <span class="verdict ${c.verdict}">${c.verdict}</span></h1>
<p class="lead">${e(sentence(c))}</p>
${note ? `<p class="note">${estimated ? 'All joules here are an' : 'Absolute joules carry a'} <b>${e(note.strong)}</b> ${e(note.rest)}</p>` : ''}
${metricsTable(c.metrics)}
${emissions ? `<p>${e(emissions.facts)}, source <q>${e(emissions.source)}</q></p>` : ''}
<h2>Joules per task${estimated ? ' (estimated)' : ''}</h2>
<p class="key note"><span class="p"></span>prefill<span class="d"></span>decode<span class="c"></span>check</p>
${arms.map((arm) => `<h3>${arm}</h3>${bars(c.tasks.filter((t) => t.arm === arm))}`).join('\n')}
${notices.length > 0 ? `<h2>Noticed while measuring</h2><ul>${notices.map((f) => `<li>${f.side ? `${f.side}: ` : ''}<code>${e(f.code)}</code> ${e(f.text)}</li>`).join('')}</ul>` : ''}
${why ? `<h2>Why</h2>${why}` : ''}
${babble(c)}
${
  c.reasons.length > 0
    ? `<h2>Reasons by name</h2><ul>${reasonFindings(c)
        .map((f) => `<li><code>${e(f.code)}</code> ${e(f.text)}</li>`)
        .join('')}</ul>`
    : ''
}
<h2>How it was measured</h2><ul>${methodLines(c)
    .map((l) => `<li>${e(l)}</li>`)
    .join('')}</ul>
${readingTable(c)}
${changed.length > 0 ? `<h2>What changed in the subject</h2><div class="wide"><table><thead><tr><th>key</th><th>base</th><th>head</th></tr></thead><tbody>${changed.map((d) => `<tr><td><code>${e(d.key)}</code></td><td>${e(d.base)}</td><td>${e(d.head)}</td></tr>`).join('')}</tbody></table></div>` : ''}
<h2>Subject and environment</h2><div class="wide"><table><tbody>${facts.map(([k, v]) => `<tr><td><code>${e(k)}</code></td><td>${e(v)}</td></tr>`).join('')}</tbody></table></div>
<h2>Answers</h2>${answersSection(c)}
</body></html>
`;
}
