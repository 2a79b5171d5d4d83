/**
 * A symmetric positive definite matrix stored by rows from each row's first nonzero (envelope or skyline storage),
 * and its Cholesky factor in place. Fill stays within the envelope (George and Liu, "Computer Solution of Large
 * Sparse Positive Definite Systems", 1981, chapter 4), so the cost follows how far in time unknowns reach.
 */
export class Skyline {
  readonly size: number;
  /** First column of each row. */
  readonly begin: Int32Array;
  readonly #pointer: Int32Array;
  readonly #value: Float64Array;

  constructor(begin: Int32Array) {
    this.size = begin.length;
    this.begin = begin;
    this.#pointer = new Int32Array(this.size + 1);
    for (let r = 0; r < this.size; r++) this.#pointer[r + 1] = this.#pointer[r]! + r - begin[r]! + 1;
    this.#value = new Float64Array(this.#pointer[this.size]!);
  }

  clear(): void {
    this.#value.fill(0);
  }

  /** Adds to the element (row, column), column ≤ row and inside the envelope. */
  add(row: number, column: number, x: number): void {
    const at = this.#pointer[row]! + column - this.begin[row]!;
    this.#value[at] = this.#value[at]! + x;
  }

  /** Factors in place; returns the log-determinant. Throws where the matrix is not positive definite. */
  factor(): number {
    const { begin } = this;
    const pointer = this.#pointer;
    const v = this.#value;
    let logDet = 0;
    for (let r = 0; r < this.size; r++) {
      const br = begin[r]!;
      const pr = pointer[r]! - br;
      let diagonal = v[pr + r]!;
      for (let c = br; c < r; c++) {
        const bc = begin[c]!;
        const pc = pointer[c]! - bc;
        let sum = v[pr + c]!;
        for (let m = bc > br ? bc : br; m < c; m++) sum -= v[pr + m]! * v[pc + m]!;
        sum /= v[pc + c]!;
        v[pr + c] = sum;
        diagonal -= sum * sum;
      }
      if (!(diagonal > 0)) throw new RangeError('not positive definite');
      v[pr + r] = Math.sqrt(diagonal);
      logDet += Math.log(diagonal);
    }
    return logDet;
  }

  /** Overwrites x by L⁻¹x. */
  forward(x: Float64Array): void {
    const v = this.#value;
    for (let r = 0; r < this.size; r++) {
      const br = this.begin[r]!;
      const pr = this.#pointer[r]! - br;
      let sum = x[r]!;
      for (let c = br; c < r; c++) sum -= v[pr + c]! * x[c]!;
      x[r] = sum / v[pr + r]!;
    }
  }

  /** Overwrites x by L⁻ᵀx. */
  backward(x: Float64Array): void {
    const v = this.#value;
    for (let r = this.size - 1; r >= 0; r--) {
      const br = this.begin[r]!;
      const pr = this.#pointer[r]! - br;
      const xr = x[r]! / v[pr + r]!;
      x[r] = xr;
      for (let c = br; c < r; c++) x[c] = x[c]! - v[pr + c]! * xr;
    }
  }
}
