import { caused, fullPower, tailOf, type Family, type Physics } from './model.ts';
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
  }

  /** Fills the matrix for a family and its parameters. */
  build(family: Family, p: Physics): void {
    const { updates, activities } = this;
    const exact = family.window === 'exact';
    const reach = exact ? 0 : p.window + 2 * updates.cadence;
    const tail = tailOf(family.response, p);
    this.window = family.window;
    for (let k = 0; k < updates.n; k++) this.exposure[k] = updates.kind === 'counter' ? updates.dt[k]! : 1;
    let used = 0;
    for (let i = 0; i < activities.n; i++) {
      const from = lowerBound(updates.t, activities.start[i]! + p.lag - updates.cadence);
      const to = Math.min(updates.n - 1, lowerBound(updates.t, activities.end[i]! + p.lag + tail + reach + updates.cadence) + 1);
      while (used + to - from + 1 > this.value.length) this.#grow();
      this.offset[i] = used;
      const rows = exact ? this.#exactColumn(i, from, to, family, p, used) : this.#windowColumn(i, from, to, family, p, used);
      this.first[i] = rows.first;
      this.last[i] = rows.last;
      used += Math.max(0, rows.last - rows.first + 1);
    }
  }

  #exactColumn(i: number, from: number, to: number, family: Family, p: Physics, at: number): { first: number; last: number } {
    const { t, gap } = this.updates;
    const { start, end, busySince } = this.activities;
    const total = fullPower(family.response, p, start[i]!, end[i]!, busySince[i]!);
    let before = from > 0 ? this.#mean(i, family, p, t[from - 1]! - p.lag, gap[from - 1]!) : 0;
    let first = -1;
    let last = -2;
    for (let k = from; k <= to; k++) {
      const x = t[k]! - p.lag;
      const h = NODE * gap[k]!;
      const lo = caused(family.response, p, start[i]!, end[i]!, busySince[i]!, x - h);
      const hi = caused(family.response, p, start[i]!, end[i]!, busySince[i]!, x + h);
      const now = (lo + hi) / 2;
      if (first < 0 && now <= 0) continue;
      if (first < 0) first = k;
      last = k;
      this.value[at + k - first] = k === 0 ? 0 : now - before;
      this.slope[at + k - first] = h > 0 ? (hi - lo) / (2 * h) : 0;
      this.curve[at + k - first] = now - caused(family.response, p, start[i]!, end[i]!, busySince[i]!, x);
      before = now;
      if (total - lo <= 1e-12 + 1e-7 * total) break;
    }
    return { first, last };
  }

  #mean(i: number, family: Family, p: Physics, x: number, gap: number): number {
    const { start, end, busySince } = this.activities;
    const h = NODE * gap;
    return (caused(family.response, p, start[i]!, end[i]!, busySince[i]!, x - h) + caused(family.response, p, start[i]!, end[i]!, busySince[i]!, x + h)) / 2;
  }

  #windowColumn(i: number, from: number, to: number, family: Family, p: Physics, at: number): { first: number; last: number } {
    const { t, gap, dt, cadence, kind } = this.updates;
    const { start, end, busySince } = this.activities;
    const call = (x: number) => caused(family.response, p, start[i]!, end[i]!, busySince[i]!, x);
    let first = -1;
    let last = -2;
    for (let k = from; k <= to; k++) {
      const x = t[k]! - p.lag;
      const h = NODE * gap[k]!;
      // A counter's step over missed updates is the sum of several windows.
      const windows = kind === 'counter' ? Math.max(1, Math.round(dt[k]! / cadence)) : 1;
      const scale = (kind === 'counter' ? dt[k]! : 1) / windows / p.window;
      let lo = 0;
      let hi = 0;
      let mid = 0;
      for (let m = 0; m < windows; m++) {
        const shift = (m * dt[k]!) / windows;
        lo += call(x - h - shift) - call(x - h - shift - p.window);
        hi += call(x + h - shift) - call(x + h - shift - p.window);
        mid += call(x - shift) - call(x - shift - p.window);
      }
      const value = ((lo + hi) / 2) * scale;
      if (first < 0 && value <= 0) continue;
      if (first < 0) first = k;
      last = k;
      this.value[at + k - first] = value;
      this.slope[at + k - first] = h > 0 ? ((hi - lo) / (2 * h)) * scale : 0;
      this.curve[at + k - first] = value - mid * scale;
    }
    // Trailing rows that the window no longer reaches.
    while (last >= first && first >= 0 && this.value[at + last - first] === 0) last--;
    return first < 0 ? { first: -1, last: -2 } : { first, last };
  }

  #grow(): void {
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

/** The first index with `sorted[i] >= x`. */
export function lowerBound(sorted: Float64Array, x: number): number {
  let lo = 0;
  let hi = sorted.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (sorted[mid]! < x) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
