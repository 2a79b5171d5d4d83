import { lowerBound } from './lower-bound.ts';
import { caused, fullPower, tailOf, type Family, type Physics, type Response } from './model.ts';
import type { Updates } from './updates.ts';

/** Intervals as columns of numbers, sorted by begin. */
export interface Activities {
  n: number;
  start: Float64Array;
  end: Float64Array;
  /** When the device began to be busy without a pause: where a clock ramp starts. */
  busySince: Float64Array;
  /** Index of the phase. */
  phase: Int32Array;
  /** The share of the time that is filled: 1, but where many short intervals are summed (`coalesce.ts`). */
  weight: Float64Array;
  /** What the variance of one interval's power is multiplied by: 1, but for such a sum. */
  spread: Float64Array;
}

/** Two-point Gauss–Legendre nodes on [−½, ½]: the update lies uniformly in its poll gap, so its expectation is used. */
const NODE = 0.5 / Math.sqrt(3);

/**
 * What each interval adds to each update, per watt: a sparse matrix whose columns are contiguous runs of rows.
 * A counter's row is the energy between two updates; a window's is its mean (times the step of a counter).
 */
export class Design {
  readonly updates: Updates;
  readonly activities: Activities;
  /** First and last row that an interval touches; last < first where it touches none. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Where an interval's run begins in `value`. */
  readonly offset: Int32Array;
  value: Float64Array;
  /** Slope of the row by a shift of its update, per watt (at the row's end; for `exact` also the next row's begin). */
  slope: Float64Array;
  /** How far that shift is from linear: mean less middle, per watt. */
  curve: Float64Array;
  /** Seconds (counter) or 1 (power) that one watt of base power adds to each row. */
  readonly exposure: Float64Array;
  window: Family['window'] = 'exact';
  /** Half the distance of a row's two nodes, and e^(h/τ) of the response at hand. */
  readonly #half: Float64Array;
  readonly #grow: Float64Array;
  readonly #around = new Float64Array(3);

  constructor(updates: Updates, activities: Activities) {
    this.updates = updates;
    this.activities = activities;
    this.first = new Int32Array(activities.n);
    this.last = new Int32Array(activities.n);
    this.offset = new Int32Array(activities.n);
    this.value = new Float64Array(4 * (updates.n + activities.n));
    this.slope = new Float64Array(this.value.length);
    this.curve = new Float64Array(this.value.length);
    this.exposure = new Float64Array(updates.n);
    this.#half = updates.gap.map((gap) => NODE * gap);
    this.#grow = new Float64Array(updates.n);
  }

  /** Fills the matrix for a family and its parameters. */
  build(family: Family, p: Physics): void {
    const { updates, activities } = this;
    const exact = family.window === 'exact';
    const reach = exact ? 0 : p.window + 2 * updates.cadence;
    const tail = tailOf(family.response, p);
    this.window = family.window;
    for (let k = 0; k < updates.n; k++) this.exposure[k] = updates.kind === 'counter' ? updates.dt[k]! : 1;
    if (family.response === 'first-order')
      for (let k = 0; k < updates.n; k++) this.#grow[k] = Math.exp(this.#half[k]! / p.tau);
    let used = 0;
    for (let i = 0; i < activities.n; i++) {
      const from = lowerBound(updates.t, activities.start[i]! + p.lag - updates.cadence);
      const to = Math.min(
        updates.n - 1,
        lowerBound(updates.t, activities.end[i]! + p.lag + tail + reach + updates.cadence) + 1,
      );
      while (used + to - from + 1 > this.value.length) this.#enlarge();
      this.offset[i] = used;
      const rows = exact
        ? this.#exactColumn(i, from, to, family, p, used)
        : this.#windowColumn(i, from, to, family, p, used);
      this.first[i] = rows.first;
      this.last[i] = rows.last;
      if (activities.weight[i] !== 1) this.#weigh(activities.weight[i]!, used, used + rows.last - rows.first + 1);
      used += Math.max(0, rows.last - rows.first + 1);
    }
  }

