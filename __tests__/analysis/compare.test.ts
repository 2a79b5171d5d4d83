import { describe, expect, it } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { Comparison, Metric } from '../../src/common/generated/comparison.ts';
import { assertComparison, assertRunResult } from '../../src/common/schema.ts';
import { mergeThresholds } from '../../src/config/defaults.ts';
import { RULES } from './rules/index.ts';
import { fakeResult, type Fake } from '../support/results.ts';

const thresholds = mergeThresholds();
const noise = [1, 1.01, 0.99, 1.005, 0.995];
const at = (level: number): number[] => noise.map((n) => level * n);

function verdictOf(base: Fake | null, head: Fake, options: Partial<Parameters<typeof compare>[2]> = {}): Comparison {
  const h = fakeResult(head);
  const b = base ? fakeResult(base) : null;
  assertRunResult(h, 'head');
  const c = compare(b, h, { thresholds, ...options });
  assertComparison(c, 'comparison');
  return c;
}

const metric = (c: Comparison, id: Metric['id'], arm: Metric['arm'] = 'plain'): Metric =>
  c.metrics.find((m) => m.id === id && m.arm === arm)!;

describe('compare', () => {
  it('passes what is equal, in the same measurement', () => {
    const c = verdictOf({ decode: at(10) }, { decode: at(10) });
    expect(c.verdict).toBe('pass');
    expect(metric(c, 'energy-per-task')).toMatchObject({
      base: 10.995 + 0.005,
      change: 0,
      verdict: 'pass',
      unit: 'J',
      scale: 'relative',
    });
  });

  it('calls a rise over the threshold regressed, with the ratio of sums', () => {
    const c = verdictOf({ decode: at(10) }, { decode: at(12) });
    expect(c.verdict).toBe('regressed');
    const m = metric(c, 'energy-per-task');
    expect(m.change).toBeCloseTo(13 / 11 - 1, 6);
    expect(m.interval![0]).toBeLessThanOrEqual(m.change!);
    expect(m.interval![1]).toBeGreaterThanOrEqual(m.change!);
  });

  it('does not call a small significant rise below the threshold', () => {
    expect(verdictOf({ decode: at(10) }, { decode: at(10.2) }).verdict).toBe('pass');
  });

  it('calls a fall improved', () => {
    expect(verdictOf({ decode: at(10) }, { decode: at(8) }).verdict).toBe('improved');
  });

  it('is inconclusive where blocks spread too far, and says what it could have seen', () => {
    const c = verdictOf({ decode: [10, 14, 8, 12, 9] }, { decode: [12, 9, 13, 8, 14] });
    expect(c.verdict).toBe('inconclusive');
    expect(c.smallestVisibleChange).toBeGreaterThan(0.1);
  });

  it('gates pass@1 by the observed drop under greedy decoding', () => {
    const c = verdictOf({ decode: at(10) }, { decode: at(10), passed: 3 });
    expect(c.verdict).toBe('regressed');
    expect(metric(c, 'pass-at-1')).toMatchObject({
      change: -0.25,
      scale: 'absolute',
      verdict: 'regressed',
      basis: 'exact',
    });
  });

  it('needs evidence for a drop of pass@1 under sampling', () => {
    const one = { temperature: 0.8, tasks: 16 };
    expect(
      verdictOf(
        { decode: [10], ...one },
        { decode: [10], passed: 14, ...one },
        { thresholds: { 'pass-at-1': { plain: { decrease: 0.05 } } } },
      ).verdict,
    ).toBe('inconclusive');
    expect(
      verdictOf(
        { decode: at(10), ...one },
        { decode: at(10), passed: 8, ...one },
        { thresholds: { 'pass-at-1': { plain: { decrease: 0.05 } } } },
      ).verdict,
    ).toBe('regressed');
  });

  it('decides nothing on accuracy where an answer could not be graded, on either side, and says so', () => {
    const lose = (fake: Fake) => {
      const result = fakeResult(fake);
      result.arms.plain!.tasks[0]!.repeats[0]!.passed = null;
      assertRunResult(result, 'result');
      return result;
    };
    // The lost one counts neither as passed nor as failed: 14 of 19 is not 14 of 20.
    const head = compare(fakeResult({ decode: at(10) }), lose({ decode: at(10), passed: 3 }), { thresholds });
    assertComparison(head, 'comparison');
    expect(head).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['not-graded'],
      findings: [{ code: 'not-graded', text: expect.stringContaining('1 answers could not be graded') }],
    });
    expect(metric(head, 'pass-at-1')).toMatchObject({ base: 1, head: 14 / 19, verdict: 'inconclusive' });
    expect(compare(lose({ decode: at(10) }), fakeResult({ decode: at(10) }), { thresholds })).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['not-graded'],
    });
    expect(compare(fakeResult({ decode: at(10) }), lose({ decode: at(12) }), { thresholds }).verdict).toBe('regressed');
    expect(
      compare(fakeResult({ decode: at(10) }), lose({ decode: at(10) }), {
        thresholds: { 'energy-per-task': { plain: { increase: 0.03 } } },
      }).verdict,
    ).toBe('pass');
    const none = lose({ decode: [10], tasks: 1 });
    expect(compare(none, none, { thresholds }).tasks![0]!.head!.passed).toBeNull();
  });

  it('passes with no baseline, by name, but still holds absolute limits', () => {
    expect(verdictOf(null, { decode: at(10) })).toMatchObject({
      verdict: 'pass',
      reasons: ['no-baseline'],
      base: null,
    });
    const c = verdictOf(null, { decode: at(10) }, { thresholds: { 'energy-per-task': { plain: { max: 5 } } } });
    expect(c.verdict).toBe('regressed');
    expect(metric(c, 'energy-per-task').interval).toBeNull();
  });

  it('is invalid, by name, where workload or environment differ or a measurement may not be trusted', () => {
    const base = fakeResult({ decode: at(10) });
    const head = fakeResult({ decode: at(10) });
    const other = compare(base, { ...head, workload: { ...head.workload, digest: 'e'.repeat(64) } }, { thresholds });
    expect(other).toMatchObject({ verdict: 'invalid', reasons: ['workload-differs'] });
    const card = { ...head, environment: { ...head.environment, gpu: 'H100' } };
    expect(compare(base, card, { thresholds })).toMatchObject({ verdict: 'invalid', reasons: ['environment-differs'] });
    expect(compare(base, card, { thresholds, environmentAllow: ['gpu'] }).verdict).toBe('pass');
    const reset = { ...head, validity: { status: 'invalid' as const, reasons: ['counter-reset' as const] } };
    expect(compare(base, reset, { thresholds })).toMatchObject({ verdict: 'invalid', reasons: ['counter-reset'] });
  });

  it('decides no joules against a stored baseline while the spread between measurements is unknown', () => {
    const base = { decode: at(10), measurement: 'm0' };
    const c = verdictOf(base, { decode: at(20) });
    expect(c.verdict).toBe('inconclusive');
    expect(c.reasons).toContain('spread-unknown');
    expect(verdictOf(base, { decode: at(20) }, { spread: { sd: 0.02, df: 2 } }).verdict).toBe('regressed');
    expect(verdictOf(base, { decode: at(20), passed: 2 }).verdict).toBe('regressed');
    expect(verdictOf({ ...base, estimated: true }, { decode: at(20), estimated: true })).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['stored-estimate'],
    });
  });

  it('widens the interval by the spread between measurements', () => {
    const width = (spread: number): number => {
      const [lo, hi] = metric(
        verdictOf({ decode: at(10), measurement: 'm0' }, { decode: at(10) }, { spread: { sd: spread, df: 9 } }),
        'energy-per-task',
      ).interval!;
      return hi - lo;
    };
    expect(width(0.05)).toBeGreaterThan(2 * width(0.001));
  });

  it('says not-resolvable and stays inconclusive where the sensor has no joules', () => {
    const base = fakeResult({ decode: at(10) });
    const head = fakeResult({ decode: at(10) });
    for (const { phases } of head.arms.plain!.tasks[0]!.repeats.slice(0, 2))
      phases.decode.netJoules = phases.decode.grossJoules = phases.decode.standardError = null;
    const c = compare(base, head, { thresholds });
    expect(c.verdict).toBe('inconclusive');
    expect(c.reasons).toContain('not-resolvable');
  });

  it('leaves out a metric that one side lacks, and is inconclusive if it gates', () => {
    const c = verdictOf({ decode: at(10), arms: ['plain', 'suppressed'] }, { decode: at(10) });
    expect(c.verdict).toBe('inconclusive');
    expect(c.reasons).toContain('metric-missing');
    expect(metric(c, 'energy-per-task', 'suppressed')).toBeUndefined();
  });

  it('computes what suppression saves, checks included where metered', () => {
    const c = verdictOf(
      { decode: at(10), arms: ['plain', 'suppressed'] },
      { decode: at(10), arms: ['plain', 'suppressed'], suppressed: 0.2, check: 0.5 },
    );
    const saving = metric(c, 'suppression-saving', null);
    expect(saving.base).toBeCloseTo(1 - 6 / 11, 6);
    expect(saving.head).toBeCloseTo(1 - 3.5 / 11.5, 6);
    expect(metric(c, 'decode-saving', null).head).toBeCloseTo(0.8, 6);
  });

  it('splits the change of J/task exactly', () => {
    const c = verdictOf({ decode: at(10) }, { decode: at(25), tokens: 200, prefill: 2, check: 0.3 });
    const [why] = c.why;
    const total = why!.parts.reduce((sum, p) => sum + p.joules, 0);
    expect(total).toBeCloseTo(why!.head - why!.base, 9);
    expect(why!.method).toBe('lmdi');
    const alone = verdictOf({ decode: at(10) }, { decode: at(0), tokens: 1 }).why[0]!;
    expect(alone.method).toBe('shapley');
    expect(alone.parts.reduce((sum, p) => sum + p.joules, 0)).toBeCloseTo(alone.head - alone.base, 9);
  });

  it('lets its null control call a drift between the sides, and none that both share', () => {
    const flat = Array.from({ length: 12 }, (_, i) => 10 + 0.01 * (i % 2));
    const drift = flat.map((x, i) => (i < 6 ? x : 0.99 * x));
    expect(verdictOf({ decode: flat }, { decode: drift })).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['null-control'],
      nullControl: { possible: true, alarmed: true, arms: [{ arm: 'plain', blocks: 12, alarmed: true }] },
    });
    expect(verdictOf({ decode: drift }, { decode: drift })).toMatchObject({
      verdict: 'pass',
      nullControl: { possible: true, alarmed: false, p: 1 },
    });
    expect(verdictOf({ decode: at(10) }, { decode: at(10) }).nullControl).toMatchObject({
      possible: false,
      text: 'not possible with 5 blocks',
    });
  });

  it('fits its schema in every case of the table of rules', () => {
    for (const rule of RULES) assertComparison(rule.compare(), rule.when);
  });

  describe('CO₂e per task', () => {
    const intensity = { gPerKwh: 360, source: 'grid operator, 2025' };

    it('is the energy per task at the configured intensity, base and head in each arm', () => {
      const c = verdictOf(
        { decode: at(9), arms: ['plain', 'suppressed'] },
        { decode: at(19), arms: ['plain', 'suppressed'] },
        { co2e: intensity },
      );
      expect(c.co2e).toMatchObject({ ...intensity, estimated: false });
      for (const arm of ['plain', 'suppressed'] as const) {
        const energy = metric(c, 'energy-per-task', arm);
        // 360 g/kWh are 0.1 mg a joule.
        expect(c.co2e!.arms[arm]!.baseGramsPerTask).toBeCloseTo(energy.base! * 1e-4, 12);
        expect(c.co2e!.arms[arm]!.headGramsPerTask).toBeCloseTo(energy.head! * 1e-4, 12);
      }
      expect(c.co2e!.arms.plain!.headGramsPerTask).toBeCloseTo(0.002, 9);
    });

    it('is absent where no intensity is configured', () => {
      expect(verdictOf({ decode: at(10) }, { decode: at(10) })).not.toHaveProperty('co2e');
      expect(verdictOf({ decode: at(10) }, { decode: at(10) }, { co2e: null })).not.toHaveProperty('co2e');
    });

    it('is null, never 0, where joules are not resolvable or there is no base', () => {
      const head = fakeResult({ decode: at(10) });
      for (const { phases } of head.arms.plain!.tasks[0]!.repeats.slice(0, 2))
        phases.decode.netJoules = phases.decode.grossJoules = phases.decode.standardError = null;
      const c = compare(fakeResult({ decode: at(9) }), head, { thresholds, co2e: { ...intensity, gPerKwh: 0 } });
      expect(c.co2e!.arms).toEqual({ plain: { baseGramsPerTask: 0, headGramsPerTask: null } });
      assertComparison(c, 'comparison');
      expect(verdictOf(null, { decode: [9, 9] }, { co2e: intensity }).co2e!.arms).toEqual({
        plain: { baseGramsPerTask: null, headGramsPerTask: expect.closeTo(0.001, 9) },
      });
    });

    it.each([
      [true, true],
      [true, false],
      [false, true],
    ])('is an estimate where a side is (base %s, head %s)', (base, head) => {
      expect(
        verdictOf({ decode: at(10), estimated: base }, { decode: at(10), estimated: head }, { co2e: intensity }).co2e!
          .estimated,
      ).toBe(true);
    });

    it('changes nothing else, and leaves out an arm that one side lacks', () => {
      const sides: [Fake, Fake] = [{ decode: at(10) }, { decode: at(12), arms: ['plain', 'suppressed'] }];
      const { co2e, ...rest } = verdictOf(...sides, { co2e: intensity });
      expect(rest).toEqual(verdictOf(...sides));
      expect(Object.keys(co2e!.arms)).toEqual(['plain']);
    });
  });
});
