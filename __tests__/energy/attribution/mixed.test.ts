import { describe, expect, test } from '@jest/globals';
import { determinant, inverse, Matrix } from 'ml-matrix';
import { buildDesign, type Design } from '../../../src/energy/attribution/design.ts';
import { solveMixed } from '../../../src/energy/attribution/mixed.ts';
import type { Family } from '../../../src/energy/attribution/model.ts';
import { SingularMatrix } from '../../../src/energy/attribution/singular.ts';
import type { SensorKind } from '../../../src/energy/attribution/updates.ts';
import type { Variances } from '../../../src/energy/attribution/variances.ts';
import { activitiesOf, PHYSICS, uniform, updatesAt } from './support/updates.ts';

/** Dense Z of a design: n × m. */
export function denseZ(design: Design): Matrix {
  const z = Matrix.zeros(design.updates.n, design.activities.n);
  for (let i = 0; i < design.activities.n; i++)
    for (let k = design.first[i]!; k <= design.last[i]!; k++)
      z.set(k, i, design.value[design.offset[i]! + k - design.first[i]!]!);
  return z;
}

/**
 * Plain generalised least squares of y = Xβ + Zb + Tδ + ε with everything dense: V = R + ZGZ′ + TQ⁻¹T′, by ml-matrix.
 * Rows without observation are left out.
 */
function plainGls(design: Design, y: Float64Array, columns: Float64Array[], v: Variances, ridge: Float64Array) {
  const { n, timing, kind } = design.updates;
  const rows = Array.from({ length: n }, (_, k) => k).filter((k) => Number.isFinite(v.noise[k]!));
  const z = denseZ(design);
  const g = Matrix.diag([...v.power]);
  const q = Matrix.zeros(n, n);
  const t = Matrix.zeros(n, n);
  for (let k = 0; k < n; k++) {
    q.set(k, k, timing.diagonal[k]!);
    t.set(k, k, v.upper[k]!);
    if (k === 0) continue;
    q.set(k, k - 1, -timing.coupling[k]!);
    q.set(k - 1, k, -timing.coupling[k]!);
    t.set(k, k - 1, -v.lower[k]!);
  }
  const timed = kind === 'counter';
  const timeCovariance = timed ? t.mmul(inverse(q)).mmul(t.transpose()) : Matrix.zeros(n, n);
  const noise = Matrix.diag([...v.noise].map((x) => (Number.isFinite(x) ? x : 0)));
  const all = Matrix.add(Matrix.add(noise, z.mmul(g).mmul(z.transpose())), timeCovariance);
  const covariance = all.selection(rows, rows);
  const x = new Matrix(columns.map((c) => rows.map((k) => c[k]!))).transpose();
  const yv = Matrix.columnVector(rows.map((k) => y[k]!));
  const w = inverse(covariance);
  const normal = Matrix.add(x.transpose().mmul(w).mmul(x), Matrix.diag([...ridge]));
  const betaCovariance = inverse(normal);
  const beta = betaCovariance.mmul(x.transpose()).mmul(w).mmul(yv);
  const rest = Matrix.sub(yv, x.mmul(beta));
  const zr = z.selection(
    rows,
    Array.from({ length: design.activities.n }, (_, i) => i),
  );
  const b = g.mmul(zr.transpose()).mmul(w).mmul(rest);
  const penalty = beta.to1DArray().reduce((s, value, j) => s + ridge[j]! * value * value, 0);
  const quadratic = rest.transpose().mmul(w).mmul(rest).get(0, 0) + penalty;
  // What the solver leaves out: the determinant of the times' prior, which is the same in every fit.
  const constant = timed ? Math.log(determinant(q)) : 0;
  return {
    beta: beta.to1DArray(),
    b: b.to1DArray(),
    deviance: Math.log(determinant(covariance)) + quadratic + constant,
    // var(a′β̂ + c′b̂ − a′β − c′b), the prediction error of a BLUP.
    variance(a: number[], c: number[]) {
      const av = Matrix.columnVector(a);
      const cv = Matrix.columnVector(c);
      const gz = g.mmul(zr.transpose());
      const own = cv.transpose().mmul(g).mmul(cv).get(0, 0);
      const known = cv.transpose().mmul(gz).mmul(w).mmul(gz.transpose()).mmul(cv).get(0, 0);
      const d = Matrix.sub(av, x.transpose().mmul(w).mmul(gz.transpose()).mmul(cv));
      return own - known + d.transpose().mmul(betaCovariance).mmul(d).get(0, 0);
    },
  };
}

