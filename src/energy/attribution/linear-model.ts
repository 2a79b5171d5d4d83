import { buildDesign, type Design } from './design.ts';
import type { Family, Physics, PhysicsName } from './model.ts';
import { activitiesOf, membersOf, type Departure } from './departures.ts';
import { boundsOf, STEP } from './parameters.ts';
import type { Problem } from './problem.ts';
import { pulsesColumn } from './pulses.ts';

/** The model at fixed physics, where it is linear in the powers: E[y] = Xβ. */
export interface LinearModel {
  readonly family: Family;
  readonly physics: Physics;
  /** Z: what each activity adds to each row. */
  readonly design: Design;
  /**
   * X, a column of n rows for each power: base, one per phase, the context slope if there is one (these are the first
   * `powers`), and one for each departure.
   */
  readonly columns: readonly Float64Array[];
  readonly powers: number;
  readonly departures: readonly Departure[];
}

/**
 * x_k0 = e_k; x_kj = Σ z_ki over the activities i of phase j; for the context slope Σ c_i·z_ki (c_i:
 * `Problem.context`).
 */
export function linearModel(
  problem: Problem,
  family: Family,
  physics: Physics,
  departures: readonly Departure[] = [],
): LinearModel {
  const { updates, activities, phases, context } = problem;
  const design = buildDesign(updates, activities, family, physics);
  const columns: Float64Array[] = [design.exposure.slice(), ...phases.map(() => new Float64Array(updates.n))];
  const ofContext = new Float64Array(updates.n);
  for (let i = 0; i < activities.n; i++) {
    const column = columns[1 + activities.phase[i]!]!;
    const base = design.offset[i]! - design.first[i]!;
    const extra = context === null ? 0 : context[i]!;
    for (let k = design.first[i]!; k <= design.last[i]!; k++) {
      const z = design.value[base + k]!;
      column[k] = column[k]! + z;
      if (extra !== 0) ofContext[k] = ofContext[k]! + extra * z;
    }
  }
  if (context !== null) columns.push(ofContext);
  const powers = columns.length;
  for (const departure of departures) columns.push(departureColumn(problem, family, physics, departure));
  return { family, physics, design, columns, powers, departures };
}

/** Σ weight·z_k over a departure's activities; that of base power follows at once, whatever the device's response. */
function departureColumn(problem: Problem, family: Family, physics: Physics, departure: Departure): Float64Array {
  if (departure.kind === 'pulses')
    return pulsesColumn(problem, membersOf(problem, departure.phase), departure.seconds, family, physics);
  const { activities, weight } = activitiesOf(departure, problem);
  const shape = departure.kind === 'rest' ? ({ ...family, response: 'instant' } as const) : family;
  const { first, last, offset, value } = buildDesign(problem.updates, activities, shape, physics);
  const column = new Float64Array(problem.updates.n);
  for (let i = 0; i < activities.n; i++)
    for (let k = first[i]!; k <= last[i]!; k++)
      column[k] = column[k]! + weight[i]! * value[offset[i]! + k - first[i]!]!;
  return column;
}

/** Xβ. */
export function predict({ columns, design }: LinearModel, beta: Float64Array): Float64Array {
  const out = new Float64Array(design.updates.n);
  columns.forEach((column, j) => {
    const b = beta[j]!;
    for (let k = 0; k < out.length; k++) out[k] = out[k]! + b * column[k]!;
  });
  return out;
}

/**
 * ∂(Xβ)/∂θ for each named physics θ, a column of n rows each: central differences, one-sided at a bound. The steps are
 * wide (`STEP`), so that they look over the kinks where an edge meets an update.
 */
export function jacobian(
  problem: Problem,
  { family, physics, departures = [] }: Pick<LinearModel, 'family' | 'physics'> & Partial<LinearModel>,
  names: readonly PhysicsName[],
  beta: Float64Array,
): Float64Array[] {
  const { cadence, kind } = problem.updates;
  return names.map((name) => {
    const [lo, hi] = boundsOf(name, cadence, kind);
    const a = Math.max(lo, physics[name] - STEP[name]);
    const b = Math.min(hi, physics[name] + STEP[name]);
    const below = predict(linearModel(problem, family, { ...physics, [name]: a }, departures), beta);
    const above = predict(linearModel(problem, family, { ...physics, [name]: b }, departures), beta);
    return above.map((x, k) => (x - below[k]!) / (b - a));
  });
}
