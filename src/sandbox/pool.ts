import { Equipments } from './equipment.ts';
import type { CheckPool, CheckResult, ParsedModule, Program, RingPolicy } from './types.ts';
import { requireRings } from './rings/require.ts';
import { useSnapshots, warmWorker } from './snapshot.ts';
import { tried } from './tried.ts';
import type { Worker } from './worker.ts';

/** CPU seconds for one check beside decoding, by default. */
const CHECK_SECONDS = 3;
const RESTORE_SECONDS = 5;

export interface CheckPoolOptions {
  policy?: RingPolicy;
  /** Warm processes, 1 by default. */
  workers?: number;
  onWarning?: (text: string) => void;
  /** Ends its processes; checks then fail like those of a closed pool. */
  signal?: AbortSignal | undefined;
  /** What confirms passes, where it is shared with a grader; whoever made it closes it. */
  equipments?: Equipments;
}

interface Slot {
  worker: Promise<Worker>;
  /** What was asked last; the next waits for it. */
  last: Promise<unknown>;
  waiting: number;
  /** numpy's, where this worker has it. */
  wheel: string | null;
}

class Pool implements CheckPool {
  readonly ready: Promise<void>;
  readonly #slots: Slot[];
  readonly #warn: (text: string) => void;
  readonly #release = useSnapshots();
  readonly #equipments: Equipments;
  readonly #shared: boolean;
  readonly #signal: AbortSignal | undefined;
  #numpy: Slot | null = null;
  #closed = false;

  constructor(options: CheckPoolOptions) {
    this.#warn = options.onWarning ?? (() => {});
    this.#signal = options.signal;
    this.#shared = options.equipments !== undefined;
    this.#equipments = options.equipments ?? new Equipments(options.signal, this.#warn);
    const rings = requireRings(options.policy ?? 'best', this.#warn);
    this.#slots = Array.from({ length: Math.max(1, options.workers ?? 1) }, () => ({
      worker: rings.then(() => warmWorker({ signal: options.signal })),
      last: Promise.resolve(),
      waiting: 0,
      wheel: null,
    }));
    for (const slot of this.#slots) slot.worker.catch(() => {});
    this.ready = Promise.any(this.#slots.map((s) => s.worker)).then(
      () => {},
      (error: AggregateError) => Promise.reject((error.errors as unknown[])[0]),
    );
    this.ready.then(() => this.#equipments.warm()).catch(() => {});
  }

  async check(program: Program, options: { limitSeconds?: number; advice?: boolean } = {}): Promise<CheckResult> {
    const limit = options.limitSeconds ?? CHECK_SECONDS;
    const { wheel, judge } = await this.#equipments.of(program);
    return this.#on(wheel === null ? this.#free() : this.#withNumpy(wheel), async (worker) => {
      const { sound, ...result } = await tried(program, worker, options.advice ? null : judge, limit);
      return { result, sound };
    });
  }

  async parse(source: string): Promise<{ module: ParsedModule | null; cpuSeconds: number; wallSeconds: number }> {
    return this.#on(this.#free(), async (worker) => {
      const since = performance.now();
      const ending = await worker.ask({ kind: 'parse', source }, CHECK_SECONDS);
      const wallSeconds = (performance.now() - since) / 1000;
      const { module, cpuSeconds } = ending.kind === 'response' ? ending.response : { module: null, cpuSeconds: 0 };
      return { result: { module, cpuSeconds, wallSeconds }, sound: ending.kind === 'response' };
    });
  }

  async restore(): Promise<void> {
    await Promise.all(
      this.#all().map((slot) =>
        this.#on(slot, async (worker) => {
          const ending = await worker.ask({ kind: 'restore' }, RESTORE_SECONDS);
          return { result: undefined, sound: ending.kind === 'response' && ending.response.restored };
        }),
      ),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([
      this.#shared ? undefined : this.#equipments.close(),
      ...this.#all().map((slot) => slot.worker.then((w) => w.close()).catch(() => {})),
    ]);
    this.#release();
  }

  #all(): Slot[] {
    return this.#numpy ? [...this.#slots, this.#numpy] : this.#slots;
  }

  /** One worker more, from the first program on that asks for numpy. */
  #withNumpy(wheel: string): Slot {
    this.#numpy ??= { worker: warmWorker({ wheel, signal: this.#signal }), last: Promise.resolve(), waiting: 0, wheel };
    return this.#numpy;
  }

  #free(): Slot {
    return this.#slots.reduce((a, b) => (b.waiting < a.waiting ? b : a));
  }

  /**
   * One thing at a time in each slot. What is not `sound` any more (gone, or its memory torn or too large) makes room
   * for a fresh worker.
   */
  #on<T>(slot: Slot, work: (worker: Worker) => Promise<{ result: T; sound: boolean }>): Promise<T> {
    slot.waiting++;
    const run = slot.last.then(async () => {
      try {
        const worker = await slot.worker;
        const { result, sound } = await work(worker);
        if (!sound && !this.#closed && !this.#signal?.aborted) this.#replace(slot, worker);
        return result;
      } finally {
        slot.waiting--;
      }
    });
    slot.last = run.catch(() => {});
    return run;
  }

  #replace(slot: Slot, worker: Worker): void {
    // A start may fail for want of a process or memory that the old one still held: once more, then it is an error.
    const start = (): Promise<Worker> => warmWorker({ wheel: slot.wheel, signal: this.#signal });
    slot.worker = worker.close().then(start).catch(start);
    slot.worker.catch((error: unknown) => this.#warn(`a sandbox worker could not be replaced: ${String(error)}`));
  }
}

/** Warm workers for checks beside decoding. `ready` rejects with `sandbox-unavailable` where none can start. */
export function startCheckPool(options: CheckPoolOptions = {}): CheckPool {
  return new Pool(options);
}
