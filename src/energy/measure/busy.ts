/** How intervals of one phase lie in time. */
export interface Busy {
  /** Seconds in which at least one of them ran. */
  seconds: number;
  /** Share of those seconds in which two or more of them ran. */
  overlap: number;
}

/** Union and overlap of intervals (seconds), by a sweep over their edges. Without length there is no overlap. */
export function busyOf(intervals: readonly { start: number; end: number }[]): Busy {
  const edges = intervals
    .flatMap(({ start, end }) => [
      { t: start, by: 1 },
      { t: end, by: -1 },
    ])
    .sort((a, b) => a.t - b.t || a.by - b.by);
  let open = 0;
  let last = 0;
  let seconds = 0;
  let shared = 0;
  for (const { t, by } of edges) {
    if (open > 0) seconds += t - last;
    if (open > 1) shared += t - last;
    open += by;
    last = t;
  }
  return { seconds, overlap: seconds > 0 ? shared / seconds : 0 };
}
