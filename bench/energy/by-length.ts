// What prefill and a token of decode use by what requests of several lengths use in all: no edge between the two is
// looked at, so nothing of it can be taken for the other.
import type { Interval } from '../../src/energy/intervals.ts';
import { changes } from '../../src/energy/readings.ts';
import type { Series } from '../../src/energy/series.ts';

/** Requests at the begin of a stage that are left out: the first wakes the card. */
const LEFT_OUT = 2;

/** Requests of one number of tokens, back to back: joules of one by the counter, over seconds. */
export interface LongRun {
  tokens: number;
  requests: number;
  joules: number;
}

/** Joules of a request by the counter, from the third's begin to the last's. Throws with fewer than two between. */
export function longRun(series: Series, intervals: readonly Interval[], tokens: number): LongRun {
  const begins = intervals.filter((i) => i.phase === 'prefill').map((i) => i.start);
  const requests = begins.length - 1 - LEFT_OUT;
  if (requests < 2) throw new Error(`${begins.length} requests of ${tokens} tokens are too few: more --seconds`);
  const joules = (countedTo(series, begins.at(-1)!) - countedTo(series, begins[LEFT_OUT]!)) / requests;
  return { tokens, requests, joules };
}

/** Joules that the counter has shown up to a time, between two updates in proportion. */
function countedTo(series: Series, time: number): number {
  const steps = changes(series.t, series.energyMj);
  const after = steps.findIndex((s) => s.t >= time);
  if (after < 1) throw new Error(`the counter shows nothing around ${time} s`);
  const [a, b] = [steps[after - 1]!, steps[after]!];
  return (a.value + ((time - a.t) / (b.t - a.t)) * (b.value - a.value)) / 1000;
}

/** E(n) = prefill + n·token by least squares (those of `dense.ts` add a ridge), and what is left, as its spread, J. */
export function byLength(runs: readonly LongRun[]): { prefill: number; token: number; left: number } {
  const mean = (of: (r: LongRun) => number): number => runs.reduce((s, r) => s + of(r), 0) / runs.length;
  const [n, e] = [mean((r) => r.tokens), mean((r) => r.joules)];
  const token = mean((r) => (r.tokens - n) * (r.joules - e)) / mean((r) => (r.tokens - n) ** 2);
  const prefill = e - token * n;
  const squares = runs.reduce((s, r) => s + (r.joules - prefill - token * r.tokens) ** 2, 0);
  return { prefill, token, left: Math.sqrt(squares / Math.max(1, runs.length - 2)) };
}
