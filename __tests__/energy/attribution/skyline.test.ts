import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { SingularMatrix } from '../../../src/energy/attribution/singular.ts';
import { Skyline } from '../../../src/energy/attribution/skyline.ts';

/** A positive definite matrix with a random envelope, dense and as a skyline. */
const matrices = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc.record({
      begin: fc.tuple(...Array.from({ length: n }, (_, r) => fc.integer({ min: 0, max: r }))),
      cells: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n }),
      x: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n, maxLength: n }),
    }),
  )
  .map(({ begin, cells, x }) => {
    const n = begin.length;
    const dense = Matrix.zeros(n, n);
    const skyline = new Skyline(Int32Array.from(begin));
    for (let r = 0; r < n; r++)
      for (let c = begin[r]!; c <= r; c++) {
        const value = cells[r * n + c]! + (r === c ? n + 1 : 0);
        dense.set(r, c, value);
        dense.set(c, r, value);
        // In two parts, as sums are built up.
        skyline.add(r, c, value - 0.25);
        skyline.add(r, c, 0.25);
      }
    return { dense, skyline, x: Float64Array.from(x) };
  });

describe("a skyline's factor is that of the dense matrix", () => {
  test('L⁻¹x, L⁻ᵀx and the log-determinant', () => {
    fc.assert(
      fc.property(matrices, ({ dense, skyline, x }) => {
        const factor = skyline.factor();
        const l = new CholeskyDecomposition(dense).lowerTriangularMatrix;
        const forward = factor.forward(x);
        const backward = factor.backward(x);
        const column = (v: Float64Array) => Matrix.columnVector([...v]);
        expect(Matrix.sub(l.mmul(column(forward)), column(x)).norm()).toBeLessThan(1e-10);
        expect(Matrix.sub(l.transpose().mmul(column(backward)), column(x)).norm()).toBeLessThan(1e-10);
        const logDet = 2 * l.diagonal().reduce((s, d) => s + Math.log(d), 0);
        expect(factor.logDet).toBeCloseTo(logDet, 10);
        expect(factor.size).toBe(x.length);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test('is a value of its own: adding to the matrix later, or solving, moves nothing', () => {
    const a = new Skyline(Int32Array.of(0, 0));
    a.add(0, 0, 4);
    a.add(1, 0, 2);
    a.add(1, 1, 5);
    const factor = a.factor();
    const x = Float64Array.of(2, 3);
    expect([...factor.forward(x)]).toEqual([1, 1]);
    expect([...x]).toEqual([2, 3]);
    expect([...factor.backward(x)]).toEqual([0.25, 1.5]);
    expect([...x]).toEqual([2, 3]);
    a.add(0, 0, 100);
    expect([...factor.forward(x)]).toEqual([1, 1]);
    expect(a.factor().logDet).toBeCloseTo(Math.log(104 * 5 - 4), 12);
  });
});

test.each<[string, number[][]]>([
  ['a zero on the diagonal', [[1], [0, 0]]],
  ['a row that another one gives', [[1], [1, 1]]],
  ['not a number', [[NaN], [0, 1]]],
])('%s is singular', (_name, rows) => {
  const a = new Skyline(Int32Array.of(0, 0));
  rows.forEach((row, r) => row.forEach((value, c) => a.add(r, c, value)));
  expect(() => a.factor()).toThrow(SingularMatrix);
});

test('just this side of singular is none', () => {
  const a = new Skyline(Int32Array.of(0, 0));
  a.add(0, 0, 1);
  a.add(1, 0, 1);
  a.add(1, 1, 1 + 1e-15);
  expect(a.factor().logDet).toBeLessThan(-30);
});
