import type { BlockSums } from '../../src/analysis/blocks.ts';
import { gateOf } from '../../src/analysis/qualify/gate.ts';
import type { Sides } from '../../src/analysis/sides.ts';
import type { Verdict } from '../../src/common/generated/comparison.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { LEVELS } from '../../src/common/levels.ts';
import { ARMS, type ArmName } from '../../src/common/phases.ts';
import type { Pair } from './noise.ts';

export const THRESHOLD = 0.03;
export const MOST = 20;

/** Twenty blocks of both arms, drawn before anybody looks. */
export type Drawn = Record<ArmName, Pair[]>;

const result = {
  schemaVersion: 1,
  measurement: 'm',
  subject: {},
  environment: {},
  meter: { kind: 'replay', estimated: false },
  workload: { name: 'simulated', digest: '0'.repeat(64) },
  arms: {},
} as RunResult;

const sums = (block: number, log: number): BlockSums => ({
  block,
  answers: 1,
  promptTokens: 1,
  outputTokens: 1,
  decodeSteps: 1,
  babbleTokens: 0,
  joules: { prefill: 0, decode: 10 * Math.exp(log), check: null },
  errors: { prefill: 0, decode: 0, check: 0 },
  seconds: 1,
  passed: 1,
  notGraded: 0,
  tested: 1,
  scored: 0,
  score: 0,
  falseStops: 0,
  missedStops: 0,
});

/** How a gate ended. */
export interface End {
  verdict: Verdict;
  /** Of base, mean over arms. */
  blocks: number;
  alarmed: boolean;
  /** Intervals at the end that held the true change, of how many. */
  held: number;
  intervals: number;
}

/**
 * A gate of `arms` through the product's own decision, on block sums: looks, arms that stop where they are decided, and
 * one null control at the end. `change`: what head does differently, +0.03 is +3 %.
 */
export function gate(drawn: Drawn, change: number, arms: readonly ArmName[] = ARMS): End {
  const sides: Sides = {
    base: result,
    head: result,
    baseArms: {},
    headArms: {},
    relation: { paired: true, spread: null },
    deterministic: {},
    rates: {},
    thresholds: { 'energy-per-task': Object.fromEntries(arms.map((arm) => [arm, { increase: THRESHOLD }])) },
    levels: LEVELS,
    most: MOST,
  };
  const pairs = new Map(
    arms.map((arm) => [
      arm,
      drawn[arm].map((b, i) => ({ base: sums(i, b.base), head: sums(i, b.head + Math.log1p(change)) })),
    ]),
  );
  const { verdict, control, blocks, metrics } = gateOf(sides, pairs);
  const held = metrics.filter((m) => m.interval![0]! <= change && change <= m.interval![1]!).length;
  return {
    verdict,
    blocks,
    alarmed: control?.alarmed === true,
    held,
    intervals: metrics.length,
  };
}
