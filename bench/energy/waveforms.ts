// Real power of real GPUs, by a meter on their power lines (shared/data/traces, never committed), cut into short
// requests.
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
/** A counter of the grid: seconds between updates, and whether it sees only a quarter of each. */
export interface Sensor {
  cadence: number;
  partTime: boolean;
}
export const SENSORS: Sensor[] = [false, true].flatMap((partTime) =>
  CADENCES.map((cadence) => ({ cadence, partTime })),
);

/** Why the waveforms cannot be used here; null where they can. */
export const noTraces: string | null = BOARDS.every((b) => existsSync(join(TRACES, b, 'meter.csv.gz')))
  ? null
  : `skipped: the real meter waveforms are not at ${TRACES} (JOULEGATE_SHARED names their folder)`;

/** Watts every 0.2 ms: of quiet, and of load from the moment it steps up. */
interface Board {
  step: number;
  idle: Float64Array;
  load: Float64Array;
  idleWatts: number;
}

export function readBoard(name: string): Board {
  const rows = gunzipSync(readFileSync(join(TRACES, name, 'meter.csv.gz')))
    .toString('latin1')
    .trim()
    .split('\n')
    .slice(1)
    .map((l) => l.split(',').map(Number));
  const within = (from: number, to: number) =>
    Float64Array.from(
      rows.filter((r) => r[0]! >= from && r[0]! < to),
      (r) => r[1]!,
    );
  const idle = within(950, 1900);
  const idleWatts = idle.reduce((a, b) => a + b, 0) / idle.length;
  const plateau = within(5000, 7000).reduce((a, b) => a + b, 0) / within(5000, 7000).length;
  // The driver's edge and the board's step differ by a few milliseconds: cut where power is half way up.
  const begin = rows.find((r) => r[0]! > 1900 && r[1]! > (idleWatts + plateau) / 2)![0]! - 0.4;
  return {
    step: (rows[rows.length - 1]![0]! - rows[0]![0]!) / (rows.length - 1) / 1000,
    idle,
    load: within(begin, 7500),
    idleWatts,
  };
}

/** Decode draws this share of what the board's load adds to idle. */
const DECODE = 0.55;

const drawn = (random: Random) => ({
  gap: random.between(0.02, 0.12),
  prefill: random.between(0.04, 0.12),
  decode: random.between(0.3, 0.8),
});

/** What a board draws over time, cut together: watts every `step` seconds, the phases in it and the joules of each. */
export interface Cut {
  step: number;
  watts: number[];
  intervals: Trace['intervals'];
  truth: Float64Array;
  end: number;
  idleWatts: number;
}

/**
 * Requests of short phases cut from the waveform with random gaps: prefill is the load's own beginning, with its step
 * and clock ramp, decode goes on along it at less power. `quietBefore` in seconds.
 */
