import type { Threshold, Verdict } from '../common/generated/comparison.ts';
import { bound, oneSidedP, type Effect } from './statistics.ts';

/** One limit of one gating metric, ready to be decided. */
export interface LimitTest {
  /** The observed effect is over the limit. */
  over: boolean;
  /** As far the other way. */
  under: boolean;
  /** The one-sided bound is inside the limit. */
  inside: boolean;
  /** One-sided p of "worse" and of "better"; `null` where the metric is exact and needs no test. */
  pWorse: number | null;
  pBetter: number | null;
}

const EPSILON = 1e-12;

interface Subject {
  relative: boolean;
  exact: boolean;
  /** head ÷ base − 1 or head − base. */
  change: number | null;
  head: number | null;
  effect: Effect | null;
  level: Effect | null;
  /** An exact test in the t test's place: p of "worse" (a drop) and of "better". */
  exactP?: { drop: number; rise: number };
}

function changeTest(s: Subject, sign: 1 | -1, threshold: number, level: number): LimitTest | null {
  if (s.exact) {
    if (s.change === null) return null;
    const over = sign * s.change > threshold + EPSILON;
    return { over, under: -sign * s.change > threshold + EPSILON, inside: !over, pWorse: null, pBetter: null };
  }
  if (!s.effect) return null;
  const far = (direction: number): number =>
    s.relative ? Math.abs(Math.log(Math.max(1e-9, 1 + direction * threshold))) : threshold;
  const worse = far(sign);
  return {
    over: sign * s.effect.estimate > worse + EPSILON,
    under: -sign * s.effect.estimate > far(-sign) + EPSILON,
    inside: sign * bound(s.effect, sign, level) < worse,
    pWorse: s.exactP ? (sign < 0 ? s.exactP.drop : s.exactP.rise) : oneSidedP(s.effect, sign),
    pBetter: s.exactP ? (sign < 0 ? s.exactP.rise : s.exactP.drop) : oneSidedP(s.effect, -sign as 1 | -1),
  };
}

function levelTest(s: Subject, sign: 1 | -1, limit: number, level: number): LimitTest | null {
  if (s.head === null) return null;
  const over = sign * (s.head - limit) > EPSILON;
  if (s.exact) return { over, under: false, inside: !over, pWorse: null, pBetter: null };
  if (!s.level) return null;
  const at = s.relative ? Math.log(Math.max(1e-300, limit)) : limit;
  return {
    over,
    under: false,
    inside: sign * (bound(s.level, sign, level) - at) < 0,
    pWorse: oneSidedP(s.level, sign, at),
    pBetter: null,
  };
}

/** The tests of a metric's limits, with bounds at 1 − `level`; `null` in place of one that the data cannot decide. */
export function limitTests(t: Threshold, s: Subject, hasBase: boolean, level: number): (LimitTest | null)[] {
  const out: (LimitTest | null)[] = [];
  if (hasBase && t.increase !== undefined) out.push(changeTest(s, 1, t.increase, level));
  if (hasBase && t.decrease !== undefined) out.push(changeTest(s, -1, t.decrease, level));
  if (t.max !== undefined) out.push(levelTest(s, 1, t.max, level));
  if (t.min !== undefined) out.push(levelTest(s, -1, t.min, level));
  return out;
}

/** A limit's verdict, given its p after Holm and the most that this may be for a change. */
export function decide(
  test: LimitTest | null,
  adjusted: { worse: number | null; better: number | null },
  level: number,
): Verdict {
  if (!test) return 'inconclusive';
  const sure = (p: number | null): boolean => p === null || p <= level;
  if (test.over && sure(adjusted.worse)) return 'regressed';
  if (test.under && sure(adjusted.better)) return 'improved';
  return test.inside ? 'pass' : 'inconclusive';
}

const ORDER: readonly Verdict[] = ['invalid', 'regressed', 'inconclusive', 'improved', 'pass'];

/** The gravest of several verdicts; `pass` for none. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return ORDER.find((v) => verdicts.includes(v)) ?? 'pass';
}
