import { MARKED_PHASES, type MarkedPhase, type Phase } from '../../common/phases.ts';
import type { BlockReading, PhaseEnergy, Validity } from '../../common/generated/run-result.ts';
import { poolShares } from '../../common/shares.ts';
import { judge } from '../attribution/judge.ts';
import { phaseName, phaseOf } from '../cells.ts';
import type { Attribution } from '../attribution/types.ts';
import type { Edge, Interval } from '../intervals.ts';
import type { Series } from '../series.ts';
import type { BlockEnergy, RequestEnergy } from '../types.ts';
import { surroundings } from './surroundings.ts';

const OK: Validity = { status: 'ok', reasons: [] };
const NONE: PhaseEnergy = { grossJoules: 0, netJoules: 0, standardError: 0, seconds: 0, validity: OK };

/**
 * Per-request joules of one block from the attributions of its channels.
 * A channel's error is that of the phase's sum in this block, handed out by each request's share, so that the errors
 * of one fit add linearly to it (the design's rule); channels are fitted apart and add in quadrature.
 * Extra requests help the fit; their joules are a sum of their own, no part of the tasks'.
 */
export function requestsOf(
  intervals: Interval[],
  attributions: Attribution[],
  validity: Validity,
  phases: readonly MarkedPhase[] = MARKED_PHASES,
): Map<string, RequestEnergy> {
  const requests = new Map<string, RequestEnergy>();
  for (const name of new Set(intervals.map((i) => i.phase))) {
    const phase = phases.find((p) => p === phaseOf(name));
    if (phase === undefined) continue;
    for (const extra of [false, true]) addPhase(phase, name, extra, intervals, attributions, validity, requests);
  }
  return requests;
}

function addPhase(
  phase: MarkedPhase,
  name: string,
  extra: boolean,
  intervals: Interval[],
  attributions: Attribution[],
  validity: Validity,
  requests: Map<string, RequestEnergy>,
): void {
  const groups = attributions.flatMap((a) => a.phases.get(name) ?? []);
  const why = judge(groups);
  const resolvable = why.length === 0;
  const { members, at: memberIndices } = membersOf(intervals, name, extra);
  if (memberIndices.length === 0) return;
  const groupError = resolvable ? Math.hypot(...attributions.map((a) => a.contrast(members)!.netError)) : 0;
  const seconds = memberIndices.reduce((sum, i) => sum + (intervals[i]!.end - intervals[i]!.start), 0);
  const state: Validity = resolvable ? validity : { status: 'not-resolvable', reasons: why };
  for (const i of memberIndices) {
    const interval = intervals[i]!;
    const entry = entryOf(requests, interval.id);
    const before = entry[phase] ?? NONE;
    const duration = interval.end - interval.start;
    const sum = (pick: (a: Attribution) => Float64Array, old: number | null) =>
      resolvable ? (old ?? 0) + attributions.reduce((s, a) => s + pick(a)[i]!, 0) : null;
    entry[phase] = {
      grossJoules: sum((a) => a.gross, before.grossJoules),
      netJoules: sum((a) => a.net, before.netJoules),
      // Shares of time are never negative, which shares of joules might be.
      standardError: resolvable
        ? (before.standardError ?? 0) + (seconds > 0 ? (groupError * duration) / seconds : 0)
        : null,
      seconds: before.seconds + duration,
      validity: state,
    };
  }
}

/** 1 for each interval of a phase, by name (extra requests apart from the others), else 0; which those are. */
function membersOf(
  intervals: readonly Interval[],
  phase: string,
  extra: boolean,
): { members: Float64Array; at: number[] } {
  const members = new Float64Array(intervals.length);
  const at = intervals.flatMap((x, i) => (x.phase === phase && (x.extra ?? false) === extra ? [i] : []));
  for (const i of at) members[i] = 1;
  return { members, at };
}

/**
 * What the variance of a block's net joules is made of, by phase, over all channels; a phase whose joules are not
 * resolvable, or whose variance no attribution split, is left out. `cell`: of that cell alone.
 */
export function sharesOf(
  intervals: readonly Interval[],
  attributions: readonly Attribution[],
  cell?: string,
): BlockReading['shares'] {
  const entries = (['prefill', 'decode'] as const).flatMap((phase) => {
    const name = phaseName(phase, cell);
    const { members, at } = membersOf(intervals, name, false);
    const groups = attributions.flatMap((a) => a.phases.get(name) ?? []);
    if (at.length === 0 || judge(groups).length > 0) return [];
    const sums = attributions.map((a) => a.contrast(members)!);
    const shares = poolShares(sums.map((c) => ({ variance: c.netError ** 2, shares: c.shares })));
    return shares === null ? [] : [[phase, shares] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/**
 * Standard errors of ln(E ÷ E′), E and E′ the net joules of two cells' phases in this block: those of the contrast
 * Σ E_i ÷ E − Σ E′_i ÷ E′ (delta method), in quadrature over channels. `undefined` where one is not resolvable, or not
 * above 0.
 */
export function ratioErrorsOf(
  intervals: readonly Interval[],
  attributions: readonly Attribution[],
  over: string,
  under: string,
): BlockReading['overBase'] {
  const error = (phases: readonly ('prefill' | 'decode')[]): number | null => {
    const coefficients = new Float64Array(intervals.length);
    for (const [cell, sign] of [
      [over, 1],
      [under, -1],
    ] as const) {
      const names = phases.map((phase) => phaseName(phase, cell));
      if (judge(names.flatMap((name) => attributions.flatMap((a) => a.phases.get(name) ?? []))).length > 0) return null;
      const at = names.flatMap((name) => membersOf(intervals, name, false).at);
      const joules = at.reduce((sum, i) => sum + attributions.reduce((s, a) => s + a.net[i]!, 0), 0);
      if (!(joules > 0)) return null;
      for (const i of at) coefficients[i] = sign / joules;
    }
    return Math.hypot(...attributions.map((a) => a.contrast(coefficients)!.netError));
  };
  const [prefill, decode, both] = [error(['prefill']), error(['decode']), error(['prefill', 'decode'])];
  if (prefill === null && decode === null) return undefined;
  return {
    ...(prefill === null ? {} : { prefill }),
    ...(decode === null ? {} : { decode }),
    ...(both === null ? {} : { both }),
  };
}

/** The entry of a request, all phases at 0 s and 0 J where it is new. */
export function entryOf(requests: Map<string, RequestEnergy>, id: string): RequestEnergy {
  let entry = requests.get(id);
  if (entry === undefined) {
    entry = { prefill: NONE, decode: NONE, check: NONE };
    requests.set(id, entry);
  }
  return entry;
}

/** What the sensor showed of each cell that the edges name, and what its errors are made of; nothing without cells. */
export function cellsOf(
  edges: readonly Edge[],
  series: Series,
  intervals: Interval[],
  attributions: readonly Attribution[],
): Pick<BlockEnergy, 'cells' | 'ratioErrors'> {
  const cells = [...new Set(edges.flatMap((e) => e.cell ?? []))].map((cell) => {
    const around = (phase: Phase) => surroundings(series, intervals, phaseName(phase, cell));
    const shares = sharesOf(intervals, attributions, cell);
    const phases = { prefill: around('prefill'), decode: around('decode') };
    return [cell, { phases, ...(shares === undefined ? {} : { shares }) }] as const;
  });
  if (cells.length === 0) return {};
  return {
    cells: new Map(cells),
    ratioErrors: (over, under) => ratioErrorsOf(intervals, attributions, over, under),
  };
}
