import type { Readable, Writable } from 'node:stream';

/** Streams whose errors are ours to bear: a reader that goes away (`| head -1`) or a full disk ends no measurement. */
const guarded = new WeakSet<Writable>();

/** Output of a command on its way to ours: reading pauses while nobody takes what was read. */
export class PassThrough {
  readonly #from: Readable;
  readonly #to: Writable | null;
  #broken = false;
  waiting = false;

  constructor(from: Readable, to: Writable | null) {
    this.#from = from;
    this.#to = to;
    if (to === null) return;
    if (!guarded.has(to)) {
      guarded.add(to);
      // Stays for good: a failed write may be told long after it.
      to.on('error', () => undefined);
    }
    to.once('error', this.#break).once('close', this.#break);
  }

  /** No more comes. */
  done(): void {
    this.#to?.off('error', this.#break).off('close', this.#break);
  }

  pass(bytes: Buffer): void {
    if (this.#to === null || this.#broken) return;
    if (this.#to.write(bytes) || this.waiting) return;
    this.waiting = true;
    this.#from.pause();
    this.#to.once('drain', () => this.#resume());
  }

  /** Markers are read on though nobody takes the rest. */
  readonly #break = (): void => {
    this.#broken = true;
    this.#resume();
  };

  #resume(): void {
    if (!this.waiting) return;
    this.waiting = false;
    this.#from.resume();
  }
}
