import type { Reason } from '../../common/generated/run-result.ts';
import type { Edge, Interval } from '../intervals.ts';
import { guessClock, type Stretch } from './clocks.ts';
import type { Strays } from './marker-filter.ts';

/** Remarks on the edges: reasons by code, and each said in words. */
export interface EdgeFindings {
  invalid: Reason[];
  warnings: Reason[];
  remarks: string[];
}

export const OUTSIDE = 'edges-outside';
/** Phases of one name are a column of the fit each: this many are ids, not names. */
export const MOST_PHASES = 100;

/** Whether an interval lies where nothing was sampled, by more than `slack` ns. */
export function isOutside(interval: Interval, { fromNs, toNs }: Stretch, originNs: number, slackNs: number): boolean {
  return originNs + interval.start * 1e9 < fromNs - slackNs || originNs + interval.end * 1e9 > toNs + slackNs;
}

/** Findings on intervals that lie outside: how many, and which clock their times seem to be of. */
export function findOutside(
  outside: readonly Interval[],
  total: number,
  stretch: Stretch,
  originNs: number,
  live: boolean,
): EdgeFindings {
  if (outside.length === 0) return { invalid: [], warnings: [], remarks: [] };
  const first = outside[0]!;
  const guess = guessClock(originNs + first.start * 1e9, stretch, live);
  const away =
    (first.start * 1e9 + originNs < stretch.fromNs
      ? stretch.fromNs - originNs - first.start * 1e9
      : originNs + first.end * 1e9 - stretch.toNs) / 1e9;
  const what =
    guess === null
      ? `the first (${first.phase} of ${first.id}) by ${away.toPrecision(3)} s`
      : `their times look like ${guess}`;
  return {
    invalid: [OUTSIDE],
    warnings: [],
    remarks: [
      `${OUTSIDE}: ${outside.length} of ${total} phases lie outside the sampled time, ${what}; t_ns is CLOCK_MONOTONIC in nanoseconds (docs/measure.md)`,
    ],
  };
}

/** Findings where no marker was read, or lines speak of markers and are none. */
export function findMissing(edges: readonly Edge[], strays: Strays, where: string): EdgeFindings {
  const stray =
    strays.count === 0
      ? ''
      : `${strays.count} line${strays.count === 1 ? ' names' : 's name'} "joulegate" and ${strays.count === 1 ? 'is' : 'are'} no marker (the first is line ${strays.firstLine}): a marker stands alone on its line, from its first character on`;
  if (edges.length === 0) {
    const hint = stray || 'print them there and flush, or say where they are with --markers (fd:2 for standard error)';
    return {
      invalid: ['no-markers'],
      warnings: [],
      remarks: [`no-markers: no marker was read from ${where}: ${hint}`],
    };
  }
  return stray === ''
    ? { invalid: [], warnings: [], remarks: [] }
    : { invalid: [], warnings: ['stray-markers'], remarks: [`stray-markers: of ${where}, ${stray}`] };
}

/**
 * Edges of a command that ended amid a phase: what it had begun ended with it. Returns them with the ends that are
 * missing, and for whom.
 */
export function closeOpen(edges: readonly Edge[], endNs: number): { edges: Edge[]; closed: string[] } {
  const open = new Map<string, Edge>();
  for (const e of [...edges].sort((a, b) => a.tNs - b.tNs)) {
    const key = `${e.phase}\n${e.id}`;
    if (e.edge === 'begin') open.set(key, e);
    else open.delete(key);
  }
  const unfinished = [...open.values()].filter((e) => e.tNs <= endNs);
  return {
    edges: [...edges, ...unfinished.map((e): Edge => ({ edge: 'end', phase: e.phase, id: e.id, tNs: endNs }))],
    closed: unfinished.map((e) => `${e.phase} of ${e.id}`),
  };
}
