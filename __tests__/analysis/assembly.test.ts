import { describe, expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import { halvesP } from '../../src/analysis/null-control.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import {
  against,
  answers,
  arms,
  blocks,
  each,
  energy,
  ENERGY_3,
  FLAT,
  ln,
  result,
  T3,
  T3_HALF,
} from './support/cases.ts';

describe('around the metrics', () => {
  test('the smallest visible rise: called over the threshold with 90 % power, of the first arm with an effect', () => {
    const noisy = blocks(0, 0.02);
    const t90 = 1.637744; // t, 3 degrees of freedom
    expect(energy(noisy).smallestVisibleChange).toBeCloseTo(Math.expm1(ln(3) + (T3 + t90) * 0.02), 5);
    const limit = { 'energy-per-task': each({ increase: 0.5 }) };
    expect(energy(noisy, limit).smallestVisibleChange).toBeCloseTo(Math.expm1(ln(50) + (T3 + t90) * 0.02), 5);
    expect(energy(noisy, {}).smallestVisibleChange).toBeCloseTo(Math.expm1((T3 + t90) * 0.02), 5);
    // Two limits share the level.
    const two = { 'energy-per-task': each({ increase: 0.03, max: 99 }) };
    expect(energy(noisy, two).smallestVisibleChange).toBeCloseTo(Math.expm1(ln(3) + (T3_HALF + t90) * 0.02), 5);
    expect(energy(noisy.slice(0, 3)).smallestVisibleChange).toBeNull();
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
    const ofOne = { 'energy-per-task': { suppressed: { increase: 0.03 } } };
    expect(against(half(FLAT), half(noisy), ofOne).smallestVisibleChange).toBe(smallestVisibleChange);
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
    const drift = blocks(0, 1e-6, 10).map((x, i) => (i < 5 ? x : 1.01 * x));
    const alarm = energy(drift).findings.find((f) => f.code === 'null-control')!;
    expect(alarm).toEqual({
      code: 'null-control',
      arm: 'plain',
      text: 'the two halves of 10 blocks (plain) differ at the 0.5 % level: something drifted during the run',
    });
    expect(text(energy([10, 10, 10]), 'too-few-blocks')).toBe(
      'energy-per-task (plain) needs a test, and 3 block(s) a side are too few for one: 4 are the least',
    );
    const few = against(arms([10, 10, 10], [5, 5, 5]), arms([10, 10, 10], [5, 5, 5]), {
      'suppression-saving': each({ decrease: 0.05 }),
    });
    expect(few.findings).toEqual([
      {
        code: 'too-few-blocks',
        metric: 'suppression-saving',
        text: 'suppression-saving (both arms) needs a test, and 3 block(s) a side are too few for one: 4 are the least',
      },
    ]);
    const estimated = { estimated: true };
    expect(text(against(result({ measurement: 'm0', ...estimated }), result(estimated)), 'stored-estimate')).toBe(
      'joules here are an estimate (CPU time × watts), which follows the machine of the day: against a stored baseline they decide nothing; "baseline: base" measures both sides in one run',
    );
    const broken = energy([-1, 0, ...FLAT]).findings;
    expect(broken).toEqual([
      {
        code: 'block-dropped',
        side: 'head',
        arm: 'plain',
        metric: 'energy-per-task',
        text: 'energy-per-task (plain) is told without block 0, 1 of head and its partner: the sensor saw no joules there',
      },
    ]);
    // Of other metrics only those that gate.
    const told = (thresholds: Parameters<typeof against>[2]): unknown[] =>
      against(result({ decode: [10, ...FLAT] }), result({ decode: [-1, ...FLAT] }), thresholds).findings.map(
        (f) => f.metric,
      );
    expect(told({})).toEqual(['energy-per-task']);
    expect(told({ 'decode-energy-per-token': each({ increase: 0.03 }) })).toEqual([
      'energy-per-task',
      'decode-energy-per-token',
    ]);
    const unlike = answers(result({}), (r) => ({ outputTokens: 100 + r.block }));
    expect(against(unlike, result({})).findings).toEqual([
      {
        code: 'not-deterministic',
        side: 'base',
        arm: 'plain',
        text: 'answers of base (plain) differ between blocks under greedy decoding: its tokens and passes count as sampled',
      },
    ]);
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

  test('joules of two measurements decide nothing where a side is an estimate, whatever is known of their spread', () => {
    const of = (base: boolean, head: boolean): string =>
      against(
        { ...result({ measurement: 'm0', estimated: base }), meter: { kind: 'estimate', estimated: base } },
        { ...result({ estimated: head }), meter: { kind: 'estimate', estimated: head } },
        ENERGY_3,
        { spread: { sd: 0.01, df: 9 } },
      ).reasons.join();
    const stored = 'stored-estimate';
    expect([of(true, true), of(false, true), of(true, false), of(false, false)]).toEqual([stored, stored, stored, '']);
  });
});

describe('halves', () => {
  test('p of equal means by pooled t, the middle one of an odd number left out', () => {
    // 1, 2, 3 against 4, 5, 6: 3 ÷ √(2 ÷ 3) = 3.674 with 4 degrees of freedom (SciPy).
    expect(halvesP([1, 2, 3, 4, 5, 6])).toBeCloseTo(0.0213, 4);
    expect(halvesP([4, 5, 6, 1, 2, 3])).toBeCloseTo(0.0213, 4);
    expect(halvesP([1, 2, 3, 99, 4, 5, 6])).toBeCloseTo(0.0213, 4);
    expect([halvesP([1, 1, 2, 2]), halvesP([1, 1, 1, 1])]).toEqual([0, 1]);
  });

  const drift = blocks(0, 1e-6, 10).map((x, i) => (i < 5 ? x : 1.01 * x));
  const flat = blocks(0, 1e-6, 10);

  test('each arm that gates by joules has its own; with fewer than 10 blocks none is possible, with one there is none', () => {
    const c = against(arms(flat, flat), arms(flat, drift));
    expect(c.nullControl).toMatchObject({
      possible: true,
      alarmed: true,
      p: expect.any(Number),
      arms: [
        { arm: 'plain', blocks: 10, p: 1, alarmed: false },
        { arm: 'suppressed', blocks: 10, alarmed: true },
      ],
    });
    expect(c.nullControl!.p).toBe(c.nullControl!.arms![1]!.p);
    expect(c.nullControl).not.toHaveProperty('text');
    const uneven = arms(flat.slice(0, 2), flat.slice(0, 5));
    expect(against(uneven, uneven).nullControl).toMatchObject({
      text: 'not possible with 5 blocks',
      arms: [{ blocks: 2 }, { blocks: 5 }],
    });
    const plain = { 'energy-per-task': { plain: { increase: 0.03 } } };
    expect(against(arms(flat, flat), arms(flat, drift), plain).nullControl!.arms).toMatchObject([{ arm: 'plain' }]);
    expect(energy(drift.slice(0, 9)).nullControl).toEqual({
      possible: false,
      alarmed: false,
      p: null,
      text: 'not possible with 9 blocks',
      arms: [{ arm: 'plain', blocks: 9, p: null, alarmed: false }],
    });
    expect(against(result({ decode: [10] }), result({ decode: [10] })).nullControl).toBeNull();
    expect(energy(drift, {}).nullControl).toBeNull();
  });
});

describe('the plan', () => {
  test('says how many limits were tested, on how many blocks, and at which p by look', () => {
    const { plan } = energy(blocks(0, 1e-7, 7), { ...ENERGY_3, 'output-tokens': each({ increase: 0.1 }) });
    expect(plan).toMatchObject({ tests: 1, most: 20, blocks: 7 });
    expect(plan).not.toHaveProperty('toDecide');
    expect(plan!.looks!.map((l) => l.blocks)).toEqual([4, 6, 8, 10, 12, 16, 20]);
    expect(plan!.looks![0]).toEqual({
      blocks: 4,
      regressed: expect.closeTo(0.01477, 5),
      pass: expect.closeTo(0.01477, 5),
    });
    expect(
      energy(blocks(0), { 'energy-per-task': each({ increase: 0.03, max: 99 }) }).plan!.looks![0]!.regressed,
    ).toBeCloseTo(0.007385, 5);
    expect(against(result({}), result({}), ENERGY_3, { most: 40 }).plan!.looks!.at(-1)!.blocks).toBe(40);
    expect(against(result({}), result({}), ENERGY_3, { most: 10 }).plan!.looks!.map((l) => l.blocks)).toEqual([
      4, 6, 8, 10,
    ]);
    expect(against(result({}), result({}), {}).plan).not.toHaveProperty('blocks');
  });

  test('what would decide: the least number of blocks at the same estimate and spread, and their seconds', () => {
    const timed = (decode: number[]) => ({
      ...result({ decode }),
      blocks: decode.map((_, block) => ({ block, arm: 'plain' as const, seconds: 30 })),
    });
    // No change, 3 % noise in a difference: (ln 1.06 ÷ 0.03) · √n must be the t of n blocks' look (SciPy): 5 of them
    // have 4.343 and need 3.314, 4 have 3.885 and need 3.919.
    const c = against(timed(FLAT), timed(blocks(0, 0.03 / 2)));
    expect(c).toMatchObject({ verdict: 'inconclusive', plan: { toDecide: { blocks: 5, seconds: 60 } } });
    expect(energy(blocks(0, 0.03 / 2)).plan!.toDecide).toEqual({ blocks: 5, seconds: null });
    // Just over the limit no number would do.
    expect(energy(blocks(ln(3.01), 0.03)).plan!.toDecide).toEqual({ blocks: null, seconds: null });
    const unknown = against(result({ measurement: 'm0' }), result({}));
    expect(unknown.plan!.toDecide).toEqual({ blocks: null, seconds: null });
  });
});

test('what changed J/task is told from the blocks that the change is told by', () => {
  const c = energy([-40, 11, 11, 11, 11]);
  const [why] = c.why;
  expect(c.metrics[0]).toMatchObject({ base: 10, head: 11, change: expect.closeTo(0.1, 12) });
  expect([why!.base, why!.head]).toEqual([10, 11]);
});
