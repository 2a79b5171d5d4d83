import type { Tester } from './limits.ts';
import { changeInterval, pAbove, pBelow } from './passes/exact.ts';
import type { Discordance } from './passes/discordant.ts';
import { interval, oneSidedP, type Effect } from './statistics.ts';

/** A number that is tested: what limits need of it, and its interval at a nominal p. */
export interface Tested {
  estimate: number;
  test: Tester;
  interval(p: number): [number, number];
  /** With what a t test needs, where it is one. */
  effect: Effect | null;
}

/** By Student's t. */
export const byT = (e: Effect): Tested => ({
  estimate: e.estimate,
  test: { above: (at) => oneSidedP(e, 1, at), below: (at) => oneSidedP(e, -1, at), blocks: e.blocks },
  interval: (p) => interval(e, p),
  effect: e,
});

/** A change of passes by the exact paired test; `null` without one pair. */
export const byPairs = (d: Discordance): Tested | null =>
  d.pairs === 0
    ? null
    : {
        estimate: (d.won - d.lost) / d.pairs,
        test: { above: (at) => pAbove(d, at), below: (at) => pBelow(d, at), blocks: d.blocks },
        interval: (p) => changeInterval(d, p),
        effect: null,
      };
