import { COSTED, FEATURES, offsetOf, type Costed } from './features.ts';
import { groupBy } from './group.ts';
import { dot, solve, zeros } from './linear.ts';
import { clustersAt, eachResidual, withPriors, type Blocks, type Cluster, type Prior } from './normal-equations.ts';
import type { Observation } from './observations.ts';

/** An observation beside what the rates say of it. */
export interface Fitted extends Observation {
  /** Joules that the rates give it, before its block's factor. */
  cost: number;
  /** What is left of its joules, at the block's factor 1. */
  residual: number;
  /** The same, less the level of its phase in its block: the answer's own. */
  own: number;
}

/** Rates that base and head have in common. */
export interface Rates {
  /** J per answer, per prompt token, per decode step and per token of context and step, at the mean block. */
  theta: number[];
  fitted: Fitted[];
  clusters: Map<string, Cluster>;
  /** Variance of a residual over its cost, in J, by phase. */
  dispersion: Record<Costed, number>;
  /** Information of the data and the prior on θ, over the dispersion's unit. */
  information: number[][];
  priors: Prior[];
  /** How many parameters the data, not the prior, determine, by phase. */
  determined: Record<Costed, number>;
}

const MOST_STEPS = 100;
const CLOSE = 1e-11;

/** Holds the rates of `held` where they are. */
function without(info: readonly number[][], held: ReadonlySet<number>): number[][] {
  return info.map((row, i) => row.map((v, j) => (held.has(i) || held.has(j) ? (i === j ? 1 : 0) : v)));
}

/**
 * Fits rates θ ≥ 0 with E = s·(θ·x): x = [1, n] of a prefill, [k, C] of a decode (n prompt tokens, k steps, C the sum
 * of their contexts), and one factor s a block, which cancels. Quasi-likelihood (Wedderburn 1974) with the variance of
 * joules in proportion to their mean, for noise that gathers over the steps, so that fitted totals are metered totals;
 * Newton's steps with s profiled out. What the data leave open between a phase's two rates, both ≥ 0, is filled in by a
 * uniform prior on the second's share.
 * `null` where a phase with tokens has no joules above 0.
 */
export function fitRates(observations: readonly Observation[]): Rates | null {
  const means = zeros(FEATURES);
  const theta = zeros(FEATURES);
  for (const phase of COSTED) {
    const own = observations.filter((o) => o.phase === phase);
    if (own.length === 0) continue;
    const joules = own.reduce((all, o) => all + o.joules, 0) / own.length;
    if (joules <= 0) return null;
    for (const at of [offsetOf(phase), offsetOf(phase) + 1]) {
      means[at] = own.reduce((all, o) => all + o.x[at]!, 0) / own.length;
      theta[at] = means[at]! > 0 ? joules / 2 / means[at]! : 0;
    }
  }
  const blocks = [...groupBy(observations, (o) => o.cluster)].filter(
    ([, group]) => group.reduce((all, o) => all + o.joules, 0) > 0,
  );
  return blocks.length === 0 ? null : described(blocks, converged(blocks, theta, means), means);
}

/** Newton's steps to the rates, scaled so that the blocks' factors have the mean 1. */
function converged(blocks: Blocks, start: readonly number[], means: readonly number[]): number[] {
  let theta = [...start];
  let held = new Set(means.flatMap((m, i) => (m > 0 ? [] : [i])));
  for (let step = 0; step < MOST_STEPS; step++) {
    const { score, information } = withPriors(blocks, theta, means);
    // A rate at 0 that the data would raise is let go.
    held = new Set([...held].filter((i) => means[i] === 0 || score[i]! <= 0));
    const change = solve(
      without(information, held),
      score.map((v, i) => (held.has(i) ? 0 : v)),
    );
    const next = theta.map((v, i) => (held.has(i) ? 0 : Math.max(0, v + change[i]!)));
    next.forEach((v, i) => v === 0 && held.add(i));
    const factors = clustersAt(blocks, next).map((c) => c.factor);
    const scale = factors.reduce((a, b) => a + b, 0) / factors.length;
    const before = theta;
    theta = next.map((v) => v * scale);
    if (theta.every((v, i) => Math.abs(v - before[i]!) * means[i]! <= CLOSE * dot(theta, means))) break;
  }
  return theta;
}

function described(blocks: Blocks, theta: number[], means: readonly number[]): Rates {
  const { clusters, information, dispersion, priors } = withPriors(blocks, theta, means);
  const fitted: Fitted[] = [];
  const determined = { prefill: 0, decode: 0 };
  eachResidual(blocks, clusters, theta, (o, cost, residual) => {
    fitted.push({ ...o, cost, residual, own: residual });
    determined[o.phase] += dot(o.x, solve(information, o.x)) / cost;
  });
  for (const group of groupBy(fitted, (o) => `${o.cluster} ${o.phase}`).values()) {
    const level = group.reduce((all, o) => all + o.residual, 0) / group.reduce((all, o) => all + o.cost, 0);
    for (const o of group) o.own -= level * o.cost;
  }
  return {
    theta,
    fitted,
    clusters: new Map(blocks.map(([name], i) => [name, clusters[i]!])),
    information,
    dispersion,
    priors,
    // Rounding aside, a phase with answers determines one parameter at least.
    determined: {
      prefill: Math.min(2, determined.prefill),
      decode: Math.min(2, determined.decode),
    },
  };
}
