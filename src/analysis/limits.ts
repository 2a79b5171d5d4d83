import type { Threshold } from '../common/generated/comparison.ts';
import { bound, oneSidedP, type Effect } from './statistics.ts';

/** One limit of one gating metric, ready to be decided. */
export interface LimitTest {
  /** The observed effect is worse than the limit allows. */
  over: boolean;
  /** It is better by more than the limit: what `improved` asks for. An absolute limit has no such side. */
  under: boolean;
  /** The one-sided bound of the effect is inside the limit. */
  inside: boolean;
  /** One-sided p of "no change" against "worse", and against "better"; `null` where there is no test to make. */
  pWorse: number | null;
  pBetter: number | null;
}

/** Values that are equal but for rounding are not over a limit. */
const EPSILON = 1e-12;

/** What limits are held against. */
export interface Observed {
  relative: boolean;
  exact: boolean;
  /** head ÷ base − 1 or head − base. */
  change: number | null;
  head: number | null;
  /** The change as the test sees it: a difference of logarithms where the metric is relative. */
  effect: Effect | null;
  /** Head's own value, in the same units. */
  level: Effect | null;
  /** An exact test in the t test's place: p of "worse" (a drop) and of "better". */
  exactP?: { drop: number; rise: number };
}

/** A change against `threshold`, where `sign` is the direction that is worse. */
function changeTest(s: Observed, sign: 1 | -1, threshold: number, level: number): LimitTest | null {
  if (s.exact) {
    if (s.change === null) return null;
    const over = sign * s.change > threshold + EPSILON;
    return { over, under: -sign * s.change > threshold + EPSILON, inside: !over, pWorse: null, pBetter: null };
  }
  if (!s.effect) return null;
  // +3 % and −3 % are not equally far from 0 in logarithms.
  const distance = (direction: number): number =>
    s.relative ? Math.abs(Math.log(Math.max(1e-9, 1 + direction * threshold))) : threshold;
  const worse = distance(sign);
  return {
    over: sign * s.effect.estimate > worse + EPSILON,
    under: -sign * s.effect.estimate > distance(-sign) + EPSILON,
    inside: sign * bound(s.effect, sign, level) < worse,
    pWorse: s.exactP ? (sign < 0 ? s.exactP.drop : s.exactP.rise) : oneSidedP(s.effect, sign),
    pBetter: s.exactP ? (sign < 0 ? s.exactP.rise : s.exactP.drop) : oneSidedP(s.effect, -sign as 1 | -1),
  };
}

/** Head alone against an absolute limit, where `sign` is the direction that is worse. */
function levelTest(s: Observed, sign: 1 | -1, limit: number, level: number): LimitTest | null {
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
export function limitTests(t: Threshold, s: Observed, hasBase: boolean, level: number): (LimitTest | null)[] {
  const out: (LimitTest | null)[] = [];
  if (hasBase && t.increase !== undefined) out.push(changeTest(s, 1, t.increase, level));
  if (hasBase && t.decrease !== undefined) out.push(changeTest(s, -1, t.decrease, level));
  if (t.max !== undefined) out.push(levelTest(s, 1, t.max, level));
  if (t.min !== undefined) out.push(levelTest(s, -1, t.min, level));
  return out;
}
