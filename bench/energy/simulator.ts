import { emptySeries, type Series } from '../../src/energy/series.ts';
import type { Interval } from '../../src/energy/intervals.ts';
import { SCATTER } from '../../src/energy/sampler/loop.ts';
import type { Random } from './random.ts';

/** A GPU, its sensor and its load, as the benchmark draws them. Seconds, watts. */
export interface Scenario {
  cadence: number;
  /** Relative spread of the time between updates. */
  jitter: number;
  /** Null integrates every moment; else the window before each update, as a share of the cadence. */
  partTime: number | null;
  lag: number;
  response: { kind: 'first-order'; tau: number } | { kind: 'ramp' | 'late-step'; jump: number; seconds: number };
  /** Relative noise of each update, and of each request's power. */
  noise: number;
  powerSpread: number;
  gain: number;
  idleWatts: number;
  pollSeconds: number;
  /** `context` is in tokens; power of a decode grows by `contextSlope` per 1,000 of them beyond 2,000. */
  requests: { gap: number; prefill: number; decode: number; context?: number }[];
  contextSlope?: number;
  prefillWatts: number;
  decodeWatts: number;
}

export interface Trace {
  series: Series;
  intervals: Interval[];
  /** Joules caused by each interval as the sensor's gain shows them: gross, with idle power over its time. */
  truth: Float64Array;
  end: number;
  idle: { watts: number; standardError: number };
}

interface Piece {
  start: number;
  end: number;
  watts: number;
  busySince: number;
}

/** What the sampler would have recorded, and what is true. The cumulative energy is exact at every time. */
export function simulate(s: Scenario, random: Random): Trace {
  const pieces: Piece[] = [];
  const intervals: Interval[] = [];
  const truth: number[] = [];
  let now = 1;
  s.requests.forEach((request, r) => {
    now += request.gap;
    const busySince = now;
    for (const phase of ['prefill', 'decode'] as const) {
      const mean = phase === 'prefill' ? s.prefillWatts : s.decodeWatts;
      const dearer =
        phase === 'decode' && request.context !== undefined
          ? 1 + (s.contextSlope ?? 0) * (request.context / 1000 - 2)
          : 1;
      const watts = mean * dearer * (1 + s.powerSpread * random.normal()) - s.idleWatts;
      const piece = { start: now, end: now + request[phase], watts, busySince };
      pieces.push(piece);
      intervals.push({
        phase,
        id: `r${r}`,
        start: piece.start,
        end: piece.end,
        contextTokens: phase === 'decode' ? (request.context ?? null) : null,
      });
      truth.push(
        s.gain * (watts * (shape(s, piece, piece.end) - shape(s, piece, piece.start)) + s.idleWatts * request[phase]),
      );
      now = piece.end;
    }
  });
  const end = now + 0.1;
  const series = sense(s, cumulative(s, pieces), end + 4 * s.cadence + s.lag, random);
  return {
    series,
    intervals,
    truth: Float64Array.from(truth),
    end,
    idle: { watts: s.gain * s.idleWatts, standardError: 0.01 * s.idleWatts },
  };
}

/** ∫ of a piece's activity over time since it could begin, before any first-order lag. */
function shape(s: Scenario, piece: Piece, t: number): number {
  const x = t - piece.busySince;
  if (s.response.kind === 'first-order') return x;
  const { jump, seconds } = s.response;
  if (s.response.kind === 'late-step') return x < seconds ? jump * x : x - (1 - jump) * seconds;
  return x < seconds ? jump * x + ((1 - jump) * x * x) / (2 * seconds) : x - ((1 - jump) * seconds) / 2;
}

/** Joules since time 0, at times that never go back by more than a window. */
function cumulative(s: Scenario, pieces: Piece[]): (t: number) => number {
  const tau = s.response.kind === 'first-order' ? s.response.tau : 0;
  const lowPassed = (x: number) => (x <= 0 ? 0 : tau === 0 ? x : x + tau * Math.expm1(-x / tau));
  // Joules of all pieces that are over for good, so that each query looks at few.
  let done = 0;
  let settled = 0;
  return (t) => {
    while (done < pieces.length && pieces[done]!.end + 40 * tau + 0.5 < t) settled += whole(s, pieces[done++]!);
    let sum = settled + s.idleWatts * t;
    for (let i = done; i < pieces.length && pieces[i]!.start < t; i++) {
      const piece = pieces[i]!;
      sum +=
        s.response.kind !== 'first-order'
          ? piece.watts * (shape(s, piece, Math.min(t, piece.end)) - shape(s, piece, piece.start))
          : piece.watts * (lowPassed(t - piece.start) - lowPassed(t - piece.end));
    }
    return sum;
  };
}

const whole = (s: Scenario, piece: Piece): number =>
  piece.watts * (shape(s, piece, piece.end) - shape(s, piece, piece.start));

/** What the sampler records of a device whose joules since time 0 are known. */
export function sense(
  s: Pick<Scenario, 'cadence' | 'partTime' | 'lag' | 'gain' | 'noise' | 'jitter' | 'pollSeconds'>,
  energyAt: (t: number) => number,
  until: number,
  random: Random,
): Series {
  const updates: { seen: number; mj: number }[] = [];
  let counter = 1e6 * random.next();
  let before = -s.cadence * random.next();
  for (let u = before + s.cadence; u < until;) {
    const mean =
      s.partTime === null
        ? (energyAt(u) - energyAt(before)) / (u - before)
        : (energyAt(u) - energyAt(u - s.partTime * s.cadence)) / (s.partTime * s.cadence);
    counter += s.gain * mean * (u - before) * (1 + s.noise * random.normal());
    updates.push({ seen: u + s.lag, mj: Math.floor(counter * 1000) });
    before = u;
    u += s.cadence * (1 + s.jitter * Math.max(-3, Math.min(3, random.normal())));
  }
  const polls = Math.floor(until / s.pollSeconds);
  const series = emptySeries('GPU-sim', polls, 0);
  let k = -1;
  for (let i = 0; i < polls; i++) {
    // As the sampler does: scattered on purpose (sampler/loop.ts), and late by a little, now and then by more.
    const t = (i + SCATTER * random.next()) * s.pollSeconds + (random.next() < 0.02 ? 0.0015 : 0.0002) * random.next();
    while (k + 1 < updates.length && updates[k + 1]!.seen <= t) k++;
    series.t[i] = t;
    if (k >= 0) series.energyMj[i] = updates[k]!.mj;
  }
  return series;
}
