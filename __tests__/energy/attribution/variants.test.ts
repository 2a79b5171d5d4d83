import { describe, expect, test } from '@jest/globals';
import { departuresOf, PRIOR, type Departure } from '../../../src/energy/attribution/departures.ts';
import { fitFamily, type Fit } from '../../../src/energy/attribution/fit.ts';
import { jacobian, linearModel } from '../../../src/energy/attribution/linear-model.ts';
import { countTo, eliminate, solveFor, type Solution } from '../../../src/energy/attribution/mixed.ts';
import { boundsOf, spreadPenalty, START_SPREADS } from '../../../src/energy/attribution/parameters.ts';
import { priorsOf, variancesAt } from '../../../src/energy/attribution/solve.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import { findUpdates } from '../../../src/energy/attribution/updates.ts';
import { variantsOf } from '../../../src/energy/attribution/variants.ts';
import { EXACT, slow as problem, startAt } from './support/problems.ts';
import { requests, trace, type Load } from './support/trace.ts';

const candidates = departuresOf(problem);
const plain = fitFamily(problem, EXACT, startAt(0.015), START_SPREADS);

/** Every set of at most four of the candidates. */
const SETS = countTo(1 << candidates.length)
  .map((mask) => candidates.filter((_, j) => (mask >> j) & 1))
  .filter((set) => set.length <= 4);

interface Known {
  /** Powers, the set's departures, and the steps of the physics that move. */
  solution: Solution;
  bic: number;
}

/**
 * A set by itself: its own model, eliminated and solved alone. `moving`: the physics move along their slopes with the
 * powers, as wide as their bounds.
 */
function alone(fit: Fit, set: readonly Departure[], moving: boolean): Known {
  const { family, physics } = fit.model;
  const model = linearModel(problem, family, physics, set);
  const beta = new Float64Array(model.columns.length);
  beta.set(fit.beta.subarray(0, model.powers));
  const names = moving ? fit.free : [];
  const slopes = jacobian(problem, fit.model, names, fit.beta);
  const variances = variancesAt(fit.model, fit.beta, fit.spreads);
  const priors = priorsOf(model, names, beta);
  const eliminated = eliminate(model.design, problem.updates.y, [...model.columns, ...slopes], variances);
  const solution = solveFor(eliminated, countTo(model.columns.length + slopes.length), priors);
  const logPriors = set.reduce((sum, _, j) => sum + Math.log(priors[model.powers + j]!), 0);
  const odds = Math.log((1 - PRIOR.probability) / PRIOR.probability);
  return {
    solution,
    bic:
      solution.deviance +
      spreadPenalty(fit.spreads) +
      fit.free.length * Math.log(problem.updates.n) +
      solution.logDetNormal -
      logPriors +
      2 * (set.length * odds - Math.max(0, set.length - 1) * Math.log(PRIOR.company)),
  };
}
/** The same without what all sets have in common: the normal matrix of powers and slopes. */
const bicOf = (fit: Fit, set: readonly Departure[]): number =>
  alone(fit, set, true).bic - alone(fit, [], true).solution.logDetNormal;
const nameOf = (set: readonly Departure[]): string => set.map((d) => `${d.kind}${d.phase} ${d.seconds}`).join();

