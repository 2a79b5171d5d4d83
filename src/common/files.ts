import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { JouleGateError } from './errors.ts';

/** Documents, data sets and configurations are far smaller; what is larger is a mistake or an attack. */
export const MOST_BYTES = 256 * 2 ** 20;

/**
 * A file's bytes, at most `most` of them: a device without an end must not fill the memory. Throws what `open` and
 * `read` throw, or that it is too large.
 */
export async function readBounded(path: string, most: number = MOST_BYTES): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    if ((await file.stat()).isDirectory()) throw new Error('it is a folder');
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })) {
      bytes += (chunk as Buffer).length;
      if (bytes > most) throw tooLarge(most);
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

const tooLarge = (most: number): Error => new Error(`it has more than ${(most / 2 ** 20).toFixed(0)} MiB`);

/**
 * Data as it is, or unpacked where it is gzip; no more than `most` bytes of it. Throws that it is damaged or too large.
 */
export function unpacked(data: Buffer, most: number = MOST_BYTES): Buffer {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  try {
    return gunzipSync(data, { maxOutputLength: most });
  } catch (cause) {
    const large = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Error(large ? `it unpacks to more than ${(most / 2 ** 20).toFixed(0)} MiB` : 'the gzip data is damaged', {
      cause,
    });
  }
}

/** `readBounded` for who cannot wait, `unpacked`. */
export function readDataSync(path: string, most: number = MOST_BYTES): Buffer {
  const fd = openSync(path, 'r');
  try {
    if (fstatSync(fd).isDirectory()) throw new Error('it is a folder');
    const chunks: Buffer[] = [];
    for (let bytes = 0; ;) {
      const chunk = Buffer.allocUnsafe(1 << 20);
      const n = readSync(fd, chunk, 0, chunk.length, null);
      if (n === 0) return unpacked(Buffer.concat(chunks), most);
      bytes += n;
      if (bytes > most) throw tooLarge(most);
      chunks.push(chunk.subarray(0, n));
    }
  } finally {
    closeSync(fd);
  }
}

/** A text file without byte order mark, its lines ended by a bare line feed, however its editor ended them. */
export async function readText(path: string, most?: number): Promise<string> {
  return (await readBounded(path, most))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n');
}

/** Reads and parses JSON; throws `file-unreadable` or `document-invalid`, naming the file. */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readText(path);
  } catch (cause) {
    throw new JouleGateError('file-unreadable', `cannot read ${path}: ${(cause as Error).message}`, 'check the path', {
      cause,
    });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new JouleGateError(
      'document-invalid',
      `${path} is no JSON: ${(cause as Error).message}`,
      'give a file that JouleGate wrote',
      { cause },
    );
  }
}

/** SHA-256 of a file, as 64 hexadecimal digits, read as a stream. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
