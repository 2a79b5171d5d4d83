import { describe, expect, test } from '@jest/globals';
import { compare, ESTIMATE_SPREAD } from '../../src/analysis/compare.ts';
import { nullControl } from '../../src/analysis/null-control.ts';
import type { Comparison, Metric } from '../../src/common/generated/comparison.ts';
import {
  against,
  answers,
  arms,
  blocks,
  each,
  energy,
  ENERGY_3,
  FLAT,
  result,
  T3_025,
  T3_05,
} from './support/cases.ts';

const metric = (c: Comparison, id: Metric['id'], arm: Metric['arm'] = 'plain'): Metric =>
  c.metrics.find((m) => m.id === id && m.arm === arm)!;
const LN_1_1 = Math.log(1.1);

describe('a metric of a comparison', () => {
  test('value, change and two-sided interval of a ratio; p as tested', () => {
    const se = LN_1_1 / T3_05;
    const c = energy(blocks(LN_1_1, se));
    const m = metric(c, 'energy-per-task');
    expect(m.base).toBe(10);
    expect(m.head).toBeCloseTo(blocks(LN_1_1, se).reduce((a, b) => a + b, 0) / 4, 9);
    expect(m.change).toBeCloseTo(m.head! / 10 - 1, 12);
    expect(m.interval![0]).toBeCloseTo(1.1 * Math.exp(-T3_025 * se) - 1, 5);
    expect(m.interval![1]).toBeCloseTo(1.1 * Math.exp(T3_025 * se) - 1, 5);
    expect(m.p).toBeCloseTo(0.05, 5);
    expect(m.threshold).toEqual({ increase: 0.03 });
    expect(m).not.toHaveProperty('exact');
    expect(m).not.toHaveProperty('nulls');
  });

  test('a share changes by difference, exactly under greedy decoding', () => {
    const c = against(result({ tasks: 20 }), result({ tasks: 20, passed: 18 }), {
      'pass-at-1': each({ decrease: 0.05 }),
    });
    expect(metric(c, 'pass-at-1')).toEqual({
      id: 'pass-at-1',
      arm: 'plain',
      unit: '1',
      scale: 'absolute',
      base: 1,
      head: 0.9,
      change: expect.closeTo(-0.1, 12),
      interval: [expect.closeTo(-0.1, 12), expect.closeTo(-0.1, 12)],
      threshold: { decrease: 0.05 },
      verdict: 'regressed',
      exact: true,
    });
  });

  test('under sampling a share has an interval of its own (McNemar), and the exact p', () => {
    const sampled = { temperature: 0.8, tasks: 20, decode: [10] };
    const base = answers(result(sampled), (_r, i) => ({ passed: i !== 0 }));
    const head = answers(result(sampled), (_r, i) => ({ passed: i < 15 }));
    const m = metric(against(base, head, { 'pass-at-1': each({ decrease: 0.05 }) }), 'pass-at-1');
    // 5 lost, 1 won of 20: −0.2 ± 1.96 · √(6 − 16/20) ÷ 20.
    const half = (1.959964 * Math.sqrt(6 - 16 / 20)) / 20;
    expect(m.interval![0]).toBeCloseTo(-0.2 - half, 5);
    expect(m.interval![1]).toBeCloseTo(-0.2 + half, 5);
    expect(m.p).toBeCloseTo(7 / 64, 12);
    const rise = metric(against(head, base, { 'pass-at-1': each({ increase: 0.05 }) }), 'pass-at-1');
    expect([rise.change, rise.p]).toEqual([expect.closeTo(0.2, 12), expect.closeTo(7 / 64, 12)]);
  });

  test('passes pair by task and block, not by their place; without both grades a pair is none', () => {
    const sampled = { temperature: 0.8, tasks: 3, decode: [10, 10] };
    const base = answers(result(sampled), (r, i) => ({ passed: (i + r.block) % 2 === 0 }));
    const head = structuredClone(base);
    head.arms.plain!.tasks.reverse();
    for (const t of head.arms.plain!.tasks) t.repeats.reverse();
    const m = metric(against(base, head), 'pass-at-1');
    expect([m.change, m.interval]).toEqual([0, [0, 0]]);
    const lost = answers(base, () => ({ passed: null }));
    expect(metric(against(base, lost), 'pass-at-1')).toMatchObject({
      head: null,
      interval: null,
      nulls: { head: 'no-divisor' },
    });
    const later = answers(base, (r) => ({ block: r.block + 2 }));
    expect(metric(against(base, later), 'pass-at-1')).toMatchObject({ change: 0, interval: null });
  });

  test('a metric that neither side can say, and no sensor owes, is left out', () => {
    const none = answers(result({}), () => ({ outputTokens: 0 }));
    expect(metric(against(none, none), 'babble-share')).toBeUndefined();
    expect(metric(against(none, result({})), 'babble-share')).toMatchObject({
      base: null,
      nulls: { base: 'no-divisor' },
    });
    const blind = answers(result({}), (r) => ({
      phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: null } },
    }));
    expect(metric(against(blind, blind), 'energy-per-task')).toMatchObject({
      base: null,
      head: null,
      change: null,
      interval: null,
      nulls: { base: 'not-resolvable', head: 'not-resolvable' },
    });
  });

  test('metrics stand by arm, then the savings of both', () => {
    const ids = against(arms(FLAT, FLAT), arms(FLAT, FLAT)).metrics.map((m) => `${m.id} ${m.arm ?? 'both'}`);
    const ofArm = (arm: string, ...more: string[]): string[] =>
      [
        'energy-per-task',
        'prefill-energy-per-token',
        'decode-energy-per-token',
        'output-tokens',
        'babble-share',
        'energy-per-solved-task',
        'pass-at-1',
        ...more,
        'wall-time',
      ].map((id) => `${id} ${arm}`);
    expect(ids).toEqual([
      ...ofArm('plain'),
      ...ofArm('suppressed', 'false-stops', 'missed-stops'),
      'suppression-saving both',
      'decode-saving both',
    ]);
    expect(against(arms(FLAT, FLAT), result({})).metrics.map((m) => m.arm)).not.toContain('suppressed');
    expect(against(arms(FLAT, FLAT), result({})).metrics.map((m) => m.arm)).not.toContain(null);
    expect(against(null, arms(FLAT, FLAT)).metrics).toHaveLength(ids.length);
  });

  test('a saving has value, change and an interval by blocks, without the spread between measurements', () => {
    const half = FLAT.map((x) => x / 2);
    const noisy = [5.1, 4.9, 5.1, 4.9];
    const c = against(arms(FLAT, half, { measurement: 'm0' }), arms(FLAT, noisy), {}, { spread: 1 });
    const m = metric(c, 'suppression-saving', null);
    expect(m).toMatchObject({
      arm: null,
      unit: '1',
      scale: 'absolute',
      base: 0.5,
      head: 0.5,
      change: 0,
      verdict: null,
    });
    // Welch of four values without noise and four of ±0.01: t with 3 degrees of freedom.
    const width = T3_025 * Math.sqrt((4 * 0.01 ** 2) / 3 / 4);
    expect(m.interval![1]).toBeCloseTo(width, 6);
    expect(m.interval![0]).toBeCloseTo(-width, 6);
    expect(metric(against(null, arms(FLAT, half)), 'suppression-saving', null)).toMatchObject({
      base: null,
      head: 0.5,
      change: null,
      interval: null,
    });
  });
});

describe('around the metrics', () => {
  test('the smallest visible rise: over the threshold with 90 % power, of the first arm with an effect', () => {
    const noisy = blocks(0, 0.02);
    const t90 = 1.637744; // t, 3 degrees of freedom
    expect(energy(noisy).smallestVisibleChange).toBeCloseTo(Math.expm1((T3_05 + t90) * 0.02), 5);
    const limit = { 'energy-per-task': each({ increase: 0.5 }) };
    expect(energy(noisy, limit).smallestVisibleChange).toBeCloseTo(Math.expm1(Math.log(1.5) + t90 * 0.02), 5);
    expect(energy(noisy, {}).smallestVisibleChange).toBeCloseTo(Math.expm1((T3_05 + t90) * 0.02), 5);
    expect(against(null, result({})).smallestVisibleChange).toBeNull();
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
