import { describe, expect, test } from '@jest/globals';
import { fakeResult } from '../../support/results.ts';
import { studyCsv } from '../../../src/report/study/csv.ts';
import { studyHtml } from '../../../src/report/study/html.ts';
import { studyMarkdown } from '../../../src/report/study/markdown.ts';
import { studyTables } from '../../../src/report/study/tables.ts';
import { schemaErrors } from '../../../src/common/schema.ts';
import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { studyOf, type MeasuredUnit } from '../../../src/study/tables/index.ts';

const FACTS = { createdAt: '2026-01-01T00:00:00.000Z', pricePerKwh: null, failed: [] };
const unit = (result: RunResult, of: Partial<MeasuredUnit> = {}): MeasuredUnit => ({
  model: 'm',
  workload: 'practice',
  shape: null,
  notApplicable: [],
  results: [{ rule: 'tests', file: 'results/m.json', result }],
  ...of,
});
const both = { arms: ['plain', 'suppressed'] as ('plain' | 'suppressed')[] };

describe('the tables of a study', () => {
  const result = fakeResult({ ...both, decode: [9, 9, 9], prefill: 1, passed: 2, babble: 25 });
  const study = studyOf([unit(result)], { ...FACTS, pricePerKwh: 0.36 });
  const [plain, suppressed] = study.cells;

  test('have joules, tokens and shares of each arm, by hand', () => {
    expect(schemaErrors('study', study)).toEqual([]);
    expect(plain).toMatchObject({ arm: 'plain', rule: null, tasks: 4, blocks: 3, answers: 12, complete: 12 });
    expect(plain).toMatchObject({ inputTokens: 50, outputTokens: 100, joulesPerInference: 10, prefillShare: 0.1 });
    expect(plain!.decodeJoulesPerToken).toBeCloseTo(9 / 99, 12);
    expect(plain!.tokensPerJoule).toBe(10);
    // Half of the answers pass: each costs two.
    expect(plain).toMatchObject({ score: 0.5, scoreName: 'pass@1', joulesPerCorrect: 20, babbleShare: 0.25 });
    expect(plain!.babbleJoules).toBeCloseTo((9 * 25) / 99, 12);
    expect(suppressed).toMatchObject({ arm: 'suppressed', rule: 'tests', joulesPerInference: 5.5 });
    // 0.36 a kWh is 1e-7 a joule.
    expect(plain!.moneyPerMillionInput).toBeCloseTo((1 / 50) * 0.1, 12);
    expect(plain!.moneyPerMillionOutput).toBeCloseTo((9 / 99) * 0.1, 12);
  });

  test('have what a rule saves, with its interval and both accuracies', () => {
    expect(study.suppression).toHaveLength(1);
    expect(study.suppression[0]).toMatchObject({
      rule: 'tests',
      scorePlain: 0.5,
      scoreSuppressed: 0.5,
      babbleShare: 0.25,
    });
    expect(study.suppression[0]!.saving).toBeCloseTo(0.45, 12);
    expect(study.suppression[0]!.decodeSaving).toBeCloseTo(0.5, 12);
  });

  test('have what a rule saves beyond stop strings, with an interval from two blocks on', () => {
    const strings = { stopStringTokens: { codex: 34 }, standardError: 0 };
    const of = (decode: number[]) =>
      studyOf([unit(fakeResult({ ...both, ...strings, decode }))], FACTS).suppression[0]!;
    // Stopped after 34 tokens, 33 of 99 steps: 1 + 3 J; the rule takes 1 + 4.5 J.
    expect(of([9, 9]).againstStopStrings!['codex']).toBeCloseTo(1 - 5.5 / 4, 12);
    expect(of([9]).againstStopStringsInterval).toEqual({ codex: null });
    const [lo, hi] = of([9, 12]).againstStopStringsInterval!['codex'] as [number, number];
    expect(lo).toBeLessThan(of([9, 12]).againstStopStrings!['codex']!);
    expect(hi).toBeGreaterThan(of([9, 12]).againstStopStrings!['codex']!);
  });

  test.each([
    [10, 'babbler'],
    [9, ''],
  ])('call a model a babbler from 10 % of its output on: %d of 100 tokens', (babble, called) => {
    const { rows } = studyTables(studyOf([unit(fakeResult({ decode: [9, 9], babble }))], FACTS)).find((t) =>
      t.title.startsWith('Babblers'),
    )!;
    expect(rows[0]!.at(-1)).toBe(called);
  });

  test('have an interval from two blocks on, which holds no joule below 0', () => {
    const spread = (decode: number[]): readonly number[] | null =>
      studyOf([unit(fakeResult({ decode, standardError: 0 }))], FACTS).cells[0]!.interval['joulesPerInference']!;
    expect(spread([9])).toBeNull();
    const [lo, hi] = spread([9, 4]) as [number, number];
    expect(lo).toBeGreaterThan(0);
    expect(hi).toBeGreaterThan(10);
    // Student's t with one degree of freedom, on the logarithms of 10 and 5 J around their 7.5 J.
    expect(lo).toBeCloseTo(7.5 * Math.exp((-12.7062 * Math.log(2)) / 2), 3);
  });

  test('say why a value is missing, and never 0', () => {
    const dark = fakeResult({ ...both, decode: [9, 9] });
    for (const t of dark.arms.plain!.tasks)
      for (const r of t.repeats) r.phases.decode = { ...r.phases.decode, netJoules: null, standardError: null };
    const found = studyOf([unit(dark)], FACTS);
    expect(found.cells[0]).toMatchObject({
      joulesPerInference: null,
      nulls: { joulesPerInference: 'not-resolvable', prefillShare: 'not-resolvable', tokensPerJoule: 'not-resolvable' },
    });
    expect(found.suppression[0]).toMatchObject({ saving: null, why: 'not-resolvable' });
    expect(found.amplification[0]).toMatchObject({ slope: null, why: 'not-resolvable' });
    const md = studyMarkdown(found);
    expect(md).toContain('not-resolvable');
    expect(md).not.toMatch(/\| 0 J/);
    expect(studyCsv(found)).toContain('joulesPerInference,,,,not-resolvable');
  });

  test('say that no answer passed where none did', () => {
    const [cell] = studyOf([unit(fakeResult({ decode: [9, 9], passed: 0 }))], FACTS).cells;
    expect(cell).toMatchObject({ score: 0, joulesPerCorrect: null, nulls: { joulesPerCorrect: 'none-passed' } });
  });

  test('of a workload without tests have its score, and no joules per correct answer', () => {
    const scored = fakeResult({ decode: [9, 9], babble: null });
    for (const t of scored.arms.plain!.tasks)
      for (const r of t.repeats) Object.assign(r, { passed: null, score: 0.25, scoreName: 'edit-similarity' });
    const results = [{ rule: null, file: 'results/m.json', result: scored }];
    const found = studyOf([unit(scored, { results, notApplicable: ['tests'] })], FACTS);
    expect(found.cells).toHaveLength(1);
    expect(found.cells[0]).toMatchObject({
      score: 0.25,
      scoreName: 'edit-similarity',
      joulesPerCorrect: null,
      babbleShare: null,
      nulls: { joulesPerCorrect: 'no-tests', babbleShare: 'no-tests' },
    });
    expect(found.notes!.join()).toContain('rule-not-applicable');
  });

  test('name an estimate as one wherever its joules stand', () => {
    const titles = (units: MeasuredUnit[]): string[] => studyTables(studyOf(units, FACTS)).map((t) => t.title);
    const sensed = unit(fakeResult({ ...both, decode: [9, 9] }));
    const estimated = unit(fakeResult({ ...both, decode: [9, 9], estimated: true }), { model: 'n' });
    for (const title of titles([estimated])) expect(title).toMatch(/ \(estimated\)$/);
    for (const title of titles([sensed, estimated])) expect(title).toMatch(/ \(in part estimated\)$/);
    for (const title of titles([sensed])) expect(title).not.toContain('estimated');
  });

  test('say where cells were measured in different environments', () => {
    const other = fakeResult({ decode: [9, 9] });
    other.environment['gpu'] = 'another';
    const notes = studyOf([unit(fakeResult({ decode: [9, 9] })), unit(other, { model: 'n' })], FACTS).notes!;
    expect(notes.join()).toContain('environment-differs: not all cells were measured in one environment (gpu)');
    // Python is started for code alone.
    const code = fakeResult({ decode: [9, 9] });
    code.environment['python'] = '3.13';
    expect(studyOf([unit(fakeResult({ decode: [9, 9] })), unit(code, { model: 'n' })], FACTS).notes).toEqual([]);
  });
});

