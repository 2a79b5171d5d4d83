import { buildDesign, type Design } from './design.ts';
import type { Family, Physics, PhysicsName } from './model.ts';
import { boundsOf, STEP } from './parameters.ts';
import type { Problem } from './problem.ts';

/** The model at fixed physics, where it is linear in the powers: E[y] = Xβ. */
export interface LinearModel {
  readonly family: Family;
  readonly physics: Physics;
  /** Z: what each activity adds to each row. */
  readonly design: Design;
  /** X, a column of n rows for each power: base, one per phase, and the context slope if there is one. */
  readonly columns: readonly Float64Array[];
}

/**
 * x_k0 = e_k; x_kj = Σ z_ki over the activities i of phase j; for the context slope Σ c_i·z_ki (c_i:
 * `Problem.context`).
 */
export function linearModel(problem: Problem, family: Family, physics: Physics): LinearModel {
  const { updates, activities, phases, context } = problem;
  const design = buildDesign(updates, activities, family, physics);
  const columns = [design.exposure.slice(), ...phases.map(() => new Float64Array(updates.n))];
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
  return { family, physics, design, columns: context === null ? columns : [...columns, ofContext] };
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
  { family, physics }: Pick<LinearModel, 'family' | 'physics'>,
  names: readonly PhysicsName[],
  beta: Float64Array,
): Float64Array[] {
  const { cadence, kind } = problem.updates;
  return names.map((name) => {
    const [lo, hi] = boundsOf(name, cadence, kind);
    const a = Math.max(lo, physics[name] - STEP[name]);
    const b = Math.min(hi, physics[name] + STEP[name]);
    const below = predict(linearModel(problem, family, { ...physics, [name]: a }), beta);
    const above = predict(linearModel(problem, family, { ...physics, [name]: b }), beta);
    return above.map((x, k) => (x - below[k]!) / (b - a));
  });
}
