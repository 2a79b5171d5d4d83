import type { Interval } from '../../../src/energy/intervals.ts';
import type { Random } from '../random.ts';
import { Device } from './device.ts';

export type PhaseName = 'prefill' | 'decode';
export const PHASES: readonly PhaseName[] = ['prefill', 'decode'];

/** A stretch of constant power: what the device draws in all, watts. */
export interface Piece {
  start: number;
  end: number;
  watts: number;
}

/** What a GPU is given to do. Seconds, watts. */
export interface Work {
  count: number;
  gap: () => number;
  prefill: () => number;
  decode: () => number;
  /** Drawn in quiet (before the first request), between requests, and by the phases: all of the device, in all. */
  watts: { quiet: number; rest: number; prefill: number; decode: number };
  /** Relative spread of each request's power. */
  spread: number;
  /** How a phase's power runs over its time; even where left out. */
  shape?: (phase: PhaseName, piece: Piece) => Piece[];
  /** What power above rest is multiplied by at a time; looked at every 5 ms. */
  scale?: (t: number) => number;
  /** Prompt tokens told at a prefill's begin. */
  tokens?: (prefillSeconds: number) => number;
  /** Output tokens told of a decode. */
  written?: (decodeSeconds: number) => number;
  /** Prefill runs on the first of two equal cards and decode on the second; power is of one card. */
  split?: boolean;
  /** Requests side by side: so many independent streams. */
  streams?: number;
  /** Power of others that no phase is marked for, from the first request's begin to the last's end. */
  others?: (from: number, to: number) => Piece[];
}

/** Truth of one phase: joules that it caused, in all and less quiet idle power over its share of time. */
export interface Truth {
  gross: number;
  net: number;
}

export interface Load {
  /** Joules of each card from before the first sample to t. */
  energy: ((t: number) => number)[];
  intervals: Interval[];
  truth: Record<PhaseName, Truth>;
  /** When the last phase ended. */
  end: number;
}

/** Quiet before the first request. */
const LEAD = 3;
const SLICE = 0.005;

export function layLoad(work: Work, random: Random): Load {
  const { watts } = work;
  const devices = Array.from({ length: work.split ? 2 : 1 }, () => new Device());
  const deviceOf = { prefill: devices[0]!, decode: devices[devices.length - 1]! };
  const intervals: Interval[] = [];
  const own: Record<PhaseName, number> = { prefill: 0, decode: 0 };
  for (let stream = 0; stream < (work.streams ?? 1); stream++) {
    let now = LEAD + stream * 0.3;
    for (let r = 0; r < work.count; r++) {
      if (r > 0) now += work.gap();
      for (const phase of PHASES) {
        const seconds = work[phase]();
        const drawn = watts.rest + (watts[phase] - watts.rest) * (1 + work.spread * random.normal());
        const whole = { start: now, end: now + seconds, watts: drawn };
        for (const piece of scaled(work, work.shape?.(phase, whole) ?? [whole])) {
          deviceOf[phase].add(piece.start, piece.end, piece.watts - watts.rest);
          own[phase] += (piece.watts - watts.rest) * (piece.end - piece.start);
        }
        const tokens = phase === 'prefill' ? (work.tokens?.(seconds) ?? null) : null;
        const written = phase === 'decode' ? work.written?.(seconds) : undefined;
        intervals.push({
          phase,
          id: `s${stream}r${r}`,
          start: now,
          end: whole.end,
          contextTokens: tokens,
          ...(written === undefined ? {} : { tokens: written }),
        });
        now = whole.end;
      }
    }
  }
  const end = Math.max(...intervals.map((i) => i.end));
  for (const device of devices) {
    device.add(-1, LEAD, watts.quiet);
    device.add(LEAD, end + 10, watts.rest);
  }
  for (const piece of work.others?.(LEAD, end) ?? []) devices[0]!.add(piece.start, piece.end, piece.watts);
  const seconds = secondsOf(intervals);
  const truth = (phase: PhaseName): Truth => {
    const gross = own[phase] + devices.length * watts.rest * seconds[phase];
    return { gross, net: gross - devices.length * watts.quiet * seconds[phase] };
  };
  const energy = devices.map((d) => d.energy());
  return { energy, intervals, truth: { prefill: truth('prefill'), decode: truth('decode') }, end };
}

function scaled({ scale, watts }: Work, pieces: Piece[]): Piece[] {
  if (scale === undefined) return pieces;
  return pieces.flatMap((piece) => {
    const n = Math.ceil((piece.end - piece.start) / SLICE);
    return Array.from({ length: n }, (_, i) => {
      const start = piece.start + (i * (piece.end - piece.start)) / n;
      const end = piece.start + ((i + 1) * (piece.end - piece.start)) / n;
      return { start, end, watts: watts.rest + (piece.watts - watts.rest) * scale((start + end) / 2) };
    });
  });
}

/** Seconds of each phase, where several run at once each with an equal part. */
function secondsOf(intervals: readonly Interval[]): Record<PhaseName, number> {
  const seconds: Record<PhaseName, number> = { prefill: 0, decode: 0 };
  const edges = [...new Set(intervals.flatMap((i) => [i.start, i.end]))].sort((a, b) => a - b);
  edges.slice(1).forEach((end, k) => {
    const start = edges[k]!;
    const open = intervals.filter((i) => i.start <= start && i.end >= end);
    for (const i of open) seconds[i.phase as PhaseName] += (end - start) / open.length;
  });
  return seconds;
}
