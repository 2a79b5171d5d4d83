import { JouleGateError } from '../common/errors.ts';
import { readDataSync } from '../common/files.ts';
import type { Edge } from './intervals.ts';

/** What begins as a marker does. */
const BROKEN = /^\s*\{\s*"joulegate"\s*:/;

/**
 * A marker line as an edge; null where the line is none (it has no key `joulegate`, or is no JSON object at all).
 * Throws `edges-invalid` with the line's number where it means to be one and is not.
 */
export function parseMarker(text: string, line: number, source: string): Edge | null {
  if (!text.includes('"joulegate"')) return null;
  const wrong = (message: string) =>
    new JouleGateError(
      'edges-invalid',
      `${source} line ${line}: ${message}`,
      'a marker is {"joulegate":"begin"|"end","phase":"prefill","id":"req-1","t_ns":<CLOCK_MONOTONIC ns>}, alone on its line (docs/measure.md)',
    );
  let row: Record<string, unknown>;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    row = value as Record<string, unknown>;
  } catch {
    if (BROKEN.test(text)) throw wrong('is no single JSON object: two markers on one line, or one that is cut off');
    return null;
  }
  if (row.joulegate === undefined) return null;
  if (row.joulegate !== 'begin' && row.joulegate !== 'end')
    throw wrong(`"joulegate" is ${JSON.stringify(row.joulegate)}, neither "begin" nor "end"`);
  if (typeof row.phase !== 'string' || row.phase === '') throw wrong('"phase" is no name');
  if (typeof row.id !== 'string' && typeof row.id !== 'number') throw wrong('"id" is neither text nor number');
  if (typeof row.t_ns !== 'number' || !Number.isFinite(row.t_ns)) throw wrong('"t_ns" is no number');
  return {
    edge: row.joulegate,
    phase: row.phase,
    id: String(row.id),
    tNs: row.t_ns,
    line,
    ...countOf(row, 'context_tokens', 'contextTokens', wrong),
    ...countOf(row, 'tokens', 'tokens', wrong),
  };
}

/** An optional count of tokens; `null` is none told. */
function countOf<K extends 'contextTokens' | 'tokens'>(
  row: Record<string, unknown>,
  key: string,
  name: K,
  wrong: (message: string) => JouleGateError,
): Partial<Record<K, number>> {
  const value = row[key] ?? undefined;
  if (value === undefined) return {};
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw wrong(`"${key}" is no number of tokens`);
  return { [name]: value } as Record<K, number>;
}

/** The edges of a file of marker lines, gzip or plain; other lines are let by. */
export function readMarkers(file: string): Edge[] {
  let text: string;
  try {
    text = readDataSync(file).toString('utf8');
  } catch (cause) {
    throw new JouleGateError(
      'file-unreadable',
      `${file} cannot be read: ${(cause as Error).message}`,
      'give a file of marker lines to --markers file:',
      { cause },
    );
  }
  return text.split('\n').flatMap((line, i) => parseMarker(line, i + 1, file) ?? []);
}

/** Edges as marker lines, to be attributed again with the samples beside them. */
export function markersText(edges: Edge[]): string {
  return edges.map((e) => `${JSON.stringify(rowOf(e))}\n`).join('');
}

const rowOf = ({ edge, phase, id, tNs, contextTokens, tokens }: Edge): object => ({
  joulegate: edge,
  phase,
  id,
  t_ns: tNs,
  ...(contextTokens === undefined ? {} : { context_tokens: contextTokens }),
  ...(tokens === undefined ? {} : { tokens }),
});
