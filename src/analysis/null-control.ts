import type { NullControl } from '../common/generated/comparison.ts';
import { ENERGY } from '../common/metrics.ts';
import type { ArmBlocks } from './blocks.ts';
import { blockValues } from './effects.ts';
import { halvesTest } from './statistics.ts';

/**
 * The two halves of head's own blocks against each other, plain where there is a plain arm: nothing differs between
 * them, so a difference is drift. Alarmed where its p is at most `level`; `null` for fewer than two blocks with joules.
 */
export function nullControl(arms: ArmBlocks, level: number): NullControl | null {
  const values = [...blockValues(ENERGY, arms.plain ?? arms.suppressed ?? []).values()];
  if (values.length < 2) return null;
  const { p, leastP } = halvesTest(values);
  if (leastP > level)
    return { possible: false, alarmed: false, p: null, text: `not possible with ${values.length} blocks` };
  return { possible: true, alarmed: p <= level, p };
}
