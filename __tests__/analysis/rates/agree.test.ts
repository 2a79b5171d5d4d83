import { describe, expect, test } from '@jest/globals';
import jstat from 'jstat';
import { agreement } from '../../../src/analysis/rates/agree.ts';
import type { Fitted } from '../../../src/analysis/rates/fit.ts';
import { misfitOf } from '../../../src/analysis/rates/misfit.ts';
import { tUpperTail } from '../../../src/analysis/statistics.ts';
import { fittedAs, ratesOf } from './support/fitted.ts';

/** One answer a side in each block: head's residual over its cost less base's is `d`. */
const blocksOf = (d: readonly number[], phase: Fitted['phase'] = 'decode', cost = 10): Fitted[] =>
  d.flatMap((v, b) => [
    fittedAs({ side: 'base', phase, cluster: `b${b}`, cost, residual: -0.01 * cost }),
    fittedAs({ side: 'head', phase, cluster: `b${b}`, cost, residual: (v - 0.01) * cost }),
  ]);
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
const sd = (x: readonly number[]): number => Math.sqrt(x.reduce((a, v) => a + (v - mean(x)) ** 2, 0) / (x.length - 1));
const tOf = (x: readonly number[]): number => mean(x) / (sd(x) / Math.sqrt(x.length));
/** As many parameters as cells: misfit has nothing to be told by. */
const WITHOUT_MISFIT = { determined: { prefill: 1, decode: 1 } };

describe('whether base and head cost the same per token', () => {
  const d = [0.05, 0.03, 0.06, 0.02];

  test('of one phase is the paired t test of its blocks, two-sided, whatever its noise is in joules', () => {
    for (const dispersion of [1, 7]) {
      const { p, dearer } = agreement(
        ratesOf(blocksOf(d), { ...WITHOUT_MISFIT, dispersion: { prefill: 1, decode: dispersion } }),
      )!;
      expect(p).toBeCloseTo(2 * tUpperTail(tOf(d), 3), 9);
      expect(dearer).toEqual({ prefill: null, decode: expect.closeTo(0.04, 12) });
    }
  });

  test('of two phases that vary alike and apart is F with twice the degrees of freedom', () => {
    const other = [0.01, -0.01, -0.01, 0.01];
    const one = [0.03, 0.03, 0.01, 0.01];
    const { p, dearer } = agreement(ratesOf([...blocksOf(other, 'prefill'), ...blocksOf(one)], WITHOUT_MISFIT))!;
    // Variances are equal and the covariance 0: F = (0² + 0.02²) ÷ (2 · s² ÷ 4) with 2 and 2 · 3 degrees of freedom.
    const s2 = sd(one) ** 2;
    expect(sd(other) ** 2).toBeCloseTo(s2, 12);
    const f = 0.02 ** 2 / ((2 * s2) / 4);
    // P(F > f) of 2 and ν degrees of freedom is (1 + 2f ÷ ν)^(−ν ÷ 2).
    expect(p).toBeCloseTo((1 + (2 * f) / 6) ** -3, 9);
    expect(dearer.prefill).toBeCloseTo(0, 12);
  });

  test('of two phases that vary together has no more degrees of freedom than one', () => {
    const { p } = agreement(ratesOf([...blocksOf(d, 'prefill'), ...blocksOf(d)], WITHOUT_MISFIT))!;
    expect(p).toBeCloseTo(2 * tUpperTail(tOf(d), 3), 9);
  });

  test('in one block is held against the noise of its answers', () => {
    const fitted = [...blocksOf([0.2], 'prefill'), ...blocksOf([0.5])];
    const dispersion = { prefill: 0.1, decode: 0.4 };
    const { p } = agreement(ratesOf(fitted, { ...WITHOUT_MISFIT, dispersion }))!;
    // A side's noise over its cost: dispersion ÷ cost, twice.
    const over = 0.2 ** 2 / ((2 * 0.1) / 10) + 0.5 ** 2 / ((2 * 0.4) / 10);
    // Of 2 phases with as many degrees of freedom each as half of the 4 observations.
    const f = over / 2;
    expect(p).toBeCloseTo((1 + (2 * f) / 4) ** -2, 9);
  });

  test('is certain where nothing varies', () => {
    const flat = (v: number) => agreement(ratesOf(blocksOf([v, v, v]), WITHOUT_MISFIT))!.p;
    expect([flat(0.125), flat(0)]).toEqual([0, 1]);
  });

  test('is not known where no block has both sides, and blocks of one side alone say nothing', () => {
    const base = blocksOf([0.1, 0.1]).filter((o) => o.side === 'base');
    expect(agreement(ratesOf(base, WITHOUT_MISFIT))).toBeNull();
    const alone = fittedAs({ side: 'head', cluster: 'b9', cost: 10, residual: 9 });
    const of = (more: Fitted[]) => agreement(ratesOf([...blocksOf(d), ...more], WITHOUT_MISFIT))!;
    expect(of([alone]).dearer).toEqual(of([]).dearer);
  });

  test('is less sure where tasks fit the rates badly, and not where both sides of a task share that', () => {
    const cells = (cellOf: (side: string, i: number) => string): Fitted[] =>
      [0, 1, 2, 3].flatMap((i) =>
        blocksOf([0.04, 0.05, 0.03, 0.04]).map((o) => ({
          ...o,
          cell: cellOf(o.side, i),
          own: (i % 2 === 0 ? 1 : -1) * 0.3 * o.cost,
        })),
      );
    const p = (cellOf: (side: string, i: number) => string): number => agreement(ratesOf(cells(cellOf)))!.p;
    const apart = p((side, i) => `${side}${i}`);
    const alike = p((_, i) => `${i}`);
    const none = agreement(
      ratesOf(
        cells((_, i) => `${i}`),
        { determined: { prefill: 4, decode: 4 } },
      ),
    )!.p;
    expect(alike).toBeCloseTo(none, 9);
    expect(apart).toBeGreaterThan(100 * alike);
  });
});

