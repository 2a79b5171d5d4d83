import { describe, expect, test } from '@jest/globals';
import type { Fit } from '../../../src/energy/attribution/fit.ts';
import { fullSeconds, joulesOf, sumVariance } from '../../../src/energy/attribution/joules.ts';
import { caused, type PhysicsName, type Response } from '../../../src/energy/attribution/model.ts';
import { activitiesOf, PHYSICS, problemOf, updatesAt } from './support/updates.ts';

const ACTIVITIES = activitiesOf([
  { phase: 0, start: 0.1, end: 0.18 },
  { phase: 1, start: 0.18, end: 0.4, busySince: 0.1, weight: 0.5 },
  { phase: 1, start: 0.6, end: 0.7 },
]);
const SENSOR = updatesAt('counter', [0, 0.1, 0.2], [0, 0, 0], 0.1);
const SHARED = Float64Array.of(0.08, 0.2, 0.05);
const CONTEXT = [0, -1, 2];

/** A fit of which only what joules are made of is real; its variance tells the gradient it was asked for. */
function fitOf(response: Response, beta: number[], free: PhysicsName[] = []) {
  const asked: { a: Float64Array; c: Float64Array }[] = [];
  const fit = {
    model: { family: { response, window: 'exact' }, physics: PHYSICS, departures: [], powers: beta.length },
    physics: PHYSICS,
    held: null,
    beta: Float64Array.from(beta),
    free,
    deviation: () => Float64Array.of(5, -3, 2),
    variance: (a: Float64Array, c: Float64Array) => (asked.push({ a, c }), 7),
  } as unknown as Fit;
  return { fit, asked };
}

describe.each(['instant', 'first-order', 'ramp', 'late-step'] as const)('joules of %s', (response) => {
  const full = (p = PHYSICS) =>
    [0, 1, 2].map(
      (i) =>
        ACTIVITIES.weight[i]! *
        caused(response, p, ACTIVITIES.start[i]!, ACTIVITIES.end[i]!, ACTIVITIES.busySince[i]!, 100),
    );

  test('seconds at full power are all that an activity causes at one watt', () => {
    const { fit } = fitOf(response, [60, 240, 120]);
    fullSeconds(fit, ACTIVITIES, PHYSICS).forEach((x, i) => expect(x).toBeCloseTo(full()[i]!, 9));
  });

  test('base power for its share of time, the rest for its seconds at full power', () => {
    const problem = { ...problemOf(SENSOR, ACTIVITIES, ['prefill', 'decode']), shared: SHARED };
    const joules = joulesOf(fitOf(response, [60, 240, 120]).fit, problem);
    [245, 117, 122].forEach((watts, i) => expect(joules[i]).toBeCloseTo(60 * SHARED[i]! + watts * full()[i]!, 7));
    const dearer = { ...problemOf(SENSOR, ACTIVITIES, ['prefill', 'decode'], CONTEXT), shared: SHARED };
    const withContext = joulesOf(fitOf(response, [60, 240, 120, 10]).fit, dearer);
    [245, 107, 142].forEach((watts, i) => expect(withContext[i]).toBeCloseTo(60 * SHARED[i]! + watts * full()[i]!, 7));
  });

  test('the variance is asked along the gradient of the sum', () => {
    const problem = { ...problemOf(SENSOR, ACTIVITIES, ['prefill', 'decode'], CONTEXT), shared: SHARED };
    const beta = [60, 240, 120, 10];
    const weights = Float64Array.of(1, -2, 0.5);
    const free: PhysicsName[] = ['lag', 'jump', 'ramp'];
    const { fit, asked } = fitOf(response, beta, free);
    expect(sumVariance(weights, fit, problem)).toBe(7);
    const { a, c } = asked[0]!;
    const sum = (b: number[]) => joulesOf(fitOf(response, b).fit, problem).reduce((s, x, i) => s + weights[i]! * x, 0);
    beta.forEach((_, j) => expect(a[j]).toBeCloseTo(sum(beta.map((b, q) => b + (q === j ? 1 : 0))) - sum(beta), 7));
    full().forEach((seconds, i) => expect(c[i]).toBeCloseTo(weights[i]! * seconds, 9));
    // By lag nothing; by jump and ramp at the phase's power.
    expect(a.length).toBe(7);
    expect(a[4]).toBe(0);
    for (const [at, name] of [
      [5, 'jump'],
      [6, 'ramp'],
    ] as const) {
      const there = full({ ...PHYSICS, [name]: PHYSICS[name] + 0.01 });
      const slope = there.reduce(
        (s, x, i) => s + (weights[i]! * (x - full()[i]!) * (beta[1 + ACTIVITIES.phase[i]!]! + 10 * CONTEXT[i]!)) / 0.01,
        0,
      );
      expect(a[at]).toBeCloseTo(slope, 5);
    }
  });
});
