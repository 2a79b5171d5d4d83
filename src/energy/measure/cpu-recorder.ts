import { monotonicNs } from '../../common/clock.ts';
import { emptySeries, type Series } from '../series.ts';
import { ProcessTree } from './process-tree.ts';

const INTERVAL_MS = 5;

/**
 * The meter `estimate` for a foreign program: CPU time of its process tree × watts, as a counter beside which edges can
 * be laid. Linux only: elsewhere it records nothing.
 */
export class CpuRecorder {
  readonly #watts: number;
  readonly #rows: { t: number; mj: number }[] = [];
  readonly #tree: ProcessTree;
  #timer: NodeJS.Timeout | null = null;

  /** @param children whether it is our own child that is recorded */
  constructor(watts: number, children = true) {
    this.#watts = watts;
    this.#tree = new ProcessTree(children);
  }

  start(...pids: readonly number[]): void {
    for (const pid of pids) this.#tree.add(pid);
    this.#read();
    this.#timer = setInterval(() => this.#read(), INTERVAL_MS);
  }

  /** Reads a last time: what the command used at its very end is told once it was waited for. */
  stop(): void {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.#read();
  }

  series(): Series {
    const originNs = this.#rows[0]?.t ?? 0;
    const series = emptySeries('host', this.#rows.length, originNs);
    this.#rows.forEach((row, k) => {
      series.t[k] = (row.t - originNs) / 1e9;
      series.energyMj[k] = row.mj;
    });
    return series;
  }

  #read(): void {
    this.#rows.push({ t: monotonicNs(), mj: this.#tree.cpuSeconds() * this.#watts * 1000 });
  }
}
