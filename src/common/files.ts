import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { JouleGateError } from './errors.ts';

/** Documents, data sets and configurations are far smaller; what is larger is a mistake or an attack. */
export const MOST_BYTES = 256 * 2 ** 20;

/** A file's bytes, at most `most` of them: a device without an end must not fill the memory. Throws what `open` and `read` throw, or that it is too large. */
export async function readBounded(path: string, most: number = MOST_BYTES): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    if ((await file.stat()).isDirectory()) throw new Error('it is a folder');
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })) {
      bytes += (chunk as Buffer).length;
      if (bytes > most) throw new Error(`it has more than ${(most / 2 ** 20).toFixed(0)} MiB`);
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

/** A text file without byte order mark, its lines ended by a bare line feed, however its editor ended them. */
export async function readText(path: string, most?: number): Promise<string> {
  return (await readBounded(path, most)).toString('utf8').replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
}

/** Reads and parses JSON; throws `file-unreadable` or `document-invalid`, naming the file. */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readText(path);
  } catch (cause) {
    throw new JouleGateError('file-unreadable', `cannot read ${path}: ${(cause as Error).message}`, 'check the path', { cause });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new JouleGateError('document-invalid', `${path} is no JSON: ${(cause as Error).message}`, 'give a file that JouleGate wrote', { cause });
  }
}

/** SHA-256 of a file, as 64 hexadecimal digits, read as a stream. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
