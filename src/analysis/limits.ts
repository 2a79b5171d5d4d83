import type { Threshold } from '../common/generated/comparison.ts';

/** One-sided p's about a number: small where the number is surely above, or below, what is asked. */
export interface Tester {
  above(at: number): number;
  below(at: number): number;
  /** Blocks a side behind it. */
  blocks: number;
}

/** One limit of one gating metric, ready to be decided. */
export interface LimitTest {
  /** The estimate, or the value itself where it is exact, keeps the limit. */
  within: boolean;
  /** `null` where the values are exact. */
  tested: Ps | null;
}

/** The one-sided p's of a limit. */
export interface Ps {
  /** Of "it keeps the limit". */
  p: number;
  /** Of "it is beyond the limit by the margin or more". */
  pBeyond: number;
  /** Of "it is not better by the limit"; `null` where nothing of the kind is asked. */
  pBetter: number | null;
  /** Blocks a side behind them. */
  blocks: number;
}

/** What limits are held against. */
export interface Observed {
  relative: boolean;
  /** The values seen count as they are. */
  exact: boolean;
  /** Being better by the limit counts as improved. */
  improves: boolean;
  /** head ÷ base − 1 or head − base. */
  change: number | null;
  head: number | null;
  /** The change as it is tested: a difference of logarithms where the metric is relative. */
  effect: { estimate: number; test: Tester } | null;
  /** Head's own value, in the same units. */
  level: { estimate: number; test: Tester } | null;
}

/** Values that are equal but for rounding are not over a limit. */
const EPSILON = 1e-12;

const LEAST_MARGIN = 0.01;
/** The margin beyond a limit of a change: as wide as the limit, and at least 1 % or 1 point. */
export const marginOf = (threshold: number): number => Math.max(threshold, LEAST_MARGIN);
/** The margin beyond an absolute limit, as a share of it. */
const LEVEL_MARGIN = 0.03;

const exactly = (within: boolean): LimitTest => ({ within, tested: null });

/** `sign`: the direction that is worse. p of "not further than `at` in that direction". */
const further = (t: Tester, sign: 1 | -1, at: number): number => (sign > 0 ? t.above(at) : t.below(at));

/** Logarithm of a ratio; what is not positive is as far as it can be. */
const log = (ratio: number): number => Math.log(Math.max(1e-9, ratio));

/** A change against `threshold`, where `sign` is the direction that is worse. */
function changeTest(s: Observed, sign: 1 | -1, threshold: number): LimitTest | null {
  if (s.exact) return s.change === null ? null : exactly(sign * s.change <= threshold + EPSILON);
  if (!s.effect) return null;
  const { estimate, test } = s.effect;
  // +3 % and −3 % are not equally far from 0 in logarithms.
  const at = (change: number): number => (s.relative ? log(1 + change) : change);
  const limit = at(sign * threshold) + sign * EPSILON;
  return {
    within: sign * (estimate - limit) <= 0,
    tested: {
      p: further(test, sign, limit),
      pBeyond: further(test, -sign as 1 | -1, at(sign * (threshold + marginOf(threshold)))),
      pBetter: s.improves ? further(test, -sign as 1 | -1, at(-sign * threshold) - sign * EPSILON) : null,
      blocks: test.blocks,
    },
  };
}

/** Head alone against an absolute limit, where `sign` is the direction that is worse. */
function levelTest(s: Observed, sign: 1 | -1, limit: number): LimitTest | null {
  if (s.exact) return s.head === null ? null : exactly(sign * (s.head - limit) <= EPSILON);
  if (!s.level) return null;
  const { estimate, test } = s.level;
  const at = s.relative ? Math.log(Math.max(1e-300, limit)) : limit;
  const margin = s.relative ? Math.log1p(LEVEL_MARGIN) : Math.max(LEAST_MARGIN, LEVEL_MARGIN * Math.abs(limit));
  const kept = at + sign * EPSILON;
  return {
    within: sign * (estimate - kept) <= 0,
    tested: {
      p: further(test, sign, kept),
      pBeyond: further(test, -sign as 1 | -1, at + sign * margin),
      pBetter: null,
      blocks: test.blocks,
    },
  };
}

/** The tests of a metric's limits; `null` in place of one that the data cannot decide. */
export function limitTests(t: Threshold, s: Observed, hasBase: boolean): (LimitTest | null)[] {
  const out: (LimitTest | null)[] = [];
  if (hasBase && t.increase !== undefined) out.push(changeTest(s, 1, t.increase));
  if (hasBase && t.decrease !== undefined) out.push(changeTest(s, -1, t.decrease));
  if (t.max !== undefined) out.push(levelTest(s, 1, t.max));
  if (t.min !== undefined) out.push(levelTest(s, -1, t.min));
  return out;
}
