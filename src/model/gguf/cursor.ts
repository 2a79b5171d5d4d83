import type { FileHandle } from 'node:fs/promises';

/** Something in a header that cannot be true of its file. */
export class LyingHeader extends Error {}

const CHUNK = 1 << 20;

/** Reads a file forwards in pieces, and never past its end; what would lie there is a lie. */
export class Cursor {
  readonly #file: FileHandle;
  readonly #size: number;
  #buffer = Buffer.alloc(0);
  #start = 0;
  /** Offset of the next byte. */
  at = 0;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  get left(): number {
    return this.#size - this.at;
  }

  async bytes(count: number, what: string): Promise<Buffer> {
    if (count > this.left) throw new LyingHeader(`ends inside ${what}`);
    const offset = this.at - this.#start;
    if (offset < 0 || offset + count > this.#buffer.length) await this.#fill(Math.max(count, CHUNK));
    const from = this.at - this.#start;
    this.at += count;
    return this.#buffer.subarray(from, from + count);
  }

  skip(count: number, what: string): void {
    if (count > this.left) throw new LyingHeader(`ends inside ${what}`);
    this.at += count;
  }

  async u32(what: string): Promise<number> {
    return (await this.bytes(4, what)).readUInt32LE();
  }

  /** An unsigned count; one that no file can hold is refused. */
  async count(what: string, most: number): Promise<number> {
    const value = (await this.bytes(8, what)).readBigUInt64LE();
    if (value > BigInt(most)) throw new LyingHeader(`says ${what} is ${value}, over ${most}`);
    return Number(value);
  }

  /** A string of at most `most` bytes. */
  async string(what: string, most: number): Promise<string> {
    const length = await this.count(`the length of ${what}`, Math.min(most, Math.max(0, this.left)));
    return (await this.bytes(length, what)).toString('utf8');
  }

  async #fill(count: number): Promise<void> {
    const want = Math.min(count, this.#size - this.at);
    const buffer = Buffer.allocUnsafe(want);
    let got = 0;
    while (got < want) {
      const { bytesRead } = await this.#file.read(buffer, got, want - got, this.at + got);
      if (bytesRead === 0) throw new LyingHeader('ends while it is read');
      got += bytesRead;
    }
    this.#buffer = buffer;
    this.#start = this.at;
  }
}
