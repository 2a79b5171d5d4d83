import { leastSquares } from './dense.ts';
import { Design } from './design.ts';
import { MixedModel, type Solution, type Variances } from './mixed.ts';
import { parametersOf, type Family, type Physics, type PhysicsName } from './model.ts';
import { boundsOf, spreadPenalty, STEP, type Spreads } from './parameters.ts';
import type { Problem } from './problem.ts';
import { variancesOf } from './variances.ts';

export interface Fit {
  family: Family;
  physics: Physics;
  spreads: Spreads;
  names: PhysicsName[];
  /** Powers first (base, one per phase, the context slope if there is one), then the physics of `names`. */
  solution: Solution;
  powers: number;
  /** Physics that the data settle to a fifth (`Fitter.settled`); empty until asked for. */
  settled: PhysicsName[];
  /** −2 log-likelihood with its priors; comparable between families on the same rows. */
  deviance: number;
  bic: number;
  /** Share of the sensor's sum over these rows that the fitted phases and base power do not explain. */
  unaccounted(): number;
}

/** A parameter known to this share of itself (a lag: or to this many seconds) is told; the 99 % point of χ² with one degree of freedom. */
const SETTLED = 0.2;
const SETTLED_LAG = 0.001;
const CHI_SQUARED_99 = 6.634897;

/** Fits one family after another on the same problem; keeps its arrays between calls. */
export class Fitter {
  readonly problem: Problem;
  readonly #design: Design;
  readonly #rows: Float64Array;

  constructor(problem: Problem) {
    this.problem = problem;
    this.#design = new Design(problem.updates, problem.activities);
    this.#rows = problem.updates.y;
  }

  get powers(): number {
    return 1 + this.problem.phases.length + (this.problem.context === null ? 0 : 1);
  }

  /** The deviance at fixed physics, for a coarse search. */
  scan(
    family: Family,
    physics: Physics,
    spreads: Spreads,
    guess: Float64Array | null,
  ): { deviance: number; beta: Float64Array } {
    const columns = this.#columns(family, physics);
    const beta = guess ?? leastSquares(columns, this.#rows, this.problem.updates.kind === 'counter' ? 1 : 0);
    const solution = this.#solve(columns, columns.length, this.#variancesOf(columns, beta, spreads)).part;
    return { deviance: solution.deviance, beta: solution.beta };
  }

  /** Gauss–Newton on the physics with all powers and deviations solved for at once, then the spreads, then again. */
  refine(family: Family, start: Physics, spreads: Spreads, guess: Float64Array | null): Fit {
    const names = parametersOf(family);
    let physics = { ...start };
    let current = { ...spreads };
    let beta = guess;
    for (let round = 0; round < 3; round++) {
      const walked = this.#walk(family, names, physics, current, beta, round === 0 ? 6 : 4);
      physics = walked.physics;
      beta = walked.beta;
      if (round < 2) current = this.#spread(family, physics, current, beta);
    }
    return this.finish(family, physics, current, beta!);
  }

  /** Takes a fit of part of the rows to all of them: one step of the physics, the spreads as they are. */
  settle(fit: Fit): Fit {
    const { physics, beta, slopes } = this.#walk(
      fit.family,
      parametersOf(fit.family),
      fit.physics,
      fit.spreads,
      fit.solution.beta.slice(0, this.powers),
      1,
      0.5,
    );
    return { ...this.finish(fit.family, physics, fit.spreads, beta, slopes), settled: fit.settled };
  }

