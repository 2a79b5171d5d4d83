import { readdirSync, readFileSync } from 'node:fs';
import { monotonicNs } from '../../common/clock.ts';
import { emptySeries, type Series } from '../series.ts';

const INTERVAL_MS = 5;

/**
 * The meter `estimate` for a foreign program: CPU time of its process tree × watts, as a counter beside which edges can
 * be laid. CPU time is the scheduler's own (/proc/PID/task/TID/schedstat, nanoseconds), of threads that live;
 * what ended threads used stays counted. Linux only: elsewhere it records nothing.
 */
export class CpuRecorder {
  readonly #watts: number;
  readonly #rows: { t: number; mj: number }[] = [];
  readonly #seen = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(watts: number) {
    this.#watts = watts;
  }

  start(pid: number): void {
    const read = () => {
      for (const one of tree(pid)) this.#addThreads(one);
      let ns = 0;
      for (const used of this.#seen.values()) ns += used;
      this.#rows.push({ t: monotonicNs(), mj: (ns / 1e9) * this.#watts * 1000 });
    };
    read();
    this.#timer = setInterval(read, INTERVAL_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
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

  #addThreads(pid: number): void {
    for (const tid of list(`/proc/${pid}/task`)) {
      const used = Number(read(`/proc/${pid}/task/${tid}/schedstat`).split(' ')[0]);
      if (used > 0) this.#seen.set(tid, used);
    }
  }
}

function tree(pid: number): number[] {
  const children = list(`/proc/${pid}/task`).flatMap((tid) => read(`/proc/${pid}/task/${tid}/children`).split(' ').filter((c) => c.trim() !== '').map(Number));
  return [pid, ...children.flatMap(tree)];
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
