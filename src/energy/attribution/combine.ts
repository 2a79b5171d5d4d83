import type { Reason } from '../../common/generated/run-result.ts';
import { byActivity } from './coalesce.ts';
import { describe, restingWatts } from './describe.ts';
import type { Fit } from './fit.ts';
import { fittedUpdates } from './fitted.ts';
import type { Weighted } from './families.ts';
import { fullSeconds, joulesOf, spreadVariance, sumVariance } from './joules.ts';
import { judge } from './judge.ts';
import { sharedSeconds } from './shared-seconds.ts';
import { mixtureError } from './mixture.ts';
import type { Problem } from './problem.ts';
import type { Attribution, AttributionInput, Contrast, GroupEnergy } from './types.ts';

/**
 * Gross power of a phase must lie within these shares of idle power and of the power limit, which acts on an average
 * (design, "Measuring").
 */
const POSSIBLE = { ofIdle: 0.9, ofLimit: 1.5 };

/** The fits of one channel, each with the joules of every activity, averaged. */
interface Averaged {
  problem: Problem;
  fits: readonly (Weighted & { joules: Float64Array })[];
  idleWatts: number;
  idleError: number;
}

/**
 * Joules of each interval and phase from weighted fits, with the errors within and between them: with weights w_f,
 *
 *     E = Σ w_f·E_f,    var E = Σ w_f·(var_f + (E_f − E)²)
 *
 * (Buckland et al., "Model selection: an integral part of inference", Biometrics 53, 1997). `fits` must not be empty.
 */
export function combine(input: AttributionInput, problem: Problem, fits: readonly Weighted[]): Attribution {
  const seconds = sharedSeconds(input.intervals);
  const averaged: Averaged = {
    problem,
    fits: fits.map((f) => ({ ...f, joules: joulesOf(f.fit, problem) })),
    idleWatts: input.idle?.watts ?? fits.reduce((s, f) => s + f.weight * f.fit.beta[0]!, 0),
    idleError: input.idle?.standardError ?? 0,
  };
  const gross = grossOf(averaged);
  const net = gross.map((joules, i) => joules - averaged.idleWatts * seconds[i]!);
  const phases = problem.phases.map((phase, j) => [phase, groupOf(averaged, j, input.powerLimitWatts)] as const);
  const { share } = problem.grouping;
  return {
    gross,
    net,
    phases: new Map(phases),
    idleWatts: averaged.idleWatts,
    sensor: describe(fits),
    contrast: (c) => {
      const weights = c.map((x, i) => x * share[i]!);
      return contrastOf(averaged, byActivity(problem.grouping, weights));
    },
    fitted: () => fittedUpdates(fits),
  };
}

/** What is known where nothing could be fitted: why, of each phase. */
export function unresolved({ intervals, idle }: AttributionInput, reason: Reason): Attribution {
  const nothing = { grossJoules: NaN, netJoules: NaN, grossError: NaN, netError: NaN };
  return {
    gross: new Float64Array(intervals.length),
    net: new Float64Array(intervals.length),
    phases: new Map(intervals.map(({ phase }) => [phase, { ...nothing, resolvable: false, reasons: [reason] }])),
    idleWatts: idle?.watts ?? null,
    sensor: {},
    contrast: () => null,
  };
}

/** Joules of each interval: its share of its activity's, weighed over the fits. */
function grossOf({ problem, fits }: Averaged): Float64Array {
  const { activityOf, share } = problem.grouping;
  const gross = new Float64Array(activityOf.length);
  for (const { joules, weight } of fits)
    for (let i = 0; i < gross.length; i++) gross[i] = gross[i]! + weight * joules[activityOf[i]!]! * share[i]!;
  return gross;
}

/** Σ w_i·E_i over all activities with its error from the joint covariance; idle power's own error widens the net. */
function contrastOf({ problem, fits, idleWatts, idleError }: Averaged, weights: Float64Array): Contrast {
  const parts = fits.map(({ fit, joules, weight }) => ({
    sum: joules.reduce((s, x, i) => s + weights[i]! * x, 0),
    variance: sumVariance(weights, fit, problem),
    weight,
  }));
  const mean = parts.reduce((s, part) => s + part.weight * part.sum, 0);
  const seconds = problem.shared.reduce((s, x, i) => s + weights[i]! * x, 0);
  const grossError = mixtureError(parts, mean);
  const idle = seconds * idleError;
  return {
    grossJoules: mean,
    netJoules: mean - idleWatts * seconds,
    grossError,
    netError: Math.hypot(grossError, idle),
    ...sharesOf(grossError ** 2, idle ** 2, parts[0]!.variance, spreadVariance(weights, fits[0]!.fit, problem)),
  };
}

/**
 * What the variance of net joules is made of: idle power's error, what averaging over models adds to the leading one's
 * (discrepancy), how far these very requests lie from their phase's mean, and what is left, the sensor's.
 */
function sharesOf(gross: number, idle: number, leading: number, requests: number): Pick<Contrast, 'shares'> {
  const total = gross + idle;
  if (!(total > 0)) return {};
  const discrepancy = Math.max(0, gross - leading);
  const drawn = Math.min(requests, gross - discrepancy);
  return {
    shares: {
      sensor: (gross - discrepancy - drawn) / total,
      requests: drawn / total,
      discrepancy: discrepancy / total,
      idle: idle / total,
    },
  };
}

function groupOf(averaged: Averaged, phase: number, powerLimitWatts: number | null): GroupEnergy {
  const { problem, fits, idleWatts } = averaged;
  const sum = contrastOf(
    averaged,
    Float64Array.from(problem.activities.phase, (p) => (p === phase ? 1 : 0)),
  );
  const watts = fits.reduce((s, { fit, joules, weight }) => s + weight * wattsOf(fit, joules, problem, phase), 0);
  const tooHigh = powerLimitWatts !== null && watts > POSSIBLE.ofLimit * powerLimitWatts;
  const reasons: Reason[] = watts < POSSIBLE.ofIdle * idleWatts || tooHigh ? ['power-on-bound'] : [];
  return { ...sum, reasons, resolvable: judge([{ ...sum, reasons }]).length === 0 };
}

/** Mean gross power of a phase that runs alone, W: base power, and its joules above that by its time at full power. */
function wattsOf(fit: Fit, joules: Float64Array, problem: Problem, phase: number): number {
  const { activities, shared } = problem;
  const full = fullSeconds(fit, activities, fit.physics);
  const base = restingWatts(fit);
  let [above, seconds] = [0, 0];
  for (let i = 0; i < activities.n; i++) {
    if (activities.phase[i] !== phase) continue;
    above += joules[i]! - base * shared[i]!;
    seconds += full[i]!;
  }
  return seconds > 0 ? base + above / seconds : base;
}
