import { mean } from '../statistics.ts';
import type { Costed } from './features.ts';
import { fitRates, type Rates } from './fit.ts';
import { groupBy } from './group.ts';
import { dot } from './linear.ts';
import type { Observation, SideName, SideTokens } from './observations.ts';
import type { Part } from './parts.ts';
import { masked } from './rate-error.ts';

/** With fewer tasks, those left over determine the rates too badly for their scatter to mean anything. */
export const LEAST_TASKS = 8;
const GROUPS = 10;

/** One observation for each phase of each cell and side: what its blocks have in common. */
function condensed({ fitted, clusters }: Rates): Observation[] {
  return [...groupBy(fitted, (o) => `${o.side} ${o.phase} ${o.cell}`).values()].map((group) => ({
    ...group[0]!,
    cluster: 'all',
    x: group[0]!.x.map((_, i) => mean(group.map((o) => o.x[i]!))),
    joules: mean(group.map((o) => o.joules / clusters.get(o.cluster)!.factor)),
  }));
}

/**
 * Variance of ln(head ÷ base) by the rates fitted without a tenth of the tasks, in turn (delete-a-group jackknife, Kott
 * 2001): (g − 1)/g · Σ (without − mean)². It leans on no model of errors, so it checks those that do.
 * `null` for fewer than 8 tasks.
 */
export function jackknife(
  rates: Rates,
  sides: Record<SideName, SideTokens>,
  phases: readonly Costed[],
): { variance: number; groups: number } | null {
  const tasks = [...new Set(rates.fitted.map((o) => o.task))];
  if (tasks.length < LEAST_TASKS) return null;
  const groups = Math.min(GROUPS, tasks.length);
  const groupOf = new Map(tasks.map((task, i) => [task, i % groups]));
  const all = condensed(rates);
  const changes: number[] = [];
  for (let g = 0; g < groups; g++) {
    const theta = fitRates(all.filter((o) => groupOf.get(o.task) !== g))?.theta;
    const cost = (side: SideName): number => dot(masked(sides[side].x, phases), theta ?? rates.theta);
    changes.push(Math.log(cost('head') / cost('base')));
  }
  const centre = mean(changes);
  return { variance: ((groups - 1) / groups) * changes.reduce((a, c) => a + (c - centre) ** 2, 0), groups };
}

/** A check speaks up where it sees over twice the variance: by chance ten groups do so in 4 %. */
const TWICE = 2;

/** What the jackknife sees beyond the parts that tasks' noise and misfit make up, where it is over twice as much. */
export function jackknifePart(
  rates: Rates,
  sides: Record<SideName, SideTokens>,
  phases: readonly Costed[],
  parts: readonly Part[],
): Part[] {
  const seen = jackknife(rates, sides, phases);
  if (seen === null) return [];
  const known = parts
    .filter((p) => p.source === 'answers' || p.source === 'misfit' || p.source === 'prior')
    .reduce((all, p) => all + p.variance, 0);
  if (seen.variance <= TWICE * known) return [];
  return [{ source: 'jackknife', variance: seen.variance - known, df: seen.groups - 1 }];
}
