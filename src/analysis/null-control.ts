import type { ArmControl, NullControl } from '../common/generated/comparison.ts';
import { ENERGY } from '../common/metrics.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import { blockValues, pairs } from './effects.ts';
import type { Sides } from './sides.ts';
import { mean, tUpperTail, variance } from './statistics.ts';

/** Blocks below which halves say nothing. */
const LEAST = 10;

/**
 * Two-sided p that the first and the second half of `values` have one mean: Student's t with pooled variance. The
 * middle one of an odd number is left out.
 */
export function halvesP(values: readonly number[]): number {
  const half = Math.floor(values.length / 2);
  const [first, second] = [values.slice(0, half), values.slice(values.length - half)];
  const gap = Math.abs(mean(second) - mean(first));
  const error = Math.sqrt((variance(first) + variance(second)) / half);
  if (error === 0) return gap > 0 ? 0 : 1;
  return 2 * tUpperTail(gap / error, 2 * half - 2);
}

/** What is halved: differences to base's block where they pair (a drift of both divides out), else head's own. */
function valuesOf(c: Sides, arm: ArmName): number[] {
  const [base, head] = [blockValues(ENERGY, c.baseArms[arm] ?? []), blockValues(ENERGY, c.headArms[arm] ?? [])];
  const measured = c.relation.paired ? pairs(base, head) : [...head.values()];
  return measured.map((m) => m.value);
}

/**
 * The halves of each of `arms`' own blocks against each other: nothing differs between them, so a difference is drift
 * that pairing does not cancel. Alarmed where a p is at most `levels.nullControl`; `null` where no arm has two blocks.
 */
export function nullControl(c: Sides, arms: readonly ArmName[]): NullControl | null {
  const controls = ARMS.filter((arm) => arms.includes(arm)).flatMap((arm): ArmControl[] => {
    const values = valuesOf(c, arm);
    if (values.length < 2) return [];
    const p = values.length < LEAST ? null : halvesP(values);
    return [{ arm, blocks: values.length, p, alarmed: p !== null && p <= c.levels.nullControl }];
  });
  if (controls.length === 0) return null;
  const ps = controls.flatMap((a) => a.p ?? []);
  const most = Math.max(...controls.map((a) => a.blocks));
  return {
    possible: ps.length > 0,
    alarmed: controls.some((a) => a.alarmed),
    p: ps.length > 0 ? Math.min(...ps) : null,
    ...(ps.length > 0 ? {} : { text: `not possible with ${most} blocks` }),
    arms: controls,
  };
}
