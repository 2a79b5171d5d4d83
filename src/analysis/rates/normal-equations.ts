import { COSTED, FEATURES, offsetOf, type Costed } from './features.ts';
import { addOuter, addScaled, dot, zeros } from './linear.ts';
import type { Observation } from './observations.ts';

/** What a block's answers have in common. */
export interface Cluster {
  /** Its factor on all rates: a card's gain, a machine's drift. */
  factor: number;
  /** Σ features and Σ cost of its answers. */
  x: number[];
  cost: number;
}

/** A phase's prior: the direction in θ of its second rate's share, which is uniform on [0, 1]. */
export interface Prior {
  direction: number[];
  dispersion: number;
}

/** Precision of a share that is uniform on [0, 1]. */
export const UNIFORM = 12;
/** Observations by block, once for all steps of the fit. */
export type Blocks = readonly (readonly [name: string, observations: readonly Observation[]])[];

/** What rates θ say of every block, in the order of the blocks. */
export const clustersAt = (blocks: Blocks, theta: readonly number[]): Cluster[] =>
  blocks.map(([, group]) => {
    const x = zeros(FEATURES);
    let joules = 0;
    for (const o of group) {
      addScaled(x, 1, o.x);
      joules += o.joules;
    }
    const cost = dot(theta, x);
    return { factor: joules / cost, x, cost };
  });

/** Calls `visit` with every observation's cost and residual at rates θ. */
export function eachResidual(
  blocks: Blocks,
  clusters: readonly Cluster[],
  theta: readonly number[],
  visit: (o: Observation, cost: number, residual: number, block: number) => void,
): void {
  blocks.forEach(([, group], i) => {
    for (const o of group) {
      const cost = dot(theta, o.x);
      visit(o, cost, o.joules / clusters[i]!.factor - cost, i);
    }
  });
}

/** Score and information of the data, each block's factor profiled out, and each phase's dispersion. */
function normal(
  blocks: Blocks,
  theta: readonly number[],
): { clusters: Cluster[]; score: number[]; info: number[][]; dispersion: Record<Costed, number> } {
  const clusters = clustersAt(blocks, theta);
  const score = zeros(FEATURES);
  const info = score.map(() => zeros(FEATURES));
  const inPhase = blocks.map(() => COSTED.map(() => ({ n: 0, cost: 0, residual: 0, squares: 0 })));
  eachResidual(blocks, clusters, theta, (o, cost, residual, block) => {
    addScaled(score, residual / cost, o.x);
    addOuter(info, 1 / cost, o.x);
    const own = inPhase[block]![COSTED.indexOf(o.phase)]!;
    own.n++;
    own.cost += cost;
    own.residual += residual;
    own.squares += residual ** 2 / cost;
  });
  for (const c of clusters) addOuter(info, -1 / c.cost, c.x);
  const of = (phase: number): number => {
    const own = inPhase.map((b) => b[phase]!).filter((b) => b.n > 0);
    const n = own.reduce((all, b) => all + b.n, 0);
    const cost = own.reduce((all, b) => all + b.cost, 0);
    // About the phase's own level in each block, which is the block's affair.
    const squares = own.reduce((all, b) => all + b.squares - b.residual ** 2 / b.cost, 0);
    // Data without any noise leave the prior a last word on what they do not determine.
    return Math.max(squares / Math.max(1, n - own.length - 1), (1e-6 * cost) / Math.max(1, n));
  };
  return { clusters, score, info, dispersion: { prefill: of(0), decode: of(1) } };
}

/** The prior of each phase: the share α of its second rate in its mean cost is uniform on [0, 1]. */
function priorsOf(
  theta: readonly number[],
  dispersion: Record<Costed, number>,
  means: readonly number[],
): (Prior & { score: number[] })[] {
  return COSTED.map((phase) => {
    const at = offsetOf(phase);
    const [a, b] = [theta[at]! * means[at]!, theta[at + 1]! * means[at + 1]!];
    const direction = zeros(FEATURES);
    if (a + b > 0) {
      // ∂α/∂θ has no part along θ, so the prior moves no phase's total.
      direction[at] = (-means[at]! * b) / (a + b) ** 2;
      direction[at + 1] = (means[at + 1]! * a) / (a + b) ** 2;
    }
    const share = a + b > 0 ? b / (a + b) : 0.5;
    const score = direction.map((d) => UNIFORM * dispersion[phase] * (0.5 - share) * d);
    return { direction, dispersion: dispersion[phase], score };
  });
}

/** The scale of θ is no parameter (the blocks' factors have it): this row only keeps the system from being singular. */
function withScale(info: readonly number[][], means: readonly number[]): number[][] {
  const out = info.map((row) => [...row]);
  const weight = Math.max(...info.map((row, i) => (means[i]! > 0 ? row[i]! / means[i]! ** 2 : 0)));
  addOuter(out, weight, means);
  return out;
}

/** The normal equations at θ, prior included, and what they were made of. */
export interface System {
  clusters: Cluster[];
  score: number[];
  information: number[][];
  dispersion: Record<Costed, number>;
  priors: Prior[];
}

/** The normal equations of all blocks at rates θ; `means` are the mean features of each phase. */
export function withPriors(blocks: Blocks, theta: readonly number[], means: readonly number[]): System {
  const { clusters, score, info, dispersion } = normal(blocks, theta);
  const priors = priorsOf(theta, dispersion, means);
  for (const p of priors) {
    addScaled(score, 1, p.score);
    addOuter(info, UNIFORM * p.dispersion, p.direction);
  }
  return { clusters, score, information: withScale(info, means), dispersion, priors };
}
