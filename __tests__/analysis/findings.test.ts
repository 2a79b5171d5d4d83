import { expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { readComparison } from '../../src/common/schema.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { sentence } from '../report/support/sentence.ts';
import { fakeResult } from '../support/results.ts';

const { html, markdown } = RENDERERS;

const FOUR = [10, 10, 10, 10];
const result = fakeResult({ decode: FOUR });
const reset: RunResult = { ...result, validity: { status: 'invalid', reasons: ['counter-reset'] } };

test('what both sides show is said of both: in findings, sentence, comment and page', () => {
  const c = compare(reset, reset, { thresholds: {} });
  expect(c.reasons).toEqual(['counter-reset']);
  expect(c.findings.map(({ code, side }) => [code, side])).toEqual([
    ['counter-reset', 'head'],
    ['counter-reset', 'base'],
  ]);
  for (const text of [sentence(c), markdown(c), html(c)])
    for (const side of ['head', 'base']) expect(text).toContain(`the measurement of ${side} may not be trusted`);
});

test('a finding names the side, arm and metric that it is about', () => {
  const blind = structuredClone(result);
  const decode = blind.arms.plain!.tasks[0]!.repeats[0]!.phases.decode;
  decode.netJoules = decode.grossJoules = decode.standardError = null;
  const limits = { 'energy-per-task': { plain: { increase: 0.03 }, suppressed: { increase: 0.03 } } };
  expect(compare(blind, result, { thresholds: limits }).findings).toMatchObject([
    { code: 'not-resolvable', side: 'base', arm: 'plain', metric: 'energy-per-task' },
  ]);
  const both = fakeResult({ decode: [10, 10, 10, 10], arms: ['plain', 'suppressed'] });
  expect(compare(both, result, { thresholds: limits }).findings).toMatchObject([
    { code: 'metric-missing', arm: 'suppressed', metric: 'energy-per-task' },
  ]);
});

test('more than two texts of one code: the sentence counts the rest, the list has them all', () => {
  const limits = { plain: { increase: 0.03 }, suppressed: { increase: 0.03 } };
  const c = compare(fakeResult({ decode: FOUR, arms: ['plain', 'suppressed'] }), result, {
    thresholds: { 'energy-per-task': limits, 'output-tokens': limits, 'wall-time': limits },
  });
  expect(sentence(c)).toBe(
    'metric-missing – energy-per-task gates, but the suppressed arm lacks it on one side; output-tokens gates, but the suppressed arm lacks it on one side; and 1 more.',
  );
  expect(markdown(c).match(/- `metric-missing`: /g)).toHaveLength(3);
});

test('a warning decides nothing: a finding, and no reason', () => {
  const warned: RunResult = { ...result, validity: { status: 'warning', reasons: ['power-capped'] } };
  const c = compare(warned, result, { thresholds: {} });
  expect(c).toMatchObject({ verdict: 'pass', reasons: [], findings: [{ code: 'power-capped', side: 'base' }] });
});

test('a comparison stored before findings were a list is read, and renders what it said', () => {
  const { findings: _, plan: __, ...rest } = compare(reset, result, { thresholds: {} });
  const older = {
    ...rest,
    details: { 'counter-reset': 'the measurement of base may not be trusted: <b>' },
    noticed: [
      { code: 'power-capped', side: 'head' },
      { code: 'fan-stopped', side: 'base' },
    ],
  };
  const c = readComparison(older, 'c.json');
  expect(c.findings).toEqual([
    { code: 'counter-reset', text: 'the measurement of base may not be trusted: <b>' },
    { code: 'power-capped', side: 'head', text: 'the GPU ran into its power limit for part of the time' },
    { code: 'fan-stopped', side: 'base', text: '' },
  ]);
  expect(c).not.toHaveProperty('details');
  expect(c).not.toHaveProperty('noticed');
  expect(markdown(c)).toContain('- `counter-reset`: the measurement of base may not be trusted: &lt;b&gt;');
  expect(markdown(c)).toContain(
    '- ⚠️ head: `power-capped` – the GPU ran into its power limit for part of the time\n- ⚠️ base: `fan-stopped`\n',
  );
  expect(html(c)).toContain('may not be trusted: &lt;b&gt;');
  for (const broken of [
    { ...rest, details: { 'counter-reset': 7 } },
    { ...rest, noticed: [null] },
    { ...rest, noticed: [{ side: 'head' }] },
    null,
    7,
  ])
    expect(() => readComparison(broken, 'c.json')).toThrow(expect.objectContaining({ code: 'document-invalid' }));
});

test('without details or warnings an older comparison has no findings, and its reasons are still named', () => {
  const { findings: _, ...rest } = compare(reset, result, { thresholds: {} });
  const c = readComparison(rest, 'c.json');
  expect(c.findings).toEqual([]);
  expect(sentence(c)).toContain('counter-reset – counter-reset');
  expect(markdown(c)).toContain('- `counter-reset`\n');
});

test('a code that earlier versions wrote beside "regressed" is left out where it is read', () => {
  const now = compare(fakeResult({ decode: [10] }), fakeResult({ decode: [10] }), { thresholds: {} });
  const unconfirmed = { code: 'unconfirmed', text: 'no fresh blocks were measured to confirm it' };
  const other = { code: 'not-graded', text: 'x' };
  const older = { ...now, reasons: ['unconfirmed', 'not-graded'], findings: [unconfirmed, other] };
  expect(readComparison(older, 'c.json')).toMatchObject({ reasons: ['not-graded'], findings: [other] });
  const { findings: _, ...first } = { ...now, reasons: ['unconfirmed'], details: { unconfirmed: 'x' }, noticed: [] };
  expect(readComparison(first, 'c.json')).toMatchObject({ reasons: [], findings: [] });
});

test('what measurements say of themselves decides nothing: of both sides it is said once, else of its side', () => {
  const left = { code: 'rule-not-applicable' as const, arm: 'suppressed' as const, text: 'no rule' };
  const cut = (text: string) => ({ code: 'prompts-cut' as const, text });
  const of = (...findings: NonNullable<RunResult['findings']>): RunResult => ({ ...result, findings });
  const c = compare(of(left, cut('1 token')), of(left, cut('2 tokens')), { thresholds: {} });
  expect(c).toMatchObject({ verdict: 'pass', reasons: [] });
  expect(c.findings).toEqual([
    { code: 'rule-not-applicable', arm: 'suppressed', text: 'no rule' },
    { code: 'prompts-cut', side: 'base', text: '1 token' },
    { code: 'prompts-cut', side: 'head', text: '2 tokens' },
  ]);
  expect(markdown(c)).toContain('⚠️ base: `prompts-cut` – 1 token (1 more warning');
  expect(compare(null, of(left), { thresholds: {} }).findings).toContainEqual({ ...left, side: 'head' });
});
