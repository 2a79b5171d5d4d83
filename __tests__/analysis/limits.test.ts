import { describe, expect, test } from '@jest/globals';
import { decide, decideRows, gravest, nominal, testsOf, type Rule } from '../../src/analysis/decide.ts';
import { limitTests, marginOf, type LimitTest, type Observed, type Ps } from '../../src/analysis/limits.ts';
import type { Row } from '../../src/analysis/rows.ts';
import { byT } from '../../src/analysis/tester.ts';
import type { Basis, Metric } from '../../src/common/generated/comparison.ts';
import { LEVELS } from '../../src/common/levels.ts';

/** A t test without noise: p is 0 beyond the estimate, else 1. */
const sure = (estimate: number) => byT({ estimate, standardError: 0, df: 3, blocks: 4 });
const noisy = (estimate: number) => byT({ estimate, standardError: 0.1, df: Infinity, blocks: 4 });
const observed: Observed = {
  relative: false,
  exact: false,
  improves: true,
  change: 0.2,
  head: 5,
  effect: noisy(0.2),
  level: noisy(5),
};
const one = (t: object, more: Partial<Observed> = {}): LimitTest => limitTests(t, { ...observed, ...more }, true)[0]!;
const ps = (t: object, more: Partial<Observed> = {}): Ps => one(t, more).tested!;

