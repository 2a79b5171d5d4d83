import type { Edge } from '../intervals.ts';
import { parseMarker } from '../markers.ts';

/** A longer line is no marker, and is not kept in memory to find out. Bytes. */
const MOST = 65_536;
const NEWLINE = 10;
const BRACE = 0x7b;
const KEY = '"joulegate"';

/** Lines that speak of markers and are none: behind a log prefix or an indentation. */
export interface Strays {
  count: number;
  firstLine: number | null;
}

/**
 * Splits a stream of bytes at line ends: markers go to `onEdge`, everything else, byte for byte and in order, to
 * `pass`.
 */
export class MarkerFilter {
  #rest = Buffer.alloc(0);
  #line = 1;
  /** Inside a line that is no marker and whose begin has passed. */
  #passing = false;
  readonly #source: string;
  readonly #onEdge: (edge: Edge) => void;
  readonly #pass: (bytes: Buffer) => void;
  /** The first marker that could not be read; the rest of the stream still passes. */
  error: unknown = null;
  readonly strays: Strays = { count: 0, firstLine: null };

  constructor(source: string, onEdge: (edge: Edge) => void, pass: (bytes: Buffer) => void) {
    this.#source = source;
    this.#onEdge = onEdge;
    this.#pass = pass;
  }

  write(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = Buffer.alloc(0);
    // What lies between `passed` and `at` is no marker, and goes on in one piece.
    let passed = 0;
    for (let at = 0; at < bytes.length;) {
      const newline = bytes.indexOf(NEWLINE, at);
      const end = newline < 0 ? bytes.length : newline + 1;
      const may = !this.#passing && bytes[at] === BRACE && end - at <= MOST;
      if (may && newline < 0) {
        // The rest of its line is still to come.
        this.#flush(bytes, passed, at);
        this.#rest = Buffer.from(bytes.subarray(at));
        return;
      }
      if (may && this.#isMarker(bytes.subarray(at, end))) {
        this.#flush(bytes, passed, at);
        passed = end;
      } else this.#note(bytes, at, end);
      this.#passing = newline < 0;
      if (newline >= 0) this.#line++;
      at = end;
    }
    this.#flush(bytes, passed, bytes.length);
  }

  /** The stream has ended: what waits for the end of its line has its end here. */
  end(): void {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    if (rest.length > 0 && !this.#isMarker(rest)) this.#pass(rest);
  }

  #flush(bytes: Buffer, from: number, to: number): void {
    if (to > from) this.#pass(bytes.subarray(from, to));
  }

  #note(bytes: Buffer, from: number, to: number): void {
    if (!bytes.subarray(from, to).includes(KEY)) return;
    this.strays.count++;
    this.strays.firstLine ??= this.#line;
  }

  /** Takes a line that is (or means to be) a marker. */
  #isMarker(line: Buffer): boolean {
    try {
      const edge = parseMarker(line.toString('utf8').trimEnd(), this.#line, this.#source);
      if (edge !== null) this.#onEdge(edge);
      return edge !== null;
    } catch (error) {
      this.error ??= error;
      return true;
    }
  }
}