  /**
   * Which physics the data settle: where a value a fifth less and a fifth more, all else fitted anew, are both worse by
   * what a 99 % likelihood-ratio interval allows (Wilks, Annals of Mathematical Statistics 9, 1938). It asks the
   * likelihood itself, since its curvature at the best says little where an edge meets an update.
   */
  settled(fit: Fit): PhysicsName[] {
    const { cadence, kind } = this.problem.updates;
    return fit.names.filter((name) => {
      const step = SETTLED * fit.physics[name];
      return [-1, 1].every((sign) => {
        const [lo, hi] = boundsOf(name, cadence, kind);
        const value = fit.physics[name] + sign * (name === 'lag' ? Math.max(step, SETTLED_LAG) : step);
        // A lag cannot be below 0, nor a jump above 1: no value there is left to reject.
        if (value <= lo || value >= hi) return name === 'lag' ? value <= lo : name === 'jump' && value >= hi;
        const others = parametersOf(fit.family).filter((n) => n !== name);
        const { deviance } = this.#walk(
          fit.family,
          others,
          { ...fit.physics, [name]: value },
          fit.spreads,
          fit.solution.beta.slice(0, this.powers),
          4,
        );
        return deviance + spreadPenalty(fit.spreads) > fit.deviance + CHI_SQUARED_99;
      });
    });
  }

  /** The joint solution at fixed physics, whose uncertainty still counts; `slopes` are the rows' by each of the family's physics, where known. */
  finish(
    family: Family,
    physics: Physics,
    spreads: Spreads,
    beta: Float64Array,
    slopes: Float64Array[] | null = null,
  ): Fit {
    const names = parametersOf(family);
    const free = names.filter((name) => !this.#onBound(name, physics));
    const jacobian =
      slopes === null ? this.#slopes(family, physics, free, beta) : slopes.filter((_, j) => free.includes(names[j]!));
    const columns = this.#columns(family, physics);
    const { whole, part } = this.#solve(
      [...columns, ...jacobian],
      columns.length,
      this.#variancesOf(columns, beta, spreads),
    );
    // The physics are where they are: their columns widen the errors, and must not move the powers.
    whole.beta.set(part.beta);
    whole.beta.fill(0, columns.length);
    const deviance = part.deviance + spreadPenalty(spreads);
    return {
      family,
      physics,
      spreads,
      names: free,
      settled: [],
      powers: columns.length,
      deviance,
      solution: { ...whole, deviation: part.deviation },
      bic: deviance + names.length * Math.log(this.problem.updates.n),
      unaccounted: this.#unaccounted(columns, part),
    };
  }

  /** Keeps sums alone: the design is built anew for the next fit. */
  #unaccounted(columns: Float64Array[], { beta, deviation }: Solution): () => number {
    const first = this.problem.updates.kind === 'counter' ? 1 : 0;
    const sum = (x: Float64Array) => x.subarray(first).reduce((s, v) => s + v, 0);
    const design = this.#design;
    const each = Float64Array.from(design.first, (from, i) => {
      let total = 0;
      for (let k = Math.max(first, from); k <= design.last[i]!; k++)
        total += design.value[design.offset[i]! + k - from]!;
      return total;
    });
    const seen = sum(this.#rows);
    const fitted = columns.reduce((s, column, j) => s + beta[j]! * sum(column), 0);
    return () => 1 - (fitted + deviation().reduce((s, b, i) => s + b * each[i]!, 0)) / seen;
  }

  #walk(
    family: Family,
    names: PhysicsName[],
    start: Physics,
    spreads: Spreads,
    guess: Float64Array | null,
    steps: number,
    least = 0.05,
  ): { physics: Physics; beta: Float64Array; slopes: Float64Array[]; deviance: number } {
    let physics = start;
    let beta = guess ?? this.scan(family, physics, spreads, null).beta;
    let slopes: Float64Array[] = [];
    let deviance = Infinity;
    for (let step = 0; step < steps; step++) {
      slopes = this.#slopes(family, physics, names, beta);
      const here = this.#columns(family, physics);
      const { whole, part } = this.#solve([...here, ...slopes], here.length, this.#variancesOf(here, beta, spreads));
      beta = part.beta;
      deviance = part.deviance;
      let moved = false;
      for (let shrink = 1; shrink > least; shrink /= 2.5) {
        const next = this.#moved(physics, names, whole, here.length, shrink);
        const columns = this.#columns(family, next);
        const there = this.#tryModel(columns, this.#variancesOf(columns, beta, spreads));
        // Weights follow the powers; the deviance with its log-determinants compares the two fairly.
        if (there === null || there.deviance >= part.deviance - 1e-4) continue;
        moved = part.deviance - there.deviance > 0.02;
        physics = next;
        beta = there.beta;
        deviance = there.deviance;
        break;
      }
      if (!moved) break;
    }
    return { physics, beta, slopes, deviance };
  }

  #moved(physics: Physics, names: PhysicsName[], solution: Solution, at: number, shrink: number): Physics {
    const { cadence, kind } = this.problem.updates;
    const next = { ...physics };
    names.forEach((name, j) => {
      const [lo, hi] = boundsOf(name, cadence, kind);
      // No step leaps over more than a third of the range: the model is not that linear.
      const limit = (hi - lo) / 3;
      const step = Math.max(-limit, Math.min(limit, shrink * solution.beta[at + j]!));
      next[name] = Math.max(lo, Math.min(hi, physics[name] + step));
    });
    return next;
  }

  /** Pattern search over the two spreads, which need no new design. */
  #spread(family: Family, physics: Physics, start: Spreads, beta: Float64Array): Spreads {
    const columns = this.#columns(family, physics);
    const model = new MixedModel(this.#design);
    const cost = (s: Spreads) => {
      try {
        return (
          model.solve(this.#rows, columns, this.#variancesOf(columns, beta, s), this.#ridge(columns.length)).deviance +
          spreadPenalty(s)
        );
      } catch {
        return Infinity;
      }
    };
    let best = start;
    let lowest = cost(best);
    for (let step = 0.5; step > 0.06;) {
      let better = false;
      for (const key of ['noise', 'power'] as const) {
        for (const sign of [-1, 1]) {
          const next = { ...best, [key]: Math.max(1e-4, Math.min(0.5, best[key] * Math.exp(sign * step))) };
          const value = cost(next);
          if (value >= lowest - 1e-6) continue;
          best = next;
          lowest = value;
          better = true;
          break;
        }
      }
      if (!better) step /= 2.5;
    }
    return best;
  }

  /** How the rows move by each of these physics, by central differences. */
  #slopes(family: Family, physics: Physics, names: PhysicsName[], beta: Float64Array): Float64Array[] {
    const { cadence, kind } = this.problem.updates;
    return names.map((name) => {
      const [lo, hi] = boundsOf(name, cadence, kind);
      const a = Math.max(lo, physics[name] - STEP[name]);
      const b = Math.min(hi, physics[name] + STEP[name]);
      const below = this.#predict(this.#columns(family, { ...physics, [name]: a }), beta);
      const above = this.#predict(this.#columns(family, { ...physics, [name]: b }), beta);
      return above.map((x, k) => (x - below[k]!) / (b - a));
    });
  }

  #onBound(name: PhysicsName, physics: Physics): boolean {
    const [lo, hi] = boundsOf(name, this.problem.updates.cadence, this.problem.updates.kind);
    return physics[name] <= lo || physics[name] >= hi;
  }

  /** Builds the design for this physics and sums it to one column per power. */
  #columns(family: Family, physics: Physics): Float64Array[] {
    const { updates, activities, phases, context } = this.problem;
    const design = this.#design;
    design.build(family, physics);
    const columns = [Float64Array.from(design.exposure), ...phases.map(() => new Float64Array(updates.n))];
    if (context !== null) columns.push(new Float64Array(updates.n));
    for (let i = 0; i < activities.n; i++) {
      const column = columns[1 + activities.phase[i]!]!;
      const base = design.offset[i]! - design.first[i]!;
      const extra = context === null ? 0 : context[i]!;
      for (let k = design.first[i]!; k <= design.last[i]!; k++) {
        const z = design.value[base + k]!;
        column[k] = column[k]! + z;
        if (extra !== 0) columns[columns.length - 1]![k] = columns[columns.length - 1]![k]! + extra * z;
      }
    }
    return columns;
  }

  #predict(columns: Float64Array[], beta: Float64Array): Float64Array {
    const out = new Float64Array(this.problem.updates.n);
    columns.forEach((column, j) => {
      const b = beta[j]!;
      for (let k = 0; k < out.length; k++) out[k] = out[k]! + b * column[k]!;
    });
    return out;
  }

  #variancesOf(columns: Float64Array[], beta: Float64Array, spreads: Spreads): Variances {
    return variancesOf(this.problem, this.#design, this.#predict(columns, beta), beta, spreads);
  }

  #solve(columns: Float64Array[], inner: number, variances: Variances): { whole: Solution; part: Solution } {
    return new MixedModel(this.#design).solveNested(this.#rows, columns, inner, variances, this.#ridge(columns.length));
  }

  #tryModel(columns: Float64Array[], variances: Variances): Solution | null {
    try {
      return this.#solve(columns, columns.length, variances).part;
    } catch {
      return null;
    }
  }

  /** A prior so wide that it only keeps a column without data from being singular: 10⁵ W, 10 s. */
  #ridge(p: number): Float64Array {
    const ridge = new Float64Array(p);
    for (let j = 0; j < p; j++) ridge[j] = j < this.powers ? 1e-10 : 1e-2;
    return ridge;
  }
}
