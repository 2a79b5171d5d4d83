import { expect, test } from '@jest/globals';
import { truncatedNormal } from '../../../src/energy/attribution/truncated-normal.ts';

/** Moments of N(mean, sd²) on [−half, half] by Simpson's rule. */
function brute(mean: number, sd: number, half: number) {
  const n = 20_000;
  const moments = [0, 0, 0];
  for (let i = 0; i <= n; i++) {
    const x = -half + (2 * half * i) / n;
    const weight = (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-(((x - mean) / sd) ** 2) / 2);
    for (let m = 0; m < 3; m++) moments[m] = moments[m]! + weight * x ** m;
  }
  const centre = moments[1]! / moments[0]!;
  return { mean: centre, variance: moments[2]! / moments[0]! - centre ** 2 };
}

test.each<[string, number, number, number]>([
  ['in the middle', 0, 1, 1],
  ['off the middle', 0.4, 0.7, 1],
  ['at the upper bound', 1, 0.5, 1],
  ['at the lower bound', -1, 0.5, 1],
  ['beyond a bound', 1.6, 0.4, 1],
  ['hardly cut', 0.1, 0.2, 1],
  ['nearly uniform', 0.3, 40, 1],
  ['of a poll, in seconds', 0.001, 0.002, 0.0025],
])('moments of a normal distribution within bounds: %s', (_where, mean, sd, half) => {
  const found = truncatedNormal(mean, sd, half)!;
  const wanted = brute(mean, sd, half);
  expect(Math.abs(found.mean - wanted.mean)).toBeLessThan(2e-5 * half);
  // The error function is good to 1.5e−7, which a variance near 1/3 of a wide normal's multiplies by its width squared.
  expect(Math.abs(found.variance / wanted.variance - 1)).toBeLessThan(sd > 10 * half ? 0.05 : 5e-5);
});

test('bounds so narrow beside the distribution that they are as good as a point give nothing to match', () => {
  for (const mean of [0, 0.3, -1]) for (const half of [1e-5, 4.9e-4]) expect(truncatedNormal(mean, 1, half)).toBeNull();
  const { mean, variance } = truncatedNormal(0, 1, 0.05)!;
  expect(Math.abs(mean)).toBeLessThan(1e-12);
  expect(Math.abs(variance / (0.05 ** 2 / 3) - 1)).toBeLessThan(0.02);
});

test('all but impossible is null, hardly possible is not', () => {
  expect(truncatedNormal(6, 1, 1)).toBeNull();
  expect(truncatedNormal(-6, 1, 1)).toBeNull();
  expect(truncatedNormal(5, 1, 1)).not.toBeNull();
  expect(truncatedNormal(-5, 1, 1)).not.toBeNull();
});
