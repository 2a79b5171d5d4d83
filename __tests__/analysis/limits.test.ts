import { describe, expect, test } from '@jest/globals';
import { decide, decideRows, gravest } from '../../src/analysis/decide.ts';
import { limitTests, type LimitTest, type Observed } from '../../src/analysis/limits.ts';
import type { Row } from '../../src/analysis/rows.ts';
import { bound } from '../../src/analysis/statistics.ts';
import type { Metric } from '../../src/common/generated/comparison.ts';

describe('limits', () => {
  const observed: Observed = {
    relative: false,
    exact: false,
    change: 0.2,
    head: 5,
    effect: { estimate: 0.2, standardError: 0.1, df: 9 },
    level: { estimate: 5, standardError: 1, df: 9 },
  };
  const one = (t: object, s: Partial<Observed> = {}, hasBase = true): LimitTest | null =>
    limitTests(t, { ...observed, ...s }, hasBase, 0.05)[0]!;

  test('each limit is a test of its own, in this order; changes need a base', () => {
    const all = { increase: 0.1, decrease: 0.1, max: 4, min: 6 };
    expect(limitTests(all, observed, true, 0.05).map((t) => [t!.over, t!.under])).toEqual([
      [true, false],
      [false, true],
      [true, false],
      [true, false],
    ]);
    expect(limitTests(all, observed, false, 0.05)).toHaveLength(2);
    expect(limitTests({}, observed, true, 0.05)).toEqual([]);
    expect(limitTests({ increase: 0, decrease: 0, max: 0, min: 0 }, observed, true, 0.05)).toHaveLength(4);
  });

  test('rounding is not over a limit: of a change, of an exact one, of a level', () => {
    const at = (estimate: number): boolean[] =>
      [one({ increase: 0.2 }, { effect: { ...observed.effect!, estimate } })!].flatMap((t) => [t.over]);
    expect([at(0.2 + 1e-13), at(0.2 + 1e-11)].flat()).toEqual([false, true]);
    expect([0.2 + 1e-13, 0.2 + 1e-11].map((change) => one({ increase: 0.2 }, { exact: true, change })!.over)).toEqual([
      false,
      true,
    ]);
    expect(
      [-0.2 - 1e-13, -0.2 - 1e-11].map((change) => one({ increase: 0.2 }, { exact: true, change })!.under),
    ).toEqual([false, true]);
    expect([5 - 1e-13, 5 - 1e-11].map((max) => one({ max }, { exact: true })!.over)).toEqual([false, true]);
    const better = (estimate: number): boolean =>
      one({ increase: 0.2 }, { effect: { ...observed.effect!, estimate } })!.under;
    expect([better(-0.2 - 1e-13), better(-0.2 - 1e-11)]).toEqual([false, true]);
  });

  test('a bound that touches the limit is not inside', () => {
    const e = { estimate: 0, standardError: 0.1, df: 9 };
    const touch = bound(e, 1, 0.05);
    expect(one({ increase: touch }, { effect: e })!.inside).toBe(false);
    expect(one({ increase: touch * 1.0001 }, { effect: e })!.inside).toBe(true);
    expect(one({ max: touch }, { level: e })!.inside).toBe(false);
    expect(one({ min: bound(e, -1, 0.05) }, { level: e })!.inside).toBe(false);
    expect(one({ max: touch * 1.0001 }, { level: e })!.inside).toBe(true);
  });

  test('p of worse and of better follow the direction of the limit', () => {
    const [rise, fall] = [one({ increase: 0.1 })!, one({ decrease: 0.1 })!];
    expect(rise.pWorse).toBeLessThan(0.05);
    expect(rise.pBetter).toBeCloseTo(1 - rise.pWorse!, 9);
    expect([fall.pWorse, fall.pBetter]).toEqual([rise.pBetter, rise.pWorse]);
    const exactP = { drop: 0.01, rise: 0.9 };
    expect(one({ decrease: 0.1 }, { exactP })).toMatchObject({ pWorse: 0.01, pBetter: 0.9 });
    expect(one({ increase: 0.1 }, { exactP })).toMatchObject({ pWorse: 0.9, pBetter: 0.01 });
    expect(one({ max: 4 })).toMatchObject({ pBetter: null, pWorse: expect.closeTo(0.171718, 5) });
    expect(one({ max: 4 }, { exact: true })).toEqual({
      over: true,
      under: false,
      inside: false,
      pWorse: null,
      pBetter: null,
    });
    expect(one({ max: 6 }, { exact: true })).toEqual({
      over: false,
      under: false,
      inside: true,
      pWorse: null,
      pBetter: null,
    });
  });

  test('relative limits are held in logarithms, and one of 100 % or more still has a distance', () => {
    const at = (estimate: number, t: object): LimitTest =>
      one(t, { relative: true, effect: { estimate, standardError: 1e-9, df: 9 } })!;
    expect([at(Math.log(1.29), { increase: 0.3 }).over, at(Math.log(1.31), { increase: 0.3 }).over]).toEqual([
      false,
      true,
    ]);
    expect([at(Math.log(0.71), { decrease: 0.3 }).over, at(Math.log(0.69), { decrease: 0.3 }).over]).toEqual([
      false,
      true,
    ]);
    expect([at(Math.log(0.71), { increase: 0.3 }).under, at(Math.log(0.69), { increase: 0.3 }).under]).toEqual([
      false,
      true,
    ]);
    expect([at(-20, { decrease: 1 }).over, at(-21, { decrease: 2 }).over]).toEqual([false, true]);
    const level = { estimate: Math.log(5), standardError: 1e-9, df: 9 };
    expect([4.9, 5.1].map((max) => one({ max }, { relative: true, level })!.inside)).toEqual([false, true]);
    expect(one({ max: 0 }, { relative: true, level })).toMatchObject({ over: true, inside: false, pWorse: 0 });
  });

  test('what is not known is not decided', () => {
    expect(one({ increase: 0.1 }, { exact: true, change: null })).toBeNull();
    expect(one({ increase: 0.1 }, { effect: null })).toBeNull();
    expect(one({ max: 4 }, { head: null })).toBeNull();
    expect(one({ max: 4 }, { level: null })).toBeNull();
    expect(one({ max: 4 }, { level: null, exact: true })).not.toBeNull();
  });
});