export function cutOut(board: Board, requests: number, random: Random, lengths = drawn, quietBefore = 1): Cut {
  const watts: number[] = [];
  const intervals: Trace['intervals'] = [];
  const truth: number[] = [];
  const samples = (seconds: number) => Math.round(seconds / board.step);
  const quiet = (seconds: number) => {
    const at = Math.floor(random.next() * board.idle.length);
    for (let i = 0; i < samples(seconds); i++) watts.push(board.idle[(at + i) % board.idle.length]!);
  };
  quiet(quietBefore);
  for (let r = 0; r < requests; r++) {
    const { gap, prefill, decode } = lengths(random);
    quiet(gap);
    let at = 0;
    for (const [phase, share, seconds] of [
      ['prefill', 1, prefill],
      ['decode', DECODE, decode],
    ] as const) {
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
  return { step: board.step, watts, intervals, truth: Float64Array.from(truth), end, idleWatts: board.idleWatts };
}

/** How far a sensor lags, in its cadences. */
export const lagOf = (cadence: number, random: Random) => cadence * random.between(0, 1.2);
/** Of a simulated or faked sensor's updates: relative spread of their spacing and of their value. */
export const JITTER = 0.01;
export const NOISE = 0.01;

/** The same, seen through a simulated sensor. */
export function cut(
  board: Board,
  sensor: Sensor & { jitter?: number },
  requests: number,
  random: Random,
  lengths = drawn,
): Trace {
  const { step, watts, intervals, truth, end, idleWatts } = cutOut(board, requests, random, lengths);
  const sum = new Float64Array(watts.length + 1);
  watts.forEach((w, i) => (sum[i + 1] = sum[i]! + w * step));
  const energyAt = (t: number) => {
    const x = Math.max(0, Math.min(watts.length - 1e-9, t / step));
    const i = Math.floor(x);
    return sum[i]! + (sum[i + 1]! - sum[i]!) * (x - i) + (t < 0 ? t * idleWatts : 0);
  };
  const series = sense(
    {
      cadence: sensor.cadence,
      jitter: sensor.jitter ?? JITTER,
      partTime: sensor.partTime ? 0.25 : null,
      lag: lagOf(sensor.cadence, random),
      noise: NOISE,
      gain: 1,
      pollSeconds: 0.005,
    },
    energyAt,
    end + 0.6,
    random,
  );
  return { series, intervals, truth, end, idle: { watts: idleWatts, standardError: 0.01 * idleWatts } };
}

/**
 * Load and rest of 50 ms each, without a gap that varies, on a 100 ms counter: whether the phase is said to be
 * resolvable.
 */
export function beatResolvable(name: string, seed: number): boolean {
  const trace = cut(readBoard(name), { cadence: 0.1, partTime: false, jitter: 0 }, 100, new Random(seed), () => ({
    gap: 0.05,
    prefill: 0.05,
    decode: 0,
  }));
  const { start } = trace.intervals[2]!;
  const { end } = trace.intervals[97]!;
  return attribute({
    series: trace.series,
    intervals: trace.intervals,
    from: start,
    to: end,
    idle: trace.idle,
    powerLimitWatts: null,
  }).phases.get('prefill')!.resolvable;
}

/**
 * One phase on one sensor: error and half-width of its 95 % interval relative to the truth, null where it was not
 * resolvable; `covered` whether that interval holds the truth.
 */
export interface Finding extends Sensor {
  board: string;
  phase: string;
  error: number | null;
  halfWidth: number | null;
  covered: boolean | null;
  swapped: boolean;
}

/** Errors of each phase on each sensor of the grid, over `seeds` traces of 40 requests. */
export function realWaveforms(boards: readonly string[], sensors: readonly Sensor[], seeds: number): Finding[] {
  return boards.flatMap((name) => {
    const board = readBoard(name);
    return sensors.flatMap((sensor, k) =>
      Array.from({ length: seeds }, (_, seed) => seed).flatMap((seed) => {
        const trace = cut(board, sensor, 40, new Random(1 + 100 * seed + k));
        const { phases } = attribute({
          series: trace.series,
          intervals: trace.intervals,
          from: 0,
          to: trace.end,
          idle: trace.idle,
          powerLimitWatts: null,
        });
        return judge(name, sensor, trace.intervals, trace.truth, (phase) => {
          const p = phases.get(phase)!;
          return p.resolvable ? { joules: p.grossJoules, halfWidth: Z95 * p.grossError } : null;
        });
      }),
    );
  });
}

const Z95 = 1.959964;

/** What was found of each phase (joules, null where not resolvable) beside the truth. */
export function judge(
  board: string,
  { cadence, partTime }: Sensor,
  intervals: Trace['intervals'],
  truth: Float64Array,
  found: (phase: string) => { joules: number; halfWidth: number } | null,
): Finding[] {
  const sums = (['prefill', 'decode'] as const).map((phase) => {
    const mine = intervals.flatMap((x, i) => (x.phase === phase ? [i] : []));
    return {
      phase,
      joules: mine.reduce((s, i) => s + truth[i]!, 0),
      seconds: mine.reduce((s, i) => s + intervals[i]!.end - intervals[i]!.start, 0),
      mine: found(phase),
    };
  });
  const [prefill, decode] = sums as [(typeof sums)[number], (typeof sums)[number]];
  const higher = (p: number, d: number) => p / prefill.seconds > d / decode.seconds;
  const swapped =
    prefill.mine !== null &&
    decode.mine !== null &&
    higher(prefill.joules, 1.05 * decode.joules) &&
    !higher(prefill.mine.joules, decode.mine.joules);
  return sums.map(({ phase, joules, mine }) => ({
    board,
    cadence,
    partTime,
    phase,
    swapped,
    error: mine === null ? null : mine.joules / joules - 1,
    halfWidth: mine === null ? null : mine.halfWidth / joules,
    covered: mine === null ? null : Math.abs(mine.joules - joules) <= mine.halfWidth,
  }));
}
