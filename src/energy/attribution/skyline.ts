import { SingularMatrix } from './singular.ts';

/**
 * A symmetric positive definite matrix A, stored by rows from each row's first nonzero to the diagonal (skyline or
 * envelope storage). Fill of its Cholesky factor stays within the envelope (George and Liu, "Computer Solution of
 * Large Sparse Positive Definite Systems", 1981, chapter 4), so the cost follows how far in time unknowns reach.
 *
 * @example
 * const a = new Skyline(Int32Array.of(0, 0)); // 2 × 2, full
 * a.add(0, 0, 4); a.add(1, 0, 2); a.add(1, 1, 5);
 * a.factor().forward(Float64Array.of(2, 3)); // L⁻¹x = [1, 1], for L = [[2, 0], [1, 2]]
 */
export class Skyline {
  readonly #begin: Int32Array;
  /** Where each row begins in `#value`. */
  readonly #pointer: Int32Array;
  readonly #value: Float64Array;

  /** A zero matrix; `begin[r]` is the first column of row r, ≤ r. */
  constructor(begin: Int32Array) {
    this.#begin = begin;
    this.#pointer = new Int32Array(begin.length + 1);
    for (let r = 0; r < begin.length; r++) this.#pointer[r + 1] = this.#pointer[r]! + r - begin[r]! + 1;
    this.#value = new Float64Array(this.#pointer[begin.length]!);
  }

  /** Adds to the element (row, column), column ≤ row and inside the envelope. */
  add(row: number, column: number, x: number): void {
    const at = this.#pointer[row]! + column - this.#begin[row]!;
    this.#value[at] = this.#value[at]! + x;
  }

  /** The factor L of A = LLᵀ, row by row (Cholesky–Crout). Throws `SingularMatrix` where A is not positive definite. */
  factor(): SkylineFactor {
    const begin = this.#begin;
    const pointer = this.#pointer;
    const l = this.#value.slice();
    let logDet = 0;
    for (let r = 0; r < begin.length; r++) {
      const br = begin[r]!;
      const pr = pointer[r]! - br;
      let diagonal = l[pr + r]!;
      for (let c = br; c < r; c++) {
        const bc = begin[c]!;
        const pc = pointer[c]! - bc;
        let sum = l[pr + c]!;
        for (let m = bc > br ? bc : br; m < c; m++) sum -= l[pr + m]! * l[pc + m]!;
        sum /= l[pc + c]!;
        l[pr + c] = sum;
        diagonal -= sum * sum;
      }
      if (!(diagonal > 0)) throw new SingularMatrix(`row ${r} of a banded matrix is not independent`);
      l[pr + r] = Math.sqrt(diagonal);
      logDet += Math.log(diagonal);
    }
    return new SkylineFactor(begin, pointer, l, logDet);
  }
}

/** The Cholesky factor L of a `Skyline` matrix A = LLᵀ. */
export class SkylineFactor {
  readonly size: number;
  /** log det A. */
  readonly logDet: number;
  readonly #begin: Int32Array;
  readonly #pointer: Int32Array;
  readonly #l: Float64Array;

  constructor(begin: Int32Array, pointer: Int32Array, l: Float64Array, logDet: number) {
    this.size = begin.length;
    this.logDet = logDet;
    this.#begin = begin;
    this.#pointer = pointer;
    this.#l = l;
  }

  /** L⁻¹x. */
  forward(x: Float64Array): Float64Array {
    const l = this.#l;
    const y = x.slice();
    for (let r = 0; r < this.size; r++) {
      const br = this.#begin[r]!;
      const pr = this.#pointer[r]! - br;
      let sum = y[r]!;
      for (let c = br; c < r; c++) sum -= l[pr + c]! * y[c]!;
      y[r] = sum / l[pr + r]!;
    }
    return y;
  }

  /** L⁻ᵀx. */
  backward(x: Float64Array): Float64Array {
    const l = this.#l;
    const y = x.slice();
    for (let r = this.size - 1; r >= 0; r--) {
      const br = this.#begin[r]!;
      const pr = this.#pointer[r]! - br;
      const yr = y[r]! / l[pr + r]!;
      y[r] = yr;
      for (let c = br; c < r; c++) y[c] = y[c]! - l[pr + c]! * yr;
    }
    return y;
  }
}
