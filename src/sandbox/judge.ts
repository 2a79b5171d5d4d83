import { canaries } from './canaries.ts';
import type { Call } from './data.ts';
import { warmWorker } from './snapshot.ts';
import type { Program } from './types.ts';
import type { Body, Worker } from './worker.ts';

/** What a pass turned out to be worth. */
export interface Judgement {
  verdict: 'confirmed' | 'changed' | 'unknown';
  cpuSeconds: number;
}

/** Tests whose questions differ from run to run cannot be asked again with the same answers. */
const BY_CHANCE = /\b(random|time|uuid|urandom|secrets|datetime)\b/;
const MARGIN_SECONDS = 2;

/**
 * A pass is no verdict until it is confirmed here: in a process that never ran an answer, the same test must pass on the
 * values that the program gave, and fail on canaries; and where the program ran, the same test must fail on them too.
 * A program that owns all of its own process can send no other values than those that pass, which is to be right.
 */
export class Judge {
  #worker: Promise<Worker> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Starts its process, so that the first pass need not wait. */
  warm(): void {
    this.#ready().catch(() => {});
  }

  /** @param worker where the program passed, still with everything that it left there */
  async confirm(program: Program, calls: Call[] | null, worker: Worker, limitSeconds: number): Promise<Judgement> {
    const values = canaries(calls);
    const { prompt = '', test, entryPoint } = program;
    const judged = await this.#ask({ kind: 'judge', prompt, test, entryPoint, calls, canaries: values }, limitSeconds + MARGIN_SECONDS);
    if (!judged) return { verdict: 'unknown', cpuSeconds: 0 };
    if (judged.passed === false && !BY_CHANCE.test(test)) return { verdict: 'changed', cpuSeconds: judged.cpuSeconds };
    const wrong = values.filter((_, i) => judged.wrong.includes(i));
    if (wrong.length === 0) return { verdict: 'confirmed', cpuSeconds: judged.cpuSeconds };
    const again = await worker.ask({ kind: 'recheck', canaries: wrong }, limitSeconds + MARGIN_SECONDS);
    if (again.kind === 'killed') return { verdict: 'unknown', cpuSeconds: judged.cpuSeconds };
    const fails = again.kind === 'response' && again.response.fails;
    return { verdict: fails ? 'confirmed' : 'changed', cpuSeconds: judged.cpuSeconds + (fails ? again.response.cpuSeconds : 0) };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.then((w) => w.close()).catch(() => {});
  }

  #ready(): Promise<Worker> {
    if (this.#closed) return Promise.reject(new Error('the judge is closed'));
    if (!this.#worker) {
      this.#worker = warmWorker();
      this.#worker.catch(() => (this.#worker = null));
    }
    return this.#worker;
  }

  /** One at a time; a process that is gone is replaced and asked once more. `null` where that fails too. */
  #ask(body: Body<'judge'>, limitSeconds: number): Promise<{ passed: boolean | null; wrong: number[]; cpuSeconds: number } | null> {
    const run = this.#last.then(async () => {
      for (let attempt = 0; attempt < 2 && !this.#closed; attempt++) {
        const worker = await this.#ready();
        const ending = await worker.ask(body, limitSeconds);
        if (ending.kind === 'response' && ending.response.restored) return ending.response;
        this.#worker = null;
        await worker.close();
        if (ending.kind === 'response') return ending.response;
      }
      return null;
    });
    this.#last = run.catch(() => {});
    return run;
  }
}
