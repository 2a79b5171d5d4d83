// What others do with the same samples, re-implemented from their descriptions: policies, not their code.
import type { Trace } from './simulator.ts';

export const PEERS = ['edge delta', 'delta or instant', 'deduplicated trapezoid', 'generate − prefill'] as const;
export type Peer = (typeof PEERS)[number];

/** Joules of each interval by a policy. */
export function peerJoules(peer: Peer, trace: Trace): Float64Array {
  const reader = new Reader(trace);
  const edge = trace.intervals.map((i) => reader.counter(i.end) - reader.counter(i.start));
  switch (peer) {
    // Zeus, CodeCarbon and joule-profiler where a counter exists: its reading at the end less that at the begin.
    case 'edge delta':
      return Float64Array.from(edge);
    // Where that is 0 (shorter than an update), power at the end × time.
    case 'delta or instant':
      return Float64Array.from(edge, (e, k) =>
        e > 0 ? e : reader.power(trace.intervals[k]!.end) * (trace.intervals[k]!.end - trace.intervals[k]!.start),
      );
    // Power readings, repeats dropped, integrated by trapezoids over the window.
    case 'deduplicated trapezoid':
      return Float64Array.from(trace.intervals, (i) => reader.trapezoid(i.start, i.end));
    // A run to the first token and a whole run, each by its edges; decode is their difference.
    case 'generate − prefill':
      return Float64Array.from(trace.intervals, (i, k) =>
        i.phase === 'prefill'
          ? edge[k]!
          : reader.counter(i.end) - reader.counter(trace.intervals[k - 1]!.start) - edge[k - 1]!,
      );
  }
}

class Reader {
  readonly #t: number[] = [];
  readonly #joules: number[] = [];
  readonly #watts: number[] = [];
  constructor({ series }: Trace) {
    for (let i = 0; i < series.t.length; i++) {
      const e = series.energyMj[i]! / 1000;
      const n = this.#t.length;
      if (Number.isNaN(e) || e === this.#joules[n - 1]) continue;
      this.#t.push(series.t[i]!);
      this.#joules.push(e);
      this.#watts.push(n === 0 ? 0 : (e - this.#joules[n - 1]!) / (series.t[i]! - this.#t[n - 1]!));
    }
  }

  #last(t: number): number {
    let lo = 0;
    let hi = this.#t.length - 1;
    while (lo < hi) {
      const mid = (lo + hi + 1) >> 1;
      if (this.#t[mid]! <= t) lo = mid;
      else hi = mid - 1;
    }
    return lo;
  }

  counter(t: number): number {
    return this.#joules[this.#last(t)]!;
  }

  power(t: number): number {
    return this.#watts[this.#last(t)]!;
  }

  trapezoid(from: number, to: number): number {
    const first = this.#last(from);
    const last = this.#last(to);
    const points = [{ t: from, w: this.#watts[first]! }];
    for (let k = first + 1; k <= last; k++) points.push({ t: this.#t[k]!, w: this.#watts[k]! });
    points.push({ t: to, w: this.#watts[last]! });
    let sum = 0;
    for (let k = 1; k < points.length; k++)
      sum += ((points[k]!.w + points[k - 1]!.w) / 2) * (points[k]!.t - points[k - 1]!.t);
    return sum;
  }
}