describe('the sets of departures of a fit', () => {
  const variants = variantsOf(problem, plain, candidates);

  test('are all of at most four that are no worse than the best by more than 12, each by its evidence', () => {
    expect(candidates.length).toBeGreaterThan(4);
    const bics = new Map(SETS.map((set) => [nameOf(set), bicOf(plain, set)]));
    const best = Math.min(...bics.values());
    const wanted = [...bics].filter(([, bic]) => bic <= best + 12);
    expect(variants.map((v) => nameOf(v.model.departures)).sort()).toEqual(wanted.map(([name]) => name).sort());
    expect(wanted.length).toBeLessThan(SETS.length);
    for (const v of variants) {
      expect(v.bic).toBeCloseTo(bics.get(nameOf(v.model.departures))!, 5);
      expect(v.deviance).toBeCloseTo(
        alone(plain, v.model.departures, true).solution.deviance + spreadPenalty(plain.spreads),
        6,
      );
    }
  });

  test('have the powers of their own solution, with the physics moved as far as it says', () => {
    const [lo, hi] = boundsOf('lag', problem.updates.cadence, problem.updates.kind);
    for (const v of variants) {
      const set = v.model.departures;
      // To the fit's own set, none here, the physics were fitted: they stay.
      const { solution } = alone(plain, set, set.length > 0);
      v.beta.forEach((watts, j) => expect(watts).toBeCloseTo(solution.beta[j]!, 5));
      const step = set.length > 0 ? solution.beta[v.beta.length]! : 0;
      expect(v.physics.lag).toBeCloseTo(Math.max(lo, Math.min(hi, plain.model.physics.lag + step)), 9);
      v.deviation().forEach((b, i) => expect(b).toBeCloseTo(solution.deviation()[i]!, 5));
    }
    expect(variants.some((v) => v.physics.lag !== plain.model.physics.lag)).toBe(true);
  });

  test('and the errors of powers and physics together', () => {
    const c = new Float64Array(problem.activities.n);
    for (const v of variants) {
      const { solution } = alone(plain, v.model.departures, true);
      for (let j = 0; j < v.beta.length + v.free.length; j++) {
        const a = new Float64Array(v.beta.length + v.free.length);
        a[j] = 1;
        expect(v.variance(a, c) / solution.variance(a, c)).toBeCloseTo(1, 6);
      }
      expect([v.held, v.spreads, v.free]).toEqual([null, plain.spreads, plain.free]);
      c[0] = 1;
      expect(v.spread(c)).toBeCloseTo(solution.spread(c), 9);
      c[0] = 0;
    }
  });
});

test('a fit that has departures already keeps its physics with just these, and moves with others', () => {
  // Decodes that begin dearer: a front of the second phase, which is not the first candidate of it.
  const marked = requests(16, { spread: 0.02 });
  const sensor = { cadence: 0.02, lag: 0.012, noise: 0.01 };
  const seen = (loads: readonly Load[]) => {
    const { series, end } = trace(loads, sensor);
    return layOut(findUpdates(series, 'counter', 0.3, end)!, trace(marked, sensor).intervals);
  };
  const { seconds } = departuresOf(seen(marked)).find((d) => d.kind === 'front' && d.phase === 1)!;
  const drawn = marked.flatMap((l) =>
    l.phase === 'decode'
      ? [
          { ...l, watts: 1.3 * l.watts, end: l.start + seconds },
          { ...l, start: l.start + seconds },
        ]
      : [l],
  );
  const of = seen(drawn);
  const all = departuresOf(of);
  const own = all.filter((d) => d.kind === 'front' && d.phase === 1).slice(0, 1);
  expect(all.findIndex((d) => d.phase === 1)).toBeLessThan(all.indexOf(own[0]!));
  const fit = fitFamily(of, EXACT, startAt(0.012), START_SPREADS, own);
  const variants = variantsOf(of, fit, all);
  const same = variants.filter((v) => nameOf(v.model.departures) === nameOf(own));
  expect(same).toHaveLength(1);
  expect(same[0]!.physics).toEqual(fit.model.physics);
  const others = variants.filter((v) => nameOf(v.model.departures) !== nameOf(own));
  expect(others.length).toBeGreaterThan(0);
  for (const v of others) expect(v.physics).not.toEqual(fit.model.physics);
});

test('physics on a bound stay there; by how much the powers would move beyond it is told', () => {
  const { cadence, kind } = problem.updates;
  const [, hi] = boundsOf('lag', cadence, kind);
  const physics = { ...plain.model.physics, lag: hi };
  const fit: Fit = { ...plain, model: linearModel(problem, EXACT, physics), physics };
  const variants = variantsOf(problem, fit, candidates);
  for (const v of variants) {
    const set = v.model.departures;
    const [whole, held] = [alone(fit, set, true).solution, alone(fit, set, false).solution];
    expect(v.physics).toEqual(physics);
    v.held!.forEach((watts, j) => expect(watts).toBeCloseTo(whole.beta[j]! - held.beta[j]!, 5));
    v.beta.forEach((watts, j) => expect(watts).toBeCloseTo(held.beta[j]!, 5));
    expect(v.held!.length).toBe(v.beta.length);
  }
});
