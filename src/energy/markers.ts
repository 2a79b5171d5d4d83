import { readFileSync } from 'node:fs';
import { JouleGateError } from '../common/errors.ts';
import type { Edge } from './intervals.ts';

/**
 * A marker line as an edge; null where the line is none (it has no key `joulegate`, or is no JSON object at all).
 * Throws `edges-invalid` with the line's number where it means to be one and is not.
 */
export function parseMarker(text: string, line: number, source: string): Edge | null {
  if (!text.includes('"joulegate"')) return null;
  let row: Record<string, unknown>;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    row = value as Record<string, unknown>;
  } catch {
    return null;
  }
  if (row.joulegate === undefined) return null;
  const wrong = (message: string) => new JouleGateError('edges-invalid', `${source} line ${line}: ${message}`, 'a marker is {"joulegate":"begin"|"end","phase":"prefill","id":"req-1","t_ns":<CLOCK_MONOTONIC ns>} (docs/measure.md)');
  if (row.joulegate !== 'begin' && row.joulegate !== 'end') throw wrong(`"joulegate" is ${JSON.stringify(row.joulegate)}, neither "begin" nor "end"`);
  if (typeof row.phase !== 'string' || row.phase === '') throw wrong('"phase" is no name');
  if (typeof row.id !== 'string' && typeof row.id !== 'number') throw wrong('"id" is neither text nor number');
  if (typeof row.t_ns !== 'number' || !Number.isFinite(row.t_ns)) throw wrong('"t_ns" is no number');
  const context = row.context_tokens;
  return { edge: row.joulegate, phase: row.phase, id: String(row.id), tNs: row.t_ns, line, ...(typeof context === 'number' ? { contextTokens: context } : {}) };
}

/** The edges of a file of marker lines; other lines are let by. */
export function readMarkers(file: string): Edge[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new JouleGateError('file-unreadable', `${file} cannot be read`, 'give a file of marker lines to --markers file:', { cause });
  }
  return text.split('\n').flatMap((line, i) => parseMarker(line, i + 1, file) ?? []);
}

/** Edges as marker lines, to be attributed again with the samples beside them. */
export function markersText(edges: Edge[]): string {
  return edges.map((e) => `${JSON.stringify({ joulegate: e.edge, phase: e.phase, id: e.id, t_ns: e.tNs, ...(e.contextTokens === undefined ? {} : { context_tokens: e.contextTokens }) })}\n`).join('');
}

/** Splits a stream of bytes at line ends: markers go to `onEdge`, everything else, byte for byte, to `pass`. */
export class MarkerFilter {
  #rest = Buffer.alloc(0);
  #line = 0;
  readonly #source: string;
  readonly #onEdge: (edge: Edge) => void;
  readonly #pass: (bytes: Buffer) => void;
  /** The first marker that could not be read; the rest of the stream still passes. */
  error: unknown = null;

  constructor(source: string, onEdge: (edge: Edge) => void, pass: (bytes: Buffer) => void) {
    this.#source = source;
    this.#onEdge = onEdge;
    this.#pass = pass;
  }

  write(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
      this.#take(bytes.subarray(0, end + 1));
      bytes = bytes.subarray(end + 1);
    }
    // What cannot become a marker (it would begin with a brace) must not wait for its line end: a prompt, a progress bar.
    if (bytes.length > 0 && bytes[0] !== 0x7b) {
      this.#pass(bytes);
      bytes = Buffer.alloc(0);
    }
    this.#rest = Buffer.from(bytes);
  }

  end(): void {
    if (this.#rest.length > 0) this.#take(this.#rest);
    this.#rest = Buffer.alloc(0);
  }

  #take(bytes: Buffer): void {
    this.#line++;
    let edge: Edge | null = null;
    try {
      edge = bytes[0] === 0x7b ? parseMarker(bytes.toString('utf8').trimEnd(), this.#line, this.#source) : null;
    } catch (error) {
      this.error ??= error;
      return;
    }
    if (edge === null) this.#pass(bytes);
    else this.#onEdge(edge);
  }
}
