import type { Levels } from './generated/comparison.ts';

/**
 * The levels at which JouleGate decides: 5 % over all looks to call a change or to pass one that is too large, 95 %
 * intervals, 0.5 % for the null control of each arm, 1 % for rates that differ, 90 % power.
 */
export const LEVELS: Levels = {
  change: 0.05,
  inside: 0.05,
  interval: 0.05,
  nullControl: 0.005,
  rates: 0.01,
  power: 0.9,
};

/** A share in words, to a tenth of a per cent: 0.0412 → `4.1 %`. */
export const tenth = (share: number): string => percent(Math.round(1000 * share) / 1000);

/** A share in words: 0.05 → `5 %`. */
export const percent = (share: number): string => `${Number((100 * share).toPrecision(6))} %`;