describe('tests of limits', () => {
  test('one for each limit, those of a change only with a base', () => {
    const all = { increase: 0.1, decrease: 0.1, max: 6, min: 4 };
    expect(limitTests(all, observed, true)).toHaveLength(4);
    expect(limitTests(all, observed, false)).toHaveLength(2);
    expect(limitTests({}, observed, true)).toEqual([]);
  });

  test('what each p is of: the limit, the limit and its margin, the limit on the other side', () => {
    // Normal tails (Abramowitz and Stegun, table 26.1): 1 and 2 and 3 errors away.
    expect([one({ increase: 0.1 }).within, one({ max: 5.1 }).within]).toEqual([false, true]);
    expect(ps({ increase: 0.1 })).toEqual({
      p: expect.closeTo(0.158655, 5),
      pBeyond: expect.closeTo(0.5, 5),
      pBetter: expect.closeTo(1 - 0.00135, 5),
      blocks: 4,
    });
    expect(ps({ decrease: 0.1 }, { effect: noisy(-0.2) })).toEqual(ps({ increase: 0.1 }));
    expect(ps({ increase: 0.1 }, { improves: false }).pBetter).toBeNull();
    expect(ps({ max: 4.9 })).toEqual({
      p: expect.closeTo(0.158655, 5),
      // 4.9 and 3 % of it.
      pBeyond: expect.closeTo(0.318, 2),
      pBetter: null,
      blocks: 4,
    });
    expect(ps({ min: 5.1 }).p).toBeCloseTo(0.158655, 5);
    expect(one({ min: 5.1 }).within).toBe(false);
    expect(ps({ max: 5.1 }).p).toBeCloseTo(1 - 0.158655, 5);
  });

  test('the margin: as wide as the limit, and 1 % or 1 point at least; of an absolute limit 3 %, of a share 1 point at least', () => {
    expect([0, 0.005, 0.01, 0.03].map(marginOf)).toEqual([0.01, 0.01, 0.01, 0.03]);
    const beyond = (t: object, at: number): boolean => ps(t, { effect: sure(at), level: sure(at) }).pBeyond === 0;
    expect([0.0599, 0.0601].map((x) => beyond({ increase: 0.03 }, x))).toEqual([true, false]);
    expect([-0.0599, -0.0601].map((x) => beyond({ decrease: 0.03 }, x))).toEqual([true, false]);
    expect([10.29, 10.31].map((x) => beyond({ max: 10 }, x))).toEqual([true, false]);
    expect([9.71, 9.69].map((x) => beyond({ min: 10 }, x))).toEqual([true, false]);
    expect([0.1099, 0.1101].map((x) => beyond({ max: 0.1 }, x))).toEqual([true, false]);
    const ratio = (t: object, at: number): boolean =>
      ps(t, { relative: true, level: sure(Math.log(at)) }).pBeyond === 0;
    expect([10.29, 10.31].map((x) => ratio({ max: 10 }, x))).toEqual([true, false]);
    expect([10 / 1.029, 10 / 1.031].map((x) => ratio({ min: 10 }, x))).toEqual([true, false]);
  });

  test('rounding is not over a limit: of a change, of an exact one, of a level', () => {
    const [near, far] = [1e-13, 1e-11];
    const called = (t: LimitTest): boolean => t.tested!.p === 0;
    expect([near, far].map((e) => called(one({ increase: 0.2 }, { effect: sure(0.2 + e) })))).toEqual([false, true]);
    expect([near, far].map((e) => called(one({ decrease: 0.2 }, { effect: sure(-0.2 - e) })))).toEqual([false, true]);
    expect([near, far].map((e) => one({ increase: 0.2 }, { effect: sure(0.2 + e) }).within)).toEqual([true, false]);
    expect([near, far].map((e) => called(one({ max: 5 }, { level: sure(5 + e) })))).toEqual([false, true]);
    expect([near, far].map((e) => called(one({ min: 5 }, { level: sure(5 - e) })))).toEqual([false, true]);
    expect([near, far].map((e) => one({ max: 5 }, { level: sure(5 + e) }).within)).toEqual([true, false]);
    expect([near, far].map((e) => one({ increase: 0.2 }, { exact: true, change: 0.2 + e }).within)).toEqual([
      true,
      false,
    ]);
    expect([near, far].map((e) => one({ max: 5 }, { exact: true, head: 5 + e }).within)).toEqual([true, false]);
    const better = (at: number): boolean => ps({ increase: 0.2 }, { effect: sure(at) }).pBetter === 0;
    expect([better(-0.2 - near), better(-0.2 - far)]).toEqual([false, true]);
  });

  test('exact values are within or not, and have no p', () => {
    const exactly = { tested: null };
    expect(one({ increase: 0.1 }, { exact: true })).toEqual({ within: false, ...exactly });
    expect(one({ increase: 0.3 }, { exact: true })).toEqual({ within: true, ...exactly });
    expect(one({ decrease: 0.1 }, { exact: true, change: -0.2 })).toEqual({ within: false, ...exactly });
    expect(one({ max: 4 }, { exact: true })).toEqual({ within: false, ...exactly });
    expect(one({ min: 4 }, { exact: true })).toEqual({ within: true, ...exactly });
  });

  test('relative limits are held in logarithms, and one of 100 % or more still has a distance', () => {
    const at = (estimate: number, t: object): LimitTest => one(t, { relative: true, effect: sure(estimate) });
    expect([1.29, 1.31].map((x) => at(Math.log(x), { increase: 0.3 }).within)).toEqual([true, false]);
    expect([0.71, 0.69].map((x) => at(Math.log(x), { decrease: 0.3 }).within)).toEqual([true, false]);
    expect([0.71, 0.69].map((x) => at(Math.log(x), { increase: 0.3 }).tested!.pBetter)).toEqual([1, 0]);
    expect([1.59, 1.61].map((x) => at(Math.log(x), { increase: 0.3 }).tested!.pBeyond)).toEqual([0, 1]);
    expect([-20, -21].map((x) => at(x, { decrease: 1 }).within)).toEqual([true, false]);
    const level = sure(Math.log(5));
    expect([4.9, 5.1].map((max) => one({ max }, { relative: true, level }).within)).toEqual([false, true]);
    expect(one({ max: 0 }, { relative: true, level })).toMatchObject({ within: false, tested: { p: 0 } });
  });

  test('what is not known is not decided', () => {
    expect(one({ increase: 0.1 }, { exact: true, change: null })).toBeNull();
    expect(one({ increase: 0.1 }, { effect: null })).toBeNull();
    expect(one({ max: 4 }, { exact: true, head: null })).toBeNull();
    expect(one({ max: 4 }, { level: null })).toBeNull();
    expect(one({ max: 4 }, { level: null, exact: true })).not.toBeNull();
  });
});

