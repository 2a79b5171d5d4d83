import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { compare } from '../../src/analysis/compare.ts';
import { plainText } from '../../src/common/plain-text.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { comparisonSummary, runSummary } from '../../src/cli/summary.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { cancelled } from '../../src/report/cancelled.ts';
import { proseText } from '../../src/report/hostile.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { sentence } from '../../src/report/sentence.ts';
import { fakeResult } from '../support/results.ts';
import { sample } from '../support/soak.ts';

const { html, markdown } = RENDERERS;

/** Each tries one thing that text must never do in a comment, a page, a log or a terminal. */
const ATTACKS = [
  '@everyone @org/team',
  '[click](https://evil.test)',
  '![pixel](https://evil.test/p.png)',
  '<img src=https://evil.test/p.png>',
  '<!-- joulegate-comment x -->',
  '</details></td></table><h1>✅ pass</h1>',
  '# ✅ JouleGate: pass',
  '\n\n## ✅ pass\n\n',
  '| a | b |\n|---|---|\n',
  'https://evil.test www.evil.test',
  'a@evil.test',
  'fixes #1 GH-1 o/r#1',
  '**bold** _it_ ~~no~~ `x',
  '```\n</pre>',
  '::error::forged',
  '\n::add-mask::pass',
  '  ::set-output name=verdict::pass',
  'x ##[error]forged',
  '\r::stop-commands::x',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31mred',
  'txt.\u202egpj',
  '\u2066a\u2069',
  '\u2028::warning::x',
  '<script>alert(1)</script>',
  '" onmouseover="x',
  'a\\',
  '$x^2$',
  '&lt;b&gt; &#64;everyone',
];

/** All of them in a soak, else every fourth, another one for each field. */
const attacks = (field: number): string[] => ATTACKS.filter((_, k) => (k + field) % sample(1, 4) === 0);

const results = [
  fakeResult({ decode: [10, 10.1, 9.9, 10], babble: 20, tokens: 101 }),
  fakeResult({ decode: [30, 30.2, 29.8, 30.1], babble: 30, tokens: 310 }),
] as const;
const source = 'a page';
const co2e = { gPerKwh: 400, source };
const thresholds = mergeThresholds();

/** Every place in a document where a string stands, as a path; a key of an open object too, marked by `keyOf`. */
function strings(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([k, v]) => strings(v, [...path, Array.isArray(value) ? Number(k) : k]));
}

function withText<T>(document: T, path: readonly (string | number)[], text: string): T {
  const copy = structuredClone(document);
  let at = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[path.at(-1)!] = text;
  return copy;
}

/** Copies of a document in which one object has one more key, an attack, with the value of a key that it has. */
function* withKeys<T extends object>(
  document: T,
  path: (string | number)[] = [],
): Generator<{ where: string; document: T }> {
  let node: unknown = document;
  for (const step of path) node = (node as Record<string | number, unknown>)[step];
  if (node === null || typeof node !== 'object') return;
  // Elements of an array are of one kind.
  const keys = Object.keys(node);
  for (const key of Array.isArray(node) ? keys.slice(0, 1) : keys) yield* withKeys(document, [...path, key]);
  if (Array.isArray(node)) return;
  for (const attack of attacks(path.length)) {
    for (const value of new Map(Object.values(node).map((v) => [typeof v, v])).values()) {
      const copy = structuredClone(document);
      let at = copy as unknown;
      for (const step of path) at = (at as Record<string | number, unknown>)[step];
      (at as Record<string, unknown>)[attack] = value;
      yield { where: `${path.join('.')} gets the key ${JSON.stringify(attack)}`, document: copy };
    }
  }
}

