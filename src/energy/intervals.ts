import { JouleGateError } from '../common/errors.ts';

/** A phase edge as marked or read; `line` is its line in a file of markers, for errors. */
export interface Edge {
  edge: 'begin' | 'end';
  phase: string;
  id: string;
  tNs: number;
  line?: number;
  contextTokens?: number;
  tokens?: number;
  cpuSeconds?: number;
  /** At the begin: the request belongs to no task. */
  extra?: boolean;
  /** The cell that the phase is of, where several share the record; it stands in the phase's name too. */
  cell?: string;
}

/** One run of a phase of a request. Seconds since the trace's origin. */
export interface Interval {
  phase: string;
  id: string;
  start: number;
  end: number;
  /** Tokens in the KV cache at its begin, of a prefill those it lays there; where told. */
  contextTokens: number | null;
  /** Tokens that it read or wrote, where told. */
  tokens?: number;
  /** Of a request that belongs to no task. */
  extra?: boolean;
}

export interface EdgeProblem {
  message: string;
  line: number | null;
}

/**
 * Pairs edges to intervals, in order of begin. Order is by time, not by arrival; at equal times an end comes before
 * a begin of the same phase and id. Problems are: the same phase and id begun twice, an end without a begin, a begin
 * that never ends, an end before its begin.
 */
export function pairEdges(edges: Edge[], originNs: number): { intervals: Interval[]; problems: EdgeProblem[] } {
  const problems: EdgeProblem[] = [];
  const intervals: Interval[] = [];
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = `${edge.phase}\n${edge.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [edge]);
    else group.push(edge);
  }
  for (const group of groups.values()) pairGroup(group, originNs, intervals, problems);
  intervals.sort((a, b) => a.start - b.start || a.end - b.end);
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { intervals, problems };
}

function pairGroup(group: Edge[], originNs: number, intervals: Interval[], problems: EdgeProblem[]): void {
  const sorted = sortEdges(group);
  const ends = sorted.filter((e) => e.edge === 'end').length;
  let begins = sorted.length - ends;
  // Begins that an earlier end was laid to; `ahead` is the next that none was, so that all this stays linear.
  const used = new Set<Edge>();
  let ahead = 0;
  let open: Edge | null = null;
  for (let i = 0; i < sorted.length; i++) {
    const edge = sorted[i]!;
    if (used.has(edge)) continue;
    const what = `phase ${edge.phase} of ${edge.id}`;
    const problem = (message: string) => problems.push({ message, line: edge.line ?? null });
    if (edge.edge === 'begin') {
      if (open !== null) problem(`${what} is begun twice`);
      else open = edge;
    } else if (open === null) {
      for (ahead = Math.max(ahead, i + 1); ahead < sorted.length && sorted[ahead]!.edge !== 'begin';) ahead++;
      const later = ahead < sorted.length && begins >= ends;
      problem(later ? `${what} ends before its begin` : `${what} ends without a begin`);
      if (later) {
        used.add(sorted[ahead++]!);
        begins--;
      }
    } else {
      intervals.push({
        phase: edge.phase,
        id: edge.id,
        start: (open.tNs - originNs) / 1e9,
        end: (edge.tNs - originNs) / 1e9,
        contextTokens: open.contextTokens ?? edge.contextTokens ?? null,
        ...tokensOf(edge, open),
        ...(open.extra ? { extra: true } : {}),
      });
      open = null;
    }
  }
  if (open !== null)
    problems.push({ message: `phase ${open.phase} of ${open.id} never ends`, line: open.line ?? null });
}

/** An end knows how many there were; a begin may announce them. */
function tokensOf(end: Edge, begin: Edge): Pick<Interval, 'tokens'> {
  const tokens = end.tokens ?? begin.tokens;
  return tokens === undefined ? {} : { tokens };
}

/** By time; at equal times such that an interval of no length stays begin before end and neighbours touch. */
function sortEdges(group: Edge[]): Edge[] {
  const sorted = group
    .map((edge, order) => ({ edge, order }))
    .sort((a, b) => a.edge.tNs - b.edge.tNs || a.order - b.order)
    .map((e) => e.edge);
  const laid: Edge[] = [];
  for (let i = 0; i < sorted.length;) {
    let next = i + 1;
    while (next < sorted.length && sorted[next]!.tNs === sorted[i]!.tNs) next++;
    const waiting = {
      begin: sorted.slice(i, next).filter((e) => e.edge === 'begin'),
      end: sorted.slice(i, next).filter((e) => e.edge === 'end'),
    };
    const taken = { begin: 0, end: 0 };
    for (; i < next; i++) {
      const wanted = laid.at(-1)?.edge === 'begin' ? 'end' : 'begin';
      const kind = taken[wanted] < waiting[wanted].length ? wanted : wanted === 'end' ? 'begin' : 'end';
      laid.push(waiting[kind][taken[kind]++]!);
    }
  }
  return laid;
}

/** The intervals, or `edges-invalid` with the first problem (and its line) and how many there are. */
export function requireIntervals(edges: Edge[], originNs: number, source: string): Interval[] {
  const { intervals, problems } = pairEdges(edges, originNs);
  const first = problems[0];
  if (first !== undefined) {
    const at = first.line === null ? '' : `${source} line ${first.line}: `;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    throw new JouleGateError(
      'edges-invalid',
      `${at}${first.message}${more}`,
      'begin and end each phase of a request once, with a t_ns from CLOCK_MONOTONIC (docs/measure.md)',
    );
  }
  return intervals;
}
