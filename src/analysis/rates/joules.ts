import { mean } from '../statistics.ts';
import type { TaskJoules } from '../why/factors.ts';
import type { TaskCost } from '../why/task-parts.ts';
import type { Pricing } from './effect.ts';
import type { Rates } from './fit.ts';
import { dot } from './linear.ts';
import type { SideName } from './observations.ts';
import { masked } from './rate-error.ts';

/** Both sides' J/task at equal rates, by phase and by task. */
export interface PricedJoules {
  base: TaskJoules;
  head: TaskJoules;
  tasks: Map<string, TaskCost>;
}

/** The factor that a side's checks put on its prefill and decode. */
const withChecks = ({ checks }: Pricing, side: SideName): number =>
  checks ? Math.exp(mean([...checks[side].values()])) : 1;

/** What both sides' tokens cost where head's task takes `head` J, checks included: base's is head's over 1 + change. */
export function pricedJoules(pricing: Pricing, head: number): PricedJoules {
  const { rates, tokens } = pricing;
  const unit = head / (dot(tokens.head.x, rates.theta) * withChecks(pricing, 'head'));
  const side = (name: SideName): TaskJoules => {
    const prefill = unit * dot(masked(tokens[name].x, ['prefill']), rates.theta);
    const decode = unit * dot(masked(tokens[name].x, ['decode']), rates.theta);
    return { prefill, decode, check: (prefill + decode) * (withChecks(pricing, name) - 1) };
  };
  const costs = (name: SideName): Map<string, number> =>
    new Map(tokens[name].cells.map((c) => [c.task, unit * dot(c.x, rates.theta) * withChecks(pricing, name)] as const));
  const [b, h] = [costs('base'), costs('head')];
  return {
    base: side('base'),
    head: side('head'),
    tasks: new Map([...h].map(([task, cost]) => [task, { base: b.get(task) ?? 0, head: cost }])),
  };
}

/** Below this the data leave the context's rate to the prior. */
const TOLD = 1.5;

/** J for each token of context and step; `null` where the data do not tell it. */
export const contextSlope = (rates: Rates | null): number | null =>
  rates !== null && rates.determined.decode >= TOLD ? rates.theta[3]! : null;
