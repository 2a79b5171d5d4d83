import { COSTED, FEATURES } from './features.ts';
import type { Fitted, Rates } from './fit.ts';
import { groupBy } from './group.ts';
import { dot, solve, zeros } from './linear.ts';
import { UNIFORM } from './normal-equations.ts';
import type { Part } from './parts.ts';

/** What a direction of θ hears of each observation: its influence is `weight` × the joules' error (factor 1). */
interface Heard {
  observation: Fitted;
  weight: number;
}

/** Delta method: the linear influence of observations on `gradient`·θ, each block's factor profiled out. */
export function heardBy(rates: Rates, gradient: readonly number[]): Heard[] {
  const z = solve(rates.information, gradient);
  return rates.fitted.map((observation) => {
    const { x, cost } = rates.clusters.get(observation.cluster)!;
    return { observation, weight: dot(z, observation.x) / observation.cost - dot(z, x) / cost };
  });
}

const sumOfSquares = (groups: Map<string, Heard[]>, of: (h: Heard) => number): number =>
  [...groups.values()].reduce((all, group) => all + group.reduce((a, h) => a + of(h), 0) ** 2, 0);

/** Degrees of freedom of answers' own residuals: each phase has a level in each block, and a slope. */
export function residualDf(rates: Rates): number {
  const levels = new Set(rates.fitted.map((o) => `${o.cluster} ${o.phase}`)).size;
  const { prefill, decode } = rates.determined;
  return rates.fitted.length - levels - Math.max(0, prefill - 1) - Math.max(0, decode - 1);
}

/**
 * Variance of `gradient`·θ from the noise of answers, the meter's own standard errors (one fit a block and phase, so
 * there they add linearly), what blocks differ by beyond both, and what only the prior filled in. The blocks' excess is
 * the cluster-robust variance (Liang and Zeger 1986) less what is known of it.
 */
export function rateParts(rates: Rates, gradient: readonly number[]): Part[] {
  const heard = heardBy(rates, gradient);
  const df = residualDf(rates);
  const blocks = rates.clusters.size;
  const answers =
    (sumOfSquares(
      groupBy(heard, (h) => h.observation.answer),
      (h) => h.weight * h.observation.own,
    ) *
      rates.fitted.length) /
    Math.max(1, df);
  const sensor = sumOfSquares(
    groupBy(heard, ({ observation: o }) => `${o.cluster} ${o.phase} ${o.side}`),
    (h) => (h.weight * h.observation.error) / rates.clusters.get(h.observation.cluster)!.factor,
  );
  const seen =
    blocks < 2
      ? 0
      : (sumOfSquares(
          groupBy(heard, (h) => h.observation.cluster),
          (h) => h.weight * h.observation.residual,
        ) *
          blocks) /
        (blocks - 1);
  const z = solve(rates.information, gradient);
  const prior = rates.priors.reduce((all, p) => all + UNIFORM * (p.dispersion * dot(z, p.direction)) ** 2, 0);
  return [
    { source: 'answers', variance: answers, df: Math.max(1, df) },
    { source: 'sensor', variance: sensor, df: Infinity },
    { source: 'blocks', variance: Math.max(0, seen - answers - sensor), df: Math.max(1, blocks - 1) },
    { source: 'prior', variance: prior, df: Infinity },
  ];
}

/** The direction in θ of ln(cost of head's tokens ÷ cost of base's), features masked to the phases that count. */
export function gradientOf(base: readonly number[], head: readonly number[], theta: readonly number[]): number[] {
  const [b, h] = [dot(base, theta), dot(head, theta)];
  return zeros(FEATURES).map((_, i) => head[i]! / h - base[i]! / b);
}

/** Features of the phases that count, 0 for the others. */
export const masked = (x: readonly number[], phases: readonly (typeof COSTED)[number][]): number[] =>
  x.map((v, i) => (phases.includes(COSTED[Math.floor(i / 2)]!) ? v : 0));
