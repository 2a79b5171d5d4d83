import type { Readable } from 'node:stream';

/** A line may not be longer: what a program makes us hold is bounded. */
const MAX_LINE = 8 << 20;

/** Reads lines and counted bytes, one request at a time, from a sandbox process's answers. */
export class ResponseReader {
  #chunks: Buffer[] = [];
  #size = 0;
  #ended: string | null = null;
  #wake: (() => void) | null = null;

  constructor(stream: Readable) {
    stream.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
      this.#wake?.();
    });
    stream.on('error', () => {});
  }

  /** No more will come; whoever waits is refused with `how`. */
  end(how: string): void {
    this.#ended ??= how;
    this.#wake?.();
  }

  async line(): Promise<string> {
    for (let seen = 0; ;) {
      const found = this.#chunks.slice(seen).some((c) => c.includes(10));
      seen = this.#chunks.length;
      if (found) {
        const all = this.#joined();
        const end = all.indexOf(10);
        this.#keep(all.subarray(end + 1));
        return all.subarray(0, end).toString('utf8');
      }
      if (this.#size > MAX_LINE) throw new Error('an answer longer than 8 MiB');
      await this.#more();
    }
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#size < count) await this.#more();
    const all = this.#joined();
    this.#keep(all.subarray(count));
    return all.subarray(0, count);
  }

  #joined(): Buffer {
    return this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
  }

  #keep(rest: Buffer): void {
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
  }

  async #more(): Promise<void> {
    if (this.#ended !== null) throw new Error(this.#ended);
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = null;
  }
}
