import { describe, expect, test } from '@jest/globals';
import { inverse, Matrix, determinant } from 'ml-matrix';
import { bounded, firstSites } from '../../../src/energy/attribution/poll-gaps.ts';
import { filter, jointPrecision, smooth, type RandomWalk } from '../../../src/energy/attribution/random-walk.ts';
import { smoothTimes } from '../../../src/energy/attribution/timing.ts';
import { truncatedNormal } from '../../../src/energy/attribution/truncated-normal.ts';
import { normal, uniform } from './support/updates.ts';

const WALK: RandomWalk = { periods: Float64Array.of(0, 1, 2, 1, 1, 3), step: 0.1, variance: 4e-6 };
const SITES = {
  mean: Float64Array.of(0.01, 0.1, 0.32, 0.4, 0.51, 0.8),
  precision: Float64Array.of(1e6, 2e5, 4e5, 1e6, 5e4, 3e5),
};

/** The same Gaussian, dense: precision of the walk and of the sites, mean by its linear system. */
function dense(walk: RandomWalk, sites: typeof SITES) {
  const n = sites.mean.length;
  const precision = Matrix.diag([...sites.precision]);
  const rhs = Matrix.columnVector([...sites.mean].map((m, k) => m * sites.precision[k]!));
  for (let k = 1; k < n; k++) {
    const w = 1 / (walk.periods[k]! * walk.variance);
    const drift = walk.periods[k]! * walk.step * w;
    precision.set(k, k, precision.get(k, k) + w);
    precision.set(k - 1, k - 1, precision.get(k - 1, k - 1) + w);
    precision.set(k, k - 1, precision.get(k, k - 1) - w);
    precision.set(k - 1, k, precision.get(k - 1, k) - w);
    rhs.set(k, 0, rhs.get(k, 0) + drift);
    rhs.set(k - 1, 0, rhs.get(k - 1, 0) - drift);
  }
  const covariance = inverse(precision);
  return { precision, covariance, mean: covariance.mmul(rhs).to1DArray() };
}

describe('a clock with jitter, seen with errors', () => {
  const plain = dense(WALK, SITES);

  test('the smoother gives the joint Gaussian’s means and variances', () => {
    const { mean, variance } = smooth(WALK, SITES);
    mean.forEach((x, k) => expect(x).toBeCloseTo(plain.mean[k]!, 10));
    variance.forEach((x, k) => expect(x / plain.covariance.get(k, k)).toBeCloseTo(1, 8));
  });

  test('the filter knows only what came before', () => {
    const { mean, variance } = filter(WALK, SITES);
    for (let k = 1; k < 6; k++) {
      const cut = (x: Float64Array) => x.slice(0, k + 1);
      const past = dense(
        { ...WALK, periods: cut(WALK.periods) },
        { mean: cut(SITES.mean), precision: cut(SITES.precision) },
      );
      expect(mean[k]).toBeCloseTo(past.mean[k]!, 10);
      expect(variance[k]! / past.covariance.get(k, k)).toBeCloseTo(1, 8);
    }
  });

  test('its likelihood is that of all observations, given the first', () => {
    // The observations' own covariance: of the walk from the first time on, whose prior is flat.
    const n = 6;
    const covariance = Matrix.zeros(n - 1, n - 1);
    const mean: number[] = [];
    for (let i = 1; i < n; i++) {
      let periods = 0;
      for (let k = 1; k <= i; k++) periods += WALK.periods[k]!;
      mean.push(SITES.mean[0]! + periods * WALK.step);
      for (let j = 1; j < n; j++) {
        let shared = 0;
        for (let k = 1; k <= Math.min(i, j); k++) shared += WALK.periods[k]! * WALK.variance;
        covariance.set(i - 1, j - 1, 1 / SITES.precision[0]! + shared + (i === j ? 1 / SITES.precision[i]! : 0));
      }
    }
    const rest = Matrix.columnVector(mean.map((m, i) => SITES.mean[i + 1]! - m));
    const quadratic = rest.transpose().mmul(inverse(covariance)).mmul(rest).get(0, 0);
    expect(filter(WALK, SITES).logLikelihood).toBeCloseTo(-(Math.log(determinant(covariance)) + quadratic) / 2, 7);
  });

  test('the joint precision is tridiagonal, and its parts are these', () => {
    const { diagonal, coupling } = jointPrecision(WALK, SITES);
    for (let k = 0; k < 6; k++) {
      expect(diagonal[k]! / plain.precision.get(k, k)).toBeCloseTo(1, 10);
      if (k > 0) expect(coupling[k]! / -plain.precision.get(k, k - 1)).toBeCloseTo(1, 10);
    }
    expect(coupling[0]).toBe(0);
    expect([...SITES.precision]).toEqual([1e6, 2e5, 4e5, 1e6, 5e4, 3e5]);
  });
});

