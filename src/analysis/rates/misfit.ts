import { COSTED, type Costed } from './features.ts';
import type { Rates } from './fit.ts';
import { groupBy } from './group.ts';
import { dot } from './linear.ts';
import type { SideName, SideTokens } from './observations.ts';
import type { Part } from './parts.ts';
import { heardBy, masked } from './rate-error.ts';

/** How far tasks differ from what the rates say of their tokens, beyond the noise of their answers. */
export interface Misfit {
  /** Variance of the relative difference. */
  variance: number;
  df: number;
}

/**
 * Lack of fit of one phase (Fisher 1922): the weighted mean square of tasks' mean relative residuals over that within
 * tasks, by moments. With one answer a task nothing tells noise from misfit: then all of it counts as misfit.
 */
export function misfitOf(rates: Rates, phase: Costed): Misfit {
  const own = rates.fitted.filter((o) => o.phase === phase);
  const cells = [...groupBy(own, (o) => o.cell).values()];
  const p = rates.determined[phase];
  const df = cells.length - p;
  if (df <= 0) return { variance: 0, df: 1 };
  let within = 0;
  let between = 0;
  let weight = 0;
  for (const cell of cells) {
    const cost = cell.reduce((all, o) => all + o.cost, 0);
    const mean = cell.reduce((all, o) => all + o.own, 0) / cost;
    within += cell.reduce((all, o) => all + o.cost * (o.own / o.cost - mean) ** 2, 0);
    between += cost * mean ** 2;
    weight += cost;
  }
  const blocks = new Set(own.map((o) => o.cluster)).size;
  const noise = own.length > cells.length ? within / Math.max(1, own.length - cells.length - (blocks - 1)) : 0;
  const seen = Math.max(0, between / df - noise);
  // The noise's own standard error stays in it: misfit that just escapes notice would halve the interval for nothing.
  const unnoticed = noise * Math.sqrt(2 / df);
  return { variance: (Math.hypot(seen, unnoticed) * df) / (weight * (1 - p / cells.length)), df };
}

/** A task's two sides: how much of its misfit each lets into ln(head ÷ base), and what its tokens cost there. */
type Loads = Record<SideName, { load: number; cost: number }>;

const nothing = (): Loads => ({ base: { load: 0, cost: 0 }, head: { load: 0, cost: 0 } });

/** The loads of one phase, by task: as misfit bends the rates, less as it is missing in what they say of the task. */
function loadsOf(
  rates: Rates,
  gradient: readonly number[],
  sides: Record<SideName, SideTokens>,
  phases: readonly Costed[],
  phase: Costed,
): Map<string, Loads> {
  const loads = new Map<string, Loads>();
  const at = (task: string, side: SideName): Loads[SideName] => {
    const own = loads.get(task) ?? nothing();
    loads.set(task, own);
    return own[side];
  };
  for (const { observation: o, weight } of heardBy(rates, gradient))
    if (o.phase === phase) at(o.task, o.side).load += weight * o.cost;
  for (const [side, sign] of [
    ['head', 1],
    ['base', -1],
  ] as const) {
    const total = dot(masked(sides[side].x, phases), rates.theta);
    for (const { task, x } of sides[side].cells) {
      const cost = dot(masked(x, [phase]), rates.theta);
      const own = at(task, side);
      own.cost = cost;
      if (phases.includes(phase)) own.load -= (sign * cost) / total;
    }
  }
  return loads;
}

/**
 * Variance of ln(head ÷ base) from misfit. A task's two sides miss alike as far as their tokens are the same: with
 * correlation (lesser ÷ greater cost), 1 for equal tokens.
 */
export function misfitParts(
  rates: Rates,
  gradient: readonly number[],
  sides: Record<SideName, SideTokens>,
  phases: readonly Costed[],
): Part[] {
  return COSTED.map((phase) => {
    const { variance, df } = misfitOf(rates, phase);
    const load = [...loadsOf(rates, gradient, sides, phases, phase).values()].reduce((all, { base: b, head: h }) => {
      const most = Math.max(b.cost, h.cost);
      const alike = most > 0 ? Math.min(b.cost, h.cost) / most : 0;
      return all + b.load ** 2 + h.load ** 2 + 2 * alike * b.load * h.load;
    }, 0);
    return { source: 'misfit' as const, variance: variance * load, df };
  });
}
