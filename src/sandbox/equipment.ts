import { Judge } from './judge.ts';
import { mentionsNumpy, numpyWheel } from './numpy.ts';
import type { Program } from './types.ts';

/**
 * What a program is run with: numpy's wheel where it asks for numpy and it can be had, and a judge that has the same.
 */
export interface Equipment {
  wheel: string | null;
  judge: Judge;
}

/** The two kinds of equipment; numpy's is got when the first program asks for it. */
export class Equipments {
  readonly #signal: AbortSignal | undefined;
  readonly #plain: Equipment;
  #numpy: Promise<Equipment> | null = null;
  readonly #warn: (text: string) => void;

  constructor(signal: AbortSignal | undefined, warn: (text: string) => void) {
    this.#signal = signal;
    this.#warn = warn;
    this.#plain = { wheel: null, judge: new Judge({ signal }) };
  }

  /** Starts the plain judge, so that the first pass need not wait. */
  warm(): void {
    this.#plain.judge.start().catch(() => {});
  }

  async of(program: Pick<Program, 'source' | 'test'>): Promise<Equipment> {
    if (!mentionsNumpy(program.source) && !mentionsNumpy(program.test)) return this.#plain;
    const wheel = await numpyWheel(this.#signal);
    return (this.#numpy ??=
      'path' in wheel ? this.#withNumpy(wheel.path) : Promise.resolve(this.#without(wheel.missing)));
  }

  /** Its judge is started at once: where the wheel cannot be loaded, that is the time to know. */
  async #withNumpy(wheel: string): Promise<Equipment> {
    const judge = new Judge({ signal: this.#signal, wheel });
    try {
      await judge.start();
      return { wheel, judge };
    } catch (error) {
      await judge.close();
      this.#signal?.throwIfAborted();
      return this.#without(error instanceof Error ? error.message : String(error));
    }
  }

  #without(why: string): Equipment {
    this.#warn(`programs that need numpy fail, for it is not in the sandbox: ${why}`);
    return this.#plain;
  }

  async close(): Promise<void> {
    await Promise.all([this.#plain.judge.close(), this.#numpy?.then((n) => n.judge.close()).catch(() => {})]);
  }
}