describe('decisions', () => {
  const limit = (more: Partial<LimitTest>): LimitTest => ({
    over: false,
    under: false,
    inside: false,
    pWorse: 0.5,
    pBetter: 0.5,
    ...more,
  });

  test.each([
    ['over, p at the level', { over: true }, { worse: 0.05, better: 1 }, 'regressed'],
    ['over, p above it', { over: true }, { worse: 0.0501, better: 1 }, 'inconclusive'],
    ['over, without a test', { over: true }, { worse: null, better: null }, 'regressed'],
    ['under, p at the level', { under: true, inside: true }, { worse: 1, better: 0.05 }, 'improved'],
    ['under, p above it', { under: true, inside: true }, { worse: 0, better: 0.0501 }, 'pass'],
    ['inside', { inside: true }, { worse: 0, better: 0 }, 'pass'],
    ['neither', {}, { worse: 0, better: 0 }, 'inconclusive'],
  ] as const)('%s', (_what, test, adjusted, verdict) => {
    expect(decide(limit(test), adjusted, 0.05)).toBe(verdict);
  });

  test('without a test nothing is decided; the gravest wins, and of none it is pass', () => {
    expect(decide(null, { worse: null, better: null }, 0.05)).toBe('inconclusive');
    const order = ['invalid', 'regressed', 'inconclusive', 'improved', 'pass'] as const;
    order.forEach((v, i) => expect(gravest([...order.slice(i)].reverse())).toBe(v));
    expect(gravest([])).toBe('pass');
  });

  test('rows: the p of the first test that has one; what does not gate stays without verdict', () => {
    const row = (drifts: boolean, ...tests: Row['tests']): Row => ({
      metric: { verdict: null } as Metric,
      tests,
      drifts,
      effect: null,
    });
    const exact = limit({ pWorse: null, pBetter: null, inside: true });
    const rows = [
      row(false),
      row(false, exact),
      row(false, null),
      row(false, exact, limit({ over: true, pWorse: 0.01 })),
      row(false, limit({ under: true, inside: true, pWorse: 0.9, pBetter: 0.02 })),
      row(true, limit({ over: true, pWorse: 0.001 })),
    ];
    decideRows(rows, false, 0.05);
    expect(rows.map((r) => r.metric)).toEqual([
      { verdict: null },
      { verdict: 'pass' },
      { verdict: 'inconclusive' },
      { verdict: 'regressed', p: 0.01 },
      { verdict: 'pass', p: 0.9 },
      { verdict: 'regressed', p: 0.001 },
    ]);
    expect(rows.map((r) => 'p' in r.metric)).toEqual([false, false, false, true, true, true]);
    const mixed = row(false, null, limit({ pWorse: 0.2 }));
    decideRows([mixed], false, 0.05);
    expect(mixed.metric).toEqual({ verdict: 'inconclusive', p: 0.2 });
    decideRows(rows, true, 0.05);
    expect(rows.map((r) => r.metric.verdict)).toEqual([
      null,
      'pass',
      'inconclusive',
      'regressed',
      'pass',
      'inconclusive',
    ]);
    // Better by 0.02, of three tests: 0.06. Of one: 0.02.
    const [, , , , better] = rows;
    decideRows([better!], false, 0.05);
    expect(better!.metric.verdict).toBe('improved');
    // A limit that has no p of better is no better one.
    const levels = [row(false, limit({ under: true, inside: true, pWorse: 1, pBetter: null }))];
    decideRows(levels, false, 0.05);
    expect(levels[0]!.metric.verdict).toBe('pass');
  });
});
