import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { compare } from '../../src/analysis/compare.ts';
import type { Comparison, Verdict } from '../../src/common/generated/comparison.ts';
import { assertComparison } from '../../src/common/schema.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { comment } from '../../src/report/comment/index.ts';
import { escapeHtml } from '../../src/report/hostile.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { view } from '../../src/report/view.ts';
import { HOSTILE } from '../support/hostile-corpus.ts';
import { fakeResult, type Fake } from '../support/results.ts';
import { COMPARISONS } from './support/documents.ts';
import { foldsOf, lineOf, linesOf, rowOf, seenOf } from './support/seen.ts';

/** Comparisons of real gates on the embedded model, written by `.ci/pictures.mjs`. */
const folder = new URL('./real/', import.meta.url);
const REAL = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name): [string, Comparison] => [
    name.replace('.json', ''),
    JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Comparison,
  ]);
const ALL: [string, Comparison][] = [
  ...REAL,
  ...COMPARISONS.map((c, i): [string, Comparison] => [`${i} ${c.verdict}`, c]),
];

const MOST: Record<Verdict, number> = { pass: 6, improved: 12, regressed: 16, inconclusive: 12, invalid: 12 };
const thresholds = mergeThresholds();
const both = ['plain', 'suppressed'] as const;
const of = (base: Partial<Fake>, head: Partial<Fake>): Comparison => {
  const decode = [10, 10.1, 9.9, 10];
  const result = (more: Partial<Fake>): ReturnType<typeof fakeResult> =>
    fakeResult({ decode, arms: [...both], ...more });
  return compare(result(base), result(head), { thresholds });
};
const DEARER = { decode: [30, 30.2, 29.8, 30.1], tokens: 310 };
const regressed = of({}, DEARER);

