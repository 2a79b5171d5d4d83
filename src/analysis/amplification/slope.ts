import { interval, type Effect } from '../statistics.ts';
import { gradient, lineThrough, NO_SUMS, plus, sumsOfAnswer, type Line, type LineSums } from './line.ts';

/** The decode phase of one answer. */
export interface DecodeCost {
  workload: string;
  task: string;
  /** The block it was metered in; blocks of one workload are told apart by it. */
  block: string;
  /** Decode steps, at least 1. */
  steps: number;
  /** Σ of the context over the steps, tokens. */
  context: number;
  joules: number;
  /** Standard error of the joules by the meter; 0 where it tells none. */
  error: number;
}

/** A relative slope per 1,000 tokens of context. */
export interface Slope {
  slope: number;
  /** Two-sided, 95 %. `null` where nothing tells how answers scatter. */
  interval: [number, number] | null;
  line: Line;
  /** Standard error of b ÷ a, per token; `null` as the interval. */
  effect: Pick<Effect, 'estimate' | 'standardError' | 'df'> | null;
}

const PER = 1000;
const TAIL = 0.025;
const MOST_DF = 1e6;

const ratioOf = (line: Line): number => line.b / line.a;

const sumOf = (costs: readonly DecodeCost[]): LineSums =>
  costs.reduce((all, o) => plus(all, sumsOfAnswer(o.steps, o.context, o.joules)), NO_SUMS);

function grouped(costs: readonly DecodeCost[], by: (o: DecodeCost) => string): DecodeCost[][] {
  const groups = new Map<string, DecodeCost[]>();
  for (const o of costs) {
    const own = groups.get(by(o));
    if (own) own.push(o);
    else groups.set(by(o), [o]);
  }
  return [...groups.values()];
}

/**
 * Variance of b/a by a stratified jackknife (Wolter, Introduction to Variance Estimation, ch. 4): of each workload with
 * m ≥ 2 groups, one group (all answers to a task, or all of a block) is left out and the others count m/(m − 1) times,
 * so that workloads keep their weight: Σ_workloads (m − 1)/m · Σ_groups (r_g − r̄)², with Σ (m − 1) degrees of
 * freedom. `null` where a line cannot do without one of the groups.
 */
function jackknife(
  costs: readonly DecodeCost[],
  total: LineSums,
  group: (o: DecodeCost) => string,
): { variance: number; df: number } | null {
  let variance = 0;
  let df = 0;
  for (const stratum of grouped(costs, (o) => o.workload)) {
    const groups = grouped(stratum, group);
    const m = groups.length;
    if (m < 2) continue;
    const own = sumOf(stratum);
    const without = groups.flatMap((g) => {
      const rest = plus(own, sumOf(g), -1);
      const line = lineThrough(plus(plus(total, own, -1), rest, m / (m - 1)));
      return line === null || line.a <= 0 ? [] : [ratioOf(line)];
    });
    if (without.length < m) return null;
    const mean = without.reduce((a, b) => a + b, 0) / m;
    variance += ((m - 1) / m) * without.reduce((all, r) => all + (r - mean) ** 2, 0);
    df += m - 1;
  }
  return { variance, df };
}

/** Variance of b/a by the meter's own errors: within a block they come from one fit and add linearly. */
function ownVariance(costs: readonly DecodeCost[], total: LineSums, line: Line): number {
  return grouped(costs, (o) => `${o.workload} ${o.block}`).reduce((all, block) => {
    const shift = block.reduce((sum, o) => {
      const g = gradient(total, o.steps, o.context);
      return sum + ((g.b - ratioOf(line) * g.a) / line.a) * o.error;
    }, 0);
    return all + shift ** 2;
  }, 0);
}

/**
 * Amplification as a slope: s = 1000 · b/a of the line E = a·k + b·C (J; k decode steps, C tokens of context summed
 * over them), the relative rise of decode J/token per 1,000 tokens of context over its value at context 0. The
 * variance of b/a is that between tasks (what the line leaves out of them) plus that between blocks, or the meter's
 * own error where that says more; degrees of freedom by Satterthwaite (1946).
 * @returns `null` where all answers have one context, or a step at context 0 would cost nothing
 */
export function slopeOf(costs: readonly DecodeCost[]): Slope | null {
  const total = sumOf(costs);
  const line = lineThrough(total);
  if (line === null || line.a <= 0) return null;
  const tasks = jackknife(costs, total, (o) => o.task);
  const blocks = jackknife(costs, total, (o) => o.block);
  const slope = PER * ratioOf(line);
  if (tasks === null || blocks === null || tasks.df + blocks.df === 0)
    return { slope, interval: null, line, effect: null };
  const own = ownVariance(costs, total, line);
  const between = blocks.variance >= own ? blocks : { variance: own, df: Infinity };
  const parts = [tasks, between].filter((p) => p.variance > 0 && p.df > 0);
  const variance = parts.reduce((sum, p) => sum + p.variance, 0);
  const scaled = parts.reduce((sum, p) => sum + p.variance ** 2 / p.df, 0);
  const satterthwaite = scaled > 0 ? variance ** 2 / scaled : Infinity;
  // As good as known: Student's t has no quantile for numbers that large.
  const df = satterthwaite > MOST_DF ? Infinity : satterthwaite;
  const effect = { estimate: ratioOf(line), standardError: Math.sqrt(variance), df };
  const [lo, hi] = interval(effect, TAIL);
  return { slope, interval: [PER * lo, PER * hi], line, effect };
}
