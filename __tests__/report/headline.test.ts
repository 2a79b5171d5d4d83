import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../../src/analysis/compare.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { changeOf } from '../../src/report/format.ts';
import { sentence } from './support/sentence.ts';
import { fakeResult } from '../support/results.ts';

test('where energy does not gate, the headline still says what it did', () => {
  const c = compare(fakeResult({ decode: [10, 10, 10, 10] }), fakeResult({ decode: [15.5, 15.5, 15.5, 15.5] }), {
    thresholds: mergeThresholds({ 'energy-per-task': false }),
  });
  expect(c.verdict).toBe('pass');
  expect(sentence(c)).toMatch(/^Energy per task: \+\d+(\.\d)? % \(plain\), which does not gate/);
  expect(sentence(c)).not.toContain('unchanged');
});

test('where nothing gates, that is what it says', () => {
  const c = compare(fakeResult({ decode: [10, 10, 10, 10] }), fakeResult({ decode: [10, 10, 10, 10] }), {
    thresholds: {},
  });
  expect(sentence(c)).toContain('nothing gates');
  expect(sentence(c)).not.toContain('every gating metric');
});

test('a headline never contradicts its table: each change in it stands in a row of that metric', () => {
  const side = fc.record({
    joules: fc.double({ min: 0.5, max: 50, noNaN: true }),
    tokens: fc.integer({ min: 2, max: 400 }),
  });
  fc.assert(
    fc.property(side, side, fc.boolean(), fc.boolean(), (a, b, energyGates, passGates) => {
      const make = (s: typeof a): ReturnType<typeof fakeResult> =>
        fakeResult({ decode: [s.joules, s.joules * 1.001, s.joules * 0.999, s.joules], tokens: s.tokens });
      const c = compare(make(a), make(b), {
        thresholds: mergeThresholds({
          ...(energyGates ? {} : { 'energy-per-task': false }),
          ...(passGates ? {} : { 'pass-at-1': false }),
        }),
      });
      const said = sentence(c);
      const rows = c.metrics.map((m) => changeOf(m));
      for (const percent of said.match(/[+−±][\d.]+ (?:%|points)/g) ?? []) expect(rows).toContain(percent);
      if (said.includes('inside its limit'))
        expect(c.metrics.every((m) => m.verdict === null || m.verdict === 'pass' || m.verdict === 'improved')).toBe(
          true,
        );
      expect(said).not.toContain('unchanged');
    }),
  );
});
