import { describe, expect, test } from '@jest/globals';
import {
  caused,
  fullPower,
  parametersOf,
  rises,
  tailOf,
  type Physics,
  type Response,
} from '../../../src/energy/attribution/model.ts';
import { causedByGrid } from './support/device.ts';

const P: Physics = { lag: 0.5, window: 0.5, tau: 0.02, jump: 0.6, ramp: 0.15 };

describe.each<[Response, number, number, number]>([
  ['instant', 0.05, 0.2, 0.05],
  ['first-order', 0.05, 0.2, 0.05],
  ['ramp', 0.05, 0.3, 0.05],
  ['ramp', 0.1, 0.15, 0.02],
  ['ramp', 0.2, 0.3, 0.02],
  ['late-step', 0.05, 0.3, 0.05],
  ['late-step', 0.1, 0.15, 0.02],
  ['late-step', 0.2, 0.3, 0.02],
])('%s on [%d, %d), busy since %d', (response, start, end, since) => {
  const brute = causedByGrid(response, P, start, end, since, 1);
  test('energy caused up to any time is the integral of the power', () => {
    for (let x = 0; x <= 0.9; x += 0.0131)
      expect(Math.abs(caused(response, P, start, end, since, x) - brute(x))).toBeLessThan(3e-5);
  });
  test('in the end it is all that full power gives', () => {
    expect(Math.abs(fullPower(response, P, start, end, since) - brute(0.99))).toBeLessThan(3e-5);
    expect(caused(response, P, start, end, since, end + 30 * P.tau)).toBeCloseTo(
      fullPower(response, P, start, end, since),
      10,
    );
  });
  test('nothing before it begins', () => {
    for (const x of [-1, 0, start]) expect(caused(response, P, start, end, since, x)).toBe(0);
  });
});

test('a first-order device has no exponential left after 25 time constants, and the joint shows no step', () => {
  const at = (x: number) => caused('first-order', P, 0, 10, 0, x);
  const edge = 25 * P.tau;
  expect(at(edge * (1 + 1e-12)) - at(edge * (1 - 1e-12))).toBeLessThan(1e-11);
  expect(at(edge * (1 - 1e-12))).toBeLessThan(edge - P.tau + 1e-11);
  expect(at(edge + 1)).toBe(edge + 1 - P.tau);
});

test('what a family has to fit', () => {
  const names = (response: Response, window: 'exact' | 'window') => parametersOf({ response, window });
  expect(names('instant', 'exact')).toEqual(['lag']);
  expect(names('first-order', 'exact')).toEqual(['lag', 'tau']);
  expect(names('ramp', 'exact')).toEqual(['lag', 'jump', 'ramp']);
  expect(names('late-step', 'window')).toEqual(['lag', 'window', 'jump', 'ramp']);
  expect((['instant', 'first-order', 'ramp', 'late-step'] as const).map(rises)).toEqual([false, false, true, true]);
});

test('only a first-order response is felt after the end: e⁻¹² is left of it', () => {
  expect(tailOf('first-order', P)).toBeCloseTo(0.24, 12);
  for (const response of ['instant', 'ramp', 'late-step'] as const) expect(tailOf(response, P)).toBe(0);
});