describe('decisions', () => {
  const rule: Rule = { levels: LEVELS, tests: 1, most: 20 };
  const { change, inside } = nominal(rule, 4)!;
  const limit = ({ within = true, ...more }: Partial<Ps> & { within?: boolean }): LimitTest => ({
    within,
    tested: { p: 1, pBeyond: 1, pBetter: 1, blocks: 4, ...more },
  });
  const exactly = (within: boolean): LimitTest => ({ within, tested: null });

  test.each([
    ['over, p at the level', { within: false, p: change }, 'regressed'],
    ['over, p above it', { within: false, p: change * 1.0001 }, 'inconclusive'],
    ['over, and surely not far over', { within: false, pBeyond: 0 }, 'inconclusive'],
    ['within, p of beyond at the level', { pBeyond: inside }, 'pass'],
    ['within, p of beyond above it', { pBeyond: inside * 1.0001 }, 'inconclusive'],
    ['better, p at the level', { pBeyond: 0, pBetter: change }, 'improved'],
    ['better, p above it', { pBeyond: 0, pBetter: change * 1.0001 }, 'pass'],
    ['better, and not asked', { pBeyond: 0, pBetter: null }, 'pass'],
    ['too few blocks', { p: 0, blocks: 3 }, 'inconclusive'],
    ['too few blocks to pass', { pBeyond: 0, blocks: 3 }, 'inconclusive'],
  ] as const)('%s', (_what, test, verdict) => {
    expect(decide(limit(test), rule)).toBe(verdict);
  });

  test('exact values are over their limit or not', () => {
    expect([decide(exactly(true), rule), decide(exactly(false), rule)]).toEqual(['pass', 'regressed']);
  });

  test('limits that need a test share the level of a change, not that of passing', () => {
    const two = nominal({ ...rule, tests: 2 }, 4)!;
    expect(two.change).toBeCloseTo(change / 2, 6);
    expect(two.inside).toBe(inside);
    expect(nominal({ ...rule, tests: 0 }, 4)).toEqual({ change, inside });
    expect(nominal(rule, 3)).toBeNull();
  });

  test('without a test nothing is decided; the gravest wins, and of none it is pass', () => {
    expect(decide(null, rule)).toBe('inconclusive');
    const order = ['invalid', 'regressed', 'inconclusive', 'improved', 'pass'] as const;
    order.forEach((v, i) => expect(gravest([...order.slice(i)].reverse())).toBe(v));
    expect(gravest([])).toBe('pass');
  });

  const row = (drifts: boolean, basis: Basis, ...tests: Row['tests']): Row => ({
    metric: { verdict: null, basis } as Metric,
    tests,
    drifts,
    effect: null,
    retest: () => tests,
    dropped: [],
  });
  const exact = exactly(true);

  test('rows: the p of the first test that has one; what does not gate stays without verdict', () => {
    const rows = [
      row(false, 'measured'),
      row(false, 'exact', exact),
      row(false, 'measured', null),
      row(false, 'measured', null, limit({ within: false, p: 0.001 })),
      row(true, 'measured', limit({ pBeyond: 0.002 }), limit({ p: 0.3 })),
      row(true, 'equal-rates', limit({ within: false, p: 0.001 })),
    ];
    decideRows(rows, rule, false);
    expect(rows.map(({ metric: { basis: _, ...m } }) => m)).toEqual([
      { verdict: null },
      { verdict: 'pass' },
      { verdict: 'inconclusive' },
      { verdict: 'regressed', p: 0.001, pBeyond: 1 },
      { verdict: 'inconclusive', p: 1, pBeyond: 0.002 },
      { verdict: 'regressed', p: 0.001, pBeyond: 1 },
    ]);
    decideRows(rows, rule, true);
    expect(rows.map((r) => r.metric.verdict)).toEqual([
      null,
      'pass',
      'inconclusive',
      'regressed',
      'inconclusive',
      'inconclusive',
    ]);
  });

  test('tests are counted by limits, with data or without; those of exact and identical metrics are none', () => {
    expect(testsOf([row(true, 'measured', null, limit({})), row(false, 'equal-rates', limit({}))])).toBe(3);
    expect(testsOf([row(false, 'exact', exact), row(false, 'identity', exact), row(false, 'measured')])).toBe(0);
  });
});
