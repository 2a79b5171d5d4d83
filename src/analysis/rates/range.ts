import type { Costed } from './features.ts';
import type { Rates } from './fit.ts';
import { dot } from './linear.ts';
import type { SideTokens, TokenCell } from './observations.ts';
import type { Part } from './parts.ts';
import { masked } from './rate-error.ts';

/**
 * How far rates may bend beyond the tokens that they were fitted on: 10 % (one standard deviation) where a prompt, or
 * a mean context, is twice the longest or half the shortest. An assumption, of the size of attention's square term.
 */
const BEND = 0.1;

/** Extent of what was fitted: prompt tokens, and mean context of decode steps. */
function extentOf(rates: Rates, phase: Costed): [number, number] {
  let [lo, hi] = [Infinity, -Infinity];
  for (const o of rates.fitted) {
    if (o.phase !== phase) continue;
    const at = phase === 'prefill' ? o.x[1]! : o.x[3]! / o.x[2]!;
    lo = Math.min(lo, at);
    hi = Math.max(hi, at);
  }
  return [lo, hi];
}

/** How far outside: 1 for twice the upper end or half the lower one, 0 inside. */
const beyond = (at: number | null, [lo, hi]: readonly [number, number]): number =>
  at === null || hi < lo ? 0 : at > hi ? at / hi - 1 : at < lo ? lo / Math.max(1, at) - 1 : 0;

/** Variance of ln(head ÷ base) from tokens beyond what the rates were fitted on; a bend is the same for all of them. */
export function rangePart(
  rates: Rates,
  sides: { base: SideTokens; head: SideTokens },
  phases: readonly Costed[],
): Part {
  let variance = 0;
  for (const phase of phases) {
    const extent = extentOf(rates, phase);
    const at = (c: TokenCell): number | null => (phase === 'prefill' ? c.promptTokens : c.context);
    let load = 0;
    for (const side of ['base', 'head'] as const) {
      const total = dot(masked(sides[side].x, phases), rates.theta);
      const outside = sides[side].cells.reduce(
        (all, c) => all + beyond(at(c), extent) * dot(masked(c.x, [phase]), rates.theta),
        0,
      );
      load += ((side === 'head' ? 1 : -1) * outside) / total;
    }
    variance += (BEND * load) ** 2;
  }
  return { source: 'range', variance, df: Infinity };
}
