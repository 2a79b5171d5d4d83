import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Judge } from './judge.ts';
import { requireRings } from './rings/require.ts';
import { wasmSlowness } from './slowness.ts';
import { distrust, pythonSnapshot, useSnapshots, type Snapshot } from './snapshot.ts';
import type { CheckResult, Grader, Program, RingPolicy } from './types.ts';
import { tried } from './tried.ts';
import { unavailable } from './unavailable.ts';
import { DATA_BYTES, Worker } from './worker.ts';

/** The official harness's limit, on native Python. */
const NATIVE_SECONDS = 3;
/** What a process uses to start; RLIMIT_CPU counts it, and whole seconds only. */
const START_CPU_SECONDS = 5;
const MAX_WORKERS = 4;

export interface GraderOptions {
  policy: RingPolicy;
  /** Processes at a time; the cores, at most 4, unless told otherwise. */
  workers?: number;
  /** CPU seconds for a program; 3 s × the slowness of WebAssembly here, measured, unless told otherwise. */
  timeoutSeconds?: number;
  onWarning?: (text: string) => void;
}

/** Starts a grader; rejects with `sandbox-unavailable` where the policy is not met or no sandbox starts. */
export async function startGrader(options: GraderOptions): Promise<Grader> {
  await requireRings(options.policy, options.onWarning ?? (() => {}));
  const release = useSnapshots();
  try {
    const timeoutSeconds = options.timeoutSeconds ?? NATIVE_SECONDS * (await wasmSlowness());
    const snapshot = await pythonSnapshot();
    const workers = Math.max(1, options.workers ?? Math.min(MAX_WORKERS, availableParallelism()));
    return new FreshProcessGrader(snapshot, timeoutSeconds, workers, release);
  } catch (error) {
    release();
    throw error;
  }
}

class FreshProcessGrader implements Grader {
  readonly timeoutSeconds: number;
  readonly pythonVersion: string;
  readonly #release: () => void;
  #snapshot: string;
  #renewed: Promise<void> | null = null;
  readonly #workers: number;
  readonly #known = new Map<string, Promise<CheckResult>>();
  readonly #running = new Set<Worker>();
  readonly #judge = new Judge();
  readonly #queue: (() => void)[] = [];
  #busy = 0;
  #closed = false;

  constructor(snapshot: Snapshot, timeoutSeconds: number, workers: number, release: () => void) {
    this.#snapshot = snapshot.path;
    this.pythonVersion = snapshot.pythonVersion;
    this.#release = release;
    this.timeoutSeconds = timeoutSeconds;
    this.#workers = workers;
    this.#judge.warm();
  }

  async grade(programs: Program[], onProgress?: (done: number, total: number) => void): Promise<CheckResult[]> {
    let done = 0;
    return Promise.all(
      programs.map(async (program) => {
        const result = await this.#once(program);
        onProgress?.(++done, programs.length);
        return result;
      }),
    );
  }

  #once(program: Program): Promise<CheckResult> {
    const key = createHash('sha256').update(JSON.stringify([program.source, program.test, program.entryPoint, program.prompt ?? ''])).digest('hex');
    const known = this.#known.get(key);
    if (known) return known;
    const fresh = this.#turn(() => this.#fresh(program));
    this.#known.set(key, fresh);
    return fresh;
  }

  /** Runs `work` once fewer than `workers` others run. */
  async #turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= this.#workers) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#busy++;
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#busy--;
    }
  }

  /** An end from outside is no verdict either: once more in a fresh process, then the program is not graded. */
  async #fresh(program: Program): Promise<CheckResult> {
    const first = await this.#attempt(program);
    return first.notGraded ? this.#attempt(program) : first;
  }

  async #attempt(program: Program): Promise<CheckResult> {
    const worker = await this.#start();
    this.#running.add(worker);
    try {
      return await tried(program, worker, this.#judge, this.timeoutSeconds);
    } finally {
      await worker.close();
      this.#running.delete(worker);
    }
  }

  /** A start that fails is no verdict on the program: it is tried again, at last from a new image, then it is our failure. */
  async #start(attempts = 3): Promise<Worker> {
    if (this.#closed) throw unavailable('the grader is closed');
    try {
      return await this.#startOnce();
    } catch (cause) {
      if (attempts === 1) throw unavailable(cause);
      if (attempts === 2) await (this.#renewed ??= this.#renew());
      return this.#start(attempts - 1);
    }
  }

  async #startOnce(): Promise<Worker> {
    const cpuSeconds = Math.ceil(this.timeoutSeconds) + START_CPU_SECONDS;
    const worker = new Worker({ snapshot: this.#snapshot, restorable: false, limits: { dataBytes: DATA_BYTES, cpuSeconds } });
    try {
      await worker.ready;
      return worker;
    } catch (cause) {
      await worker.close();
      throw cause;
    }
  }

  async #renew(): Promise<void> {
    distrust(this.#snapshot);
    this.#snapshot = (await pythonSnapshot()).path;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#judge.close(), ...[...this.#running].map((w) => w.close())]);
    this.#release();
  }
}