const N = 14;
function example(kind: SensorKind, family: Family) {
  const next = uniform(kind.length + family.window.length);
  const times = Array.from({ length: N }, (_, k) => 0.05 * k + 0.01 * next());
  const updates = updatesAt(
    kind,
    times,
    times.map(() => 0.004 + 0.002 * next()),
    0.05,
    times.map(() => 5 + 10 * next()),
  );
  const activities = activitiesOf([
    { phase: 0, start: 0.08, end: 0.14 },
    { phase: 1, start: 0.14, end: 0.33 },
    { phase: 1, start: 0.2, end: 0.25 },
    { phase: 0, start: 0.4, end: 0.46 },
    { phase: 1, start: 0.46, end: 0.63 },
    // Seen by no update.
    { phase: 1, start: 5, end: 6 },
  ]);
  const design = buildDesign(updates, activities, family, PHYSICS);
  const variances: Variances = {
    noise: Float64Array.from(times, () => 0.2 + 0.3 * next()),
    power: Float64Array.from({ length: 6 }, () => 20 + 40 * next()),
    upper: Float64Array.from(times, () => 50 + 100 * next()),
    lower: Float64Array.from(times, (_, k) => (k === 0 ? 0 : 50 + 100 * next())),
  };
  if (kind === 'counter') variances.noise[0] = Infinity;
  const columns = [
    Float64Array.from(design.exposure),
    Float64Array.from(times, () => next()),
    Float64Array.from(times, (_, k) => Math.sin(k)),
  ];
  return { design, variances, columns, y: updates.y };
}

const CASES: [string, SensorKind, Family][] = [
  ['an exact counter', 'counter', { response: 'instant', window: 'exact' }],
  ['an exact counter of a slow device', 'counter', { response: 'first-order', window: 'exact' }],
  ['a part-time counter', 'counter', { response: 'ramp', window: 'window' }],
  ['a power sensor', 'instant', { response: 'instant', window: 'window' }],
  ["the driver's own samples of a late step", 'ring', { response: 'late-step', window: 'window' }],
];

describe.each(CASES)('%s: the mixed model is plain generalised least squares', (_name, kind, family) => {
  const { design, variances, columns, y } = example(kind, family);
  const ridge = Float64Array.of(1e-10, 1e-3, 0.5);
  const { whole, part } = solveMixed(design, y, columns, 2, variances, ridge);
  const plain = plainGls(design, y, columns, variances, ridge);
  const plainPart = plainGls(design, y, columns.slice(0, 2), variances, ridge.slice(0, 2));

  test('powers, deviations and deviance, of all columns and of the first two', () => {
    for (const [found, wanted] of [
      [whole, plain],
      [part, plainPart],
    ] as const) {
      expect(found.beta.length).toBe(wanted.beta.length);
      found.beta.forEach((x, j) => expect(Math.abs(x - wanted.beta[j]!)).toBeLessThan(1e-7 * (1 + Math.abs(x))));
      const b = found.deviation();
      expect(b.length).toBe(6);
      b.forEach((x, i) => expect(Math.abs(x - wanted.b[i]!)).toBeLessThan(1e-7 * (1 + Math.abs(x))));
      expect(b[5]).toBe(0);
      expect(Math.abs(found.deviance - wanted.deviance)).toBeLessThan(1e-7 * Math.abs(wanted.deviance));
    }
  });

  test.each<[string, number[], number[]]>([
    ['a power', [0, 1, 0], [0, 0, 0, 0, 0, 0]],
    ['a deviation', [0, 0, 0], [0, 1, 0, 0, 0, 0]],
    ['an activity that no update saw: its prior', [0, 0, 0], [0, 0, 0, 0, 0, 2]],
    ['a sum over powers and deviations', [0.3, 1, -2], [1, 0.5, -1, 2, 1, 0.1]],
  ])('the prediction error of %s', (_what, a, c) => {
    const close = (x: number, y: number) => expect(Math.abs(x / y - 1)).toBeLessThan(1e-7);
    close(whole.variance(Float64Array.from(a), Float64Array.from(c)), plain.variance(a, c));
    const less = a.slice(0, 2);
    if (less.some((x) => x !== 0) || c.some((x) => x !== 0))
      close(part.variance(Float64Array.from(less), Float64Array.from(c)), plainPart.variance(less, c));
  });
});

test('where all columns are wanted, whole and part are one solution', () => {
  const { design, variances, columns, y } = example('counter', { response: 'instant', window: 'exact' });
  const { whole, part } = solveMixed(design, y, columns, 3, variances, Float64Array.of(1e-10, 1e-10, 1e-10));
  expect(part).toBe(whole);
});

test('columns that are sums of each other are singular', () => {
  const { design, variances, columns, y } = example('instant', { response: 'instant', window: 'window' });
  const twice = [columns[1]!, columns[1]!];
  expect(() => solveMixed(design, y, twice, 2, variances, Float64Array.of(0, 0))).toThrow(SingularMatrix);
});