describe.each(ALL)('the comment on %s', (_, c) => {
  test('is as short as a reviewer reads', () => {
    assertComparison(c, 'the comparison');
    const text = comment(c);
    expect(linesOf(seenOf(text)).length).toBeLessThanOrEqual(MOST[c.verdict]);
    expect(linesOf(foldsOf(text)).length).toBeLessThanOrEqual(60);
    if (c.verdict === 'pass') expect(text.match(/<details>/g) ?? []).toHaveLength(1);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  test('keeps one order', () => {
    const text = comment(c);
    const marks = [
      '> ⚠️ **',
      '## ',
      '| energy per task',
      '**Changed:**',
      '**Most affected:**',
      '- **',
      '<sub>',
      '<details>',
    ];
    const lines = text.split('\n');
    const found = marks.map((m) => lines.findIndex((l) => l.startsWith(m))).filter((i) => i >= 0);
    // A pass has its table in the fold.
    const seen = c.verdict === 'pass' ? found.filter((i) => !lines[i]!.startsWith('| energy')) : found;
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(2);
  });
});

test.each(REAL)('the comment on a real gate is word for word what its picture shows: %s', (name, c) => {
  expect(comment(c)).toBe(readFileSync(new URL(`${name}.md`, folder), 'utf8'));
});

test('the comparisons have every verdict', () => {
  expect(new Set(ALL.map(([, c]) => c.verdict))).toEqual(new Set(Object.keys(MOST)));
});

describe('the table', () => {
  const cells = (c: Comparison, row: string): string[] => rowOf(comment(c), row).slice(1);

  test('has arms as columns, both sides of a row in one unit, intervals in brackets and exact values bare', () => {
    expect(lineOf(comment(regressed), '| |')).toBe('| | plain | suppressed |');
    expect(cells(regressed, 'energy per task')[0]).toMatch(/^❌ 11\.0 → 31\.0 J, \*\*\+182 %\*\* \[\+18\d … \+18\d\]$/);
    expect(cells(of({ decode: [0.3, 0.3, 0.3, 0.3], prefill: 0.1 }, DEARER), 'energy per task')[0]).toContain(
      '0.400 → 31.0 J',
    );
    expect(cells(regressed, 'prefill')).toEqual(['1.00 → 1.00 · 10.0 → 30.0 J', '1.00 → 1.00 · 5.00 → 15.0 J']);
    expect(cells(regressed, 'tokens')[0]).toBe(
      '100 → 310, +210 %; babble 20.0 → 20.0 (6.5 %, 16 of 16 answers complete)',
    );
    expect(cells(regressed, 'pass@1')).toEqual(['4/4 → 4/4', '4/4 → 4/4']);
  });

  test('names a limit beside what gates, and only there', () => {
    expect(rowOf(comment(regressed), 'energy')[0]).toBe('energy per task, limit ≤ +3.0 %');
    const free = compare(fakeResult({ decode: [10, 10, 10, 10] }), fakeResult({ decode: [9, 9, 9, 9] }), {
      thresholds: {},
    });
    expect(comment(free)).not.toContain('limit');
    const two = compare(
      fakeResult({ decode: [10, 10, 10, 10], arms: [...both] }),
      fakeResult({ decode: [30, 30, 30, 30], arms: [...both] }),
      { thresholds: { 'energy-per-task': { plain: { increase: 0.03 }, suppressed: { increase: 0.1 } } } },
    );
    expect(rowOf(comment(two), 'energy')[0]).toBe('energy per task, limit ≤ +3.0 % and ≤ +10.0 %');
  });

  test('counts answers where those of a task differ, and leaves out what could not be graded', () => {
    const c = structuredClone(of({}, { passed: 2 }));
    expect(cells(c, 'pass@1')[0]).toBe('❌ 4/4 → 2/4, −50.0 points');
    c.tasks.find((t) => t.arm === 'plain' && t.id === 'practice/3')!.head.passed = 0.25;
    expect(cells(c, 'pass@1')[0]).toBe('❌ 16/16 → 9/16 answers, −50.0 points');
    for (const t of c.tasks) t.head.passed = null;
    expect(cells(c, 'pass@1')[0]).toBe('❌ 4/4 → not graded, −50.0 points');
  });

  test('babble is a share of all output tokens, beside how many answers were complete', () => {
    const half = fakeResult({ decode: [10, 10, 10, 10], tasks: 2, babble: 96 });
    for (const r of half.arms.plain!.tasks[1]!.repeats) r.babbleTokens = null;
    const c = compare(half, half, { thresholds: {} });
    expect(comment(c)).toContain('(48.0 %, 4 of 8 answers complete)');
    const none = fakeResult({ decode: [10, 10, 10, 10], babble: 0 });
    expect(comment(compare(none, none, { thresholds: {} }))).toContain('; no babble (16 of 16 answers complete)');
  });

  test('has head alone where there is no base', () => {
    const c = compare(null, fakeResult({ decode: [10, 10, 10, 10], check: 0.5 }), { thresholds });
    expect(cells(c, 'energy per task')).toEqual(['11.5 J']);
    expect(cells(c, 'prefill')).toEqual(['1.00 · 10.0 · 0.500 J']);
    expect(cells(c, 'pass@1')).toEqual(['4/4']);
    const unmetered = compare(null, fakeResult({ decode: [10, 10, 10, 10], check: null }), { thresholds });
    expect(rowOf(comment(unmetered), 'prefill')).toEqual(['prefill · decode', '1.00 · 10.0 J']);
  });

  test('marks nothing where the two sides may not be compared', () => {
    const invalid: Comparison = { ...regressed, verdict: 'invalid', reasons: ['co-tenant'] };
    expect(cells(invalid, 'energy per task')[0]).toMatch(/^11\.0 → 31\.0 J, \+182 % \[/);
    expect(seenOf(comment(invalid))).not.toContain('**Most affected');
    expect(seenOf(comment(regressed))).toContain('**Most affected');
  });

  test('has a row for what gates beside the four and did not pass', () => {
    const slower = (limit: object): Comparison =>
      compare(fakeResult({ decode: [10, 10, 10, 10] }), fakeResult({ decode: [10, 10, 10, 10] }), {
        thresholds: { 'wall-time': { plain: limit } },
      });
    expect(rowOf(comment(slower({ max: 1 })), 'Model time')).toEqual([
      'Model time per task, limit at most 1.00 s',
      expect.stringMatching(/^❌ 1\.10 → 1\.10 s/),
    ]);
    expect(seenOf(comment(slower({ max: 2 })))).not.toContain('Model time per task,');
    const two = compare(fakeResult({ decode: [10, 10, 10, 10] }), fakeResult({ decode: [10, 10, 10, 10] }), {
      thresholds: { 'wall-time': { plain: { max: 1 } }, 'energy-per-solved-task': { plain: { max: 1 } } },
    });
    expect(comment(two).match(/^\| (Model time|Energy per solved) .*❌/gm)).toHaveLength(1);
    expect(lineOf(comment(two), '<sub>')).toContain('1 part more on the report page');
  });
});

describe('why', () => {
  const why = (c: Comparison): string => linesOf(seenOf(comment(c)))[1]!;

  test('names babble by what it was', () => {
    const head = fakeResult({ decode: [30, 30.2, 29.8, 30.1], tokens: 310, babble: 230 });
    for (const t of head.arms.plain!.tasks)
      for (const r of t.repeats) r.babbleKinds = { prose: 150, call: 60, test: 15, blank: 5 };
    const c = compare(fakeResult({ decode: [10, 10.1, 9.9, 10] }), head, { thresholds });
    expect(why(c)).toContain(
      '**babble**, 20.0 → 230 tokens after the answer was complete (`prose` 150, `call` 60.0, `test` 15.0)',
    );
  });

  test('names a longer context with both means, apart from what else made a token dearer', () => {
    const c = structuredClone(of({}, { decode: [30, 30.2, 29.8, 30.1] }));
    const [w] = c.why;
    w!.parts = [
      { part: 'context', joules: 5, base: 90, head: 240 },
      { part: 'decode-energy-per-step', joules: 15, base: 0.1, head: 0.3 },
    ];
    expect(why(c)).toContain(
      '75 % **dearer decoded tokens**, 100 → 300 mJ each, beyond what their context explains; 25 % **longer context**, 90.0 → 240 tokens on average that each decoded token reads',
    );
    w!.parts = [{ part: 'decode-energy-per-step', joules: 20, base: 0.1, head: 0.3 }];
    w!.context = { base: 90, head: 240 };
    expect(why(c)).toContain('100 → 300 mJ each at a context of 90.0 → 240 tokens on average, whose part is not known');
    w!.context = { base: 90, head: 90 };
    expect(why(c)).not.toContain('context');
  });

  test('says which way each part went', () => {
    const c = structuredClone(of({}, { decode: [5, 5.1, 4.9, 5] }));
    const [w] = c.why;
    const part = (name: string, joules: number, base: number, head: number): string => {
      w!.parts = [{ part: name as never, joules, base, head }];
      [w!.base, w!.head] = joules > 0 ? [10, 20] : [20, 10];
      return why(c);
    };
    expect(part('prompt-tokens', 10, 30, 90)).toContain(
      'Plain, +10.0 J a task: 100 % **a longer prompt**, 30.0 → 90.0 tokens.',
    );
    expect(part('prompt-tokens', -10, 90, 30)).toContain(
      'Plain, −10.0 J a task: 100 % **a shorter prompt**, 90.0 → 30.0 tokens.',
    );
    expect(part('useful-output', -10, 90, 30)).toContain('**shorter answers**, 90.0 → 30.0 tokens');
    expect(part('context', -10, 90, 30)).toContain('**shorter context**');
    expect(part('decode-energy-per-step', -10, 0.2, 0.1)).toContain('**cheaper decoded tokens**, 200 → 100 mJ each.');
    expect(part('prefill-energy-per-token', 10, 0.1, 0.2)).toContain('**dearer prompt tokens**, 100 → 200 mJ each.');
    expect(part('checks', 10, 1, 11)).toContain('**the checks** of suppression, 1.00 → 11.0 J.');
    // Below a twentieth of the change a part is not worth a sentence.
    w!.parts = [
      { part: 'checks', joules: 9.51, base: 1, head: 10 },
      { part: 'babble', joules: 0.49, base: 1, head: 2 },
    ];
    expect(why(c)).not.toContain('babble**');
    w!.parts[1]!.joules = 0.51;
    expect(why(c)).toContain('**babble**, 1.00 → 2.00 tokens after the answer was complete.');
  });

  test('of a pass: each arm in a line, and what does not gate by name', () => {
    expect(why(of({}, {}))).toMatch(
      /^Every gating metric is inside its limit\. \*\*plain\*\*: 11\.0 → 11\.0 J a task, ±0\.0 %.*, 100 tokens, pass@1 4\/4\. \*\*suppressed\*\*: /,
    );
    const free = compare(fakeResult({ decode: [10, 10, 10, 10] }), fakeResult({ decode: [9, 9, 9, 9], tokens: 90 }), {
      thresholds: {},
    });
    expect(why(free)).toMatch(/^Nothing gates\. .*, which does not gate, 100 → 90\.0 tokens, /);
  });

  test('without a baseline: how to have one, or which limit is broken', () => {
    const head = fakeResult({ decode: [10, 10, 10, 10] });
    expect(why(compare(null, head, { thresholds }))).toContain('`joulegate baseline update`');
    const limit = mergeThresholds({ 'output-tokens': { max: 90 } });
    expect(why(compare(null, head, { thresholds: limit }))).toBe(
      'Output tokens per task (plain) is 100, beyond its absolute limit.',
    );
  });

  test('of a loss of accuracy: how many, and which', () => {
    expect(why(of({}, { passed: 2 }))).toMatch(
      /pass@1 \(plain\): 4 of 4 tasks, now 2 of 4; lost: `practice\/2`, `practice\/3`\./,
    );
    expect(why(of({ tasks: 8 }, { tasks: 8, passed: 3 }))).toContain(
      '`practice/3`, `practice/4`, `practice/5` and 2 more.',
    );
  });

  test('of what is undecided: how the interval stands to the limit', () => {
    const c = COMPARISONS.find((x) => x.verdict === 'inconclusive' && !x.reasons.includes('spread-unknown'))!;
    expect(lineOf(comment(c), 'The interval')).toMatch(
      /^The interval \[−20\.5 … \+36\.1\] neither keeps to the limit \(≤ \+3\.0 %\) nor breaks it; these blocks would have called a rise of 58\.5 % or more\.$/,
    );
  });
});

describe('what is left out', () => {
  test('parts of less than a per cent, and a change that is none', () => {
    const c = structuredClone(regressed);
    c.why = [
      {
        ...c.why[0]!,
        base: 0,
        head: 100,
        parts: [
          { part: 'babble', joules: 98.1 },
          { part: 'prompt-tokens', joules: 1 },
          { part: 'checks', joules: 0.9 },
        ],
      },
    ];
    const text = comment(c);
    expect(rowOf(text, 'babble')).toEqual(['babble', '+98.1 J (98 %)']);
    expect(rowOf(text, 'prompt tokens')).toEqual(['prompt tokens', '+1.00 J (1 %)']);
    expect(text).not.toContain('| the checks |');
    c.why = [{ ...c.why[0]!, base: 100, head: 100.049 }];
    expect(comment(c)).not.toContain('Where the joules went');
    c.why = [{ ...c.why[0]!, base: 100, head: 100.051 }];
    expect(comment(c)).toContain('Where the joules went');
  });

  test('settings that are equal, and values that are no name', () => {
    const c = structuredClone(regressed);
    c.head.subject = { ...c.head.subject, context: 4096, prompt: { template: 'x'.repeat(25) } };
    c.base!.subject = { ...c.base!.subject, context: 2048, prompt: { template: 'x'.repeat(24) } };
    expect(lineOf(comment(c), '**Changed')).toBe('**Changed:** `context` `2048` → `4096`, `prompt.template`');
    expect(comment(regressed)).not.toContain('**Changed');
  });

  test('rules that save the same, but once', () => {
    const complete = { completeTokens: { tests: 41, doctest: 41, syntax: 81 } };
    const text = comment(of(complete, { ...DEARER, ...complete }));
    expect(rowOf(text, '`tests`')[0]).toBe('`tests`, `doctest`');
    expect(rowOf(text, '`syntax`')[0]).toBe('`syntax`');
  });

  test('the null control, but where it alarmed', () => {
    const quiet = { ...regressed, nullControl: { possible: true, alarmed: false } };
    expect(comment(quiet)).not.toMatch(/null.control/i);
    const alarm = { code: 'null-control' as const, text: 'halves differ' };
    expect(comment({ ...quiet, findings: [alarm] })).toContain('`null-control` – halves differ');
  });

  test.each(ALL)('nothing that the page does not have: %s', (_, c) => {
    const page = RENDERERS.html(c);
    const v = view(c);
    const { kinds, tokens, joules, answers, savings, rules } = v.babble;
    const told = [
      ...v.metrics.flatMap((m) => [m.name, m.note, m.base, m.head, m.change, m.interval, m.limit]),
      ...v.why.flatMap((w) => [w.change, ...w.parts.flatMap((p) => [p.name, p.joules, p.share])]),
      ...[...kinds, ...answers, ...[tokens, joules].flatMap((p) => p ?? [])].flatMap((p) => [p.base, p.head]),
      ...savings.flatMap((s) => [s.base, s.head]),
      ...rules.flatMap((r) => [r.rule, r.tokens, r.stopped, r.base, r.head]),
      ...v.tasks.flatMap((t) => [t.id, t.head.joules, t.head.tokens, t.head.passed, t.change, t.head.babbleTokens]),
      ...[...v.reasons, ...v.warnings].flatMap((f) => [f.code, f.text]),
      ...v.basis,
      ...v.changed.flatMap((d) => [d.key, d.base, d.head]),
      ...v.published.flat().filter((x) => typeof x === 'string'),
    ];
    expect(told.filter((x) => !page.includes(escapeHtml(x)))).toEqual([]);
  });

  test('not who set a label, on the page either', () => {
    const page = RENDERERS.html(COMPARISONS[0]!);
    for (const said of [
      'a'.repeat(40),
      'set by octocat',
      'Changed file: <code>prompts/a.txt',
      'tokens, head',
      'power-capped',
    ])
      expect(page).toContain(said);
  });
});

test('a change that leaves the subject as it was is told in two lines', () => {
  const full = COMPARISONS.find((x) => x.reasons.includes('subject-unchanged'))!;
  const { gateChanges: _, publication: __, qualification: ___, co2e: ____, month: _____, ...c } = full;
  expect(comment({ ...c, findings: c.findings.slice(0, 1) })).toBe(
    '<!-- joulegate-comment default -->\n## ✅ JouleGate: pass – nothing to measure, the subject is that of base\n\n`subject-unchanged` – those of base, so nothing was measured\n',
  );
});

test('what suppression costs is not called a saving', () => {
  const saving = (base: number, head: number, babble: number): string => {
    const c = structuredClone(of({ babble }, { ...DEARER, babble }));
    c.savings = [{ against: 'plain', base, head }];
    return lineOf(comment(c), 'Base:');
  };
  expect(saving(-0.05, 0.5, 0)).toBe(
    'Base: the checks cost 5.0 % of energy per task, where nothing babbles; head: suppression saves 50.0 % of energy per task.',
  );
  expect(saving(-0.05, 0, 20)).toBe(
    'Base: suppression costs 5.0 % of energy per task; head: suppression saves 0.0 % of energy per task.',
  );
});

describe('next', () => {
  const steps = (c: Comparison): string[] => linesOf(seenOf(comment(c))).filter((l) => l.startsWith('- **'));

  test('of a regression: fix, accept with its label and command, doubt', () => {
    expect(steps(regressed).map((l) => /^- \*\*(\w+):/.exec(l)![1])).toEqual(['Fix', 'Accept', 'Doubt']);
    expect(steps(regressed)[1]).toContain('`joulegate-accept` (`gh pr edit --add-label joulegate-accept`)');
    expect(steps(of({}, { passed: 2 }))[1]).toContain('label `joulegate-accept-accuracy` (');
    expect(steps(regressed)[0]).toMatch(/^- \*\*Fix:\*\* ask for shorter answers/);
    const rules = { completeTokens: { tests: 41 }, stopStringTokens: { codex: 81, bigcode: 200 } };
    const babbling = of({ ...rules, babble: 0 }, { ...DEARER, ...rules, babble: 210 });
    expect(steps(babbling)[0]).toMatch(
      /^- \*\*Fix:\*\* let the answer end .* \(stop strings `codex` would save 7\d\.\d %, rule `tests` would save 8\d\.\d %\); `joulegate gate/,
    );
    babbling.rules!.forEach((r) => (r.head.saving = 0.049));
    expect(steps(babbling)[0]).not.toContain('would save');
    expect(steps(of({}, { ...DEARER, passed: 2 }))[1]).toContain('`joulegate-accept` and `joulegate-accept-accuracy`');
  });

  test('of one that was accepted: by whom and when; half an acceptance is none', () => {
    const waiver = { label: 'joulegate-accept', by: 'octocat', at: '2026-01-02T03:04:05Z', covers: 'energy' as const };
    const publication = { waivers: [waiver] };
    expect(steps({ ...regressed, publication })[1]).toBe(
      '- **Accepted:** `joulegate-accept` set by `octocat` at 2026-01-02 03:04 UTC; the verdict stands in the record',
    );
    const worse = { ...of({}, { ...DEARER, passed: 2 }), publication };
    expect(steps(worse)[1]).toMatch(
      /^- \*\*Accept:\*\* `joulegate-accept` set by .*; a maintainer sets the label `joulegate-accept-accuracy`/,
    );
    expect(steps({ ...of({}, { passed: 2 }), publication })[1]).not.toContain('octocat');
  });

  test('of what is undecided: what would decide', () => {
    const c = COMPARISONS.find((x) => x.verdict === 'inconclusive' && !x.reasons.includes('spread-unknown'))!;
    const decide = (blocks: number | null, seconds: number | null): string =>
      steps({ ...c, plan: { ...c.plan, toDecide: { blocks, seconds } } })[0]!;
    expect(decide(12, 500)).toBe(
      '- **Decide:** let the gate have 12 blocks: `budget: { blocks: 12 }` in joulegate.yml (about 9 min more)',
    );
    expect(decide(null, null)).toContain('no number of blocks would do');
    expect(steps(COMPARISONS.find((x) => x.reasons.includes('spread-unknown'))!)[0]).toContain('baseline update');
  });

  test('of what is invalid: the fix of each reason; of a pass nothing', () => {
    const c = COMPARISONS.find((x) => x.verdict === 'invalid')!;
    expect(steps(c)).toEqual(['- **Fix:** measure the whole workload again']);
    expect(steps(of({}, {}))).toEqual([]);
  });
});

describe('small type', () => {
  const small = (c: Comparison): string => lineOf(comment(c), '<sub>');

  test('names meter, card, blocks, basis, what could be seen and the cost', () => {
    const c = structuredClone(of({}, {}));
    c.plan!.cost = { seconds: 100, joules: 2500 };
    expect(small(c)).toMatch(
      /^<sub>metered by nvml · absolute joules carry the card's own gain \(mostly −6 … \+1 %\), base and head share it · 4 blocks · base measured interleaved · decided on joules as measured · 95 % intervals · smallest rise it could see [\d.]+ % \(90 % power\) · the gate took 2 min and 2500 J<\/sub>$/,
    );
    c.plan!.cost.joules = 0;
    c.plan!.blocks = 1;
    c.head.environment['gpu'] = 'NVIDIA H100';
    expect(small(c)).toContain('metered by nvml on NVIDIA H100 · ');
    expect(small(c)).toContain(' · 1 block · ');
    expect(small(c)).toMatch(/the gate took 2 min<\/sub>$/);
    c.head.environment['gpu'] = '';
    c.head.environment['cpu'] = 'EPYC';
    c.head.meter['kind'] = 'rapl';
    expect(small(c)).toMatch(/^<sub>metered by rapl on EPYC · 1 block/);
    c.base!.measurement = 'another';
    expect(small(c)).toContain('base measured earlier');
    c.metrics.find((m) => m.id === 'energy-per-task' && m.arm === 'suppressed')!.basis = 'equal-rates';
    expect(small(c)).toContain('decided on joules as measured (plain), tokens at equal rates (suppressed)');
  });

  test('names the stored baseline and its distance', () => {
    const baseline = { commit: 'c'.repeat(40), distance: 1 };
    const stored = (more: object): string =>
      small({ ...regressed, publication: { baseline: { ...baseline, ...more } } });
    expect(stored({})).toContain(' · baseline `ccccccc`, 1 commit before head · ');
    expect(stored({ distance: 3, recordedAt: '2026-01-02T03:04:05.678Z' })).toContain(
      '3 commits before head, of 2026-01-02 03:04 UTC · ',
    );
    expect(stored({ recordedAt: 'x2026-01-02T03:04Z' })).toContain('of x2026-01-02T03:\u206004Z · ');
  });
});

describe('where there is no room', () => {
  const warnings = Array.from({ length: 9 }, (_, i) => ({ code: 'co-tenant' as const, text: `process ${i}` }));

  test('warnings are told by the first and their number', () => {
    const c = { ...regressed, findings: [...regressed.findings, ...warnings] };
    expect(seenOf(comment(c))).toContain('⚠️ `co-tenant` – process 0 (8 more warnings on the report page)');
    expect(foldsOf(comment(c))).toContain('- ⚠️ `co-tenant` – process 3\n- 5 more on the report page');
    const leftOut = { code: 'rule-not-applicable' as const, text: 'no rule can tell' };
    const natural = comment({ ...regressed, findings: [...regressed.findings, leftOut, warnings[0]!] });
    expect(seenOf(natural)).toContain('⚠️ `co-tenant` – process 0\n');
    expect(seenOf(natural)).not.toContain('rule-not-applicable');
    expect(natural).toContain('rule-not-applicable');
    const four = { ...regressed, findings: [...regressed.findings, ...warnings.slice(0, 4)] };
    expect(foldsOf(comment(four))).not.toContain('more on the report page');
  });

  test('what gives way is counted in small type, and leads to the page', () => {
    const full = COMPARISONS.find((c) => c.verdict === 'inconclusive')!;
    const report = full.publication!.links!.report!;
    expect(lineOf(comment(full), '<sub>')).toMatch(/\d parts? more on the \[report page\]/);
    expect(lineOf(comment(full), '<sub>')).toContain(`(${report})`);
    const { publication: _, gateChanges: __, ...bare } = full;
    expect(lineOf(comment(bare), '<sub>')).not.toContain('](');
  });

  test('more than a few changes of the gate are counted', () => {
    const keys = Array.from({ length: 5 }, (_, i) => ({ key: `k${i}`, base: 'a', head: 'b' }));
    const text = comment({ ...regressed, gateChanges: { applied: true, keys } });
    expect(text.split('\n')[1]).toMatch(
      /^> ⚠️ \*\*This change alters the gate itself:\*\* `k0`: .*; 2 more on the report page$/,
    );
    const three = comment({ ...regressed, gateChanges: { applied: false, keys: keys.slice(0, 3) } });
    expect(three.split('\n')[1]).toMatch(/from a fork, so base's values hold:\*\* `k0`.*`k2`: `a` → `b`$/);
  });

  test('a comment has at most 60,000 characters, with verdict and small type, whatever is in it', () => {
    const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 3000 }), fc.constant('`'.repeat(5000)));
    const many = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(fc.constantFrom(...COMPARISONS), text, text, many, (c, a, b, n) => {
        const times = <T>(item: T): T[] => Array.from({ length: n }, () => item);
        const huge: Comparison = {
          ...c,
          findings: [...c.findings, ...times({ code: 'co-tenant' as const, text: a })],
          tasks: [
            ...c.tasks,
            ...c.tasks.flatMap((t) => times({ ...t, id: a, head: { ...t.head, text: b.repeat(9) } })).slice(0, n),
          ],
          gateChanges: { applied: true, keys: times({ key: a, base: b, head: a }) },
          rules: times(c.rules?.[0]).flatMap((r, i) =>
            r ? [{ ...r, rule: `${a}${i}`, head: { ...r.head, tokensPerTask: i } }] : [],
          ),
          publication: {
            ...c.publication,
            changedFiles: times(b),
            waivers: times({ label: a, by: b, at: a, covers: 'energy' as const }),
          },
        };
        const said = comment(huge);
        expect(said.length).toBeLessThanOrEqual(60_000);
        expect(said).toContain(` JouleGate: ${c.verdict} – `);
        expect(said).toContain('<sub>');
        expect(linesOf(seenOf(said)).length).toBeLessThanOrEqual(MOST[c.verdict]);
        expect(linesOf(foldsOf(said)).length).toBeLessThanOrEqual(60);
      }),
      { numRuns: 60 },
    );
  });
});

describe('links', () => {
  const publication = COMPARISONS[0]!.publication!;
  const links = (p: object): string[] =>
    lineOf(comment({ ...regressed, publication: { ...publication, ...p } }), '<sub>').match(/\]\([^)]*\)/g) ?? [];

  test('lead to the repository: its commits, the report, the trend and the run', () => {
    const { report, run, trend } = publication.links!;
    const compared = `https://github.com/o/r/compare/${publication.baseCommit}...${publication.headCommit}`;
    expect(links({})).toEqual([compared, report, trend, run].map((l) => `](${l})`));
    expect(links({ repository: 'https://ghe.test:8443/x/o/r' })).toHaveLength(1);
  });

  test('lead nowhere else', () => {
    for (const repository of [
      'javascript:alert(1)',
      'https://github.com',
      'https://github.com/o/../r',
      'https://x/o/r)',
      'ftp://x/o/r',
    ])
      expect(links({ repository })).toEqual([]);
    for (const run of [
      'https://evil.test/o/r',
      'https://github.com/o/rx',
      'https://github.com/o/r/../../e',
      'https://github.com/o/r/a)(b',
    ])
      expect(links({ links: { run } })).toHaveLength(1);
    for (const headCommit of ['main', 'b'.repeat(6), 'B'.repeat(40), 'a...b'])
      expect(links({ headCommit, links: {} })).toEqual([]);
  });
});
