import type { Interval } from '../intervals.ts';
import { byActivity, columnsOf, type Columns } from './coalesce.ts';
import type { Activities } from './design.ts';
import { fullPower, type Family, type Physics } from './model.ts';
import type { Updates } from './updates.ts';

/** What is fitted: updates against the activity of phases. */
export interface Problem {
  updates: Updates;
  activities: Activities;
  /** Which activity each interval is part of. */
  columns: Columns;
  phases: string[];
  /** For each activity, its column weight beyond 1: tokens of context less the phase's mean, or null where not told. */
  context: Float64Array | null;
  idle: { watts: number; standardError: number } | null;
}

/** Lays intervals out as columns of numbers, phases numbered in order of first begin. */
export function layOut(updates: Updates, intervals: Interval[], idle: Problem['idle']): Problem {
  const phases = [...new Set(intervals.map((i) => i.phase))];
  const columns = columnsOf(intervals, phases, updates);
  const context = contextColumn(intervals, 'decode');
  const contextOf =
    context === null
      ? null
      : byActivity(
          columns,
          context.map((x, i) => x * columns.share[i]!),
        );
  return { updates, columns, activities: columns.activities, phases, context: contextOf, idle };
}

/** Context of each decode, centred by time and in units of its own spread; null where it is not told or does not vary. */
function contextColumn(intervals: Interval[], phase: string): Float64Array | null {
  const mine = intervals.flatMap((interval, i) =>
    interval.phase === phase && interval.end > interval.start ? [i] : [],
  );
  if (mine.length < 8 || mine.some((i) => intervals[i]!.contextTokens === null)) return null;
  const length = (i: number) => intervals[i]!.end - intervals[i]!.start;
  const total = mine.reduce((s, i) => s + length(i), 0);
  const mean = mine.reduce((s, i) => s + length(i) * intervals[i]!.contextTokens!, 0) / total;
  const spread = Math.sqrt(
    mine.reduce((s, i) => s + length(i) * (intervals[i]!.contextTokens! - mean) ** 2, 0) / total,
  );
  if (spread < 0.05 * mean || spread === 0) return null;
  const column = new Float64Array(intervals.length);
  for (const i of mine) column[i] = (intervals[i]!.contextTokens! - mean) / spread;
  return column;
}

/**
 * Seconds of each interval at which base power counts as its own: where several run side by side each gets an equal
 * part, so that nothing is counted twice.
 */
export function sharedSeconds(intervals: { start: number; end: number }[]): Float64Array {
  const events = intervals
    .flatMap((x, i) => [
      { t: x.start, i, open: true },
      { t: x.end, i, open: false },
    ])
    .sort((a, b) => a.t - b.t);
  // The integral of 1 ÷ (how many are open) up to an interval's end, less the same up to its begin.
  const shared = new Float64Array(intervals.length);
  let open = 0;
  let last = 0;
  let portion = 0;
  for (const event of events) {
    if (open > 0) portion += (event.t - last) / open;
    last = event.t;
    open += event.open ? 1 : -1;
    shared[event.i] = shared[event.i]! + (event.open ? -portion : portion);
  }
  return shared;
}

/** The first `rows` updates and the intervals that end before them. */
export function firstRows(problem: Problem, rows: number): Problem {
  const { updates: u, activities: a } = problem;
  const cut = (x: Float64Array) => x.subarray(0, rows);
  const until = u.t[rows - 1]! - 2 * u.cadence;
  let n = 0;
  while (n < a.n && a.start[n]! < until) n++;
  const { timing } = u;
  return {
    ...problem,
    updates: {
      ...u,
      n: rows,
      t: cut(u.t),
      gap: cut(u.gap),
      y: cut(u.y),
      dt: cut(u.dt),
      timing: {
        ...timing,
        t: cut(timing.t),
        variance: cut(timing.variance),
        diagonal: cut(timing.diagonal),
        coupling: cut(timing.coupling),
      },
    },
    activities: {
      n,
      start: a.start.subarray(0, n),
      end: a.end.subarray(0, n),
      busySince: a.busySince.subarray(0, n),
      phase: a.phase.subarray(0, n),
      weight: a.weight.subarray(0, n),
      spread: a.spread.subarray(0, n),
    },
    context: problem.context?.subarray(0, n) ?? null,
  };
}

/** Seconds of full power in each activity (less than its length where clocks rise). */
export function fullSeconds(family: Family, physics: Physics, problem: Problem): Float64Array {
  const { n, start, end, busySince, weight } = problem.activities;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++)
    out[i] = weight[i]! * fullPower(family.response, physics, start[i]!, end[i]!, busySince[i]!);
  return out;
}
