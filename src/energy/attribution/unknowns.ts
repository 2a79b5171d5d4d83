import type { Design } from './design.ts';

/**
 * Where each random unknown of a mixed model stands: errors of update times δ_k (counters only) and deviations b_i of
 * activities, in order of time, so that unknowns that share a row stand near each other and the matrix stays banded.
 */
export interface Unknowns {
  /** Whether the times of updates are unknowns: a counter's are, since an error of one stands in two rows. */
  readonly timed: boolean;
  /** Position of δ_k; empty where not timed. */
  readonly timeAt: Int32Array;
  /** Position of b_i; −1 where the activity touches no row. */
  readonly deviationAt: Int32Array;
  /** The activities that touch a row, by last row. */
  readonly order: Int32Array;
  /** First nonzero column of each position's row (`Skyline`). */
  readonly begin: Int32Array;
}

/** An activity stands right after the last update that it touches. */
export function layOutUnknowns(design: Design): Unknowns {
  const { first, last } = design;
  const n = design.updates.n;
  const timed = design.updates.kind === 'counter';
  const touching: number[] = [];
  for (let i = 0; i < first.length; i++) if (last[i]! >= first[i]!) touching.push(i);
  const order = Int32Array.from(touching.sort((a, b) => last[a]! - last[b]! || a - b));
  const timeAt = new Int32Array(timed ? n : 0);
  const deviationAt = new Int32Array(first.length).fill(-1);
  const begin: number[] = [];
  let next = 0;
  const reachOf = (i: number): number => {
    if (timed) return timeAt[Math.max(0, first[i]! - 1)]!;
    let from = begin.length;
    for (let o = next - 1; o >= 0 && last[order[o]!]! >= first[i]!; o--) from = deviationAt[order[o]!]!;
    return from;
  };
  for (let k = 0; k < n; k++) {
    if (timed) {
      timeAt[k] = begin.length;
      begin.push(k === 0 ? 0 : timeAt[k - 1]!);
    }
    for (; next < order.length && last[order[next]!]! === k; next++) {
      const i = order[next]!;
      deviationAt[i] = begin.length;
      begin.push(reachOf(i));
    }
  }
  return { timed, timeAt, deviationAt, order, begin: Int32Array.from(begin) };
}
