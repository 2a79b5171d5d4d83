import type { Reason } from '../../common/generated/run-result.ts';
import type { Attribution, Contrast } from '../attribution/types.ts';
import type { Interval } from '../intervals.ts';
import type { Series } from '../series.ts';

/** Joules and errors of each phase, as `judge` takes them. */
export interface Counted extends Pick<Attribution, 'idleWatts' | 'sensor' | 'warnings' | 'fitted'> {
  phases: Map<string, Contrast & { reasons: Reason[] }>;
}

/** Children's CPU time comes in ticks of the kernel. Seconds. */
const TICK = 0.01;

/**
 * Joules of phases off a counter that is read as it stands, without lag or window: CPU time × watts. Nothing is fitted
 * (CPU time comes in bursts, of which no power is typical): what the counter advances between two reads belongs to what
 * ran then, by its share of that time; phases side by side share a moment equally, so nothing is counted twice.
 * Where in the gap the advance lay is unknown: of a phase that fills the share f of it, variance ΔE²·f(1 − f), and a
 * tick at either end.
 */
export function countPhases(series: Series, intervals: readonly Interval[], watts: number): Counted {
  const names = [...new Set(intervals.map((i) => i.phase))];
  const joules = names.map(() => 0);
  const variances = names.map(() => 2 * ((TICK * watts) ** 2 / 12));
  const index = new Map(names.map((name, j) => [name, j]));
  const edges = intervals
    .flatMap((i) => [
      { t: i.start, phase: index.get(i.phase)!, by: 1 },
      { t: i.end, phase: index.get(i.phase)!, by: -1 },
    ])
    .sort((a, b) => a.t - b.t || a.by - b.by);
  const open = names.map(() => 0);
  const filled = names.map(() => 0);
  let all = 0;
  let next = 0;
  let at = -Infinity;
  const advance = (to: number, from: number) => {
    const length = to - Math.max(at, from);
    if (all > 0 && length > 0) open.forEach((n, j) => (filled[j] = filled[j]! + (n / all) * length));
    at = to;
  };
  const { t, energyMj } = series;
  for (let k = 1; k < t.length; k++) {
    filled.fill(0);
    for (; next < edges.length && edges[next]!.t <= t[k]!; next++) {
      const edge = edges[next]!;
      advance(edge.t, t[k - 1]!);
      open[edge.phase] = open[edge.phase]! + edge.by;
      all += edge.by;
    }
    advance(t[k]!, t[k - 1]!);
    const energy = (energyMj[k]! - energyMj[k - 1]!) / 1000;
    if (!(energy > 0)) continue;
    filled.forEach((seconds, j) => {
      const share = Math.min(1, seconds / (t[k]! - t[k - 1]!));
      joules[j] = joules[j]! + energy * share;
      variances[j] = variances[j]! + energy ** 2 * share * (1 - share);
    });
  }
  const group = (j: number): Contrast & { reasons: Reason[] } => {
    const error = Math.sqrt(variances[j]!);
    // A process that rests uses no CPU time: net is gross.
    return {
      grossJoules: joules[j]!,
      netJoules: joules[j]!,
      grossError: error,
      netError: error,
      reasons: [],
    };
  };
  return {
    phases: new Map(names.map((name, j) => [name, group(j)])),
    idleWatts: 0,
    sensor: { reads: 'cpu-time', estimateWatts: watts },
  };
}
