import type { Metric, TaskRow, Why } from '../../common/generated/comparison.ts';
import { ENERGY } from '../../common/metrics.ts';
import { ARMS, type ArmName } from '../../common/phases.ts';
import { fitRates } from '../rates/fit.ts';
import { contextSlope, pricedJoules, type PricedJoules } from '../rates/joules.ts';
import { observationsOf } from '../rates/observations.ts';
import type { Sides } from '../sides.ts';
import { taskRows } from '../tasks.ts';
import { usableBlocks } from '../usable.ts';
import { explainChange } from '../why.ts';
import { whySide } from './factors.ts';
import { withTaskParts } from './task-parts.ts';

/** Both sides of an arm at equal rates, where its energy was decided on them. */
function pricedOf(c: Sides, arm: ArmName, metrics: readonly Metric[]): PricedJoules | null {
  const energy = metrics.find((m) => m.id === ENERGY.id && m.arm === arm);
  const rates = c.rates[arm];
  if (energy?.basis !== 'equal-rates' || energy.head === null || rates === undefined || typeof rates === 'string')
    return null;
  return pricedJoules(rates.pricing, energy.head);
}

/** Why each arm's J/task changed, and each task's part of it: as metered or, where that decided, at equal rates. */
export function whysOf(c: Sides, metrics: readonly Metric[]): { why: Why[]; tasks: TaskRow[] } {
  const priced = new Map(ARMS.map((arm) => [arm, pricedOf(c, arm, metrics)]));
  const why = ARMS.flatMap((arm) => {
    const [before, after] = [c.baseArms[arm], c.headArms[arm]];
    if (!c.base || !before || !after) return [];
    const rates = c.rates[arm];
    // Where rates have nothing in common, head's own tell what longer context costs.
    const own = rates === undefined || typeof rates === 'string';
    const slope = contextSlope(own ? fitRates(observationsOf(c.head, 'head', arm)) : rates.pricing.rates);
    // Of the blocks that the change itself is told by.
    const used = usableBlocks(before, after, { paired: c.relation.paired, joules: ENERGY.numerator });
    const sides = [whySide(c.base, arm, used.base!), whySide(c.head, arm, used.head)] as const;
    return explainChange(arm, ...sides, { slope, priced: priced.get(arm) ?? null }) ?? [];
  });
  const parts = Object.fromEntries([...priced].flatMap(([arm, p]) => (p ? [[arm, p.tasks]] : [])));
  return { why, tasks: withTaskParts(taskRows(c.base, c.head), parts) };
}