describe('the hard bounds of polls', () => {
  const seen = Float64Array.of(0, 0.1, 0.2);
  const gap = Float64Array.of(0.006, 0.004, 1e-6);

  test('begin as a Gaussian of the same variance; a gap of nothing as one of 10 µs', () => {
    const { mean, precision } = firstSites(seen, gap);
    expect([...mean]).toEqual([0, 0.1, 0.2]);
    [12 / 0.006 ** 2, 12 / 0.004 ** 2, 12e10].forEach((x, k) => expect(precision[k]! / x).toBeCloseTo(1, 10));
    expect(mean).not.toBe(seen);
  });

  test('what one round gives together with the neighbours has the moments of the cut-off distribution', () => {
    const sites = firstSites(seen, gap);
    // Neighbours that say: 1 ms later, ± 1.5 ms.
    const cavity = { mean: 0.001, variance: 0.0015 ** 2 };
    const precision = 1 / cavity.variance + sites.precision[0]!;
    const marginals = {
      mean: Float64Array.of(
        (cavity.mean / cavity.variance + sites.mean[0]! * sites.precision[0]!) / precision,
        0.1,
        0.2,
      ),
      variance: Float64Array.of(1 / precision, 1 / sites.precision[1]!, 1),
    };
    let next = sites;
    // Damped: the fixed point is what many rounds with the same neighbours end at.
    for (let round = 0; round < 40; round++) {
      const p = 1 / cavity.variance + next.precision[0]!;
      marginals.variance[0] = 1 / p;
      marginals.mean[0] = (cavity.mean / cavity.variance + next.mean[0]! * next.precision[0]!) / p;
      next = bounded(next, marginals, seen, gap);
    }
    const p = 1 / cavity.variance + next.precision[0]!;
    const wanted = truncatedNormal(0.001, 0.0015, 0.003)!;
    expect(1 / p / wanted.variance).toBeCloseTo(1, 6);
    expect((cavity.mean / cavity.variance + next.mean[0]! * next.precision[0]!) / p).toBeCloseTo(wanted.mean, 9);
    // Where the neighbours say nothing (or less than nothing), a site stays.
    expect(next.precision[1]).toBe(sites.precision[1]);
    expect(next.precision[2]).toBe(sites.precision[2]);
    expect([sites.mean[0], sites.precision[0]]).toEqual([0, 12 / 0.006 ** 2]);
  });

  test('one round goes seven tenths of the way', () => {
    const sites = firstSites(seen, gap);
    const marginals = { mean: seen.slice(), variance: sites.precision.map((p) => 1 / (p + 1e5)) };
    const { precision } = bounded(sites, marginals, seen, gap);
    const tilted = truncatedNormal(0, 1 / Math.sqrt(1e5), 0.003)!;
    const undamped = 1 / tilted.variance - 1e5;
    expect(precision[0]! / (sites.precision[0]! + 0.7 * (undamped - sites.precision[0]!))).toBeCloseTo(1, 6);
  });

  test('a site never loses all its precision, and neighbours far outside the bounds do not move it', () => {
    const sites = firstSites(seen, gap);
    // So narrow a cavity that the bound adds nothing.
    const narrow = { mean: seen.slice(), variance: sites.precision.map((p) => 1 / (p + 1e12)) };
    const floor = bounded(sites, narrow, seen, gap).precision[0]!;
    expect(floor).toBeGreaterThanOrEqual(0.3 * sites.precision[0]!);
    const far = { mean: Float64Array.of(0.5, 0.1, 0.2), variance: sites.precision.map((p) => 1 / (p + 1e6)) };
    const moved = bounded(sites, far, seen, gap);
    expect(moved.mean[0]).toBe(sites.mean[0]);
    expect(moved.precision[0]).toBe(sites.precision[0]);
  });
});

