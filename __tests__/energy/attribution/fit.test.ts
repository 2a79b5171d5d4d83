import { describe, expect, test } from '@jest/globals';
import { determinedBy } from '../../../src/energy/attribution/determined.ts';
import { extendFit, fitFamily } from '../../../src/energy/attribution/fit.ts';
import { walk } from '../../../src/energy/attribution/gauss-newton.ts';
import { predict } from '../../../src/energy/attribution/linear-model.ts';
import { spreadPenalty, START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { firstRows } from '../../../src/energy/attribution/problem.ts';
import { solvePowers, variancesAt } from '../../../src/energy/attribution/solve.ts';
import { clean, slow, SLOW, traced } from './support/problems.ts';
import { PHYSICS } from './support/updates.ts';

describe('a fit of one family', () => {
  const family = SLOW;
  const fit = fitFamily(slow, family, { ...PHYSICS, lag: 0.01, tau: 0.01 }, START_SPREADS);

  test('finds what the trace was made with', () => {
    expect(fit.model.physics.lag).toBeCloseTo(0.015, 2);
    expect(fit.model.physics.tau).toBeCloseTo(0.025, 2);
    [60, 240, 120].forEach((watts, j) => expect(Math.abs(fit.beta[j]! / watts - 1)).toBeLessThan(0.03));
    expect(fit.spreads.noise).toBeLessThan(0.02);
    expect([fit.model.family, fit.free, fit.determined]).toEqual([family, ['lag', 'tau'], []]);
  });

  test('tells its deviance with the prior, and BIC by its number of physics', () => {
    const solution = solvePowers(fit.model, variancesAt(fit.model, fit.beta, fit.spreads), fit.beta);
    // The weights are of the powers one solution earlier.
    expect(Math.abs(fit.deviance - solution.deviance - spreadPenalty(fit.spreads))).toBeLessThan(0.2);
    expect(fit.bic).toBeCloseTo(fit.deviance + 2 * Math.log(slow.updates.n), 10);
  });

  test('has the physics’ uncertainty in its errors, and not in its powers', () => {
    const a = Float64Array.of(0, 1, 0, 0, 0);
    const none = new Float64Array(slow.activities.n);
    const fixed = solvePowers(fit.model, variancesAt(fit.model, fit.beta, fit.spreads), fit.beta);
    expect(fit.variance(a, none)).toBeGreaterThan(1.02 * fixed.variance(a.slice(0, 3), none));
    fixed.beta.forEach((watts, j) => expect(Math.abs(fit.beta[j]! - watts)).toBeLessThan(0.2));
    const deviation = fit.deviation();
    expect(deviation.length).toBe(slow.activities.n);
    fixed.deviation().forEach((b, i) => expect(Math.abs(deviation[i]! - b)).toBeLessThan(0.3));
  });

  test('counts physics on a bound in every error, and what the bound holds back', () => {
    // A device without any response: its time constant runs to the least.
    const instant = fitFamily(clean, family, { ...PHYSICS, lag: 0.03, tau: 0.002 }, START_SPREADS);
    expect(instant.model.physics.tau).toBe(0.001);
    expect(instant.free).toEqual(['lag', 'tau']);
    expect(instant.bic).toBeCloseTo(instant.deviance + 2 * Math.log(clean.updates.n), 10);
    const none = new Float64Array(clean.activities.n);
    expect(instant.variance(Float64Array.of(0, 0, 0, 0, 1), none)).toBeGreaterThan(0);
    expect(instant.variance(new Float64Array(5), none)).toBe(0);
    expect(instant.held!.length).toBe(3);
    expect(Math.max(...instant.held!.map(Math.abs))).toBeGreaterThan(0);
    expect(fit.held).toBeNull();
  });

  test('is taken from part of the rows to all, with one step and its spreads', () => {
    const part = firstRows(slow, 120);
    const partial = { ...fitFamily(part, family, PHYSICS, START_SPREADS), determined: ['tau' as const] };
    const whole = extendFit(slow, partial);
    expect(whole.model.design.updates.n).toBe(slow.updates.n);
    expect([whole.spreads, whole.determined]).toEqual([partial.spreads, ['tau']]);
    expect(whole.deviation().length).toBe(slow.activities.n);
    expect(Math.abs(whole.beta[1]! / fit.beta[1]! - 1)).toBeLessThan(0.03);
    const { physics } = walk(slow, family, ['lag', 'tau'], partial.spreads, {
      physics: partial.model.physics,
      beta: partial.beta,
      steps: 1,
      shortest: 0.5,
    });
    expect(whole.model.physics).toEqual(physics);
    expect(whole.bic).toBeCloseTo(whole.deviance + 2 * Math.log(slow.updates.n), 10);
  });

  test('rows that it predicts are the rows that were read', () => {
    const fitted = predict(fit.model, fit.beta);
    const read = slow.updates.y.slice(1).reduce((s, x) => s + x, 0);
    expect(fitted.slice(1).reduce((s, x) => s + x, 0) / read).toBeCloseTo(1, 2);
  });
});

describe('what the data determine', () => {
  const fit = fitFamily(slow, SLOW, PHYSICS, START_SPREADS);

  test('is what a value a fifth less and a fifth more fits significantly worse', () => {
    expect(determinedBy(slow, fit)).toEqual(['lag', 'tau']);
    // Of what was not fitted nothing is told.
    expect(determinedBy(slow, { ...fit, free: ['tau'] })).toEqual(['tau']);
    // 99 %: a fit that is worse by less than 6.63 does not reject.
    expect(determinedBy(slow, { ...fit, deviance: fit.deviance + 1e4 })).toEqual([]);
  });

  test('that is, by over 6.635 in what is fitted anew a fifth away, the priors of the spreads in both', () => {
    // A time constant of which a fifth is shorter than a lag's least step, a millisecond.
    const tau = 0.003;
    const short = { ...fit, model: { ...fit.model, physics: { ...fit.model.physics, tau } }, free: ['tau' as const] };
    const away = [-0.2, 0.2].map((share) => {
      const physics = { ...short.model.physics, tau: tau * (1 + share) };
      const from = { physics, beta: fit.beta, steps: 4, shortest: 0.05 };
      return walk(slow, SLOW, ['lag'], fit.spreads, from).deviance + spreadPenalty(fit.spreads);
    });
    const least = Math.min(...away) - 6.634897;
    expect(spreadPenalty(fit.spreads)).toBeGreaterThan(0.01);
    expect(determinedBy(slow, { ...short, deviance: least - 1e-6 })).toEqual(['tau']);
    expect(determinedBy(slow, { ...short, deviance: least + 1e-6 })).toEqual([]);
  });

  test('a few requests on a slow sensor do not tell a time constant', () => {
    const few = traced({ cadence: 0.1, lag: 0.03, tau: 0.004, noise: 0.03 }, { spread: 0.03, n: 5 });
    const fitted = fitFamily(few, SLOW, { ...PHYSICS, tau: 0.004 }, START_SPREADS);
    expect(determinedBy(few, { ...fitted, free: ['lag', 'tau'] })).not.toContain('tau');
  });

  test('a lag near 0 has nothing below it to reject, a jump near 1 nothing above; on no other bound is anything told', () => {
    const near = { ...fit, model: { ...fit.model, physics: { ...fit.model.physics, lag: 0.0005 } }, deviance: -1e9 };
    expect(determinedBy(slow, { ...near, free: ['lag'] })).toEqual(['lag']);
    const tau = (value: number) => ({
      ...fit,
      model: { ...fit.model, physics: { ...fit.model.physics, tau: value } },
      deviance: -1e9,
      free: ['tau' as const],
    });
    expect(determinedBy(slow, tau(0.0012))).toEqual([]);
    expect(determinedBy(slow, tau(0.07))).toEqual([]);
    expect(determinedBy(slow, tau(0.0126))).toEqual(['tau']);
    const late = (lag: number) => ({
      ...fit,
      model: { ...fit.model, physics: { ...fit.model.physics, lag } },
      deviance: -1e9,
      free: ['lag' as const],
    });
    expect(determinedBy(slow, late(0.044))).toEqual([]);
    const rise = fitFamily(slow, { response: 'ramp', window: 'exact' }, PHYSICS, START_SPREADS);
    const jump = (value: number) => ({
      ...rise,
      model: { ...rise.model, physics: { ...rise.model.physics, jump: value } },
      deviance: -1e9,
      free: ['jump' as const],
    });
    expect(determinedBy(slow, jump(0.95))).toEqual(['jump']);
    expect(determinedBy(slow, jump(0.36))).toEqual([]);
  });
});
