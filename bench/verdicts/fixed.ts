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
 * Blocks a side of a design that looks once and calls a rise of `change` of an arm regressed as often as `power`: one t
 * test against the threshold, at the arm's part of the level.
 */
export function fixedBlocks(shape: Shape, sd: number, change: number, power: number, gates: number): number {
  for (let n = 4; n < 60; n++) {
    const r = new Random(n);
    let red = 0;
    for (let i = 0; i < gates; i++) {
      const pairs = draw(shape, r, sd, n).plain;
      const e = meanEffect(pairs.map((b) => ({ value: b.head + Math.log1p(change) - b.base, error: 0 })))!;
      if (oneSidedP(e, 1, Math.log1p(THRESHOLD)) <= LEVELS.change / ARMS.length) red++;
    }
    if (red / gates >= power) return n;
  }
  return 60;
}