/** Polls every `poll` seconds of a sensor of a cadence: where each update was seen, and its gap. */
function polled(cadence: number, jitter: number, n: number, poll: number, seed = 1, missed: number[] = []) {
  const next = uniform(seed);
  const truth: number[] = [];
  for (let k = 0, t = 0.3; k < n; k++, t += cadence * (1 + jitter * normal(next)))
    if (!missed.includes(k)) truth.push(t);
  const gaps = truth.map(() => poll * (0.6 + 0.8 * next()));
  const seen = truth.map((t, k) => t + (next() - 0.5) * gaps[k]!);
  return { truth, seen: Float64Array.from(seen), gap: Float64Array.from(gaps) };
}

describe('times of updates', () => {
  test('a regular sensor’s are known far better than to a poll', () => {
    const { truth, seen, gap } = polled(0.1, 0.002, 60, 0.005);
    const timing = smoothTimes(seen, gap);
    expect(timing.cadence).toBeCloseTo(0.1, 4);
    expect(timing.jitter).toBeLessThan(0.006);
    const rms = (x: ArrayLike<number>) => Math.sqrt(truth.reduce((s, t, k) => s + (x[k]! - t) ** 2, 0) / truth.length);
    expect(rms(timing.t)).toBeLessThan(0.6 * rms(seen));
    // And as well as it says.
    const z = truth.map((t, k) => (timing.t[k]! - t) ** 2 / timing.variance[k]!);
    const mean = z.reduce((s, x) => s + x, 0) / z.length;
    expect(mean).toBeGreaterThan(0.3);
    expect(mean).toBeLessThan(3);
  });

  test.each([0.01, 0.08, 0.32])('the jitter that is found is the one there is: %d', (jitter) => {
    const { seen, gap } = polled(0.1, jitter, 300, 0.002, 3);
    const found = smoothTimes(seen, gap).jitter;
    expect(found).toBeGreaterThan(jitter / 2.1);
    expect(found).toBeLessThan(jitter * 2.1);
  });

  test('no time leaves its poll gap', () => {
    for (const seed of [1, 2, 3]) {
      const { seen, gap } = polled(0.02, 0.02, 80, 0.008, seed);
      const { t } = smoothTimes(seen, gap);
      t.forEach((x, k) => expect(Math.abs(x - seen[k]!)).toBeLessThanOrEqual(gap[k]! / 2 + 1e-15));
    }
  });

  test('missed updates count as periods: the cadence stays', () => {
    const { truth, seen, gap } = polled(0.1, 0.002, 40, 0.005, 5, [7, 12, 13, 30]);
    const { cadence, coupling, jitter } = smoothTimes(seen, gap);
    expect(cadence).toBeCloseTo(0.1, 3);
    const q = (jitter * cadence) ** 2;
    truth.slice(1).forEach((t, k) => {
      const periods = Math.round((t - truth[k]!) / 0.1);
      expect(coupling[k + 1]! * periods * q).toBeCloseTo(1, 8);
    });
    expect(Math.max(...coupling.slice(1).map((c) => 1 / (c * q)))).toBeCloseTo(3, 6);
  });

  test('a step that only the polls make long is one period', () => {
    // 1.5 periods as seen, of which the two gaps explain 0.3.
    const seen = Float64Array.of(0, 0.1, 0.2, 0.35, 0.4, 0.5, 0.6);
    const tight = smoothTimes(seen, new Float64Array(7).fill(0.005));
    const wide = smoothTimes(seen, new Float64Array(7).fill(0.03));
    expect(tight.cadence).toBeCloseTo(0.6 / 7, 6);
    expect(wide.cadence).toBeCloseTo(0.1, 6);
  });

  test('where each poll shows a new value it was made a while before that poll, however long the poll before is ago', () => {
    // Polls in the middle of 0.25 s each, up to 0.075 s early or late.
    const polls = Float64Array.from({ length: 41 }, (_, k) => 0.25 * k + (k === 40 ? 0 : 0.075 * Math.sin(7 * k)));
    const gap = polls.subarray(1).map((x, k) => x - polls[k]!);
    const { t, variance, cadence, coupling } = smoothTimes(
      polls.subarray(1).map((x, k) => x - gap[k]! / 2),
      gap,
    );
    // All as long before their polls, and each known to a period.
    t.forEach((x, k) => expect(polls[k + 1]! - x).toBeCloseTo(cadence / 2, 12));
    variance.forEach((v) => expect(v).toBeCloseTo(cadence ** 2 / 12, 12));
    expect([...coupling]).toEqual([...coupling].map(() => 0));
  });
});
