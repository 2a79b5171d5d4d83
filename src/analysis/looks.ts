import type { Comparison, Metric } from '../common/generated/comparison.ts';
import type { ArmName } from '../common/phases.ts';
import { LEAST_BLOCKS, looksOf } from './sequential/looks.ts';

export { LEAST_BLOCKS, PLANNED } from './sequential/looks.ts';

/**
 * Blocks a side of the first look after `blocks`, of a gate of at most `most`; `null` where there is none left. `least`
 * below the first look of a test is a look of its own, at which tokens, and joules at equal rates, can decide.
 */
export function nextLook(blocks: number, most: number, least = LEAST_BLOCKS): number | null {
  if (blocks >= most) return null;
  if (blocks < least && least < Math.min(LEAST_BLOCKS, most)) return least;
  return looksOf(most).find((n) => n > blocks && n <= most) ?? most;
}

/** Reasons for which joules and seconds stay undecided, whatever number of blocks. */
const NEVER = ['spread-unknown', 'stored-estimate'];

/** It gates, is not decided, and more blocks could decide it. */
const isOpen =
  (c: Comparison) =>
  (m: Metric): boolean => {
    if (m.verdict !== 'inconclusive') return false;
    const measured = m.basis === 'measured' && (m.unit.startsWith('J') || m.unit === 's' || m.arm === null);
    if (measured && c.reasons.some((r) => NEVER.includes(r))) return false;
    // Answers that could not be graded stay so.
    return m.p !== undefined || !c.reasons.includes('not-graded');
  };

/** Metrics that gate and are not decided yet; a null control, or a measurement not to be trusted, leaves none open. */
const openOf = (c: Comparison): Metric[] => (c.verdict === 'invalid' ? [] : c.metrics.filter(isOpen(c)));

/** More blocks would change no verdict: a regression is called, or every gating metric is decided, or never can be. */
export const isDecided = (c: Comparison): boolean => c.verdict === 'regressed' || openOf(c).length === 0;

/** Likewise of one arm, which then stops; what both arms tell together must be decided too. */
export const isArmDecided = (c: Comparison, arm: ArmName): boolean =>
  openOf(c).every((m) => m.arm !== null && m.arm !== arm);
