/** What is fitted: m activities (an interval each, or many short ones summed: `coalesce.ts`), sorted by begin. */
export interface Activities {
  /** m. */
  n: number;
  /** s_i and e_i, seconds. */
  start: Float64Array;
  end: Float64Array;
  /** When the device began to be busy without a pause, seconds: where a clock ramp starts. */
  busySince: Float64Array;
  /** Index of the phase, φ(i). */
  phase: Int32Array;
  /** The share of [start, end) that is filled: 1, but for a sum of short intervals. */
  weight: Float64Array;
  /** What the variance of one interval's power is multiplied by: 1, but for such a sum. */
  spread: Float64Array;
}

/** The first n of them; views, not copies. */
export function firstActivities(a: Activities, n: number): Activities {
  return {
    n,
    start: a.start.subarray(0, n),
    end: a.end.subarray(0, n),
    busySince: a.busySince.subarray(0, n),
    phase: a.phase.subarray(0, n),
    weight: a.weight.subarray(0, n),
    spread: a.spread.subarray(0, n),
  };
}
