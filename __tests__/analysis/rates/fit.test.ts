import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contextSum, featuresOf } from '../../../src/analysis/rates/features.ts';
import { fitRates } from '../../../src/analysis/rates/fit.ts';
import { solve } from '../../../src/analysis/rates/linear.ts';
import { observationsOf, tokensOf, type Observation } from '../../../src/analysis/rates/observations.ts';
import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { answers } from '../support/cases.ts';
import { longer, QUIET, randomOf, simulated, someTokens, THETA, trueCosts, type Theta } from './support/simulate.ts';

const random = randomOf(3);
const TOKENS = someTokens(8, random);
const one = (more: Partial<Parameters<typeof simulated>[0]> = {}, theta: Theta = THETA): RunResult => {
  const tokens = more.tokens ?? TOKENS;
  const costs = trueCosts(
    tokens,
    tokens.map(() => [0, 0]),
    theta,
  );
  return simulated({ measurement: 'm', tokens, costs, blocks: 3, noise: QUIET, ...more }, randomOf(5));
};
const seen = (result: RunResult, side: 'base' | 'head' = 'head'): Observation[] =>
  observationsOf(result, side, 'plain');

describe('the features of an answer', () => {
  test('the context over k steps behind n prompt tokens is the sum of n + 1 … n + k', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(300), (n, k) => {
        let sum = 0;
        for (let j = 1; j <= k; j++) sum += n + j;
        expect(contextSum(n, k)).toBe(sum);
      }),
    );
    expect(featuresOf({ promptTokens: 10, decodeSteps: 2 })).toEqual([1, 10, 2, 23]);
  });

  test('an arm’s tokens are means per answer, by block and by task', () => {
    const side = tokensOf(one({ tokens: TOKENS.slice(0, 2) }), 'plain')!;
    const rows = TOKENS.slice(0, 2).map(featuresOf);
    side.x.forEach((v, i) => expect(v).toBeCloseTo((rows[0]![i]! + rows[1]![i]!) / 2, 9));
    expect([...side.byBlock.keys()]).toEqual([0, 1, 2]);
    side.cells.forEach((c, t) => c.x.forEach((v, i) => expect(v).toBeCloseTo(rows[t]![i]! / 2, 9)));
    expect(tokensOf(one(), 'suppressed')).toBeNull();
  });

  test('what is not resolvable, and a decode without a step, is no observation', () => {
    const result = answers(one({ tokens: TOKENS.slice(0, 1), blocks: 1 }), (r) => ({
      phases: { ...r.phases, prefill: { ...r.phases.prefill, netJoules: null } },
    }));
    expect(seen(result).map((o) => o.phase)).toEqual(['decode']);
    expect(seen(answers(result, () => ({ decodeSteps: 0 })))).toEqual([]);
  });
});

describe('rates that base and head have in common', () => {
  test('are found exactly where there is no noise, each block with its own factor', () => {
    const rates = fitRates(seen(one({ drift: [1, 1.3, 0.7] })))!;
    const factors = [...rates.clusters.values()].map((c) => c.factor);
    expect(factors[1]! / factors[0]!).toBeCloseTo(1.3, 6);
    expect(factors[2]! / factors[0]!).toBeCloseTo(0.7, 6);
    rates.theta.forEach((v, i) => expect(v / THETA[i]!).toBeCloseTo(1, 3));
  });

  test('have one factor a measurement, which does not bend them', () => {
    const more = longer(TOKENS, 40, 1.2);
    const rates = fitRates([
      ...seen(one()),
      ...seen(one({ tokens: more, measurement: 'other', drift: [2, 2, 2] }), 'base'),
    ])!;
    const scale = rates.theta[0]! / THETA[0];
    rates.theta.forEach((v, i) => expect(v / THETA[i]! / scale).toBeCloseTo(1, 3));
  });

  test('fitted totals are metered totals, in each block', () => {
    const rates = fitRates(seen(one({ noise: { ...QUIET, answer: 0.1 } })))!;
    for (const name of rates.clusters.keys()) {
      const own = rates.fitted.filter((o) => o.cluster === name);
      expect(own.reduce((all, o) => all + o.residual, 0)).toBeCloseTo(0, 9);
    }
    for (const phase of ['prefill', 'decode'] as const)
      expect(
        rates.fitted.reduce((all, o) => all + (o.phase === phase ? o.residual : 0), 0) /
          rates.fitted.reduce((all, o) => all + (o.phase === phase ? o.cost : 0), 0),
      ).toBeCloseTo(0, 6);
  });

  test('are never below 0: joules that fall with the context leave its rate at 0', () => {
    const rates = fitRates(seen(one({}, [0.2, 0.01, 0.08, -0.00005])))!;
    expect(rates.theta[3]).toBe(0);
    expect(rates.theta[2]).toBeGreaterThan(0);
    const constant = fitRates(seen(one({}, [2, -0.001, 0.05, 0.00005])))!;
    expect(constant.theta[1]).toBe(0);
    expect(constant.theta[0]).toBeCloseTo(1.8, 0);
  });

  test('a rate that no prompt length can tell is half the cost, and counted as undetermined', () => {
    const tokens = TOKENS.map((t) => ({ ...t, promptTokens: 100 }));
    const rates = fitRates(seen(one({ tokens, noise: { ...QUIET, answer: 0.01 } })))!;
    expect(rates.theta[1]! * 100).toBeCloseTo(rates.theta[0]!, 3);
    expect(rates.determined.prefill).toBeLessThan(1.1);
    expect(fitRates(seen(one({ noise: { ...QUIET, answer: 0.01 } })))!.determined.prefill).toBeGreaterThan(1.7);
  });

  test('there are none without joules above 0; a block without them is left out', () => {
    expect(fitRates([])).toBeNull();
    const negative = (r: { block: number }, only: number | null): boolean => only === null || r.block === only;
    const less = (only: number | null): RunResult =>
      answers(one(), (r) =>
        negative(r, only) ? { phases: { ...r.phases, decode: { ...r.phases.decode, netJoules: -9 } } } : {},
      );
    expect(fitRates(seen(less(null)))).toBeNull();
    expect([...fitRates(seen(less(1)))!.clusters.keys()]).toEqual(['m 0', 'm 2']);
  });
});

test('a small system is solved, and a direction without information gets 0', () => {
  expect(
    solve(
      [
        [4, 1],
        [1, 3],
      ],
      [1, 2],
    ).map((v) => v.toFixed(9)),
  ).toEqual(['0.090909091', '0.636363636']);
  expect(
    solve(
      [
        [4, 0],
        [0, 0],
      ],
      [8, 1],
    ),
  ).toEqual([2, 0]);
});
