import { describe, expect, test } from '@jest/globals';
import { combine, unresolved } from '../../../src/energy/attribution/combine.ts';
import { describe as describeSensor, unaccounted } from '../../../src/energy/attribution/describe.ts';
import type { Weighted } from '../../../src/energy/attribution/families.ts';
import { mixtureError } from '../../../src/energy/attribution/mixture.ts';
import { linearModel } from '../../../src/energy/attribution/linear-model.ts';
import type { Family, PhysicsName } from '../../../src/energy/attribution/model.ts';
import { layOut } from '../../../src/energy/attribution/problem.ts';
import type { AttributionInput } from '../../../src/energy/attribution/types.ts';
import { emptySeries } from '../../../src/energy/series.ts';
import { PHYSICS, updatesAt } from './support/updates.ts';

const interval = (phase: string, start: number, end: number) => ({
  phase,
  id: `${start}`,
  start,
  end,
  contextTokens: null,
});
const TIMES = Array.from({ length: 20 }, (_, k) => 0.1 * k);
const SENSOR = updatesAt(
  'counter',
  TIMES,
  TIMES.map(() => 0.005),
  0.1,
  TIMES.map((_, k) => (k === 0 ? 999 : 10)),
);
const INPUT: AttributionInput = {
  series: emptySeries('GPU', 0, 0),
  intervals: [interval('prefill', 0.2, 0.4), interval('decode', 0.4, 1), interval('prefill', 1.2, 1.3)],
  from: 0,
  to: 2,
  idle: { watts: 50, standardError: 2 },
  powerLimitWatts: 400,
};

/** A fit of instant power with given powers and deviations, its variance constant. */
function fitOf(weight: number, beta: number[], deviation: number[], variance: number, family?: Family): Weighted {
  const problem = layOut(SENSOR, INPUT.intervals);
  return {
    weight,
    fit: {
      model: linearModel(problem, family ?? { response: 'instant', window: 'exact' }, PHYSICS),
      spreads: { noise: 0.02, power: 0.04 },
      free: [],
      beta: Float64Array.from(beta),
      physics: PHYSICS,
      held: null,
      deviation: () => Float64Array.from(deviation),
      variance: () => variance,
      spread: () => variance / 3,
      determined: [],
      deviance: 0,
      bic: 0,
    },
  };
}
const of = (fits: Weighted[], input: Partial<AttributionInput> = {}) =>
  combine({ ...INPUT, ...input }, layOut(SENSOR, INPUT.intervals), fits);

describe('joules of several fits', () => {
  const two = of([fitOf(0.75, [60, 240, 120], [10, 0, -10], 9), fitOf(0.25, [64, 200, 100], [0, 0, 0], 4)]);
  // By hand: (base + phase + deviation) × seconds in each fit.
  const first = [310 * 0.2, 180 * 0.6, 290 * 0.1];
  const second = [264 * 0.2, 164 * 0.6, 264 * 0.1];
  const mean = first.map((x, i) => 0.75 * x + 0.25 * second[i]!);

  test('are their weighted mean, net less idle power', () => {
    mean.forEach((x, i) => {
      expect(two.gross[i]).toBeCloseTo(x, 8);
      expect(two.net[i]).toBeCloseTo(x - 50 * [0.2, 0.6, 0.1][i]!, 8);
    });
    expect(two.idleWatts).toBe(50);
  });

  test('and sums an error whose 95 % interval holds 95 % of their mixture', () => {
    const prefill = two.phases.get('prefill')!;
    const sum = mean[0]! + mean[2]!;
    expect(prefill.grossJoules).toBeCloseTo(sum, 8);
    expect(prefill.netJoules).toBeCloseTo(sum - 50 * 0.3, 8);
    const error = mixtureError(
      [
        { sum: first[0]! + first[2]!, variance: 9, weight: 0.75 },
        { sum: second[0]! + second[2]!, variance: 4, weight: 0.25 },
      ],
      sum,
    );
    expect(prefill.grossError).toBeCloseTo(error, 8);
    // The error of idle power is of the net alone.
    expect(prefill.netError).toBeCloseTo(Math.hypot(error, 2 * 0.3), 8);
    expect([...two.phases.keys()]).toEqual(['prefill', 'decode']);
  });

  test('a contrast weighs intervals as it is told', () => {
    const found = two.contrast(Float64Array.of(1, -0.5, 0))!;
    expect(found.grossJoules).toBeCloseTo(mean[0]! - 0.5 * mean[1]!, 8);
    expect(found.netJoules).toBeCloseTo(mean[0]! - 0.5 * mean[1]! - 50 * (0.2 - 0.3), 8);
  });

  test('without an idle reading base power is idle, and adds no error', () => {
    const { idleWatts, phases } = of(
      [fitOf(0.5, [60, 240, 120], [0, 0, 0], 9), fitOf(0.5, [64, 240, 120], [0, 0, 0], 9)],
      {
        idle: null,
      },
    );
    expect(idleWatts).toBeCloseTo(62, 10);
    expect(phases.get('decode')!.netError).toBe(phases.get('decode')!.grossError);
  });
});

test.each<[string, number, number | null, string[]]>([
  ['0.9 × idle and no less', -15, 400, []],
  ['below it', -15.001, 400, ['power-on-bound']],
  ['1.5 × the limit and no more', 540, 400, []],
  ['above it', 540.001, 400, ['power-on-bound']],
  ['above any limit where there is none', 2000, null, []],
])('a phase of gross power at %s', (_where, phaseWatts, powerLimitWatts, reasons) => {
  const { phases } = of([fitOf(1, [60, phaseWatts, 120], [0, 0, 0], 1e-6)], { powerLimitWatts });
  expect(phases.get('prefill')!.reasons).toEqual(reasons);
  expect(phases.get('decode')!.reasons).toEqual([]);
  // −15 W above base power is a net of nothing: resolvable is a question of its own.
  if (phaseWatts > 0) expect(phases.get('prefill')!.resolvable).toBe(reasons.length === 0);
});