/**
 * The same by the definition, of any rates: F of the squared mean differences over what blocks and misfit let their sum
 * vary by, degrees of freedom by Box and Satterthwaite. Each phase's differences in the order of its blocks.
 */
function byDefinition(phases: { d: number[]; unit: number; misfit: number; df: number }[]): number {
  const n = Math.min(...phases.map((p) => p.d.length));
  const scaled = phases.map((p) => p.d.map((v) => v / Math.sqrt(p.unit)));
  const cov = (a: number[], b: number[]): number => {
    if (a === b) return sd(a) ** 2;
    let all = 0;
    for (let i = 0; i < n; i++) all += (a[i]! - mean(a)) * (b[i]! - mean(b));
    return all / (n - 1);
  };
  const matrix = scaled.map((a) => scaled.map((b) => cov(a, b)));
  const trace = matrix.reduce((all, row, i) => all + row[i]!, 0);
  const square = matrix.flat().reduce((all, v) => all + v * v, 0);
  const ends = trace ** 2 / square;
  const under = trace / n + phases.reduce((all, p) => all + p.misfit / p.unit, 0);
  const below =
    (trace / n) ** 2 / (ends * (n - 1)) + phases.reduce((all, p) => all + (p.misfit / p.unit) ** 2 / p.df, 0);
  const over = scaled.reduce((all, d) => all + mean(d) ** 2, 0);
  return 1 - jstat.centralF.cdf(over / under, ends, under ** 2 / below);
}

describe('by its definition', () => {
  const DECODE = [0.05, 0.03, 0.06, 0.02];
  const PREFILL = [0.02, 0.03, 0.01];
  const dispersion = { prefill: 0.2, decode: 0.5 };
  /** A side's noise over its cost, of so many blocks, each side with a cost of 10 in each. */
  const unit = (of: number, blocks: number, cost = 10): number => (2 * of * 4) / (blocks * cost);

  test('two phases that vary somewhat together, one of them in fewer blocks', () => {
    const rates = ratesOf([...blocksOf(PREFILL, 'prefill'), ...blocksOf(DECODE)], { ...WITHOUT_MISFIT, dispersion });
    const expected = byDefinition([
      { d: PREFILL, unit: unit(0.2, 3), misfit: 0, df: 1 },
      { d: DECODE, unit: unit(0.5, 4), misfit: 0, df: 1 },
    ]);
    expect(agreement(rates)!.p).toBeCloseTo(expected, 9);
    expect(expected).toBeGreaterThan(0.005);
  });

  test('two blocks have a spread, of one degree of freedom', () => {
    const two = [0.05, 0.03];
    const { p } = agreement(ratesOf(blocksOf(two), WITHOUT_MISFIT))!;
    expect(p).toBeCloseTo(2 * tUpperTail(tOf(two), 1), 9);
  });

  test('tasks that fit the rates badly widen it by what each of them weighs on either side', () => {
    // Three tasks of different cost, base's and head's cells their own but for the first.
    const costs = [10, 20, 30];
    const fitted = costs.flatMap((cost, i) =>
      blocksOf(DECODE, 'decode', cost).map((o) => ({
        ...o,
        cell: i === 0 ? 'shared' : `${o.side}${i}`,
        own: [0.2, -0.1, 0.05][i]! * (o.side === 'head' ? 1 : 0.5) * cost,
      })),
    );
    const rates = ratesOf(fitted, { determined: { prefill: 1, decode: 1 }, dispersion });
    const { variance, df } = misfitOf(rates, 'decode');
    // Cells: the first weighs as much on both sides, the others 1/3 and 1/2 on one each.
    const loads = 2 * ((1 / 3) ** 2 + (1 / 2) ** 2);
    const decode = { d: DECODE, unit: unit(0.5, 4, 60), misfit: variance * loads, df };
    expect(variance).toBeGreaterThan(0.001);
    expect(agreement(rates)!.p).toBeCloseTo(byDefinition([decode]), 9);
    // Prefills beside them, which the rates fit, leave what decode's tasks weigh alone.
    const prefill = [0.01, 0.03, 0.02, 0.02];
    const beside = [...fitted, ...blocksOf(prefill, 'prefill').map((o) => ({ ...o, cell: 'shared' }))];
    const both = ratesOf(beside, { determined: { prefill: 1, decode: 1 }, dispersion });
    const expected = byDefinition([{ d: prefill, unit: unit(0.2, 4), misfit: 0, df: 1 }, decode]);
    expect(agreement(both)!.p).toBeCloseTo(expected, 9);
  });
});
