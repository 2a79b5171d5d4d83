import type { Reason } from '../../common/generated/run-result.ts';
import { byActivity } from './coalesce.ts';
import type { Fit } from './fit.ts';
import type { Weighted } from './select.ts';
import { rises, type PhysicsName } from './model.ts';
import { fullSeconds, sharedSeconds, type Problem } from './problem.ts';
import { judge } from './judge.ts';
import type { Attribution, AttributionInput, Contrast, GroupEnergy } from './types.ts';

/** Joules of each interval and phase from weighted fits, with errors within and between them (Buckland et al., "Model selection: an integral part of inference", Biometrics 53, 1997). */
export function combine(input: AttributionInput, problem: Problem | null, fits: Weighted[]): Attribution {
  const n = input.intervals.length;
  const gross = new Float64Array(n);
  const net = new Float64Array(n);
  const phases = new Map<string, GroupEnergy>();
  if (problem === null || fits.length === 0) {
    for (const { phase } of input.intervals)
      phases.set(phase, unresolved(problem === null ? 'no-updates' : 'ill-conditioned'));
    return { gross, net, phases, idleWatts: input.idle?.watts ?? null, sensor: {}, warnings: [], contrast: () => null };
  }
  const each = sharedSeconds(input.intervals);
  const shared = byActivity(problem.columns, each);
  const idleWatts = input.idle?.watts ?? fits.reduce((s, f) => s + f.weight * f.fit.solution.beta[0]!, 0);
  const { of, share } = problem.columns;
  for (const { fit, weight } of fits) {
    const sums = joules(fit, problem, shared);
    for (let i = 0; i < n; i++) gross[i] = gross[i]! + weight * sums[of[i]!]! * share[i]!;
  }
  for (let i = 0; i < n; i++) net[i] = gross[i]! - idleWatts * each[i]!;
  problem.phases.forEach((phase, j) => {
    const members = Float64Array.from(problem.activities.phase, (p) => (p === j ? 1 : 0));
    phases.set(phase, groupOf(members, fits, problem, shared, input, idleWatts, j));
  });
  return {
    gross,
    net,
    phases,
    idleWatts,
    sensor: describe(problem, fits),
    warnings: [],
    contrast: (c) =>
      contrastOf(
        byActivity(
          problem.columns,
          c.map((x, i) => x * share[i]!),
        ),
        fits,
        problem,
        shared,
        input,
        idleWatts,
      ),
  };
}

/** Joules of each activity in one fit: base power for its share of time, its phase's power and its own deviation. */
function joules(fit: Fit, problem: Problem, shared: Float64Array): Float64Array {
  const { beta } = fit.solution;
  const deviation = fit.solution.deviation();
  const full = fullSeconds(fit.family, fit.physics, problem);
  return full.map((seconds, i) => {
    const watts =
      beta[1 + problem.activities.phase[i]!]! +
      deviation[i]! +
      (problem.context === null ? 0 : problem.context[i]! * beta[fit.powers - 1]!);
    return beta[0]! * shared[i]! + watts * seconds;
  });
}

/** Σ cᵢ·joulesᵢ over all activities, weighed over the fits, with its error from the joint covariance. */
function contrastOf(
  coefficients: Float64Array,
  fits: Weighted[],
  problem: Problem,
  shared: Float64Array,
  input: AttributionInput,
  idleWatts: number,
): Contrast {
  let mean = 0;
  let second = 0;
  const parts = fits.map(({ fit, weight }) => {
    const sum = joules(fit, problem, shared).reduce((s, x, i) => s + coefficients[i]! * x, 0);
    mean += weight * sum;
    return { sum, variance: contrastVariance(coefficients, fit, problem, shared), weight };
  });
  for (const part of parts) second += part.weight * (part.variance + (part.sum - mean) ** 2);
  const time = shared.reduce((s, x, i) => s + coefficients[i]! * x, 0);
  const grossError = Math.sqrt(second);
  return {
    grossJoules: mean,
    netJoules: mean - idleWatts * time,
    grossError,
    netError: Math.hypot(grossError, time * (input.idle?.standardError ?? 0)),
  };
}