test('power over the fits is what must lie within bounds', () => {
  const fits = [fitOf(0.9, [60, 240, 120], [0, 0, 0], 1), fitOf(0.1, [60, 900, 120], [0, 0, 0], 1)];
  expect(of(fits).phases.get('prefill')!.reasons).toEqual([]);
});

test('an error of an eighth is resolvable, of more than that not', () => {
  const at = (variance: number) =>
    of([fitOf(1, [60, 240, 120], [0, 0, 0], variance)], { idle: null }).phases.get('prefill')!;
  const net = 240 * 0.3;
  const limit = (0.25 * net) / 1.959964;
  expect(at((0.999 * limit) ** 2).resolvable).toBe(true);
  expect(at((1.001 * limit) ** 2).resolvable).toBe(false);
});

test('where nothing was fitted each phase says why, and joules are 0 of each interval and NaN of each phase', () => {
  const nothing = unresolved(INPUT, 'no-updates');
  expect([...nothing.gross, ...nothing.net]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...nothing.phases.keys()]).toEqual(['prefill', 'decode']);
  for (const group of nothing.phases.values())
    expect(group).toEqual({
      grossJoules: NaN,
      netJoules: NaN,
      grossError: NaN,
      netError: NaN,
      resolvable: false,
      reasons: ['no-updates'],
    });
  expect([nothing.idleWatts, nothing.sensor, nothing.contrast(Float64Array.of(1, 1, 1))]).toEqual([50, {}, null]);
  expect(unresolved({ ...INPUT, idle: null }, 'ill-conditioned').idleWatts).toBeNull();
});

describe('what the leading fit says of the sensor', () => {
  const of = (family: Family, determined: PhysicsName[]) => {
    const fit = fitOf(0.9, [61, 240, 120], [0, 0, 0], 1, family);
    return describeSensor([{ ...fit, fit: { ...fit.fit, determined } }, fitOf(0.1, [1, 2, 3], [0, 0, 0], 1)]);
  };

  test('always', () =>
    expect(of({ response: 'instant', window: 'exact' }, [])).toMatchObject({
      reads: 'counter',
      cadenceMs: 100,
      jitter: 0.01,
      updates: 20,
      lagMs: null,
      window: 'exact',
      // An exact counter's window is its cadence.
      windowMs: 100,
      response: 'instant',
      responseMs: null,
      jump: null,
      rampMs: null,
      noise: 0.02,
      powerSpread: 0.04,
      modelWeight: 0.9,
      baseWatts: 61,
    }));

  test.each<[Family, PhysicsName[], object]>([
    [{ response: 'instant', window: 'window' }, ['lag'], { lagMs: 12, windowMs: null }],
    [{ response: 'instant', window: 'window' }, ['window'], { lagMs: null, windowMs: 30 }],
    [{ response: 'first-order', window: 'exact' }, ['tau'], { responseMs: 20, jump: null, rampMs: null }],
    [{ response: 'first-order', window: 'exact' }, [], { responseMs: null }],
    [{ response: 'ramp', window: 'exact' }, ['jump'], { jump: 0.6, rampMs: null, responseMs: null }],
    [{ response: 'late-step', window: 'exact' }, ['ramp'], { jump: null, rampMs: 150 }],
    // What a family does not have is null, whatever was asked.
    [{ response: 'instant', window: 'exact' }, ['tau', 'jump', 'ramp'], { responseMs: null, jump: null, rampMs: null }],
    [{ response: 'ramp', window: 'exact' }, ['tau'], { responseMs: null }],
  ])('%j with %j determined', (family, determined, wanted) => expect(of(family, determined)).toMatchObject(wanted));

  test('times to a hundredth of a millisecond, jitter to a thousandth', () => {
    const fit = fitOf(1, [61, 240, 120], [0, 0, 0], 1);
    const updates = { ...SENSOR, cadence: 0.1000049, jitter: 0.01249 };
    const model = { ...fit.fit.model, design: { ...fit.fit.model.design, updates } };
    expect(describeSensor([{ weight: 1, fit: { ...fit.fit, model } }])).toMatchObject({
      cadenceMs: 100,
      jitter: 0.012,
    });
  });

  test('unaccounted is what powers and deviations leave of the sum, the first step of a counter left out', () => {
    const { fit } = fitOf(1, [60, 240, 120], [10, -20, 5], 1);
    const { columns, design } = fit.model;
    let fitted = 0;
    for (let k = 1; k < 20; k++) {
      columns.forEach((column, j) => (fitted += fit.beta[j]! * column[k]!));
      [10, -20, 5].forEach((b, i) => {
        if (k >= design.first[i]! && k <= design.last[i]!)
          fitted += b * design.value[design.offset[i]! + k - design.first[i]!]!;
      });
    }
    expect(unaccounted(fit)).toBeCloseTo(1 - fitted / 190, 10);
    expect(describeSensor([{ weight: 1, fit }]).unaccounted).toBeCloseTo(1 - fitted / 190, 4);
    const power = {
      ...fit,
      model: { ...fit.model, design: { ...design, updates: { ...SENSOR, kind: 'instant' as const } } },
    };
    let first = columns.reduce((s, column, j) => s + fit.beta[j]! * column[0]!, fitted);
    [10, -20, 5].forEach((b, i) => {
      if (design.first[i] === 0) first += b * design.value[design.offset[i]!]!;
    });
    expect(unaccounted(power)).toBeCloseTo(1 - first / 1189, 10);
  });
});
