import type { Weighted } from './families.ts';
import { linearModel } from './linear-model.ts';
import { START_SPREADS } from './parameters.ts';
import { layOut } from './problem.ts';
import { unlessSingular } from './singular.ts';
import { firstSolution } from './solve.ts';
import { fitSpreads, spreadsCost } from './spreads.ts';
import type { Series } from '../series.ts';
import { findUpdates, type SensorKind, type Updates } from './updates.ts';

/**
 * A model whose noise is this many times that of the sensor in quiet does not fit: every jump, co-tenant, lag and hot
 * gap that was tried showed it, no clean load did (`bench/energy-kinds`).
 */
const MISFIT = 2.5;
/** The 95 % point, one-sided, of a likelihood ratio with one degree of freedom; and the steps in which it is sought. */
const REJECTED = 2.7055;
const STEP = 1.05;
/** With fewer updates the noise in quiet is known too badly: by a factor of 1.5 at 12. */
const LEAST_UPDATES = 12;

/**
 * The largest noise that a sensor may have had while nothing ran: where the deviance is `REJECTED` above its least. Of
 * a 10 ms counter, whose updates a 5 ms poll times badly, quiet tells the noise to a factor of 2 alone. Null where too
 * little was seen.
 */
export function quietNoise(updates: Updates | null): number | null {
  if (updates === null || updates.n < LEAST_UPDATES) return null;
  const problem = layOut(updates, []);
  const physics = { lag: 0, window: updates.cadence, tau: 0.01, jump: 1, ramp: 0.1 };
  const window = updates.kind === 'counter' ? 'exact' : 'window';
  return unlessSingular(() => {
    const model = linearModel(problem, { response: 'instant', window }, physics);
    const { beta } = firstSolution(model, START_SPREADS);
    const best = fitSpreads(model, START_SPREADS, beta);
    const cost = (noise: number): number => spreadsCost(model, { ...best, noise }, beta);
    const most = cost(best.noise) + REJECTED;
    let noise = best.noise;
    while (noise < 1 && cost(noise * STEP) < most) noise *= STEP;
    return noise;
  });
}

/** The largest noise in a quiet stretch of each reading that was seen enough of. */
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
