import { attribute } from '../../src/energy/attribution/index.ts';
import { PEERS, peerJoules } from './peers.ts';
import { Random } from './random.ts';
import { CADENCES, draw, RESPONSES, type ResponseName } from './scenarios.ts';
import { simulate, type Scenario } from './simulator.ts';

/** One trace's outcome for one phase. */
export interface Outcome {
  kind: string;
  cell: string;
  phase: string;
  error: number;
  /** Standardised error; null where it was not resolvable. */
  z: number | null;
  peers: number[];
  /** Share of requests for which a peer's edge delta says 0 J. */
  zeros: number;
  found: { cadence: number; lag: number | null; tau: number | null; window: number | null; unaccounted: number };
}

export const CELLS = [...RESPONSES, 'long', 'context'] as const;
export const KINDS = [false, true].flatMap((partTime) =>
  CADENCES.map((cadence) => ({
    cadence,
    partTime,
    name: `${partTime ? 'part-time 25/100' : 'exact'} ${cadence * 1000} ms`,
  })),
);

/** Runs the traces `seed % shards === shard` of each kind. */
export function run(perKind: number, shard: number, shards: number, onTrace: () => void): Outcome[] {
  const out: Outcome[] = [];
  for (const kind of KINDS) {
    for (let seed = shard; seed < perKind; seed += shards) {
      const cell = CELLS[Math.floor(seed / shards) % CELLS.length]!;
      out.push(...one(kind, cell, seed));
      onTrace();
    }
  }
  return out;
}

function one(kind: (typeof KINDS)[number], cell: (typeof CELLS)[number], seed: number): Outcome[] {
  const random = new Random(1 + seed * 8 + KINDS.indexOf(kind));
  const response: ResponseName = cell === 'long' || cell === 'context' ? random.pick(RESPONSES) : cell;
  const scenario = draw(random, kind.cadence, kind.partTime, response, cell === 'long', cell === 'context');
  const trace = simulate(scenario, random);
  const result = attribute({
    series: trace.series,
    intervals: trace.intervals,
    from: 0,
    to: trace.end,
    idle: trace.idle,
    powerLimitWatts: 500,
  });
  const peers = PEERS.map((p) => peerJoules(p, trace));
  return ['prefill', 'decode'].map((phase) => {
    const mine = trace.intervals.flatMap((x, i) => (x.phase === phase ? [i] : []));
    const sum = (x: Float64Array) => mine.reduce((s, i) => s + x[i]!, 0);
    const truth = sum(trace.truth);
    const group = result.phases.get(phase)!;
    return {
      kind: kind.name,
      cell,
      phase,
      error: group.grossJoules / truth - 1,
      z: group.resolvable ? (group.grossJoules - truth) / group.grossError : null,
      peers: peers.map((p) => sum(p) / truth - 1),
      zeros: mine.filter((i) => peers[0]![i] === 0).length / mine.length,
      found: found(scenario, result.sensor),
    };
  });
}

function found(s: Scenario, sensor: Record<string, string | number | boolean | null>): Outcome['found'] {
  const tau = s.response.kind === 'first-order' && s.response.tau > 0.01 ? s.response.tau : null;
  return {
    unaccounted: Number(sensor.unaccounted),
    cadence: Number(sensor.cadenceMs) / 1000 / s.cadence - 1,
    // A lag under 5 ms, one poll, is told to within 1 ms, not to a fifth.
    lag: sensor.lagMs === null ? null : (Number(sensor.lagMs) / 1000 - s.lag) / Math.max(s.lag, 0.005),
    tau: tau !== null && sensor.responseMs !== null ? Number(sensor.responseMs) / 1000 / tau - 1 : null,
    window:
      s.partTime !== null && sensor.window === 'window' && sensor.windowMs !== null
        ? Number(sensor.windowMs) / 1000 / (s.partTime * s.cadence) - 1
        : null,
  };
}
