import { SingularMatrix } from './singular.ts';

/** A pivot of a matrix scaled to a unit diagonal below this is rounding, not information (chosen, not measured). */
const LEAST_PIVOT = 1e-13;
/** Added to the diagonal of a first fit, so that a column without data is no error: a prior of 10⁵ W. */
const WEAK_RIDGE = 1e-10;

/**
 * The inverse of a symmetric positive definite p × p matrix (row by row in one array; only its lower triangle is read),
 * by Cholesky. It is scaled to a unit diagonal first, since columns here differ by many orders (watts beside seconds).
 * Throws `SingularMatrix` where it is not positive definite.
 *
 * @example
 * invertSpd(Float64Array.of(4, 2, 2, 5), 2); // [5, -2, -2, 4] / 16
 */
export function invertSpd(a: Float64Array, p: number): Float64Array {
  return invertWithDet(a, p).inverse;
}

/** The same with log det a. Throws `SingularMatrix`. */
export function invertWithDet(a: Float64Array, p: number): { inverse: Float64Array; logDet: number } {
  const scale = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    if (!(a[i * p + i]! > 0)) throw new SingularMatrix(`column ${i} is empty`);
    scale[i] = 1 / Math.sqrt(a[i * p + i]!);
  }
  const l = new Float64Array(p * p);
  let logDet = 0;
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * p + j]! * scale[i]! * scale[j]!;
      for (let m = 0; m < j; m++) sum -= l[i * p + m]! * l[j * p + m]!;
      if (i === j) {
        if (!(sum > LEAST_PIVOT)) throw new SingularMatrix(`column ${i} is a sum of the others`);
        l[i * p + i] = Math.sqrt(sum);
        logDet += Math.log(sum) - 2 * Math.log(scale[i]!);
      } else l[i * p + j] = sum / l[j * p + j]!;
    }
  }
  const inverse = new Float64Array(p * p);
  const x = new Float64Array(p);
  for (let c = 0; c < p; c++) {
    for (let i = 0; i < p; i++) {
      let sum = i === c ? 1 : 0;
      for (let m = 0; m < i; m++) sum -= l[i * p + m]! * x[m]!;
      x[i] = sum / l[i * p + i]!;
    }
    for (let i = p - 1; i >= 0; i--) {
      let sum = x[i]!;
      for (let m = i + 1; m < p; m++) sum -= l[m * p + i]! * x[m]!;
      x[i] = sum / l[i * p + i]!;
    }
    for (let i = 0; i < p; i++) inverse[i * p + c] = x[i]! * scale[i]! * scale[c]!;
  }
  return { inverse, logDet };
}

/** M v, of a p × p matrix. */
export function multiply(m: Float64Array, p: number, v: Float64Array): Float64Array {
  const out = new Float64Array(p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) out[i] = out[i]! + m[i * p + j]! * v[j]!;
  return out;
}

/** aᵀb. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Coefficients β of y ≈ Σ βⱼ·columnsⱼ by plain least squares on rows `from` on: the powers from which a first real fit
 * takes its weights. Throws `SingularMatrix`.
 */
export function leastSquares(columns: readonly Float64Array[], y: Float64Array, from: number): Float64Array {
  const p = columns.length;
  const normal = new Float64Array(p * p);
  const rhs = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? WEAK_RIDGE : 0;
      for (let k = from; k < y.length; k++) sum += columns[i]![k]! * columns[j]![k]!;
      normal[i * p + j] = sum;
    }
    for (let k = from; k < y.length; k++) rhs[i] = rhs[i]! + columns[i]![k]! * y[k]!;
  }
  return multiply(invertSpd(normal, p), p, rhs);
}
