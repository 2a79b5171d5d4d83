import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { JouleGateError } from './errors.ts';

/** A line longer than this is no sample. */
const MAX_LINE_BYTES = 64 * 2 ** 20;

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(2);
    await file.read(head, 0, 2, 0);
    return head[0] === 0x1f && head[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** The lines of a text that are not blank. */
export const linesOf = (text: string): { line: string; number: number }[] =>
  text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line, i) => ({ line: line.trim(), number: i + 1 }))
    .filter(({ line }) => line !== '');

/**
 * The lines of a JSONL file that are not blank, gzip or plain (known by its first bytes), without loading it whole.
 * Throws `file-unreadable`, or `samples-format` where a line is no UTF-8.
 */
export async function* jsonLines(path: string): AsyncGenerator<{ line: string; number: number }> {
  try {
    const gzip = await isGzip(path);
    const raw = createReadStream(path);
    const stream = gzip ? pipeline(raw, createGunzip(), () => {}) : raw;
    yield* split(stream, path);
  } catch (cause) {
    if (cause instanceof JouleGateError) throw cause;
    throw new JouleGateError(
      'file-unreadable',
      `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      'check the path and that the file is whole',
      { cause },
    );
  }
}

/** Only \n ends a line: other separators may stand inside JSON strings. */
async function* split(
  stream: AsyncIterable<Buffer | string>,
  path: string,
): AsyncGenerator<{ line: string; number: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  let parts: Buffer[] = [];
  let size = 0;
  const take = (): string => {
    number++;
    try {
      return decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts)).trim();
    } catch (cause) {
      throw new JouleGateError(
        'samples-format',
        `line ${number} of ${path} is no UTF-8`,
        'write the samples as UTF-8 JSON lines',
        { cause },
      );
    } finally {
      parts = [];
      size = 0;
    }
  };
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Buffer);
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      parts.push(bytes.subarray(from, at));
      from = at + 1;
      const line = take();
      if (line !== '') yield { line, number };
    }
    parts.push(bytes.subarray(from));
    size += bytes.length - from;
    if (size > MAX_LINE_BYTES)
      throw new JouleGateError(
        'samples-format',
        `line ${number + 1} of ${path} is longer than 64 MiB`,
        'give one sample a line',
      );
  }
  const line = take();
  if (line !== '') yield { line, number };
}
