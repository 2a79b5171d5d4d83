import { canaries } from './canaries.ts';
import type { Call, Data } from './data.ts';
import { warmWorker, type WarmOptions } from './snapshot.ts';
import type { Response } from './protocol.ts';
import type { Program } from './types.ts';
import type { Body, Ending, Worker } from './worker.ts';

/** What a pass turned out to be worth. */
export interface Judgement {
  verdict: 'confirmed' | 'changed' | 'unknown';
  cpuSeconds: number;
}

type Answer = Ending<Extract<Response, { kind: 'judge' }>>;

/**
 * Tests whose questions differ from run to run, or that look at more than values, cannot be asked again with the same
 * answers.
 */
const NOT_BY_VALUES =
  /\b(random|time|uuid|urandom|secrets|datetime|stdout|stderr|redirect_\w+|mock|sys\.|os\.|open\s*\()/;

/**
 * Whether the test tells right from wrong by the values alone: it uses nothing of the prompt that an answer may have
 * filled in.
 */
function byValues({ prompt = '', test, entryPoint }: Program): boolean {
  const defined = [...prompt.matchAll(/^(?:async\s+def|def|class)\s+(\w+)/gm)]
    .map((m) => m[1]!)
    .filter((name) => name !== entryPoint);
  return !NOT_BY_VALUES.test(test) && !defined.some((name) => new RegExp(`\\b${name}\\b`).test(test));
}

const MARGIN_SECONDS = 2;
const RESTORE_SECONDS = 5;

/**
 * A pass is no verdict until it is confirmed here: in a process that never ran an answer, the same test must pass on
 * the values that the program gave; and canaries that fail there must fail where the program ran, too. A program that
 * owns all of its own process can send no other values than those that pass, which is to be right.
 */
export class Judge {
  readonly #options: WarmOptions;
  #worker: Promise<Worker> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: WarmOptions = {}) {
    this.#options = options;
  }

  /** Starts its process, so that the first pass need not wait. */
  async start(): Promise<void> {
    await this.#ready();
  }

  /** @param worker where the program passed, still with everything that it left there */
  async confirm(program: Program, calls: Call[] | null, worker: Worker, limitSeconds: number): Promise<Judgement> {
    const values = canaries(calls);
    const { prompt = '', test, entryPoint } = program;
    const ask = (some: Data[]): Promise<Answer | null> =>
      this.#ask({ kind: 'judge', prompt, test, entryPoint, calls, canaries: some }, limitSeconds + MARGIN_SECONDS);
    // Side by side: a check beside decoding waits for both.
    const [first, again] = await Promise.all([
      ask(values),
      worker.ask({ kind: 'recheck', canaries: values }, limitSeconds + MARGIN_SECONDS),
    ]);
    // A test may wait for ever for what a canary never gives.
    const judged = first?.kind === 'timed-out' ? await ask([]) : first;
    if (!judged || judged.kind === 'killed' || again.kind === 'killed') return { verdict: 'unknown', cpuSeconds: 0 };
    // Values on which the test hangs or tears its process are none that it accepts.
    if (judged.kind !== 'response') return { verdict: 'changed', cpuSeconds: 0 };
    const { passed, fails } = judged.response;
    const own = again.kind === 'response' ? again.response : null;
    const wrongValues = passed === false && byValues(program);
    const passesCanary = fails.some((i) => !own?.fails.includes(i));
    return {
      verdict: wrongValues || passesCanary ? 'changed' : 'confirmed',
      cpuSeconds: judged.response.cpuSeconds + (own?.cpuSeconds ?? 0),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.then((w) => w.close()).catch(() => {});
  }

  #ready(): Promise<Worker> {
    if (this.#closed) return Promise.reject(new Error('the judge is closed'));
    if (!this.#worker) {
      this.#worker = warmWorker(this.#options);
      this.#worker.catch(() => (this.#worker = null));
    }
    return this.#worker;
  }

  /**
   * One at a time; a process that is gone is replaced, and asked once more where that was no matter of time. `null`
   * once closed.
   */
  #ask(body: Body<'judge'>, limitSeconds: number): Promise<Answer | null> {
    const run = this.#last.then(async () => {
      let ending: Answer | null = null;
      for (let attempt = 0; attempt < 2 && !this.#closed && ending?.kind !== 'timed-out'; attempt++) {
        const worker = await this.#ready();
        ending = await worker.ask(body, limitSeconds);
        if (ending.kind === 'response') return { ending, worker };
        await this.#drop(worker);
      }
      return { ending: this.#closed ? null : ending, worker: null };
    });
    // The next one finds the interpreter as it was before this one, but this one's answer does not wait for that.
    this.#last = run.then(({ worker }) => worker && this.#restore(worker)).catch(() => {});
    return run.then(({ ending }) => ending);
  }

  async #restore(worker: Worker): Promise<void> {
    const ending = await worker.ask({ kind: 'restore' }, RESTORE_SECONDS);
    if (ending.kind !== 'response' || !ending.response.restored) await this.#drop(worker);
  }

  async #drop(worker: Worker): Promise<void> {
    this.#worker = null;
    await worker.close();
  }
}
