// Real power of real GPUs, by a meter on their power lines (shared/data/traces, never committed), cut into short requests.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageRoot } from '../../src/common/paths.ts';
import { attribute } from '../../src/energy/attribution/index.ts';
import { Random } from './random.ts';
import { CADENCES } from './scenarios.ts';
import { sense, type Trace } from './simulator.ts';

export const TRACES = join(process.env.JOULEGATE_SHARED ?? join(packageRoot, '..', 'shared'), 'data', 'traces');
export const BOARDS = ['step-a100', 'step-a5000', 'step-3090', 'step-4090'] as const;
export const SENSORS = [false, true].flatMap((partTime) => CADENCES.map((cadence) => ({ cadence, partTime })));

/** Why the waveforms cannot be used here; null where they can. */
export const noTraces: string | null = BOARDS.every((b) => existsSync(join(TRACES, b, 'meter.csv.gz'))) ? null : `skipped: the real meter waveforms are not at ${TRACES} (JOULEGATE_SHARED names their folder)`;

/** Watts every 0.2 ms: of quiet, and of load from the moment it steps up. */
interface Board { step: number; idle: Float64Array; load: Float64Array; idleWatts: number }

export function readBoard(name: string): Board {
  const rows = gunzipSync(readFileSync(join(TRACES, name, 'meter.csv.gz'))).toString('latin1').trim().split('\n').slice(1).map((l) => l.split(',').map(Number));
  const within = (from: number, to: number) => Float64Array.from(rows.filter((r) => r[0]! >= from && r[0]! < to), (r) => r[1]!);
  const idle = within(950, 1900);
  const idleWatts = idle.reduce((a, b) => a + b, 0) / idle.length;
  const plateau = within(5000, 7000).reduce((a, b) => a + b, 0) / within(5000, 7000).length;
  // The driver's edge and the board's step differ by a few milliseconds: cut where power is half way up.
  const begin = rows.find((r) => r[0]! > 1900 && r[1]! > (idleWatts + plateau) / 2)![0]! - 0.4;
  return { step: (rows[rows.length - 1]![0]! - rows[0]![0]!) / (rows.length - 1) / 1000, idle, load: within(begin, 7500), idleWatts };
}

/** Decode draws this share of what the board's load adds to idle. */
const DECODE = 0.55;

const drawn = (random: Random) => ({ gap: random.between(0.02, 0.12), prefill: random.between(0.04, 0.12), decode: random.between(0.3, 0.8) });

/** Requests of short phases cut from the waveform with random gaps: prefill is the load's own beginning, with its step and clock ramp, decode goes on along it at less power. */
export function cut(board: Board, sensor: { cadence: number; partTime: boolean; jitter?: number }, requests: number, random: Random, lengths = drawn): Trace {
  const watts: number[] = [];
  const intervals: Trace['intervals'] = [];
  const truth: number[] = [];
  const samples = (seconds: number) => Math.round(seconds / board.step);
  const quiet = (seconds: number) => {
    const at = Math.floor(random.next() * board.idle.length);
    for (let i = 0; i < samples(seconds); i++) watts.push(board.idle[(at + i) % board.idle.length]!);
  };
  quiet(1);
  for (let r = 0; r < requests; r++) {
    const { gap, prefill, decode } = lengths(random);
    quiet(gap);
    let at = 0;
    for (const [phase, share, seconds] of [['prefill', 1, prefill], ['decode', DECODE, decode]] as const) {
      if (seconds === 0) continue;
      const start = watts.length * board.step;
      let joules = 0;
      for (let i = 0; i < samples(seconds); i++) {
        const w = board.idleWatts + share * (board.load[at++]! - board.idleWatts);
        watts.push(w);
        joules += w * board.step;
      }
      intervals.push({ phase, id: `r${r}`, start, end: watts.length * board.step, contextTokens: null });
      truth.push(joules);
    }
  }
  const end = watts.length * board.step;
  quiet(1);
  const sum = new Float64Array(watts.length + 1);
  watts.forEach((w, i) => (sum[i + 1] = sum[i]! + w * board.step));
  const energyAt = (t: number) => {
    const x = Math.max(0, Math.min(watts.length - 1e-9, t / board.step));
    const i = Math.floor(x);
    return sum[i]! + (sum[i + 1]! - sum[i]!) * (x - i) + (t < 0 ? t * board.idleWatts : 0);
  };
  const series = sense({ cadence: sensor.cadence, jitter: sensor.jitter ?? 0.01, partTime: sensor.partTime ? 0.25 : null, lag: sensor.cadence * random.between(0, 1.2), noise: 0.01, gain: 1, pollSeconds: 0.005 }, energyAt, end + 0.6, random);
  return { series, intervals, truth: Float64Array.from(truth), end, idle: { watts: board.idleWatts, standardError: 0.01 * board.idleWatts } };
}

/** Load and rest of 50 ms each, without a gap that varies, on a 100 ms counter: whether the phase is said to be resolvable. */
export function beatResolvable(name: string, seed: number): boolean {
  const trace = cut(readBoard(name), { cadence: 0.1, partTime: false, jitter: 0 }, 100, new Random(seed), () => ({ gap: 0.05, prefill: 0.05, decode: 0 }));
  const { start } = trace.intervals[2]!;
  const { end } = trace.intervals[97]!;
  return attribute({ series: trace.series, intervals: trace.intervals, from: start, to: end, idle: trace.idle, powerLimitWatts: null }).phases.get('prefill')!.resolvable;
}

export interface Finding { board: string; cadence: number; partTime: boolean; phase: string; error: number | null; swapped: boolean }

/** Errors of each phase on each sensor of the grid, over `seeds` traces of 40 requests. */
export function realWaveforms(boards: readonly string[], sensors: readonly { cadence: number; partTime: boolean }[], seeds: number): Finding[] {
  return boards.flatMap((name) => {
    const board = readBoard(name);
    return sensors.flatMap((sensor, k) => Array.from({ length: seeds }, (_, seed) => seed).flatMap((seed) => {
      const trace = cut(board, sensor, 40, new Random(1 + 100 * seed + k));
      const result = attribute({ series: trace.series, intervals: trace.intervals, from: 0, to: trace.end, idle: trace.idle, powerLimitWatts: null });
      const watts = (phase: string, joules: Float64Array) => trace.intervals.reduce((s, x, i) => (x.phase === phase ? [s[0]! + joules[i]!, s[1]! + x.end - x.start] : s), [0, 0]);
      const mean = (phase: string, joules: Float64Array) => watts(phase, joules)[0]! / watts(phase, joules)[1]!;
      const swapped = mean('prefill', trace.truth) > 1.05 * mean('decode', trace.truth) && mean('prefill', result.gross) < mean('decode', result.gross);
      return (['prefill', 'decode'] as const).map((phase) => ({
        board: name, ...sensor, phase, swapped,
        error: result.phases.get(phase)!.resolvable ? mean(phase, result.gross) / mean(phase, trace.truth) - 1 : null,
      }));
    }));
  });
}
