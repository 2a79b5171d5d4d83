import { describe, expect, test } from '@jest/globals';
import { determinedBy } from '../../../src/energy/attribution/determined.ts';
import { fitFamily, type Fit } from '../../../src/energy/attribution/fit.ts';
import { walk } from '../../../src/energy/attribution/gauss-newton.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { parametersOf, type Family, type Physics, type PhysicsName } from '../../../src/energy/attribution/model.ts';
import { boundsOf, spreadPenalty, START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { EXACT, slow as problem, SLOW, startAt } from './support/problems.ts';

const RAMP: Family = { response: 'ramp', window: 'exact' };
const { cadence, kind } = problem.updates;
const fitted = (family: Family): Fit => fitFamily(problem, family, startAt(0.015), START_SPREADS);

/** By how much the deviance rises where a parameter is held at a value and all others are fitted anew. */
function rise(fit: Fit, name: PhysicsName, value: number): number {
  const { family, physics } = fit.model;
  const others = parametersOf(family).filter((n) => n !== name);
  const start = { physics: { ...physics, [name]: value }, beta: fit.beta, steps: 4, shortest: 0.05 };
  const { deviance } = walk(problem, family, others, fit.spreads, start);
  return deviance + spreadPenalty(fit.spreads) - fit.deviance;
}

describe('what the data determine', () => {
  const fit = fitted(SLOW);
  const { lag, tau } = fit.model.physics;

  test('of a slow device is its lag and its time constant: a fifth less and a fifth more are both much worse', () => {
    expect(determinedBy(problem, fit)).toEqual(['lag', 'tau']);
    for (const sign of [-1, 1]) {
      expect(rise(fit, 'lag', lag + sign * Math.max(0.2 * lag, 0.001))).toBeGreaterThan(6.635);
      expect(rise(fit, 'tau', tau * (1 + 0.2 * sign))).toBeGreaterThan(6.635);
    }
  });

  test('is what is worse by 6.635 on its nearer side, and no less', () => {
    const nearer = Math.min(...[-1, 1].map((sign) => rise(fit, 'tau', tau * (1 + 0.2 * sign))));
    const told = (spare: number) =>
      determinedBy(problem, { ...fit, deviance: fit.deviance + nearer - 6.634897 + spare }).includes('tau');
    expect([told(-0.001), told(0.001)]).toEqual([true, false]);
  });

  test('takes all else as free: a ramp’s jump and length make up for each other', () => {
    const ramp = fitted(RAMP);
    for (const name of determinedBy(problem, ramp))
      for (const sign of [-1, 1]) {
        const value = ramp.model.physics[name];
        const share = name === 'lag' ? Math.max(0.2 * Math.abs(value), 0.001) : 0.2 * value;
        const [lo, hi] = boundsOf(name, cadence, kind);
        const moved = value + sign * share;
        if (moved > lo && moved < hi) expect(rise(ramp, name, moved)).toBeGreaterThan(6.634);
      }
  });
});

describe('where a bound leaves nothing to reject', () => {
  /** As if every value elsewhere were rejected, so that the bounds alone decide. */
  const at = (family: Family, physics: Partial<Physics>): PhysicsName[] => {
    const there = { ...startAt(0.015), ...physics };
    const model = linearModel(problem, family, there);
    const free = parametersOf(family);
    return determinedBy(problem, {
      ...fitted(EXACT),
      model,
      free,
      deviance: -1e9,
      beta: new Float64Array([60, 240, 120]),
    });
  };
  const [least, most] = boundsOf('lag', cadence, kind);

  test('a lag near its least is told, near its most it is not, nor on either', () => {
    expect(at(EXACT, { lag: least + 0.0005 })).toEqual(['lag']);
    expect(at(EXACT, { lag: most - 0.0005 })).toEqual([]);
    expect([at(EXACT, { lag: least }), at(EXACT, { lag: most })]).toEqual([[], []]);
    expect(at(EXACT, { lag: 0.015 })).toEqual(['lag']);
  });

  test('a jump near all of the step is told, near its least it is not; a ramp near either end is not', () => {
    expect(at(RAMP, { jump: 0.95, ramp: 0.2 })).toEqual(['lag', 'jump', 'ramp']);
    expect(at(RAMP, { jump: 0.31, ramp: 0.2 })).toEqual(['lag', 'ramp']);
    expect(at(RAMP, { jump: 0.6, ramp: 0.041 })).toEqual(['lag', 'jump']);
    expect(at(RAMP, { jump: 0.6, ramp: 0.55 })).toEqual(['lag', 'jump']);
    expect(at(SLOW, { tau: 0.0011 })).toEqual(['lag']);
  });
});
