import { failedText } from './result-text.ts';
import type { CheckPool, CheckResult, ParsedModule, Program, RingPolicy } from './types.ts';
import { requireRings } from './rings/require.ts';
import { useSnapshots, warmWorker } from './snapshot.ts';
import type { Ending, Worker } from './worker.ts';

/** CPU seconds for one check beside decoding, unless told otherwise. */
const CHECK_SECONDS = 3;
const RESTORE_SECONDS = 5;

export interface CheckPoolOptions {
  policy?: RingPolicy;
  /** Warm processes, 1 unless told otherwise. */
  workers?: number;
  onWarning?: (text: string) => void;
}

interface Slot {
  worker: Promise<Worker>;
  /** What was asked last; the next waits for it. */
  last: Promise<unknown>;
  waiting: number;
}

class Pool implements CheckPool {
  readonly ready: Promise<void>;
  readonly #slots: Slot[];
  readonly #warn: (text: string) => void;
  readonly #release = useSnapshots();
  #closed = false;

  constructor(options: CheckPoolOptions) {
    this.#warn = options.onWarning ?? (() => {});
    const rings = requireRings(options.policy ?? 'best', this.#warn);
    this.#slots = Array.from({ length: Math.max(1, options.workers ?? 1) }, () => ({
      worker: rings.then(() => warmWorker()),
      last: Promise.resolve(),
      waiting: 0,
    }));
    for (const slot of this.#slots) slot.worker.catch(() => {});
    this.ready = Promise.any(this.#slots.map((s) => s.worker)).then(
      () => {},
      (error: AggregateError) => Promise.reject((error.errors as unknown[])[0]),
    );
    this.ready.catch(() => {});
  }

  async check(program: Program, options: { limitSeconds?: number } = {}): Promise<CheckResult> {
    const limit = options.limitSeconds ?? CHECK_SECONDS;
    const { ending, wallSeconds } = await this.#ask(
      { kind: 'run', source: program.source, test: program.test, entryPoint: program.entryPoint },
      limit,
    );
    if (ending.kind === 'timed-out') return { passed: false, result: 'timed out', cpuSeconds: limit, wallSeconds };
    if (ending.kind === 'died') return { passed: false, result: failedText(ending.how), cpuSeconds: wallSeconds, wallSeconds };
    if (ending.response.kind !== 'run') throw new Error('unreachable: the answer to another request');
    const { passed, text, cpuSeconds } = ending.response;
    return { passed, result: passed ? 'passed' : failedText(text), cpuSeconds, wallSeconds };
  }

  async parse(source: string): Promise<{ module: ParsedModule | null; cpuSeconds: number; wallSeconds: number }> {
    const { ending, wallSeconds } = await this.#ask({ kind: 'parse', source }, CHECK_SECONDS);
    if (ending.kind !== 'response' || ending.response.kind !== 'parse') return { module: null, cpuSeconds: 0, wallSeconds };
    return { module: ending.response.module, cpuSeconds: ending.response.cpuSeconds, wallSeconds };
  }

  async restore(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#on(slot, { kind: 'restore' }, RESTORE_SECONDS)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#slots.map((slot) => slot.worker.then((w) => w.close()).catch(() => {})));
    this.#release();
  }

  #ask(body: Parameters<Worker['ask']>[0], limit: number): Promise<{ ending: Ending; wallSeconds: number }> {
    const free = this.#slots.reduce((a, b) => (b.waiting < a.waiting ? b : a));
    return this.#on(free, body, limit);
  }

  #on(slot: Slot, body: Parameters<Worker['ask']>[0], limit: number): Promise<{ ending: Ending; wallSeconds: number }> {
    slot.waiting++;
    const run = slot.last.then(async () => {
      try {
        const worker = await slot.worker;
        const since = performance.now();
        const ending: Ending = this.#closed ? { kind: 'died', how: 'the pool is closed' } : await worker.ask(body, limit);
        this.#mend(slot, worker, ending);
        return { ending, wallSeconds: (performance.now() - since) / 1000 };
      } finally {
        slot.waiting--;
      }
    });
    slot.last = run.catch(() => {});
    return run;
  }

  /** A worker that is gone, or whose memory is torn or too large, makes room for a fresh one. */
  #mend(slot: Slot, worker: Worker, ending: Ending): void {
    if (this.#closed) return;
    const response = ending.kind === 'response' ? ending.response : null;
    const broken =
      response === null || (response.kind === 'run' && response.broken) || (response.kind === 'restore' && !response.restored);
    if (!broken) return;
    // A start may fail for want of a process or memory that the old one still held: once more, then it is an error.
    slot.worker = worker.close().then(() => warmWorker()).catch(() => warmWorker());
    slot.worker.catch((error: unknown) => this.#warn(`a sandbox worker could not be replaced: ${String(error)}`));
  }
}

/** Warm workers for checks beside decoding. `ready` rejects with `sandbox-unavailable` where none can start. */
export function startCheckPool(options: CheckPoolOptions = {}): CheckPool {
  return new Pool(options);
}
