/** Small dense symmetric matrices, row by row in one array. */

/** The inverse and log-determinant of a symmetric positive definite p × p matrix, by Cholesky; null where it is not. */
export function invertSpd(a: Float64Array, p: number): { inverse: Float64Array; logDet: number } | null {
  // Scaled to a unit diagonal first: columns here differ by many orders (watts beside seconds).
  const scale = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    if (!(a[i * p + i]! > 0)) return null;
    scale[i] = 1 / Math.sqrt(a[i * p + i]!);
  }
  const l = new Float64Array(p * p);
  let logDet = 0;
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * p + j]! * scale[i]! * scale[j]!;
      for (let m = 0; m < j; m++) sum -= l[i * p + m]! * l[j * p + m]!;
      if (i === j) {
        if (!(sum > 1e-13)) return null;
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

/** M v. */
export function times(m: Float64Array, p: number, v: Float64Array): Float64Array {
  const out = new Float64Array(p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) out[i] = out[i]! + m[i * p + j]! * v[j]!;
  return out;
}

/** Coefficients of the columns by plain least squares on rows `from` on, for the weights of a first real fit. Throws where singular. */
export function leastSquares(columns: Float64Array[], y: Float64Array, from: number): Float64Array {
  const p = columns.length;
  const normal = new Float64Array(p * p);
  const rhs = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? 1e-10 : 0;
      for (let k = from; k < y.length; k++) sum += columns[i]![k]! * columns[j]![k]!;
      normal[i * p + j] = normal[j * p + i] = sum;
    }
    for (let k = from; k < y.length; k++) rhs[i] = rhs[i]! + columns[i]![k]! * y[k]!;
  }
  const inverted = invertSpd(normal, p);
  if (inverted === null) throw new RangeError('ill-conditioned');
  return times(inverted.inverse, p, rhs);
}
