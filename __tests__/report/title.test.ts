import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../../src/analysis/compare.ts';
import { FINDINGS } from '../../src/common/findings.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { MOST_TITLE, refusedTitle, title, verdictTitle } from '../../src/report/title.ts';
import { fakeResult } from '../support/results.ts';

const thresholds = mergeThresholds();
const base = fakeResult({ decode: [10, 10.1, 9.9, 10] });
const of = (decode: number[], more = {}): Comparison => compare(base, fakeResult({ decode, ...more }), { thresholds });

describe('the title', () => {
  test('of a regression: the metric that failed, by how much, and its limit', () => {
    expect(title(of([30, 30.2, 29.8, 30.1], { tokens: 310 }))).toBe(
      'regressed: energy per task (plain) +182 %, limit +3.0 %',
    );
    expect(title(of([10, 10.1, 9.9, 10], { passed: 2 }))).toBe(
      'regressed: pass@1 (plain) −50.0 points, limit −5.0 points',
    );
    expect(title(of([30, 30.2, 29.8, 30.1], { passed: 2 }))).toMatch(/; 1 more limit broken$/);
  });

  test('of a limit on the value itself: the value', () => {
    const c = compare(base, base, { thresholds: mergeThresholds({ 'output-tokens': { max: 90 } }) });
    expect(title(c)).toBe('regressed: output tokens per task (plain) 100, limit 90.0');
    const both = compare(base, base, { thresholds: mergeThresholds({ 'output-tokens': { increase: 0.1, max: 90 } }) });
    expect(title(both)).toBe('regressed: output tokens per task (plain) 100, limit 90.0');
    const saves = fakeResult({ decode: [10, 10, 10, 10], arms: ['plain', 'suppressed'] });
    const alone = compare(saves, saves, { thresholds: {} });
    const metrics = alone.metrics
      .filter((m) => m.id === 'suppression-saving')
      .map((m) => ({ ...m, verdict: 'regressed' as const, threshold: { min: 0.9 } }));
    expect(title({ ...alone, verdict: 'regressed', metrics })).toBe(
      'regressed: suppression saves, of energy per task 45.5 %, at least 90.0 % asked',
    );
    const low = compare(base, base, { thresholds: mergeThresholds({ 'pass-at-1': { min: 1.5 } }) });
    expect(title(low)).toBe('regressed: pass@1 (plain) 100.0 %, at least 150.0 % asked');
  });

  test('of a pass or a gain: the change with its interval', () => {
    expect(title(of([10, 10.1, 9.9, 10]))).toMatch(/^pass: energy per task \(plain\) ±0\.0 %( \[.* … .*\])?$/);
    expect(title(of([8, 8.1, 7.9, 8]))).toMatch(
      /^improved: energy per task \(plain\) −18\.\d % \[−[\d.]+ … −[\d.]+\]$/,
    );
    const nothing = compare(base, base, { thresholds: {} });
    expect(title(nothing)).toMatch(/; nothing gates$/);
  });

  test('of what is undecided: the interval first, then what would decide', () => {
    const c = of([10, 11.4, 9.6, 10.6]);
    expect(c.verdict).toBe('inconclusive');
    const decides = (blocks: number | null, seconds: number | null): string =>
      title({ ...c, plan: { ...c.plan, blocks: 4, toDecide: { blocks, seconds } } });
    expect(decides(12, 500)).toMatch(
      /^inconclusive: energy per task \(plain\) [−+][\d.]+ … \+[\d.]+ %; 8 more blocks, about 9 min, would decide$/,
    );
    expect(decides(5, null)).toMatch(/%; 1 more block would decide$/);
    expect(decides(4, null)).toMatch(/%$/);
    expect(decides(null, null)).toMatch(/%; no number of blocks would decide$/);
    expect(title({ ...c, plan: { blocks: 4 } })).toMatch(/%$/);
  });

  test('of what no block would decide: why, in words', () => {
    expect(title(of([10, 10.2], {}))).toMatch(/^inconclusive: .*a gating metric .*fewer than 4 blocks a side$/);
  });

  test('of what may not be trusted: the reason in words, also of a later version', () => {
    const c = of([10, 10, 10, 10]);
    expect(title({ ...c, verdict: 'invalid', reasons: ['no-baseline', 'co-tenant'] })).toBe(
      'invalid: another process used the GPU',
    );
    expect(title({ ...c, verdict: 'invalid', reasons: ['sun-spots' as never] })).toBe('invalid: sun spots');
    for (const code of Object.keys(FINDINGS) as (keyof typeof FINDINGS)[]) {
      const said = title({ ...c, verdict: 'invalid', reasons: [code] });
      if (code !== 'no-baseline') expect(said.length).toBeGreaterThan('invalid: '.length + 10);
      expect(said).not.toMatch(/`|\.\.\.$/);
    }
  });

  test('without a base, of what is unchanged, and where there is no verdict', () => {
    expect(title(compare(null, base, { thresholds }))).toBe('pass: no baseline yet, 11.0 J per task (plain)');
    const c = of([10, 10, 10, 10]);
    expect(title({ ...c, reasons: ['subject-unchanged'], metrics: [] })).toBe(
      'pass: nothing to measure, the subject is that of base',
    );
    expect(refusedTitle({ code: 'no-meter', message: '\nno meter\nmore', fix: 'x' })).toBe('no verdict: no meter');
  });

  test('calls joules that no sensor gave an estimate, and says first what a change does to the gate', () => {
    const c = compare(
      fakeResult({ decode: [10, 10, 10, 10], estimated: true }),
      fakeResult({ decode: [30, 30, 30, 30], estimated: true }),
      { thresholds },
    );
    expect(title(c)).toMatch(/^regressed: energy per task \(plain, estimated\) \+182 %/);
    expect(title(compare(null, fakeResult({ decode: [10], estimated: true }), { thresholds }))).toBe(
      'pass: no baseline yet, 11.0 J per task (plain, estimated)',
    );
    const keys = [{ key: 'repeats', base: '4', head: '5' }];
    expect(title({ ...c, gateChanges: { applied: true, keys } })).toMatch(/^gate changed; regressed: /);
    expect(title({ ...c, gateChanges: { applied: false, keys } })).toMatch(/^gate change of a fork not applied; reg/);
    expect(title({ ...c, gateChanges: { applied: true, keys: [] } })).toMatch(/^regressed: /);
    expect(verdictTitle({ ...c, gateChanges: { applied: true, keys } })).toMatch(/^regressed – energy/);
  });

  test('is one line of at most 140 characters that no runner obeys, whatever stands in it', () => {
    const unit = fc.constantFrom(':', '#', '[', '\n', '\r', '\u001b', '\u202e', '\u200b', '\u2028', 'a', ' ');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 300 }), (message) => {
        const said = refusedTitle({ code: 'x', message, fix: '' });
        expect(said.length).toBeLessThanOrEqual(MOST_TITLE);
        expect(said).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b\u2028-\u202e]|::|##\[/);
      }),
    );
  });
});
