import type { Weighted } from './families.ts';
import type { Fit } from './fit.ts';
import { predict } from './linear-model.ts';
import type { SensorKind } from './updates.ts';

/**
 * What was fitted, row by row: n updates of a sensor, without those that are no observation (the first of a counter, a
 * step that no device can have drawn). y, fitted and residual are joules of a counter's step, or watts of a power
 * reading.
 */
export interface FittedUpdates {
  kind: SensorKind;
  /** When each happened, and how long since the one before, seconds. */
  t: Float64Array;
  dt: Float64Array;
  y: Float64Array;
  fitted: Float64Array;
  /** y − fitted. */
  residual: Float64Array;
}

/** The updates beside Σ w_f·(Xβ + Zb)_f over the weighted fits of one problem. `fits` must not be empty. */
export function fittedUpdates(fits: readonly Weighted[]): FittedUpdates {
  const { updates } = fits[0]!.fit.model.design;
  const all = new Float64Array(updates.n);
  for (const { fit, weight } of fits) rowsOf(fit).forEach((x, k) => (all[k] = all[k]! + weight * x));
  const rows = (x: Float64Array): Float64Array => x.filter((_, k) => updates.observed[k] === 1);
  const [y, fitted] = [rows(updates.y), rows(all)];
  return {
    kind: updates.kind,
    t: rows(updates.t),
    dt: rows(updates.dt),
    y,
    fitted,
    residual: y.map((x, k) => x - fitted[k]!),
  };
}

/** Xβ + Zb of one fit. */
function rowsOf({ model, beta, deviation }: Fit): Float64Array {
  const { first, last, offset, value } = model.design;
  const rows = predict(model, beta);
  deviation().forEach((b, i) => {
    const base = offset[i]! - first[i]!;
    for (let k = first[i]!; k <= last[i]!; k++) rows[k] = rows[k]! + b * value[base + k]!;
  });
  return rows;
}