  #weigh(weight: number, from: number, to: number): void {
    for (const column of [this.value, this.slope, this.curve])
      for (let k = from; k < to; k++) column[k] = column[k]! * weight;
  }

  #exactColumn(
    i: number,
    from: number,
    to: number,
    family: Family,
    p: Physics,
    at: number,
  ): { first: number; last: number } {
    const { t } = this.updates;
    const { start, end, busySince } = this.activities;
    const total = fullPower(family.response, p, start[i]!, end[i]!, busySince[i]!);
    const around = this.#around;
    let before = 0;
    if (from > 0) {
      this.#causedAround(i, family.response, p, from - 1, t[from - 1]! - p.lag);
      before = (around[0]! + around[2]!) / 2;
    }
    let first = -1;
    let last = -2;
    for (let k = from; k <= to; k++) {
      if (first < 0 && t[k]! - p.lag + this.#half[k]! <= start[i]!) continue;
      this.#causedAround(i, family.response, p, k, t[k]! - p.lag);
      const lo = around[0]!;
      const hi = around[2]!;
      const now = (lo + hi) / 2;
      if (first < 0 && now <= 0) continue;
      if (first < 0) first = k;
      last = k;
      const h = this.#half[k]!;
      this.value[at + k - first] = k === 0 ? 0 : now - before;
      this.slope[at + k - first] = h > 0 ? (hi - lo) / (2 * h) : 0;
      this.curve[at + k - first] = now - around[1]!;
      before = now;
      if (total - lo <= 1e-12 + 1e-7 * total) break;
    }
    return { first, last };
  }

  /** What interval i has caused at x − h, x and x + h into `#around`, h being that of row k. One exponential does for three times. */
  #causedAround(i: number, response: Response, p: Physics, k: number, x: number): void {
    const start = this.activities.start[i]!;
    const end = this.activities.end[i]!;
    const h = this.#half[k]!;
    const around = this.#around;
    if (response !== 'first-order' || h > 20 * p.tau) {
      const since = this.activities.busySince[i]!;
      around[0] = caused(response, p, start, end, since, x - h);
      around[1] = caused(response, p, start, end, since, x);
      around[2] = caused(response, p, start, end, since, x + h);
      return;
    }
    const { tau } = p;
    const grow = this.#grow[k]!;
    const a = x - start;
    const b = x - end;
    // x − τ(1 − e^(−x/τ)) from the begin, less the same from the end; nothing before either.
    const ea = a > -h && a - h < 25 * tau ? Math.exp(-a / tau) : 0;
    const eb = b > -h && b - h < 25 * tau ? Math.exp(-b / tau) : 0;
    around[0] = (a > h ? a - h - tau * (1 - ea * grow) : 0) - (b > h ? b - h - tau * (1 - eb * grow) : 0);
    around[1] = (a > 0 ? a - tau * (1 - ea) : 0) - (b > 0 ? b - tau * (1 - eb) : 0);
    around[2] = (a > -h ? a + h - tau * (1 - ea / grow) : 0) - (b > -h ? b + h - tau * (1 - eb / grow) : 0);
  }

  #windowColumn(
    i: number,
    from: number,
    to: number,
    family: Family,
    p: Physics,
    at: number,
  ): { first: number; last: number } {
    const { t, dt, cadence, kind } = this.updates;
    const around = this.#around;
    let first = -1;
    let last = -2;
    for (let k = from; k <= to; k++) {
      const x = t[k]! - p.lag;
      if (first < 0 && x + this.#half[k]! <= this.activities.start[i]!) continue;
      // A counter's step over missed updates is the sum of several windows.
      const windows = kind === 'counter' ? Math.max(1, Math.round(dt[k]! / cadence)) : 1;
      const scale = (kind === 'counter' ? dt[k]! : 1) / windows / p.window;
      let lo = 0;
      let hi = 0;
      let mid = 0;
      for (let m = 0; m < windows; m++) {
        const shift = (m * dt[k]!) / windows;
        this.#causedAround(i, family.response, p, k, x - shift);
        lo += around[0]!;
        mid += around[1]!;
        hi += around[2]!;
        this.#causedAround(i, family.response, p, k, x - shift - p.window);
        lo -= around[0]!;
        mid -= around[1]!;
        hi -= around[2]!;
      }
      const value = ((lo + hi) / 2) * scale;
      if (value <= 0) {
        if (first < 0) continue;
        break;
      }
      if (first < 0) first = k;
      last = k;
      const h = this.#half[k]!;
      this.value[at + k - first] = value;
      this.slope[at + k - first] = h > 0 ? ((hi - lo) / (2 * h)) * scale : 0;
      this.curve[at + k - first] = value - mid * scale;
    }
    return first < 0 ? { first: -1, last: -2 } : { first, last };
  }

  #enlarge(): void {
    const bigger = (old: Float64Array) => {
      const next = new Float64Array(2 * old.length + this.updates.n);
      next.set(old);
      return next;
    };
    this.value = bigger(this.value);
    this.slope = bigger(this.slope);
    this.curve = bigger(this.curve);
  }
}