describe('amplification in a study', () => {
  /** Decode at 90 J behind 50 tokens, and at 180 J behind 5,050. */
  const long = fakeResult({ decode: [180, 180], standardError: 0 });
  for (const t of long.arms.plain!.tasks) for (const r of t.repeats) r.promptTokens = 5050;
  const units = [
    unit(fakeResult({ decode: [90, 90], standardError: 0 }), { workload: 'humaneval' }),
    unit(long, { workload: 'longbench-cu-long' }),
  ].map((u) => ({ ...u, shape: { layers: [{ count: 2, kvValues: 100, window: null }], weightBytes: 4e6 } }));

  test('is long over short, a slope, and the header’s prediction', () => {
    const [a] = studyOf(units, FACTS).amplification;
    expect(a).toMatchObject({ short: 'humaneval', long: 'longbench-cu-long', ratio: 2 });
    // From a mean context of 100 to one of 5,100 the step gains as much as it costs at 100.
    const b = 90 / 99 / 5000;
    expect(a!.slope).toBeCloseTo((1000 * b) / (90 / 99 - 100 * b), 9);
    // 2 layers × 100 values × 2 bytes over 4 MB, per 1,000 tokens.
    expect(a!.predicted).toBeCloseTo(0.1, 9);
    expect(a!.predictedRatio).toBeCloseTo((4e6 + 400 * 5100) / (4e6 + 400 * 100), 9);
    expect(a).toMatchObject({ weightBytes: 4e6, kvBytes: 400, layers: 2, windowedLayers: 0, window: null });
    expect(a!.points).toHaveLength(8);
  });

  test.each([
    [51, null],
    [52, 'longer'],
  ])('takes inputs for longer from more than 2 %% on: %d tokens for 50', (promptTokens, long) => {
    const other = fakeResult({ decode: [90, 90] });
    for (const t of other.arms.plain!.tasks) for (const r of t.repeats) r.promptTokens = promptTokens;
    const [a] = studyOf([units[0]!, unit(other, { workload: 'longer' })], FACTS).amplification;
    expect(a!.long ?? null).toBe(long);
  });

  test.each([
    [4949, 'longbench-cu-long'],
    [4948, 'fewer'],
  ])('takes of inputs that are as long (2 %%) the one with more steps: %d tokens for 5050', (promptTokens, long) => {
    const fewer = fakeResult({ decode: [18, 18], tokens: 11 });
    for (const t of fewer.arms.plain!.tasks) for (const r of t.repeats) r.promptTokens = 5050;
    const more = structuredClone(units[1]!);
    for (const t of more.results[0]!.result.arms.plain!.tasks) for (const r of t.repeats) r.promptTokens = promptTokens;
    const [a] = studyOf([units[0]!, more, unit(fewer, { workload: 'fewer' })], FACTS).amplification;
    expect(a!.long).toBe(long);
  });

  test('has no ratio where all inputs are of one length', () => {
    const [a] = studyOf([units[0]!, { ...units[0]!, workload: 'humaneval-full' }], FACTS).amplification;
    expect(a).toMatchObject({ ratio: null, slope: null, why: expect.stringContaining('one context') });
  });

  test('tells what the first and the last token of an answer cost', () => {
    const found = studyOf(units, FACTS).tokenCost!;
    expect(found.map((t) => [t.workload, t.firstContext, t.lastContext])).toEqual([
      ['humaneval', 51, 149],
      ['longbench-cu-long', 5051, 5149],
    ]);
    for (const t of found) expect(t.last!).toBeGreaterThan(t.first!);
  });
});

describe('what is not ours in a study', () => {
  const evil = '<script>alert(1)</script>|@everyone\u202e`x`';
  const result = fakeResult({ ...both, decode: [9, 9] });
  const results = [{ rule: evil, file: 'r.json', result }];
  const failed = [{ model: evil, workload: evil, code: 'x', message: evil, fix: evil }];
  const study = studyOf([unit(result, { model: evil, workload: evil, results })], { ...FACTS, failed });

  test('is text in every format', () => {
    expect(studyHtml(study)).not.toContain('<script');
    expect(studyHtml(study)).not.toContain('\u202e');
    const md = studyMarkdown(study);
    expect(md.replaceAll(/`[^`]*`/g, '')).not.toMatch(/<script|@everyone|\u202e/);
    for (const line of md.split('\n').filter((l) => l.startsWith('| `'))) expect(line).toMatch(/^(\| [^|]* )+\|$/);
    const formula = studyOf([unit(result, { model: '=1+1' })], FACTS);
    expect(studyCsv(formula)).toContain("'=1+1");
  });
});
