import { describe, expect, test } from '@jest/globals';
import { buildDesign } from '../../../src/energy/attribution/design.ts';
import { jacobian, linearModel, predict } from '../../../src/energy/attribution/linear-model.ts';
import type { Family, PhysicsName } from '../../../src/energy/attribution/model.ts';
import { boundsOf } from '../../../src/energy/attribution/parameters.ts';
import { firstSolution, solveBoth, solvePowers, variancesAt } from '../../../src/energy/attribution/solve.ts';
import { solveMixed } from '../../../src/energy/attribution/mixed.ts';
import { activitiesOf, PHYSICS, problemOf, uniform, updatesAt } from './support/updates.ts';

const next = uniform(9);
const TIMES = Array.from({ length: 30 }, (_, k) => 0.03 * k + 0.004 * next());
const SENSOR = updatesAt(
  'counter',
  TIMES,
  TIMES.map(() => 0.005),
  0.03,
  TIMES.map((_, k) => (k === 0 ? 1e6 : 2 + 4 * next())),
);
const ACTIVITIES = activitiesOf([
  { phase: 0, start: 0.1, end: 0.18 },
  { phase: 1, start: 0.18, end: 0.4, busySince: 0.1 },
  { phase: 0, start: 0.5, end: 0.58 },
  { phase: 1, start: 0.58, end: 0.8, busySince: 0.5 },
]);
const plain = problemOf(SENSOR, ACTIVITIES, ['prefill', 'decode']);
const withContext = problemOf(SENSOR, ACTIVITIES, ['prefill', 'decode'], [0, -1, 0, 1.5]);
const FAMILY: Family = { response: 'ramp', window: 'window' };
const BETA = Float64Array.of(60, 240, 120, 15);

describe('the model at fixed physics', () => {
  const model = linearModel(withContext, FAMILY, PHYSICS);
  const z = (i: number, k: number) => {
    const { first, last, offset, value } = model.design;
    return k < first[i]! || k > last[i]! ? 0 : value[offset[i]! + k - first[i]!]!;
  };

  test('has a column for base power, each phase, and the context where there is one', () => {
    expect(model.columns.length).toBe(4);
    expect(linearModel(plain, FAMILY, PHYSICS).columns.length).toBe(3);
    for (let k = 0; k < 30; k++) {
      expect(model.columns[0]![k]).toBe(SENSOR.dt[k]);
      expect(model.columns[1]![k]).toBeCloseTo(z(0, k) + z(2, k), 12);
      expect(model.columns[2]![k]).toBeCloseTo(z(1, k) + z(3, k), 12);
      expect(model.columns[3]![k]).toBeCloseTo(-z(1, k) + 1.5 * z(3, k), 12);
    }
    expect(Math.max(...model.columns[3]!)).toBeGreaterThan(0.01);
  });

  test('keeps what it was made of', () => {
    expect([model.family, model.physics]).toEqual([FAMILY, PHYSICS]);
    expect(model.design.value).toEqual(buildDesign(SENSOR, ACTIVITIES, FAMILY, PHYSICS).value);
  });

  test('predicts Xβ', () => {
    const rows = predict(model, BETA);
    for (let k = 0; k < 30; k++)
      expect(rows[k]).toBeCloseTo(
        model.columns.reduce((s, column, j) => s + BETA[j]! * column[k]!, 0),
        10,
      );
  });
});

describe('the jacobian', () => {
  test.each<[PhysicsName, number]>([
    ['lag', 0.001],
    ['window', 0.001],
    ['jump', 0.02],
    ['ramp', 0.01],
  ])('by %s is the central difference of a step of %d', (name, step) => {
    const [column] = jacobian(withContext, { family: FAMILY, physics: PHYSICS }, [name], BETA);
    const at = (sign: number) =>
      predict(linearModel(withContext, FAMILY, { ...PHYSICS, [name]: PHYSICS[name] + sign * step }), BETA);
    const [below, above] = [at(-1), at(1)];
    column!.forEach((x, k) => expect(x).toBeCloseTo((above[k]! - below[k]!) / (2 * step), 6));
    expect(Math.max(...column!.map(Math.abs))).toBeGreaterThan(0.1);
  });

  test.each([0, 1])('is one-sided at bound %d, and no less steep', (side) => {
    const bound = boundsOf('jump', 0.03, 'counter')[side]!;
    const physics = { ...PHYSICS, jump: bound };
    const [column] = jacobian(withContext, { family: FAMILY, physics }, ['jump'], BETA);
    const inside = predict(
      linearModel(withContext, FAMILY, { ...physics, jump: bound + (side === 0 ? 0.02 : -0.02) }),
      BETA,
    );
    const here = predict(linearModel(withContext, FAMILY, physics), BETA);
    column!.forEach((x, k) => expect(x).toBeCloseTo((inside[k]! - here[k]!) / (side === 0 ? 0.02 : -0.02), 6));
  });

  test('has its columns in the order of the names', () => {
    const here = { family: FAMILY, physics: PHYSICS };
    const [a, b] = jacobian(plain, here, ['ramp', 'lag'], BETA);
    expect([a, b]).toEqual([...jacobian(plain, here, ['ramp'], BETA), ...jacobian(plain, here, ['lag'], BETA)]);
  });
});

describe('solutions', () => {
  const model = linearModel(plain, { response: 'instant', window: 'exact' }, PHYSICS);
  const beta = Float64Array.of(60, 240, 120);
  const spreads = { noise: 0.03, power: 0.03 };
  const variances = variancesAt(model, beta, spreads);
  const slopes = jacobian(plain, model, ['lag'], beta);

  test('have a prior of 10⁵ W on a power, and on a step of the physics one as wide as its bounds', () => {
    const { whole, part } = solveBoth(model, ['lag'], slopes, variances, beta);
    const wanted = solveMixed(
      model.design,
      SENSOR.y,
      [...model.columns, ...slopes],
      3,
      variances,
      Float64Array.of(1e-10, 1e-10, 1e-10, 12 / (2 * SENSOR.cadence + 0.01) ** 2),
    );
    expect(whole.beta).toEqual(wanted.whole.beta);
    expect(part.beta).toEqual(wanted.part.beta);
    expect(solvePowers(model, variances, beta).beta).toEqual(part.beta);
  });

  test('from nothing: the first step of a counter counts in no row', () => {
    const first = firstSolution(model, spreads);
    // y[0] is 10⁶ J: had it counted, powers would be beyond all bounds.
    for (const watts of first.beta) expect(Math.abs(watts)).toBeLessThan(1e4);
    const power = problemOf(
      updatesAt(
        'instant',
        TIMES,
        TIMES.map(() => 0.005),
        0.03,
        TIMES.map((_, k) => (k === 0 ? 1e6 : 60)),
      ),
      ACTIVITIES,
      ['prefill', 'decode'],
    );
    const read = linearModel(power, { response: 'instant', window: 'window' }, PHYSICS);
    expect(Math.max(...firstSolution(read, spreads).beta.map(Math.abs))).toBeGreaterThan(1e4);
  });
});
