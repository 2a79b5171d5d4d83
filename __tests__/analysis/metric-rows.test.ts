import { describe, expect, test } from '@jest/globals';
import type { Comparison, Metric } from '../../src/common/generated/comparison.ts';
import { against, answers, arms, blocks, each, energy, FLAT, result, T3_025, T3_05 } from './support/cases.ts';

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

  test('a share under sampling is held against its limit by difference; plain tokens are exact whatever was seen', () => {
    const sampled = { temperature: 0.8, tasks: 20, decode: [10] };
    const limit = { 'pass-at-1': each({ decrease: 0.3 }) };
    expect(against(result(sampled), result({ ...sampled, passed: 13 }), limit).verdict).toBe('regressed');
    const odd = answers(result({}), (r) => ({ outputTokens: 100 + r.block }));
    expect(metric(against(result({}), odd), 'output-tokens').exact).toBe(true);
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
