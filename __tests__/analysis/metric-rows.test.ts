import { describe, expect, test } from '@jest/globals';
import type { Comparison, Metric } from '../../src/common/generated/comparison.ts';
import { against, answers, arms, blocks, each, energy, FLAT, ln, result, T3, T3_HALF } from './support/cases.ts';

const metric = (c: Comparison, id: Metric['id'], arm: Metric['arm'] = 'plain'): Metric =>
  c.metrics.find((m) => m.id === id && m.arm === arm)!;

describe('a metric of a comparison', () => {
  test('value, change and repeated interval of a ratio; p as tested', () => {
    const se = (ln(10) - ln(3)) / T3;
    const c = energy(blocks(ln(10), se));
    const m = metric(c, 'energy-per-task');
    expect(m.base).toBe(10);
    expect(m.head).toBeCloseTo(blocks(ln(10), se).reduce((a, b) => a + b, 0) / 4, 9);
    expect(m.change).toBeCloseTo(m.head! / 10 - 1, 12);
    // Each side at the nominal p of 2.5 % at 4 blocks.
    expect(m.interval![0]).toBeCloseTo(1.1 * Math.exp(-T3_HALF * se) - 1, 5);
    expect(m.interval![1]).toBeCloseTo(1.1 * Math.exp(T3_HALF * se) - 1, 5);
    expect(m.p).toBeCloseTo(0.01477, 5);
    expect(m.pBeyond).toBeGreaterThan(0.5);
    expect(m).toMatchObject({ threshold: { increase: 0.03 }, basis: 'measured', blocks: 4 });
    expect(m).not.toHaveProperty('nulls');
    // Below the first look the interval is as wide as there.
    expect(metric(energy([11, 11.1]), 'energy-per-task').interval).toEqual([expect.any(Number), expect.any(Number)]);
  });

  test("the sensor's share of the interval: its own errors against all that differs", () => {
    const share = (standardError: number, se: number) =>
      metric(against(result({ standardError: 0 }), result({ standardError, decode: blocks(0, se) })), 'energy-per-task')
        .sensorShare!;
    // An answer's prefill and decode of 10 J with e each: √2 · e ÷ 10 ÷ √4 on the mean.
    expect(share(0.1, 0.02)).toBeCloseTo((Math.SQRT2 * 0.1) ** 2 / 400 / 0.02 ** 2, 2);
    expect(share(1, 0.0001)).toBe(1);
    expect(metric(against(result({}), result({})), 'energy-per-task')).not.toHaveProperty('sensorShare');
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
      basis: 'exact',
      basisReasons: [{ not: 'identity', text: 'both sides were measured' }],
    });
  });

  test('under sampling a share has an exact interval, and the exact p', () => {
    const sampled = { temperature: 0.8, tasks: 24 };
    const at = (lost: number) =>
      metric(
        against(
          result(sampled),
          answers(result(sampled), (r, i) => ({ passed: i * 4 + r.block >= lost })),
          { 'pass-at-1': each({ decrease: 0.05 }) },
        ),
        'pass-at-1',
      );
    // 96 pairs, none differs: 1 − 0.007385^(1 ÷ 96).
    expect(at(0)).toMatchObject({ change: 0, blocks: 4, basis: 'measured', pBeyond: expect.closeTo(0.9 ** 96, 9) });
    expect(at(0).interval).toEqual([expect.closeTo(-0.049843, 5), expect.closeTo(0.049843, 5)]);
    const m = at(19);
    expect(m.p).toBeCloseTo(0.01068, 5);
    expect(m.interval![0]).toBeLessThan(-0.25);
    // The interval at 2.5 % holds what p at 2.5 % does not reject.
    expect(m.interval![1]).toBeGreaterThan(-0.05);
    expect(m.interval![1]).toBeLessThan(-0.03);
  });

  test('passes pair by task and block, not by their place; without both grades a pair is none', () => {
    const sampled = { temperature: 0.8, tasks: 3, decode: [10, 10] };
    const base = answers(result(sampled), (r, i) => ({ passed: (i + r.block) % 2 === 0 }));
    const head = structuredClone(base);
    head.arms.plain!.tasks.reverse();
    for (const t of head.arms.plain!.tasks) t.repeats.reverse();
    const m = metric(against(base, head), 'pass-at-1');
    // Six pairs: 1 − 0.007385^(1 ÷ 6).
    expect([m.change, m.blocks]).toEqual([0, 2]);
    expect(m.interval).toEqual([expect.closeTo(-0.5587, 3), expect.closeTo(0.5587, 3)]);
    const lost = answers(base, () => ({ passed: null }));
    expect(metric(against(base, lost), 'pass-at-1')).toMatchObject({
      head: null,
      interval: null,
      nulls: { head: 'no-divisor' },
    });
    const later = answers(base, (r) => ({ block: r.block + 2 }));
    expect(against(base, later).reasons).toContain('no-common-block');
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

  test('a saving is decided by difference and with its noise, is left out where base lacks an arm, and drifts as joules do', () => {
    const half = FLAT.map((x) => x / 2);
    const limit = (decrease: number): object => ({ 'suppression-saving': each({ decrease }) });
    // From 60 to 28 %: 32 points, and ln 0.7 is further than 0.32.
    const [deep, shallow] = [FLAT.map((x) => 0.4 * x), FLAT.map((x) => 0.72 * x)];
    expect(against(arms(FLAT, deep), arms(FLAT, shallow), limit(0.3)).verdict).toBe('regressed');
    expect(against(arms(FLAT, half), arms(FLAT, [9, 3, 9, 3]), limit(0.05)).verdict).toBe('inconclusive');
    expect(against(result({}), arms(FLAT, half)).metrics.map((m) => m.arm)).not.toContain(null);
    expect(against(null, arms(FLAT, half), limit(0.05))).toMatchObject({ verdict: 'pass', reasons: ['no-baseline'] });
    const stored = against(arms(FLAT, half, { measurement: 'm0' }), arms(FLAT, half), limit(0.05));
    expect(stored).toMatchObject({ verdict: 'inconclusive', reasons: ['spread-unknown'] });
  });

  test('a saving has value, change and an interval by blocks, without the spread between measurements', () => {
    const half = FLAT.map((x) => x / 2);
    const noisy = [5.1, 4.9, 5.1, 4.9];
    const c = against(arms(FLAT, half, { measurement: 'm0' }), arms(FLAT, noisy), {}, { spread: { sd: 1, df: 2 } });
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
    const width = T3_HALF * Math.sqrt((4 * 0.01 ** 2) / 3 / 4);
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
