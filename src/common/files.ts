import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname } from 'node:path';
import { JouleGateError } from './errors.ts';

/** Writes a file whole or not at all: to a temporary file beside it, then renamed. Makes the folder. */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new JouleGateError('file-unreadable', `cannot write ${path}: ${(cause as Error).message}`, 'check that the folder exists and may be written', { cause });
  }
}

/** JSON with two spaces and a final newline, written whole. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Reads and parses JSON; throws `file-unreadable` or `document-invalid`, naming the file. */
export async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
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
