import { describe, expect, test } from '@jest/globals';
import { compare, ESTIMATE_SPREAD } from '../../src/analysis/compare.ts';
import { nullControl } from '../../src/analysis/null-control.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { against, answers, arms, blocks, each, energy, ENERGY_3, FLAT, result, T3_05 } from './support/cases.ts';

describe('around the metrics', () => {
  test('the smallest visible rise: over the threshold with 90 % power, of the first arm with an effect', () => {
    const noisy = blocks(0, 0.02);
    const t90 = 1.637744; // t, 3 degrees of freedom
    expect(energy(noisy).smallestVisibleChange).toBeCloseTo(Math.expm1((T3_05 + t90) * 0.02), 5);
    const limit = { 'energy-per-task': each({ increase: 0.5 }) };
    expect(energy(noisy, limit).smallestVisibleChange).toBeCloseTo(Math.expm1(Math.log(1.5) + t90 * 0.02), 5);
    expect(energy(noisy, {}).smallestVisibleChange).toBeCloseTo(Math.expm1((T3_05 + t90) * 0.02), 5);
    expect(against(null, result({})).smallestVisibleChange).toBeNull();
    const blind = answers(result({ prefill: 1 }), (r) => ({
      phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: null } },
    }));
    expect(against(blind, blind).smallestVisibleChange).toBeNull();
    const half = (decode: number[]) => {
      const both = result({ decode, prefill: 1, arms: ['plain', 'suppressed'] });
      return { ...both, arms: { ...both.arms, plain: blind.arms.plain! } };
    };
    const alone = (decode: number[]) => result({ decode, prefill: 1, arms: ['suppressed'] });
    const { smallestVisibleChange } = against(alone(FLAT), alone(noisy));
    expect(smallestVisibleChange).toBeGreaterThan(0);
    expect(against(half(FLAT), half(noisy)).smallestVisibleChange).toBe(smallestVisibleChange);
  });

  test('both sides are described; without a date or commit by none', () => {
    const head = { ...result({}), commit: 'abc', validity: { status: 'warning' as const, reasons: [] } };
    const { createdAt: _, commit: __, validity: ___, ...base } = result({ decode: [10, 10, 10] });
    const c = compare(base, head, { thresholds: {} });
    expect(c.head).toEqual({
      measurement: 'm1',
      createdAt: '2026-01-01T00:00:00.000Z',
      commit: 'abc',
      subject: head.subject,
      environment: head.environment,
      meter: head.meter,
      workload: head.workload,
      blocks: 4,
      validity: head.validity,
      readings: [],
    });
    expect(c.base).toMatchObject({ createdAt: '', commit: null, blocks: 3 });
    expect(c.base).not.toHaveProperty('validity');
    expect(compare(null, head, { thresholds: {} }).base).toBeNull();
    expect(compare(null, { ...head, arms: {} }, { thresholds: {} }).head.blocks).toBe(0);
  });

  test('what changed J/task is split for each arm that both sides have', () => {
    expect(against(arms(FLAT, FLAT), arms(blocks(0.1), FLAT)).why.map((w) => w.arm)).toEqual(['plain', 'suppressed']);
    expect(against(arms(FLAT, FLAT), result({})).why.map((w) => w.arm)).toEqual(['plain']);
    expect(against(null, result({})).why).toEqual([]);
  });

  test('the texts of what it found by itself', () => {
    const text = (c: Comparison, code: string): string => c.findings.find((f) => f.code === code)!.text;
    expect(text(against(null, result({})), 'no-baseline')).toBe(
      'there is no baseline to compare with; "joulegate baseline update" stores this result as one',
    );
    expect(text(against(result({ measurement: 'm0' }), result({})), 'spread-unknown')).toBe(
      'how far two measurements of one subject differ on this runner is unknown, so joules against a stored baseline decide nothing; three results under "baseline update" tell it',
    );
    expect(text(energy(blocks(0.2)), 'unconfirmed')).toBe('no fresh blocks were measured to confirm it');
    const drift = Array.from({ length: 10 }, (_, i) => (i < 5 ? 10 : 12) + 0.01 * i);
    const alarm = energy(drift).findings.find((f) => f.code === 'null-control')!;
    expect(alarm).toEqual({
      code: 'null-control',
      side: 'head',
      text: "the two halves of head's own blocks differ at the 1 % level: something drifted during the run",
    });
    const lost = answers(result({}), (_r, i) => (i === 0 ? { passed: null } : {}));
    expect(text(against(lost, lost), 'not-graded')).toBe(
      '8 answers could not be graded: their sandbox process was ended from outside (the system may be short of memory), so accuracy decides nothing',
    );
  });

  test('the texts of metrics without a value', () => {
    const blind = answers(arms(FLAT, FLAT), (r) => ({
      phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: null } },
    }));
    const saving = { 'suppression-saving': each({ decrease: 0.05 }) };
    expect(against(arms(FLAT, FLAT), blind, saving).findings).toEqual([
      {
        code: 'not-resolvable',
        side: 'head',
        metric: 'suppression-saving',
        text: 'suppression-saving (both arms) of head: the sensor cannot resolve its joules',
      },
    ]);
    expect(against(blind, arms(FLAT, FLAT), saving).findings).toMatchObject([
      { code: 'not-resolvable', side: 'base', metric: 'suppression-saving' },
    ]);
    const solved = { 'energy-per-solved-task': each({ increase: 0.03 }) };
    expect(against(result({ passed: 0 }), result({}), solved).findings).toEqual([
      {
        code: 'no-divisor',
        side: 'base',
        arm: 'plain',
        metric: 'energy-per-solved-task',
        text: 'energy-per-solved-task (plain) of base: there is nothing to divide by',
      },
    ]);
    const zero = answers(result({}), (r) => ({
      phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: 0 } },
    }));
    expect(against(zero, result({})).findings).toEqual([
      {
        code: 'base-not-positive',
        arm: 'plain',
        metric: 'energy-per-task',
        text: 'energy-per-task (plain): base is 0 or less, and a ratio from there says nothing',
      },
    ]);
  });

  test('a limit of an arm that no side ran, of a metric that the arm has not, or without a base, is not missed', () => {
    const limits = { ...ENERGY_3, 'missed-stops': each({ max: 1 }), 'suppression-saving': each({ decrease: 1 }) };
    expect(against(arms(FLAT, FLAT), arms(FLAT, FLAT), limits).reasons).toEqual([]);
    expect(against(null, result({}), limits).reasons).toEqual(['no-baseline']);
    const plainOnly = { 'energy-per-task': { plain: { increase: 0.03 } } };
    expect(against(arms(FLAT, FLAT), result({}), plainOnly).reasons).toEqual([]);
    const plain = against(arms(FLAT, FLAT), result({}), limits).findings;
    expect(plain.map((f) => [f.metric, f.arm])).toEqual([
      ['suppression-saving', 'plain'],
      ['energy-per-task', 'suppressed'],
      ['missed-stops', 'suppressed'],
      ['suppression-saving', 'suppressed'],
    ]);
  });

  test('CO₂e is an estimate where a side is', () => {
    const co2e = { gPerKwh: 360, source: 'x' };
    const estimated = (base: boolean, head: boolean): unknown =>
      against(result({ estimated: base }), result({ estimated: head }), {}, { co2e }).co2e!.estimated;
    expect([estimated(false, false), estimated(true, false), estimated(false, true)]).toEqual([false, true, true]);
    expect(against(null, result({}), {}, { co2e }).co2e!.estimated).toBe(false);
    expect(against(null, result({ estimated: true }), {}, { co2e }).co2e!.estimated).toBe(true);
  });

  test('the assumed spread of an estimate holds where both sides are one, and gives way to the history', () => {
    const of = (base: boolean, head: boolean, spread: number | null = null): string =>
      against(
        { ...result({ measurement: 'm0', estimated: base }), meter: { kind: 'estimate', estimated: base } },
        { ...result({ estimated: head }), meter: { kind: 'estimate', estimated: head } },
        ENERGY_3,
        { spread },
      ).reasons.join();
    expect([of(true, true), of(false, true), of(true, false)]).toEqual(['', 'spread-unknown', 'spread-unknown']);
    expect(of(false, false, 0.01)).toBe('');
    expect(ESTIMATE_SPREAD).toBe(0.08);
    const pass = (spread: number | null): string =>
      against(result({ measurement: 'm0', estimated: true }), result({ estimated: true }), ENERGY_3, { spread })
        .verdict;
    expect([pass(null), pass(0.001)]).toEqual(['inconclusive', 'pass']);
  });
});

