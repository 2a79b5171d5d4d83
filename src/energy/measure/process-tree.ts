import { listProc, readProc } from '../../common/proc.ts';

/** Seconds of a clock tick of /proc/PID/stat: USER_HZ, 100 on every Linux. */
const TICK = 0.01;
/** What the kernel's rounding to ticks may hide of a child that was waited for. */
const ROUNDING = 2 * TICK;

interface Seen {
  started: string;
  threads: Map<string, number>;
  own: number;
  waited: number;
}
interface Gone {
  seconds: number;
  polls: number;
}

/**
 * CPU time of a process and all it starts, in seconds. A thread's is the scheduler's own (nanoseconds); a process adds
 * what its ended threads used, and what the children used that it has waited for: so one that lived between two looks
 * is counted as well. Who ended without being waited for (its parent ignores SIGCHLD, or ended before it) keeps what
 * it was last seen with. The time of our own ended children is the end of the chain: the command is one of them.
 */
export class ProcessTree {
  readonly #seen = new Map<number, Seen>();
  #gone: Gone[] = [];
  /** Seconds of our own children that ended. */
  #ended = 0;
  /** Seconds of processes that nobody waited for. */
  #orphaned = 0;
  /** Rise of the waited-for time that no process that went has claimed yet. */
  #unclaimed = 0;
  #before: number;
  #last = 0;

  /** @param children whether the processes are children of ours: then those that ended are told by our own time. */
  constructor(private readonly children = true) {
    this.#before = this.#waitedByUs();
  }

  #waitedByUs(): number {
    return this.children ? waitedOf(statOf(process.pid)) : 0;
  }

  /** Adds a process, whose children are found by themselves. */
  add(pid: number): void {
    const stat = statOf(pid);
    if (stat !== null) this.#seen.set(pid, { started: stat.started, threads: new Map(), own: 0, waited: 0 });
  }

  /** Seconds so far; never less than at the call before. */
  cpuSeconds(): number {
    const queue = [...this.#seen.keys()];
    const looked = new Set<number>();
    let live = 0;
    for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
      if (looked.has(pid)) continue;
      looked.add(pid);
      live += this.#visit(pid, queue);
    }
    const ours = this.#waitedByUs();
    this.#unclaimed += Math.max(0, ours - this.#before);
    this.#ended += Math.max(0, ours - this.#before);
    this.#before = ours;
    this.#settle();
    const pending = Math.max(0, this.#gone.reduce((s, g) => s + g.seconds, 0) - this.#unclaimed);
    this.#last = Math.max(this.#last, this.#orphaned + this.#ended + live + pending);
    return this.#last;
  }

  /** The seconds of a process that lives; one that went is noted. */
  #visit(pid: number, queue: number[]): number {
    const before = this.#seen.get(pid);
    const stat = statOf(pid);
    if (stat === null || (before !== undefined && before.started !== stat.started)) {
      if (before !== undefined) this.#gone.push({ seconds: before.own + before.waited, polls: 0 });
      this.#seen.delete(pid);
      return 0;
    }
    const entry = before ?? { started: stat.started, threads: new Map<string, number>(), own: 0, waited: 0 };
    this.#seen.set(pid, entry);
    for (const tid of listProc(`/proc/${pid}/task`)) {
      const used = Number(readProc(`/proc/${pid}/task/${tid}/schedstat`).split(' ')[0]) / 1e9;
      if (used > 0) entry.threads.set(tid, used);
      for (const child of readProc(`/proc/${pid}/task/${tid}/children`).split(' '))
        if (child.trim() !== '') queue.push(Number(child));
    }
    entry.own = Math.max(
      stat.own,
      [...entry.threads.values()].reduce((s, x) => s + x, 0),
    );
    this.#unclaimed += Math.max(0, waitedOf(stat) - entry.waited);
    entry.waited = waitedOf(stat);
    return entry.own + entry.waited;
  }

  /**
   * A process that went is looked for in the waited-for time of this poll and the next: its parent may have been read
   * before it.
   */
  #settle(): void {
    for (const g of this.#gone) g.polls++;
    for (const g of this.#gone.filter((x) => x.polls > 1)) {
      const claimed = Math.min(g.seconds, this.#unclaimed);
      this.#unclaimed -= claimed;
      if (g.seconds - claimed > ROUNDING) this.#orphaned += g.seconds - claimed;
    }
    this.#gone = this.#gone.filter((x) => x.polls <= 1);
    if (this.#gone.length === 0) this.#unclaimed = 0;
  }
}

interface Stat {
  started: string;
  own: number;
  waited: number;
}

/** Fields 14 to 17 and 22 of /proc/PID/stat (proc(5)), in seconds; null where there is no such process. */
function statOf(pid: number): Stat | null {
  const text = readProc(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 20) return null;
  const seconds = (field: number) => Number(fields[field - 3]) * TICK;
  return { started: fields[19]!, own: seconds(14) + seconds(15), waited: seconds(16) + seconds(17) };
}

const waitedOf = (stat: Stat | null): number => stat?.waited ?? 0;
