/** The nonzero cells of a design, appended activity by activity: three numbers each, in arrays that grow. */
export class Cells {
  length = 0;
  #value: Float64Array;
  #slope: Float64Array;
  #curvature: Float64Array;

  constructor(capacity: number) {
    this.#value = new Float64Array(capacity);
    this.#slope = new Float64Array(capacity);
    this.#curvature = new Float64Array(capacity);
  }

  push(value: number, slope: number, curvature: number): void {
    if (this.length === this.#value.length) this.#grow();
    this.#value[this.length] = value;
    this.#slope[this.length] = slope;
    this.#curvature[this.length++] = curvature;
  }

  /** What was appended, to be read only. */
  finish(): { value: Float64Array; slope: Float64Array; curvature: Float64Array } {
    return {
      value: this.#value.subarray(0, this.length),
      slope: this.#slope.subarray(0, this.length),
      curvature: this.#curvature.subarray(0, this.length),
    };
  }

  #grow(): void {
    const grown = (old: Float64Array): Float64Array => {
      const next = new Float64Array(2 * old.length + 16);
      next.set(old);
      return next;
    };
    this.#value = grown(this.#value);
    this.#slope = grown(this.#slope);
    this.#curvature = grown(this.#curvature);
  }
}
