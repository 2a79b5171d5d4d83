import type { Weighted } from './families.ts';
import { linearModel } from './linear-model.ts';
import { START_SPREADS } from './parameters.ts';
import { layOut } from './problem.ts';
import { unlessSingular } from './singular.ts';
import { firstSolution } from './solve.ts';
import { fitSpreads } from './spreads.ts';
import type { Series } from '../series.ts';
import { findUpdates, type SensorKind, type Updates } from './updates.ts';

/**
 * A model whose noise is this many times that of the sensor in quiet does not fit: every jump, co-tenant, lag and hot
 * gap that was tried showed it, no clean load did (`bench/energy-kinds`).
 */
const MISFIT = 2.5;
/** With fewer updates the noise in quiet is known too badly: by a factor of 1.5 at 12. */
const LEAST_UPDATES = 12;

/** σ_noise of a sensor while nothing runs; null where too little was seen of it. */
export function quietNoise(updates: Updates | null): number | null {
  if (updates === null || updates.n < LEAST_UPDATES) return null;
  const problem = layOut(updates, []);
  const physics = { lag: 0, window: updates.cadence, tau: 0.01, jump: 1, ramp: 0.1 };
  const window = updates.kind === 'counter' ? 'exact' : 'window';
  return unlessSingular(() => {
    const model = linearModel(problem, { response: 'instant', window }, physics);
    return fitSpreads(model, START_SPREADS, firstSolution(model, START_SPREADS).beta).noise;
  });
}

/** σ_noise in a quiet stretch of each reading that was seen enough of. */
export function quietNoises(series: Series): Partial<Record<SensorKind, number>> {
  const found: Partial<Record<SensorKind, number>> = {};
  for (const kind of ['counter', 'ring', 'instant', 'average'] as const) {
    const noise = quietNoise(findUpdates(series, kind, -Infinity, Infinity));
    if (noise !== null) found[kind] = noise;
  }
  return found;
}

/** Whether the fits' noise says that the model does not describe what the sensor saw. */
export function misfits(fits: readonly Weighted[], quiet: number | null): boolean {
  if (quiet === null) return false;
  return fits.reduce((sum, { fit, weight }) => sum + weight * fit.spreads.noise, 0) > MISFIT * quiet;
}
