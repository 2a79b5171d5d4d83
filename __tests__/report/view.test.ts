import { expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import { LEVELS } from '../../src/common/levels.ts';
import { ARMS } from '../../src/common/phases.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { code, joined, name, prose, quote } from '../../src/report/text.ts';
import { view } from '../../src/report/view.ts';
import { fakeResult } from '../support/results.ts';

const base = fakeResult({ decode: [10, 10.1, 9.9, 10], arms: [...ARMS] });
const head = fakeResult({ decode: [30, 30.2, 29.8, 30.1], tokens: 310, arms: [...ARMS] });
const options = { thresholds: mergeThresholds(), co2e: { gPerKwh: 400, source: '<b>`x`|' } };
const c = compare(base, head, options);

test('a view says everything in words, in no format yet', () => {
  const v = view(c);
  expect(v).toMatchObject({
    verdict: 'regressed',
    mark: '❌',
    estimated: false,
    intervalTitle: '95 % interval',
  });
  expect(v.metrics[0]).toMatchObject({
    name: 'Energy per task',
    arm: 'plain',
    base: '11.0 J',
    head: '31.0 J',
    change: '+182 %',
    limit: '≤ +3.0 %',
    summary: true,
  });
  expect(joined(v.sentence, ({ foreign }) => foreign)).toContain('Energy per task (plain): +182 %, 11.0 J → 31.0 J');
  // What is not ours is marked, and not yet escaped.
  expect(v.emissions!.at(-1)).toEqual(quote('<b>`x`|'));
  expect(JSON.stringify(v)).not.toMatch(/&lt;|\\u2060/);
});

test('every format says the same verdict and the same change, and escapes what is not ours in its own way', () => {
  const { markdown, html, terminal, json } = RENDERERS;
  for (const format of [markdown, html, terminal, json]) expect(format(c)).toContain('regressed');
  for (const format of [markdown, html, terminal]) expect(format(c)).toMatch(/\+182[ \u00a0]%/);
  expect(markdown(c, 'a b')).toContain('<!-- joulegate-comment a_b -->');
  expect(markdown(c)).toContain("source `<b>'x'¦`");
  expect(html(c)).toContain('source <q>&lt;b&gt;`x`|</q>');
  expect(terminal(c)).toContain("source `<b>'x'¦`");
  expect(JSON.parse(json(c))).toEqual(c);
});

test('levels are said as they were, and as the default where a document tells none', () => {
  const levels = { ...LEVELS, interval: 0.1, power: 0.8, nullControl: 0.02 };
  const { plan: _, ...older } = c;
  const other = compare(base, head, { ...options, levels });
  for (const text of ['two-sided 90 %', '2 % level']) expect(RENDERERS.html(other)).toContain(text);
  for (const format of [RENDERERS.markdown, RENDERERS.html]) {
    for (const text of ['90 % interval', '80 % power']) expect(format(other)).toContain(text);
    expect(format(older)).toBe(format({ ...c, plan: { levels: LEVELS } }));
    expect(format(c)).toContain('95 % interval');
  }
});

test('a text is joined with what is not ours as the format lets it stand', () => {
  const text = ['a ', prose('<'), name('n'), code('c'), quote('q')];
  expect(
    joined(
      text,
      ({ foreign, as }) => `[${as} ${foreign}]`,
      (own) => own.toUpperCase(),
    ),
  ).toBe('A [prose <][name n][code c][quote q]');
});

test('a run of arm suppressed alone has no empty tables or sections', () => {
  const alone = compare(null, fakeResult({ decode: [1], arms: ['suppressed'] }), { thresholds: {} });
  const comment = RENDERERS.markdown(alone);
  expect(comment).not.toContain('The answer that changed most');
  expect(comment).not.toContain('What stopping saves');
  expect(comment).not.toContain('| plain |');
  expect(comment).not.toMatch(/<\/summary>\s*<\/details>/);
});
