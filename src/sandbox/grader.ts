import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Equipments } from './equipment.ts';
import { requireRings } from './rings/require.ts';
import { SameLoop } from './same-loop.ts';
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
/** The same where numpy is unpacked and imported first. */
const NUMPY_CPU_SECONDS = 30;
const MAX_WORKERS = 4;

export interface GraderOptions {
  policy: RingPolicy;
  /** Processes at a time; the cores, at most 4, by default. */
  workers?: number;
  /** CPU seconds for a program; 3 s × the slowness of WebAssembly here, measured, by default. */
  timeoutSeconds?: number;
  onWarning?: (text: string) => void;
  /** Ends whatever runs; from then on everything rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** What confirms passes, where it is shared with a pool; whoever made it closes it. */
  equipments?: Equipments;
}

const testOf = ({ test, entryPoint }: Program): string => `${entryPoint}\n${test}`;
const keyOf = (p: Program): string =>
  createHash('sha256')
    .update(JSON.stringify([p.source, p.test, p.entryPoint, p.prompt ?? '']))
    .digest('hex');

/** Starts a grader; rejects with `sandbox-unavailable` where the policy is not met or no sandbox starts. */
export async function startGrader(options: GraderOptions): Promise<Grader> {
  await requireRings(options.policy, options.onWarning ?? (() => {}));
  const release = useSnapshots();
  try {
    const timeoutSeconds = options.timeoutSeconds ?? NATIVE_SECONDS * (await wasmSlowness(options.signal));
    const snapshot = await pythonSnapshot(options.signal);
    options.signal?.throwIfAborted();
    const workers = Math.max(1, options.workers ?? Math.min(MAX_WORKERS, availableParallelism()));
    return new FreshProcessGrader(snapshot, timeoutSeconds, workers, release, options);
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
  readonly workers: number;
  readonly #known = new Map<string, Promise<CheckResult>>();
  readonly #running = new Set<Worker>();
  readonly #equipments: Equipments;
  readonly #shared: boolean;
  readonly #loops = new SameLoop();
  readonly #signal: AbortSignal | undefined;
  readonly #queue: (() => void)[] = [];
  #busy = 0;
  #closed = false;

  constructor(
    snapshot: Snapshot,
    timeoutSeconds: number,
    workers: number,
    release: () => void,
    options: GraderOptions,
  ) {
    this.#snapshot = snapshot.path;
    this.pythonVersion = snapshot.pythonVersion;
    this.#release = release;
    this.timeoutSeconds = timeoutSeconds;
    this.workers = workers;
    this.#signal = options.signal;
    this.#shared = options.equipments !== undefined;
    this.#equipments = options.equipments ?? new Equipments(options.signal, options.onWarning ?? (() => {}));
    this.#equipments.warm();
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
    const key = keyOf(program);
    const known = this.#known.get(key);
    if (known) return known;
    const fresh = this.#turn(() => this.#fresh(program));
    this.#known.set(key, fresh);
    return fresh;
  }

  /** Runs `work` once fewer than `workers` others run. */
  async #turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= this.workers) await new Promise<void>((resolve) => this.#queue.push(resolve));
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
    if (this.#loops.has(testOf(program), program.source))
      return { passed: false, result: 'timed out', cpuSeconds: 0, wallSeconds: 0 };
    let result = await this.#attempt(program);
    if (result.notGraded) result = await this.#attempt(program);
    if (result.result === 'timed out') this.#loops.add(testOf(program), program.source);
    return result;
  }

  async #attempt(program: Program): Promise<CheckResult> {
    const { wheel, judge } = await this.#equipments.of(program);
    const worker = await this.#start(wheel);
    this.#running.add(worker);
    try {
      const { sound: _, ...result } = await tried(program, worker, judge, this.timeoutSeconds);
      this.#signal?.throwIfAborted();
      return result;
    } finally {
      await worker.close();
      this.#running.delete(worker);
    }
  }

  /**
   * A start that fails is no verdict on the program: it is tried again, at last from a new image, then it is our
   * failure.
   */
  async #start(wheel: string | null, attempts = 3): Promise<Worker> {
    this.#signal?.throwIfAborted();
    if (this.#closed) throw unavailable('the grader is closed');
    try {
      return await this.#startOnce(wheel);
    } catch (cause) {
      this.#signal?.throwIfAborted();
      if (attempts === 1) throw unavailable(cause);
      if (attempts === 2) await (this.#renewed ??= this.#renew());
      return this.#start(wheel, attempts - 1);
    }
  }

  async #startOnce(wheel: string | null): Promise<Worker> {
    const cpuSeconds = Math.ceil(this.timeoutSeconds) + (wheel === null ? START_CPU_SECONDS : NUMPY_CPU_SECONDS);
    const worker = new Worker({
      snapshot: this.#snapshot,
      restorable: false,
      wheel,
      signal: this.#signal,
      limits: { dataBytes: DATA_BYTES, cpuSeconds },
    });
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
    this.#snapshot = (await pythonSnapshot(this.#signal)).path;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([
      this.#shared ? undefined : this.#equipments.close(),
      ...[...this.#running].map((w) => w.close()),
    ]);
    this.#release();
  }
}
