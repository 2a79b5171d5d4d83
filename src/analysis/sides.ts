import type { Levels, MetricId, Threshold } from '../common/generated/comparison.ts';
import type { RunResult } from '../common/generated/run-result.ts';
import type { Usage } from './month.ts';
import type { Intensity } from '../common/co2e.ts';
import type { Qualification } from '../common/generated/qualification.ts';
import { LEVELS } from '../common/levels.ts';
import { ARMS, type ArmName } from '../common/phases.ts';
import { isGreedy, isRepeated } from './answers.ts';
import { armBlocks, type ArmBlocks } from './blocks.ts';
import { ratesByArm, type RatesByArm } from './rates/arms.ts';
import { PLANNED } from './sequential/looks.ts';
import type { Spread } from './statistics.ts';

/** A gating metric's limits by arm; metrics without an arm take those of `suppressed`, else of `plain`. */
export type Thresholds = Partial<Record<MetricId, Partial<Record<ArmName, Threshold>>>>;

/** How two results stand to each other. */
export interface Relation {
  /** Measured interleaved: blocks pair up. */
  paired: boolean;
  /** Paired, and base's and head's passes followed each other: a card may have been warmer in one of them. */
  byPass?: boolean;
  /** How far ln joules differ between measurements; `null` where paired, or not known. */
  spread: Spread | null;
}

/** What rows are made from: both sides, and how they stand to each other. */
export interface Sides {
  base: RunResult | null;
  head: RunResult;
  baseArms: ArmBlocks;
  headArms: ArmBlocks;
  relation: Relation;
  /** Arms whose answers are the same at every repeat, on both sides. */
  deterministic: Partial<Record<ArmName, boolean>>;
  thresholds: Thresholds;
  levels: Levels;
  /** Blocks a side that were planned at most. */
  most: number;
  /** What base's and head's tokens cost at common rates, by arm. */
  rates: RatesByArm;
}

export interface CompareOptions {
  thresholds: Thresholds;
  /** Environment fields that may differ. */
  environmentAllow?: readonly string[];
  /** How far ln J/task differs between measurements of one subject, from the history; `null` where unknown. */
  spread?: Spread | null;
  /** Significance levels and powers; `LEVELS` where none are given. */
  levels?: Levels;
  /** Blocks a side that the gate had planned at most; what the looks are planned for where it is not given. */
  most?: number;
  /** The configured grams of CO₂e per kWh and their source; without one the comparison has no `co2e`. */
  co2e?: Intensity | null;
  /** How many requests a month is made of; without it the comparison has no `month`. */
  usage?: Usage | null;
  /** The last one of this gate, to be told beside the verdict. */
  qualification?: Qualification | null;
}

const isPaired = (base: RunResult | null, head: RunResult): boolean =>
  base !== null && base.measurement === head.measurement;

/** Both sides, their blocks and how they stand to each other. */
export function sidesOf(base: RunResult | null, head: RunResult, options: CompareOptions): Sides {
  const paired = isPaired(base, head);
  const sides = [head, ...(base ? [base] : [])];
  const levels = options.levels ?? LEVELS;
  return {
    base,
    head,
    baseArms: base ? armBlocks(base) : {},
    headArms: armBlocks(head),
    relation: {
      paired,
      byPass: paired && sides.every((r) => r.alternation === 'pass'),
      spread: paired ? null : (options.spread ?? null),
    },
    deterministic: Object.fromEntries(ARMS.map((arm) => [arm, sides.every((r) => isGreedy(r) && isRepeated(r, arm))])),
    thresholds: options.thresholds,
    levels,
    most: options.most ?? PLANNED,
    rates: base ? ratesByArm(base, head, levels.rates ?? LEVELS.rates!) : {},
  };
}
