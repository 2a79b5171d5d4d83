import { CELLS, KINDS, type Outcome } from './accuracy.ts';
import { PEERS } from './peers.ts';

export interface Row {
  figure: string;
  goal: string;
  measured: string;
  meets: boolean | null;
}

const mean = (x: number[]) => x.reduce((a, b) => a + b, 0) / x.length;
const pct = (x: number, digits = 2) => `${x < 0 ? '−' : ''}${Math.abs(100 * x).toFixed(digits)} %`;
const p95 = (x: number[]) =>
  [...x].map(Math.abs).sort((a, b) => a - b)[Math.min(x.length - 1, Math.floor(0.95 * x.length))]!;
const covered = (o: Outcome[]) => {
  const z = o.flatMap((x) => (x.z === null ? [] : [x.z]));
  return z.filter((x) => Math.abs(x) <= 1.959964).length / z.length;
};

/** The worst cell of some outcomes by the size of the mean signed error. */
function worst(outcomes: Outcome[]): { bias: number; mape: number; p95: number; cell: string } {
  const cells = new Map<string, number[]>();
  for (const o of outcomes) {
    const key = `${o.kind}, ${o.cell}, ${o.phase}`;
    cells.set(key, [...(cells.get(key) ?? []), o.error]);
  }
  const all = [...cells].map(([cell, e]) => ({ cell, bias: mean(e), mape: mean(e.map(Math.abs)), p95: p95(e) }));
  return all.reduce((a, b) => (Math.abs(b.bias) > Math.abs(a.bias) ? b : a));
}

/** The table, from the outcomes. */
export function rows(outcomes: Outcome[]): Row[] {
  const short = outcomes.filter((o) => o.cell !== 'long');
  const bias = (figure: string, goal: number, some: Outcome[]): Row => {
    const w = worst(some);
    return {
      figure,
      goal: `≤ ${100 * goal} %`,
      measured: `${pct(w.bias)} (MAPE ${pct(w.mape)}, p95 ${pct(w.p95)}; worst cell: ${w.cell})`,
      meets: Math.abs(w.bias) <= goal,
    };
  };
  const exact = short.filter((o) => o.kind.startsWith('exact'));
  const table = [
    bias(
      'exact 100 ms counter, prefill ≥ 30 ms, 40 requests',
      0.01,
      exact.filter((o) => o.kind === 'exact 100 ms'),
    ),
    bias(
      'exact 10, 20, 50 ms counters, every response',
      0.01,
      exact.filter((o) => o.kind !== 'exact 100 ms'),
    ),
    bias(
      'part-time sensors 25/100',
      0.015,
      short.filter((o) => o.kind.startsWith('part')),
    ),
    bias(
      'phases ≥ 300 ms',
      0.005,
      outcomes.filter((o) => o.cell === 'long'),
    ),
  ];
  for (const kind of KINDS) {
    const mine = outcomes.filter((o) => o.kind === kind.name);
    const c = covered(mine);
    const cells = CELLS.map((cell) => ({ cell, c: covered(mine.filter((o) => o.cell === cell)) }));
    const low = cells.reduce((a, b) => (b.c < a.c ? b : a));
    table.push({
      figure: `95 % interval covers, ${kind.name}`,
      goal: '93–97 %, no cell < 90 %',
      measured: `${pct(c, 1)} (lowest cell ${low.cell}: ${pct(low.c, 1)}; ${mine.filter((o) => o.z === null).length} not resolvable)`,
      meets: c >= 0.93 && c <= 0.97 && low.c >= 0.9,
    });
  }
  return [...table, ...sensorRows(outcomes)];
}

function sensorRows(outcomes: Outcome[]): Row[] {
  const once = outcomes.filter((o) => o.phase === 'prefill');
  const within = (figure: string, goal: number, values: number[]): Row => {
    if (values.length === 0) return { figure, goal: `± ${100 * goal} %`, measured: 'never told', meets: null };
    const p = p95(values);
    return {
      figure,
      goal: `± ${100 * goal} %`,
      measured: `p95 ${pct(p, 1)}, median ${pct([...values].map(Math.abs).sort((a, b) => a - b)[values.length >> 1]!, 1)} of ${values.length}`,
      meets: p <= goal,
    };
  };
  return [
    within(
      'Σ phases + idle against the counter (part-time: against what the fitted sensor predicts)',
      0.005,
      once.map((o) => o.found.unaccounted),
    ),
    within(
      'detected cadence',
      0.05,
      once.map((o) => o.found.cadence),
    ),
    within(
      'lag, where told',
      0.2,
      once.flatMap((o) => o.found.lag ?? []),
    ),
    within(
      'response, 25 ms first-order, where told',
      0.2,
      once.flatMap((o) => o.found.tau ?? []),
    ),
    within(
      'window of part-time sensors, where told',
      0.2,
      once.flatMap((o) => o.found.window ?? []),
    ),
  ];
}

/** The peers beside us: signed bias, MAPE, p95, share of zero windows, on prefill and decode. */
export function peerRows(outcomes: Outcome[]): string[][] {
  return ['prefill', 'decode'].flatMap((phase) => {
    const mine = outcomes.filter((o) => o.phase === phase && o.cell !== 'long');
    const line = (name: string, e: number[], zeros: string) => [
      phase,
      name,
      pct(mean(e)),
      pct(mean(e.map(Math.abs))),
      pct(p95(e)),
      zeros,
    ];
    return [
      line(
        'JouleGate (regression)',
        mine.map((o) => o.error),
        '0 %',
      ),
      ...PEERS.map((peer, j) =>
        line(
          `${peer} (re-implemented)`,
          mine.map((o) => o.peers[j]!),
          j === 0 ? pct(mean(mine.map((o) => o.zeros)), 1) : '–',
        ),
      ),
    ];
  });
}
