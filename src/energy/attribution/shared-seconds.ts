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
