import type { Interval } from '../intervals.ts';
import type { Activities } from './activities.ts';

/**
 * With more intervals than this for each update of the sensor, those shorter than a bin are summed in it: single ones
 * cannot be told apart (docs/attribution.md, "Many short phases").
 */
const MOST_PER_UPDATE = 16;
/** Bins of a cadence (chosen, not measured). */
const BINS = 4;
/**
 * A busy device that pauses for less than this stays busy: its clocks have no time to fall. Seconds; falls of real
 * boards take < 5 ms.
 */
const PAUSE = 0.002;

/** Intervals as the activities that are fitted. */
export interface Grouping {
  activities: Activities;
  /** The activity of each interval. */
  activityOf: Int32Array;
  /** Each interval's share of its activity's time. */
  share: Float64Array;
}

/**
 * One activity for each interval, in order of begin; where there are far more intervals than the sensor has updates,
 * the short ones of a phase that fall into one bin (a quarter of a cadence) become one activity of the bin's length
 * whose weight is the share of it that they fill. So the cost of a fit follows the updates, not the intervals.
 */
export function groupIntervals(
  intervals: readonly Interval[],
  phases: readonly string[],
  updates: { n: number; cadence: number },
): Grouping {
  const width = intervals.length > MOST_PER_UPDATE * updates.n ? updates.cadence / BINS : 0;
  const busy = busySince(intervals);
  const index = new Map(phases.map((name, j) => [name, j]));
  const groups = new Map<string, Group>();
  intervals.forEach((interval, i) => {
    const phase = index.get(interval.phase)!;
    const seconds = interval.end - interval.start;
    const bin = Math.floor((interval.start + seconds / 2) / width);
    const alone = !(width > 0) || seconds > width;
    const key = alone ? `i${i}` : `${phase} ${bin}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = {
        phase,
        start: alone ? interval.start : bin * width,
        end: alone ? interval.end : (bin + 1) * width,
        busySince: busy[i]!,
        alone,
        seconds: 0,
        squares: 0,
        members: [],
      };
      groups.set(key, group);
    }
    group.seconds += seconds;
    group.squares += seconds * seconds;
    group.members.push(i);
  });
  return layOut(
    [...groups.values()].sort((a, b) => a.start - b.start),
    intervals,
  );
}

interface Group {
  phase: number;
  start: number;
  end: number;
  busySince: number;
  alone: boolean;
  seconds: number;
  squares: number;
  members: number[];
}

function layOut(groups: Group[], intervals: readonly Interval[]): Grouping {
  const activityOf = new Int32Array(intervals.length);
  const share = new Float64Array(intervals.length);
  groups.forEach((group, m) => {
    for (const i of group.members) {
      activityOf[i] = m;
      share[i] = group.alone ? 1 : group.seconds > 0 ? (intervals[i]!.end - intervals[i]!.start) / group.seconds : 0;
    }
  });
  return {
    activityOf,
    share,
    activities: {
      n: groups.length,
      start: Float64Array.from(groups, (g) => g.start),
      end: Float64Array.from(groups, (g) => g.end),
      busySince: Float64Array.from(groups, (g) => g.busySince),
      phase: Int32Array.from(groups, (g) => g.phase),
      weight: Float64Array.from(groups, (g) => (g.alone ? 1 : g.seconds / (g.end - g.start))),
      // The mean of several deviations varies less than one.
      spread: Float64Array.from(groups, (g) => (g.alone || g.seconds === 0 ? 1 : g.squares / g.seconds ** 2)),
    },
  };
}

/** When the device began to be busy without a pause, for each interval. */
function busySince(intervals: readonly Interval[]): Float64Array {
  let since = -Infinity;
  let until = -Infinity;
  return Float64Array.from(intervals, ({ start, end }) => {
    if (start > until + PAUSE) since = start;
    until = Math.max(until, end);
    return since;
  });
}

/** Sums over each activity of what is known by interval. */
export function byActivity({ activityOf, activities }: Grouping, values: Float64Array): Float64Array {
  const sums = new Float64Array(activities.n);
  for (let i = 0; i < values.length; i++) sums[activityOf[i]!] = sums[activityOf[i]!]! + values[i]!;
  return sums;
}
