import { meanEffect, oneSidedP } from '../../src/analysis/statistics.ts';
import { LEVELS } from '../../src/common/levels.ts';
import { ARMS } from '../../src/common/phases.ts';
import { Random } from '../energy/random.ts';
import { THRESHOLD, type Drawn } from './gate.ts';
import type { Shape } from './noise.ts';

/** Blocks of every arm, so many as a fixed design may need. */
export const draw = (shape: Shape, r: Random, sd: number, n: number): Drawn => ({
  plain: Array.from({ length: n }, (_, i) => shape.pair(r, sd, i)),
  suppressed: Array.from({ length: n }, (_, i) => shape.pair(r, sd, i)),
});

/**
 * Blocks a side of a design that looks once and calls a rise of `change` regressed as often as `power`: one t test of
 * each arm against the threshold, at its part of the level, and one of them is enough.
 */
export function fixedBlocks(shape: Shape, sd: number, change: number, power: number, gates: number): number {
  for (let n = 4; n < 60; n++) {
    const r = new Random(n);
    let red = 0;
    for (let i = 0; i < gates; i++) {
      const drawn = draw(shape, r, sd, n);
      const isRed = ARMS.some((arm) => {
        const e = meanEffect(drawn[arm].map((b) => ({ value: b.head + Math.log1p(change) - b.base, error: 0 })))!;
        return oneSidedP(e, 1, Math.log1p(THRESHOLD)) <= LEVELS.change / ARMS.length;
      });
      if (isRed) red++;
    }
    if (red / gates >= power) return n;
  }
  return 60;
}
