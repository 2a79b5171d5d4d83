import type { Activities } from './activities.ts';
import { CausedAround } from './caused.ts';
import { Cells } from './cells.ts';
import { lowerBound } from './lower-bound.ts';
import { fullPower, tailOf, type Family, type Physics, type Window } from './model.ts';
import type { Updates } from './updates.ts';

/** An exact counter has seen an activity whole when no more than this is missing: of it, and in seconds (rounding). */
const SEEN_WHOLE = { relative: 1e-7, absolute: 1e-12 };

/**
 * Z: what each of m activities adds to each of n updates, per watt, as a sparse n × m matrix whose columns are runs of
 * rows `first[i]` … `last[i]` (last < first where there are none). The cell (k, i) stands at
 * `offset[i] + k − first[i]` of `value`, `slope` and `curvature`.
 */
export interface Design {
  readonly updates: Updates;
  readonly activities: Activities;
  readonly window: Window;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly offset: Int32Array;
  /** z_ki: seconds (counter) or 1 (power) per watt. */
  readonly value: Float64Array;
  /** ∂z_ki/∂t_k: how the row moves with the time of its update (of an exact counter the next row moves against it). */
  readonly slope: Float64Array;
  /** How far that move is from linear over the poll gap: mean of the two nodes less the middle. */
  readonly curvature: Float64Array;
  /** e_k: what one watt of base power adds to each row, seconds (counter) or 1 (power). */
  readonly exposure: Float64Array;
}

/**
 * The design at a family and its physics. With A_i(t) from `model.ts` and everything shifted by the lag L:
 *
 *     exact counter      z_ki = A_i(t_k − L) − A_i(t_(k−1) − L)
 *     window, power      z_ki = [A_i(t_k − L) − A_i(t_k − L − w)] ÷ w
 *     window, counter    the same × (t_k − t_(k−1))
 *
 * each as its expectation over the poll gap of t_k.
 */
export function buildDesign(updates: Updates, activities: Activities, family: Family, p: Physics): Design {
  const exact = family.window === 'exact';
  const reach = exact ? 0 : p.window + 2 * updates.cadence;
  const tail = tailOf(family.response, p);
  const source = { updates, activities, family, physics: p, around: new CausedAround(updates, activities, family, p) };
  const cells = new Cells(4 * (updates.n + activities.n));
  const first = new Int32Array(activities.n);
  const last = new Int32Array(activities.n);
  const offset = new Int32Array(activities.n);
  for (let i = 0; i < activities.n; i++) {
    const from = lowerBound(updates.t, activities.start[i]! + p.lag - updates.cadence);
    const end = lowerBound(updates.t, activities.end[i]! + p.lag + tail + reach + updates.cadence) + 1;
    const to = Math.min(updates.n - 1, end);
    offset[i] = cells.length;
    first[i] = exact ? exactColumn(i, from, to, source, cells) : windowColumn(i, from, to, source, cells);
    last[i] = first[i]! + cells.length - offset[i]! - 1;
  }
  const exposure = updates.kind === 'counter' ? updates.dt.slice() : new Float64Array(updates.n).fill(1);
  return { updates, activities, window: family.window, first, last, offset, exposure, ...cells.finish() };
}

interface Source {
  updates: Updates;
  activities: Activities;
  family: Family;
  physics: Physics;
  around: CausedAround;
}

/** Appends activity i's cells among rows `from` … `to` of an exact counter; returns the first row, −1 for none. */
function exactColumn(i: number, from: number, to: number, source: Source, cells: Cells): number {
  const { activities, around, physics: p } = source;
  const { t } = source.updates;
  const start = activities.start[i]!;
  const weight = activities.weight[i]!;
  const total = fullPower(source.family.response, p, start, activities.end[i]!, activities.busySince[i]!);
  let before = 0;
  if (from > 0) {
    const { below, above } = around.at(i, from - 1, t[from - 1]! - p.lag);
    before = (below + above) / 2;
  }
  let first = -1;
  for (let k = from; k <= to; k++) {
    const h = around.half[k]!;
    if (first < 0 && t[k]! - p.lag + h <= start) continue;
    const { below, middle, above } = around.at(i, k, t[k]! - p.lag);
    const now = (below + above) / 2;
    if (first < 0 && now <= 0) continue;
    if (first < 0) first = k;
    cells.push(
      // The first update only starts the first step.
      weight * (k === 0 ? 0 : now - before),
      weight * (h > 0 ? (above - below) / (2 * h) : 0),
      weight * (now - middle),
    );
    before = now;
    if (total - below <= SEEN_WHOLE.absolute + SEEN_WHOLE.relative * total) break;
  }
  return first;
}

/** The same of a sensor that shows the mean over a window before each update. */
function windowColumn(i: number, from: number, to: number, source: Source, cells: Cells): number {
  const { activities, around, physics: p } = source;
  const { t, dt, cadence, kind } = source.updates;
  const weight = activities.weight[i]!;
  let first = -1;
  for (let k = from; k <= to; k++) {
    const h = around.half[k]!;
    const x = t[k]! - p.lag;
    if (first < 0 && x + h <= activities.start[i]!) continue;
    // A counter's step over missed updates is the sum of several windows.
    const windows = kind === 'counter' ? Math.max(1, Math.round(dt[k]! / cadence)) : 1;
    const scale = (kind === 'counter' ? dt[k]! : 1) / windows / p.window;
    let below = 0;
    let middle = 0;
    let above = 0;
    for (let m = 0; m < windows; m++) {
      const shift = (m * dt[k]!) / windows;
      const end = around.at(i, k, x - shift);
      const begin = around.at(i, k, x - shift - p.window);
      // One after the other, as the figures of the docs were made: a sum of differences rounds otherwise.
      below = below + end.below - begin.below;
      middle = middle + end.middle - begin.middle;
      above = above + end.above - begin.above;
    }
    const value = ((below + above) / 2) * scale;
    if (value <= 0) {
      if (first < 0) continue;
      break;
    }
    if (first < 0) first = k;
    cells.push(
      weight * value,
      weight * (h > 0 ? ((above - below) / (2 * h)) * scale : 0),
      weight * (value - middle * scale),
    );
  }
  return first;
}