test('the null control takes plain blocks, else suppressed ones, and says with how many it is not possible', () => {
  const of = (...decode: number[]): Parameters<typeof nullControl>[0]['plain'] =>
    decode.map((x, block) => ({
      block,
      answers: 1,
      promptTokens: 1,
      outputTokens: 1,
      decodeSteps: 1,
      babbleTokens: 0,
      joules: { prefill: 0, decode: x, check: null },
      seconds: 1,
      passed: 1,
      notGraded: 0,
      falseStops: 0,
      missedStops: 0,
    }));
  const drift = of(1, 1.1, 1.2, 1.3, 1.4, 2, 2.1, 2.2, 2.3, 2.4)!;
  const flat = of(1, 2, 1, 2, 1, 2, 1, 2, 1, 2)!;
  expect(nullControl({ plain: drift, suppressed: flat }, 0.01)).toEqual({
    possible: true,
    alarmed: true,
    p: expect.closeTo(2 / 252, 12),
  });
  expect(nullControl({ suppressed: drift }, 0.01)!.alarmed).toBe(true);
  expect(nullControl({ plain: flat, suppressed: drift }, 0.01)).toMatchObject({ possible: true, alarmed: false });
  expect(nullControl({ plain: of(1, 2, 3)! }, 0.01)).toEqual({
    possible: false,
    alarmed: false,
    p: null,
    text: 'not possible with 3 blocks',
  });
  expect([nullControl({ plain: of(1)! }, 0.01), nullControl({}, 0.01)]).toEqual([null, null]);
  expect(nullControl({ plain: of(1, 2)! }, 0.01)).toMatchObject({ possible: false });
  // A block of 0 J has no logarithm.
  expect(nullControl({ plain: of(0, 1, 2)! }, 0.01)!.text).toBe('not possible with 2 blocks');
});
