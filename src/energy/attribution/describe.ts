import type { SensorFindings } from '../sensor-findings.ts';
import type { Weighted } from './families.ts';
import type { Fit } from './fit.ts';
import { rises, type PhysicsName } from './model.ts';

/**
 * What the leading fit says of the sensor. A parameter that the data leave open by more than a fifth, or that another
 * family would not have, is null, not a guess.
 */
export function describe(fits: readonly Weighted[]): SensorFindings {
  const { fit, weight } = fits[0]!;
  const { design, family, physics } = fit.model;
  const { updates } = design;
  const known = (name: PhysicsName): boolean => fit.determined.includes(name);
  const windowed = family.window === 'window';
  return {
    reads: updates.kind,
    cadenceMs: ms(updates.cadence),
    jitter: Math.round(updates.jitter * 1000) / 1000,
    updates: updates.n,
    lagMs: known('lag') ? ms(physics.lag) : null,
    window: family.window,
    windowMs: windowed ? (known('window') ? ms(physics.window) : null) : ms(updates.cadence),
    response: family.response,
    responseMs: family.response === 'first-order' && known('tau') ? ms(physics.tau) : null,
    jump: rises(family.response) && known('jump') ? physics.jump : null,
    rampMs: rises(family.response) && known('ramp') ? ms(physics.ramp) : null,
    noise: fit.spreads.noise,
    powerSpread: fit.spreads.power,
    modelWeight: weight,
    baseWatts: restingWatts(fit),
    unaccounted: Math.round(unaccounted(fit) * 1e5) / 1e5,
  };
}

/** To a hundredth of a millisecond. */
const ms = (seconds: number): number => Math.round(seconds * 1e5) / 100;

/** Share of the sensor's sum over all rows that fitted powers and deviations do not explain: 1 − Σ(Xβ + Zb) ÷ Σy. */
export function unaccounted({ model: { design, columns }, beta, deviation }: Fit): number {
  const { updates, first, last, offset, value } = design;
  // The first update of a counter only starts the first step.
  const from = updates.kind === 'counter' ? 1 : 0;
  const sum = (x: Float64Array): number => x.subarray(from).reduce((s, v) => s + v, 0);
  const each = Float64Array.from(first, (begin, i) => {
    let total = 0;
    for (let k = Math.max(from, begin); k <= last[i]!; k++) total += value[offset[i]! + k - begin]!;
    return total;
  });
  const fitted = columns.reduce((s, column, j) => s + beta[j]! * sum(column), 0);
  return 1 - (fitted + deviation().reduce((s, b, i) => s + b * each[i]!, 0)) / sum(updates.y);
}

/** Base power between the first and the last edge, W. */
export function restingWatts({ model, beta }: Pick<Fit, 'model' | 'beta'>): number {
  const at = model.departures.findIndex((d) => d.kind === 'rest');
  return beta[0]! + (at < 0 ? 0 : beta[model.powers + at]!);
}
