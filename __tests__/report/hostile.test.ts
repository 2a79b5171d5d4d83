import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { compare } from '../../src/analysis/compare.ts';
import { comparisonSummary, runSummary } from '../../src/cli/summary.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { plainText } from '../../src/common/plain-text.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { cancelled } from '../../src/report/cancelled.ts';
import { proseText } from '../../src/report/hostile.ts';
import { refused } from '../../src/report/refused.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { sentence } from './support/sentence.ts';
import { MOST_TITLE, refusedTitle, title } from '../../src/report/title.ts';
import { HOSTILE } from '../support/hostile-corpus.ts';
import { obeyed, read } from '../support/obeyed.ts';
import { fakeResult } from '../support/results.ts';
import { sample } from '../support/soak.ts';
import { at, COMPARISONS, objects, patternOf, strings, textFields, withTexts } from './support/documents.ts';

const { html, markdown } = RENDERERS;
const HEADING = /^(?:✅|🟢|❌|⚠️|🚫) JouleGate: (?:pass|improved|regressed|inconclusive|invalid) – /;

const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]|\p{Surrogate}/u;
const commands = /^\s*::|##\[/m;

/** The tags of a page, with what stands in them, less the text between. */
const tagsOf = (page: string): string[] =>
  (page.match(/<[^>]*>/g) ?? []).map((t) => t.replace(/ (title|style)="[^"]*"/g, '')).sort();

/** What a comparison without hostile text has in it. */
interface Calm {
  counts: number[];
  tags: Set<string>;
}

const ownOf = (c: Comparison): { heading: RegExp; links?: string } => {
  // Who publishes fills `publication`: its repository is his, and nothing leads out of it.
  const links = c.publication?.repository;
  return { heading: HEADING, ...(links === undefined ? {} : { links }) };
};
const calmOf = (c: Comparison): Calm => ({
  counts: read(markdown(c), ownOf(c)).counts,
  tags: new Set(tagsOf(html(c))),
});

/** Everything that a comparison is shown in. */
function check(c: Comparison, calm: Calm): void {
  const comment = markdown(c);
  const { obeyed: acts, counts } = read(comment, ownOf(c));
  expect(acts).toEqual([]);
  expect(unseen.exec(comment)?.[0]).toBeUndefined();
  expect(counts.map((n, i) => Math.max(n, calm.counts[i]!))).toEqual(calm.counts);
  const page = html(c);
  const ours =
    /^<\/?(p|ul|li|h2|table|tbody|thead|tr|td|th|code|div|q|pre|details|summary|span|b)\b[^<>"]*>$|^<\w+ class="[\w -]+">$/;
  expect(tagsOf(page).filter((t) => !calm.tags.has(t) && !ours.test(t))).toEqual([]);
  expect(unseen.exec(page)?.[0]).toBeUndefined();
  for (const text of [comparisonSummary(c), sentence(c)]) {
    const shown = plainText(text);
    expect([unseen.exec(shown)?.[0], commands.test(shown)]).toEqual([undefined, false]);
  }
  isTitle(title(c));
}

function isTitle(text: string): void {
  expect(text).not.toMatch(/\n|\r|::|##\[/);
  expect(unseen.exec(text)?.[0]).toBeUndefined();
  expect(text.length).toBeLessThanOrEqual(MOST_TITLE);
}

/** Paths of a document where any text may stand. */
const free = (kind: 'comparison' | 'run-result', document: object): (string | number)[][] =>
  strings(document).filter((path) => schemaErrors(kind, withTexts(document, [[path, 'any @text']])).length === 0);

/** Each of these paths with another of the corpus; over all turns each has had all. */
const poisoned = <T>(document: T, paths: readonly (string | number)[][], turn: number): T =>
  withTexts(
    document,
    paths.map((path, i) => [path, HOSTILE[(i + turn) % HOSTILE.length]!] as const),
  );

describe('the corpus', () => {
  test('has more than fifty texts, none twice', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(50);
    expect(new Set(HOSTILE).size).toBe(HOSTILE.length);
  });

  test('would be obeyed, unescaped: so the check can fail', () => {
    const acts = HOSTILE.filter((text) => obeyed(`x ${text}\n\n${text}\n`, { heading: HEADING }).length > 0);
    expect(acts.length).toBeGreaterThan(40);
  });

  test('goes through every text field that the schema of a comparison has', () => {
    const reached = new Set(COMPARISONS.flatMap((c) => free('comparison', c)).map(patternOf));
    expect(textFields().length).toBeGreaterThan(30);
    expect(textFields().filter((f) => !reached.has(f))).toEqual([]);
  });
});

test('the comparisons have every verdict', () => {
  expect(new Set(COMPARISONS.map((c) => c.verdict)).size).toBe(5);
});

describe.each(COMPARISONS.map((c, i) => [`${i} ${c.verdict}`, c] as const))('no text can do anything in %s', (_, c) => {
  test('as a value', () => {
    const paths = free('comparison', c);
    // Equal texts stand once, and what is no address is no link: the most of both.
    const [own, distinct] = [
      calmOf(c),
      calmOf(
        withTexts(
          c,
          paths.map((path, i) => [path, `text ${i}`] as const),
        ),
      ),
    ];
    const calm = { ...own, counts: own.counts.map((n, i) => Math.max(n, distinct.counts[i]!)) };
    check(c, calm);
    for (let turn = 0; turn < HOSTILE.length; turn++) check(poisoned(c, paths, turn), calm);
  });
});

test('no key can, where the schema leaves keys open', () => {
  const [c] = COMPARISONS;
  const open = objects(c).filter((path) => {
    const copy = structuredClone(c!);
    at(copy, path)['a@key'] = 'x';
    return schemaErrors('comparison', copy).length === 0;
  });
  expect(open.length).toBeGreaterThan(10);
  // An object of more keys than the reference has more rows.
  const reference = structuredClone(c!);
  const withKeys = (keys: (i: number) => string): Comparison => {
    const copy = structuredClone(reference);
    for (const [i, path] of open.entries()) {
      const node = at(copy, path);
      const like = Object.values(node)[0];
      node[keys(i)] = typeof like === 'number' ? 7 : 'x';
      node[`b${keys(i)}`] = like ?? 'x';
    }
    return copy;
  };
  const calm = calmOf(withKeys((i) => `key${i}`));
  for (let turn = 0; turn < HOSTILE.length; turn++)
    check(
      withKeys((i) => HOSTILE[(i + turn) % HOSTILE.length]!.replace(/^(constructor|)$/, 'x ')),
      calm,
    );
});

test('no string of a RunResult can do anything either', () => {
  const options = { thresholds: mergeThresholds(), co2e: { gPerKwh: 400, source: 'a page' } };
  const base = fakeResult({ decode: [10, 10.1, 9.9, 10], babble: 20, tokens: 101 });
  const head = fakeResult({ decode: [30, 30.2, 29.8, 30.1], babble: 30, tokens: 310 });
  const paths = free('run-result', head);
  expect(paths.length).toBeGreaterThan(20);
  const calm = calmOf(COMPARISONS[0]!);
  // Each text in one field, in a soak in every one.
  for (let turn = 0; turn < HOSTILE.length; turn += sample(1, 32)) {
    const document = poisoned(head, paths, turn);
    for (const c of [
      compare(base, document, options),
      compare(document, head, options),
      compare(null, document, options),
    ])
      check(c, calm);
    expect(commands.test(plainText(runSummary(document, null)))).toBe(false);
  }
});

test('a gate that was cancelled or refused says no more than its words', () => {
  for (const text of HOSTILE) {
    const stopped = cancelled(text, 'SIGINT', `2 finished passes are kept in /tmp/${text}`);
    expect(obeyed(stopped, { heading: /^⏹️ JouleGate: cancelled$/ })).toEqual([]);
    const error = { code: 'no-meter', message: `${text}\nand ${text}`, fix: text };
    expect(obeyed(refused(text, error, text), { heading: /^⛔ JouleGate: no verdict$/ })).toEqual([]);
    isTitle(refusedTitle(error));
  }
});

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

test('pass@1 is a metric and no mention: it stays as it is', () => {
  expect(proseText('pass@1 (plain): exact')).toBe('pass@1 (plain): exact');
  expect(proseText('pass@1.evil.test')).toBe('pass@\u20601.evil.test');
  expect(proseText('bypass@1')).toBe('bypass@\u20601');
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
          else if (t.type !== 'html' || !/^<\/?span>$/.test(t.raw)) expect(['paragraph', 'text']).toContain(t.type);
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
