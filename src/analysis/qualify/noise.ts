import jstat from 'jstat';
import type { ArmNoise } from '../../common/generated/qualification.ts';
import type { RunResult } from '../../common/generated/run-result.ts';
import { ENERGY } from '../../common/metrics.ts';
import { ARMS, type ArmName } from '../../common/phases.ts';
import { blockValues, pairs } from '../effects.ts';
import { sidesOf, type CompareOptions, type Sides } from '../sides.ts';
import { variance } from '../statistics.ts';
import { usableBlocks } from '../usable.ts';
import type { BlockPair } from './gate.ts';

/** Fewer pairs say too little of how blocks differ. */
export const LEAST_PAIRS = 6;

/** The pairs of blocks of base and head, by arm. */
export type Pairs = ReadonlyMap<ArmName, readonly BlockPair[]>;

/** The pairs of blocks of each arm that gates; those that the sensor did not resolve are left out. */
export function pairsOf(c: Sides): Pairs {
  const found = new Map<ArmName, BlockPair[]>();
  for (const arm of ARMS) {
    const [base, head] = [c.baseArms[arm], c.headArms[arm]];
    if (!base || !head || c.thresholds[ENERGY.id]?.[arm]?.increase === undefined) continue;
    const used = usableBlocks(base, head, { paired: true, joules: ENERGY.numerator });
    const both = used.head.map((h, i): BlockPair => ({ base: used.base![i]!, head: h }));
    // Of fewer than four good ones all are given back: those are too few to tell anything by.
    found.set(
      arm,
      both.filter((p) => hasJoules(p.base) && hasJoules(p.head)),
    );
  }
  return found;
}

const hasJoules = (b: BlockPair['head']): boolean => (ENERGY.numerator(b) ?? 0) > 0;

/** How much the two blocks of a pair differ by chance: of ln J/task, with its interval (χ² of the variance). */
export function noiseOf(arm: ArmName, of: readonly BlockPair[], level: number): ArmNoise {
  const values = (side: 'base' | 'head') =>
    blockValues(
      ENERGY,
      of.map((p, block) => ({ ...p[side], block })),
    );
  const differences = pairs(values('base'), values('head')).map((d) => d.value);
  const v = variance(differences);
  const df = differences.length - 1;
  const at = (p: number): number => Math.sqrt((v * df) / jstat.chisquare.inv(p, df));
  return { arm, sd: Math.sqrt(v), interval: [at(1 - level / 2), at(level / 2)] };
}

/**
 * How much the blocks of a subject differ that was measured against itself, interleaved: one figure for each arm that
 * gates; none with fewer than `LEAST_PAIRS` pairs that have joules.
 */
export function machineNoise(base: RunResult, head: RunResult, options: CompareOptions): ArmNoise[] {
  const c = sidesOf(base, head, options);
  return [...pairsOf(c)]
    .filter(([, of]) => of.length >= LEAST_PAIRS)
    .map(([arm, of]) => noiseOf(arm, of, c.levels.interval));
}
