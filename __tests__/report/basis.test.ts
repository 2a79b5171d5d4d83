import { expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import { basisLines } from '../../src/report/basis.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { simulatedPair } from '../analysis/rates/support/simulate.ts';
import { fakeResult } from '../support/results.ts';

const { html, markdown } = RENDERERS;
const limits = { 'energy-per-task': { plain: { increase: 0.03 } } };

test('says how a metric was decided, what its error is made of, what the joules say, and why no better basis', () => {
  const { base, head } = simulatedPair({
    seed: 4,
    tasks: 8,
    blocks: 4,
    noise: { answer: 0.03, block: 0.05, phase: 0.01, misfit: 0.005 },
    change: { prompt: 10, steps: 1.1 },
    base: 'interleaved',
  });
  const c = compare(base, head, { thresholds: limits });
  const lines = basisLines(c);
  expect(lines[0]).toMatch(
    /^Energy per task \(plain\): equal-rates, 4 block\(s\); its error: [a-z]+ \d+ %, .*; the joules themselves: \+\d+\.\d % \(.*\), as information$/,
  );
  expect(lines.slice(1)).toEqual([
    '  not identity: the subject differs in prompt.template',
    '  not exact: joules vary from block to block',
  ]);
  expect(html(c)).toContain('the subject differs in prompt.template');
  expect(markdown(c)).toContain('; not exact: joules vary from block to block');
  expect(markdown(c)).toMatch(/\| energy per task, limit .* at equal rates \|/);
});

test('says of measured joules why they are not at equal rates; what does not gate is not told', () => {
  const [base, head] = [fakeResult({ decode: [9, 9, 9, 9] }), fakeResult({ decode: [9, 9, 9, 9] })];
  expect(basisLines(compare(base, head, { thresholds: limits }))).toEqual([
    'Energy per task (plain): measured, 4 block(s)',
    '  not identity: both sides were measured',
    '  not exact: joules vary from block to block',
    '  not equal-rates: the subject is unchanged',
  ]);
  expect(basisLines(compare(base, head, { thresholds: {} }))).toEqual([]);
  expect(markdown(compare(base, head, { thresholds: {} }))).not.toContain('How it was decided');
});

test('a key of a subject is no markup', () => {
  const head = fakeResult({ decode: [9, 9, 9, 9] });
  const c = compare(
    fakeResult({ decode: [9, 9, 9, 9] }),
    { ...head, subject: { ...head.subject, '<img src=x> @you': 1 } },
    { thresholds: limits },
  );
  expect(markdown(c)).toContain('not equal-rates: &lt;img src=x&gt; @\u2060you may change what a token costs');
  expect(html(c)).toContain('the subject differs in &lt;img src=x&gt; @you');
  expect(html(c)).not.toContain('<img');
});