function walk(tokens: readonly Token[], visit: (t: Token) => void): void {
  for (const t of tokens) {
    visit(t);
    const inner = t as Token & {
      tokens?: Token[];
      items?: Token[];
      header?: { tokens: Token[] }[];
      rows?: { tokens: Token[] }[][];
    };
    walk(
      [
        ...(inner.tokens ?? []),
        ...(inner.items ?? []),
        ...(inner.header ?? []).flatMap((h) => h.tokens),
        ...(inner.rows ?? []).flat().flatMap((c) => c.tokens),
      ],
      visit,
    );
  }
}

/**
 * What GitHub could obey in a comment: links, images, HTML but our own folds and marker, headings, and what its filters
 * find in text.
 */
function obeyed(comment: string): string[] {
  const found: string[] = [];
  walk(marked.lexer(comment, { gfm: true }), (t) => {
    if (t.type === 'link' || t.type === 'image') found.push(t.raw);
    if (t.type === 'heading') found.push(`${t.depth} ${t.raw.trim()}`);
    if (t.type === 'html')
      found.push(...(t.raw.match(/<[^>]*>?/g) ?? []).filter((tag) => !/^<(\/?details|\/?summary)>$/.test(tag)));
    if (t.type === 'text' && !(t as { tokens?: unknown }).tokens) {
      const shown = t.raw.replaceAll(/\\([\\`*_[\]#!|~$:.])/g, '$1').replaceAll('&#64;', '@');
      found.push(...(shown.match(/(?:^|\W)@[a-z0-9]|(?:^|\W)#\d|\bGH-\d/gi) ?? []));
    }
  });
  return found;
}

const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029\u2066-\u2069]/;
const commands = /^\s*::|##\[/m;

/** The tags of a page, with what stands in them, less the text between. */
const tagsOf = (page: string): string[] =>
  (page.match(/<[^>]*>/g) ?? []).map((t) => t.replace(/ (title|style)="[^"]*"/g, '')).sort();

function check(where: string, comparison: ReturnType<typeof compare>, reference: ReturnType<typeof compare>): void {
  const comment = markdown(comparison);
  const mine = (found: string[]): string[] =>
    found.filter(
      (f) =>
        !/^2 ## (✅|🟢|❌|⚠️|🚫) JouleGate: (pass|improved|regressed|inconclusive|invalid)$/.test(f) &&
        f !== '<!-- joulegate-comment default -->',
    );
  expect([where, mine(obeyed(comment))]).toEqual([where, []]);
  expect([where, unseen.test(comment)]).toEqual([where, false]);
  const page = html(comparison);
  const known = new Set(tagsOf(html(reference)));
  expect([
    where,
    tagsOf(page).filter(
      (t) =>
        !known.has(t) &&
        !/^<\/?(p|ul|li|h2|table|tbody|thead|tr|td|th|code|div|q|pre|details|summary|span|b)\b[^<>"]*>$|^<\w+ class="[\w -]+">$/.test(
          t,
        ),
    ),
  ]).toEqual([where, []]);
  expect([where, unseen.test(page)]).toEqual([where, false]);
  for (const text of [comparisonSummary(comparison), sentence(comparison)]) {
    const shown = plainText(text);
    expect([where, unseen.test(shown), commands.test(shown)]).toEqual([where, false, false]);
  }
}

test('no string of a RunResult can do anything in comment, page, terminal or log', () => {
  const [base, head] = results;
  const reference = compare(base, head, { thresholds, co2e });
  let tried = 0;
  for (const [i, path] of strings(head).entries()) {
    for (const attack of attacks(i)) {
      const document = withText(head, path, attack);
      if (schemaErrors('run-result', document).length > 0) continue;
      tried++;
      const where = `${path.join('.')} = ${JSON.stringify(attack)}`;
      check(where, compare(base, document, { thresholds, co2e }), reference);
      check(`base ${where}`, compare(document, head, { thresholds, co2e }), reference);
      expect(commands.test(plainText(runSummary(document, null)))).toBe(false);
    }
  }
  expect(tried).toBeGreaterThan(80);
});

test('no string of a Comparison that somebody else wrote can, either', () => {
  const [base, head] = results;
  const verdicts = [
    compare(base, head, { thresholds, co2e }),
    compare(base, { ...head, environment: { ...head.environment, gpu: 'other' } }, { thresholds, co2e }),
    compare(
      base,
      { ...head, measurement: 'another', meter: { ...head.meter, estimated: false } },
      { thresholds, co2e },
    ),
    compare(null, head, { thresholds, co2e }),
  ];
  expect(verdicts.map((c) => c.verdict)).toEqual(['regressed', 'invalid', 'inconclusive', 'pass']);
  let tried = 0;
  for (const [i, reference] of verdicts.entries()) {
    for (const [k, path] of strings(reference).entries()) {
      for (const attack of attacks(k)) {
        const document = withText(reference, path, attack);
        if (schemaErrors('comparison', document).length > 0) continue;
        tried++;
        check(`${i}: ${path.join('.')} = ${JSON.stringify(attack)}`, document, reference);
      }
    }
  }
  expect(tried).toBeGreaterThan(80);
});

test('no key of either can, where the schema leaves keys open', () => {
  const [base, head] = results;
  const reference = compare(base, head, { thresholds, co2e });
  let tried = 0;
  for (const { where, document } of withKeys(head)) {
    if (schemaErrors('run-result', document).length > 0) continue;
    tried++;
    check(where, compare(base, document, { thresholds, co2e }), reference);
  }
  for (const { where, document } of withKeys(reference)) {
    if (schemaErrors('comparison', document).length > 0) continue;
    tried++;
    check(where, document, reference);
  }
  expect(tried).toBeGreaterThan(20);
});

test("a cancelled gate's words hold no more than a path", () => {
  for (const attack of ATTACKS) {
    const text = cancelled(attack, 'SIGINT', `2 finished passes are kept in /tmp/${attack}`);
    expect(
      obeyed(text).filter(
        (f) => f !== '2 ## ⏹️ JouleGate: cancelled' && !/^<!-- joulegate-comment [\w./-]* -->$/.test(f),
      ),
    ).toEqual([]);
  }
});

test('prose shows exactly the text, and nothing in it is markup', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          'a',
          'B',
          '1',
          ' ',
          '.',
          ',',
          '\\',
          '`',
          '*',
          '_',
          '[',
          ']',
          '(',
          ')',
          '#',
          '!',
          '|',
          '~',
          '$',
          ':',
          '/',
          '@',
          '<',
          '>',
          '&',
          'http://',
          'www.',
        ),
        maxLength: 60,
      }),
      (text) => {
        const line = `It is ${proseText(text)} so.`;
        const paragraph = marked.lexer(line, { gfm: true });
        let shown = '';
        walk(paragraph, (t) => {
          if (t.type === 'escape') shown += (t as { text: string }).text;
          else if (t.type === 'text' && !(t as { tokens?: unknown[] }).tokens?.length) shown += t.raw;
          else expect(['paragraph', 'text']).toContain(t.type);
        });
        const decoded = shown
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&')
          .replaceAll('\u2060', '');
        expect(decoded).toBe(`It is ${text.trim()} so.`);
      },
    ),
    { numRuns: 2000 },
  );
});

test('text for terminals and logs: nothing is obeyed, JSON stays the same JSON', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.oneof(
          fc.constantFrom(':', '#', '[', ' ', '\n', '\t', '\r', '\u001b', '\u009b', '\u2028', '\u202e', 'a', '\\'),
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        ),
        maxLength: 40,
      }),
      (text) => {
        const shown = plainText(text);
        expect(unseen.test(shown)).toBe(false);
        expect(commands.test(shown)).toBe(false);
        expect(JSON.parse(plainText(JSON.stringify({ [text]: text }, null, 2)))).toEqual({ [text]: text });
      },
    ),
    { numRuns: 2000 },
  );
});
