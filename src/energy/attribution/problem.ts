import { phaseOf } from '../cells.ts';
import type { Interval } from '../intervals.ts';
import { firstActivities, type Activities } from './activities.ts';
import { byActivity, groupIntervals, type Grouping } from './coalesce.ts';
import { lowerBound } from './lower-bound.ts';
import { sharedSeconds } from './shared-seconds.ts';
import { firstUpdates, type Updates } from './updates.ts';

/** What is fitted: n updates against the m activities of J phases. */
export interface Problem {
  updates: Updates;
  activities: Activities;
  /** Which activity each interval is part of. */
  grouping: Grouping;
  /** Names, in order of first begin; `activities.phase` counts them. */
  phases: string[];
  /**
   * c_i of each activity: context tokens less the phase's mean, in units of their spread; null where not told or not
   * varied.
   */
  context: Float64Array | null;
  /** Seconds a token of each activity, as its tokens tell; NaN where they are not told. */
  period: Float64Array;
  /** h_i: each activity's share of time, for base power, seconds. */
  shared: Float64Array;
  /** How many updates were shown before the first activity began. */
  quietRows: number;
}

/** The phase whose power may grow with its context (KV cache): the design's "amplification". */
export const CONTEXT_PHASE = 'decode';
/**
 * A slope over context is fitted from so many intervals on, and from this relative spread on (chosen, not measured).
 */
const CONTEXT = { intervals: 8, spread: 0.05 };

/** Lays intervals out as columns of numbers, phases numbered in order of first begin. */
export function layOut(updates: Updates, intervals: Interval[]): Problem {
  const phases = [...new Set(intervals.map((i) => i.phase))];
  const grouping = groupIntervals(intervals, phases, updates);
  const context = contextOf(intervals);
  return {
    updates,
    grouping,
    activities: grouping.activities,
    phases,
    period: byActivity(
      grouping,
      Float64Array.from(intervals, ({ start, end, tokens }) => (tokens === undefined ? NaN : (end - start) / tokens)),
    ),
    shared: byActivity(grouping, sharedSeconds(intervals)),
    quietRows: lowerBound(updates.t, grouping.activities.start[0] ?? -Infinity),
    context:
      context &&
      byActivity(
        grouping,
        context.map((x, i) => x * grouping.share[i]!),
      ),
  };
}

/**
 * Context of each interval of decode, centred by time and in units of its own spread: (tokens − mean) ÷ spread, both
 * weighted by seconds. The mean is each cell's own, so that the slope, one for all cells, says nothing of their sums.
 * Null where it is not told of all, or does not vary enough to tell a slope.
 */
function contextOf(intervals: Interval[]): Float64Array | null {
  const members = intervals.flatMap((interval, i) =>
    phaseOf(interval.phase) === CONTEXT_PHASE && interval.end > interval.start ? [i] : [],
  );
  if (members.length < CONTEXT.intervals || members.some((i) => intervals[i]!.contextTokens === null)) return null;
  const seconds = (i: number) => intervals[i]!.end - intervals[i]!.start;
  const weighted = (at: readonly number[], of: (i: number) => number): number =>
    at.reduce((s, i) => s + seconds(i) * of(i), 0) / at.reduce((s, i) => s + seconds(i), 0);
  const tokens = (i: number) => intervals[i]!.contextTokens!;
  const means = new Map(
    [...new Set(members.map((i) => intervals[i]!.phase))].map((name) => [
      name,
      weighted(
        members.filter((i) => intervals[i]!.phase === name),
        tokens,
      ),
    ]),
  );
  const off = (i: number) => tokens(i) - means.get(intervals[i]!.phase)!;
  const spread = Math.sqrt(weighted(members, (i) => off(i) ** 2));
  if (spread < CONTEXT.spread * weighted(members, tokens) || spread === 0) return null;
  const column = new Float64Array(intervals.length);
  for (const i of members) column[i] = off(i) / spread;
  return column;
}

/** The first `rows` updates and the activities that begin two cadences before the last of them; views, not copies. */
export function firstRows(problem: Problem, rows: number): Problem {
  const { updates, activities } = problem;
  const n = lowerBound(activities.start, updates.t[rows - 1]! - 2 * updates.cadence);
  return {
    ...problem,
    updates: firstUpdates(updates, rows),
    activities: firstActivities(activities, n),
    context: problem.context?.subarray(0, n) ?? null,
    period: problem.period.subarray(0, n),
    shared: problem.shared.subarray(0, n),
  };
}
