import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inverse, Matrix, solve } from 'ml-matrix';
import { dot, invertSpd, leastSquares, multiply } from '../../../src/energy/attribution/dense.ts';
import { SingularMatrix } from '../../../src/energy/attribution/singular.ts';

const numbers = (n: number) => fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: n, maxLength: n });

/** B′B + I, its columns then scaled by orders of magnitude, as watts stand beside seconds. */
const spd = fc
  .integer({ min: 1, max: 6 })
  .chain((p) => fc.tuple(numbers(p * p), fc.array(fc.integer({ min: -5, max: 5 }), { minLength: p, maxLength: p })))
  .map(([cells, orders]) => {
    const p = orders.length;
    const b = new Matrix(Array.from({ length: p }, (_, i) => cells.slice(i * p, (i + 1) * p)));
    const core = Matrix.add(b.transpose().mmul(b), Matrix.eye(p));
    const scale = Matrix.diag(orders.map((o) => 10 ** o));
    return { p, core, scale, a: scale.mmul(core).mmul(scale) };
  });

test('the inverse is that of a plain solver, whatever the columns are measured in', () => {
  fc.assert(
    fc.property(spd, ({ p, core, scale, a }) => {
      const found = new Matrix(
        Array.from({ length: p }, (_, i) => [
          ...invertSpd(Float64Array.from(a.to1DArray()), p).slice(i * p, (i + 1) * p),
        ]),
      );
      // Scaled back, where the plain solver is accurate.
      const plain = scale.mmul(found).mmul(scale);
      expect(Matrix.sub(plain, inverse(core)).norm()).toBeLessThan(1e-9);
    }),
    { numRuns: 100, seed: 2 },
  );
});

describe('a matrix without an inverse', () => {
  // After scaling to a unit diagonal the second pivot of [[1, r], [r, 1]] is 1 − r².
  const correlated = (pivot: number) => Float64Array.of(1, Math.sqrt(1 - pivot), Math.sqrt(1 - pivot), 1);
  test.each<[string, Float64Array]>([
    ['with an empty column', Float64Array.of(1, 0, 0, 0)],
    ['with a negative diagonal', Float64Array.of(1, 0, 0, -1)],
    ['with a column twice', Float64Array.of(1, 1, 1, 1)],
    ['with rounding alone for a pivot', correlated(0.5e-13)],
    ['that is no number', Float64Array.of(NaN, 0, 0, 1)],
  ])('%s', (_name, a) => expect(() => invertSpd(a, 2)).toThrow(SingularMatrix));

  test('a small pivot is information', () => expect(invertSpd(correlated(3e-13), 2)[0]).toBeGreaterThan(1e12));
});

test('products', () => {
  expect([...multiply(Float64Array.of(1, 2, 3, 4), 2, Float64Array.of(5, 7))]).toEqual([19, 43]);
  expect(dot(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6))).toBe(32);
});

test('least squares over the rows from `from` on', () => {
  fc.assert(
    fc.property(fc.tuple(numbers(16), numbers(8)), fc.integer({ min: 0, max: 2 }), ([cells, rows], from) => {
      const columns = [Float64Array.from(rows, (_, k) => 1 + k), Float64Array.from(cells.slice(0, 8), (x) => x + 2)];
      const y = Float64Array.from(rows);
      const x = new Matrix(columns.map((c) => [...c.subarray(from)])).transpose();
      fc.pre(Math.abs(x.transpose().mmul(x).get(0, 0) * x.transpose().mmul(x).get(1, 1)) > 1);
      const gram = x.transpose().mmul(x);
      fc.pre(gram.get(0, 0) * gram.get(1, 1) - gram.get(0, 1) ** 2 > 1);
      const plain = solve(gram, x.transpose().mmul(Matrix.columnVector([...y.subarray(from)])));
      const found = leastSquares(columns, y, from);
      expect(found[0]).toBeCloseTo(plain.get(0, 0), 7);
      expect(found[1]).toBeCloseTo(plain.get(1, 0), 7);
    }),
    { numRuns: 100, seed: 3 },
  );
});

test('a column without data is no error of a first fit: it gets nothing', () => {
  const [a, b] = leastSquares([Float64Array.of(1, 1), Float64Array.of(0, 0)], Float64Array.of(3, 5), 0);
  expect(a).toBeCloseTo(4, 8);
  expect(b).toBe(0);
});

test('two equal columns share what they explain, until the ridge is rounding beside them', () => {
  const twice = (x: number) => [Float64Array.of(x, x), Float64Array.of(x, x)];
  for (const power of leastSquares(twice(1), Float64Array.of(3, 5), 0)) expect(power).toBeCloseTo(2, 4);
  expect(() => leastSquares(twice(1e4), Float64Array.of(3, 5), 0)).toThrow(SingularMatrix);
});