function groupOf(
  members: Float64Array,
  fits: Weighted[],
  problem: Problem,
  shared: Float64Array,
  input: AttributionInput,
  idleWatts: number,
  phase: number,
): GroupEnergy {
  const sum = contrastOf(members, fits, problem, shared, input, idleWatts);
  const grossWatts = fits.reduce(
    (s, { fit, weight }) => s + weight * (fit.solution.beta[0]! + fit.solution.beta[1 + phase]!),
    0,
  );
  const reasons: Reason[] = [];
  if (grossWatts < 0.9 * idleWatts || (input.powerLimitWatts !== null && grossWatts > 1.5 * input.powerLimitWatts))
    reasons.push('power-on-bound');
  return { ...sum, reasons, resolvable: judge([{ ...sum, reasons }]).length === 0 };
}

/** Variance of (estimate − what these very requests used) of a weighted sum over activities. */
function contrastVariance(members: Float64Array, fit: Fit, problem: Problem, shared: Float64Array): number {
  const full = fullSeconds(fit.family, fit.physics, problem);
  const { solution, powers } = fit;
  const a = new Float64Array(solution.p);
  const c = new Float64Array(members.length);
  for (let i = 0; i < members.length; i++) {
    if (members[i] === 0) continue;
    const j = 1 + problem.activities.phase[i]!;
    const m = members[i]!;
    c[i] = m * full[i]!;
    a[0] = a[0]! + m * shared[i]!;
    a[j] = a[j]! + m * full[i]!;
    if (problem.context !== null) a[powers - 1] = a[powers - 1]! + m * problem.context[i]! * full[i]!;
  }
  fit.names.forEach((name, q) => {
    if (name !== 'jump' && name !== 'ramp') return;
    const h = 0.01;
    const moved = fullSeconds(fit.family, { ...fit.physics, [name]: fit.physics[name] + h }, problem);
    let slope = 0;
    for (let i = 0; i < members.length; i++)
      slope += (members[i]! * (moved[i]! - full[i]!) * solution.beta[1 + problem.activities.phase[i]!]!) / h;
    a[powers + q] = slope;
  });
  return solution.variance(a, c);
}

function unresolved(reason: Reason): GroupEnergy {
  return { grossJoules: NaN, netJoules: NaN, grossError: NaN, netError: NaN, resolvable: false, reasons: [reason] };
}

/** What the fits say of the sensor; a parameter only where its family leads. */
function describe(problem: Problem, fits: Weighted[]): Attribution['sensor'] {
  const { updates } = problem;
  const best = fits[0]!.fit;
  const p = best.physics;
  const ms = (seconds: number) => Math.round(seconds * 1e5) / 100;
  const window = best.family.window === 'window';
  // A parameter that the data leave open by more than a fifth, or that another family would not have, is null, not a guess.
  const known = (name: PhysicsName) => best.settled.includes(name);
  return {
    reads: updates.kind,
    cadenceMs: ms(updates.cadence),
    jitter: Math.round(updates.jitter * 1000) / 1000,
    updates: updates.n,
    lagMs: known('lag') ? ms(p.lag) : null,
    window: best.family.window,
    windowMs: window ? (known('window') ? ms(p.window) : null) : ms(updates.cadence),
    response: best.family.response,
    responseMs: best.family.response === 'first-order' && known('tau') ? ms(p.tau) : null,
    jump: rises(best.family.response) && known('jump') ? p.jump : null,
    rampMs: rises(best.family.response) && known('ramp') ? ms(p.ramp) : null,
    noise: best.spreads.noise,
    powerSpread: best.spreads.power,
    modelWeight: fits[0]!.weight,
    baseWatts: best.solution.beta[0]!,
    unaccounted: Math.round(best.unaccounted() * 1e5) / 1e5,
  };
}
