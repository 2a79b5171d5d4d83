import { open, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { LyingHeader } from './gguf/cursor.ts';
import { readHeader, type GgufHeader } from './gguf/header.ts';
import { adviceFor } from './llama/last-words.ts';

/** One file of a model, checked. */
export interface Part {
  path: string;
  bytes: number;
}

const unreadable = (path: string, why: string, fix: string, cause?: unknown): JouleGateError =>
  new JouleGateError('model-unreadable', `the model ${path} ${why}`, fix, { cause });

/** Checks that a file is a GGUF whose header holds together; throws `model-unreadable` saying what it is instead. */
async function checkFile(path: string, missing: string): Promise<Part & { header: GgufHeader }> {
  let head: string;
  let bytes: number;
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new Error('it is no file');
    bytes = info.size;
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
      head = buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(path, `cannot be read: ${(cause as Error).message}`, missing, cause);
  }
  if (head.startsWith('version https://git-lfs'))
    throw unreadable(
      path,
      'is a Git-LFS pointer, not the model itself',
      'run "git lfs pull", or set "lfs: true" at actions/checkout',
    );
  if (!head.startsWith('GGUF')) throw unreadable(path, 'is no GGUF file', "give a model in llama.cpp's GGUF format");
  try {
    return { path, bytes, header: await readHeader(path) };
  } catch (cause) {
    if (!(cause instanceof LyingHeader))
      throw unreadable(path, `cannot be read: ${(cause as Error).message}`, missing, cause);
    throw unreadable(
      path,
      cause.message,
      adviceFor(
        cause.message,
        'the file is damaged, or was made to do harm: fetch it again from a publisher you trust, and compare its SHA-256',
      ),
      cause,
    );
  }
}

/**
 * Every file that llama.cpp will load with this one, in order, each checked. Throws `model-unreadable` naming the file.
 */
export async function partsOf(path: string): Promise<Part[]> {
  const first = await checkFile(path, 'check model.path (relative to the configuration file)');
  const { count, no } = first.header.split;
  if (count === 1) return [{ path, bytes: first.bytes }];
  const name = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/.exec(basename(path));
  if (!name || Number(name[3]) !== count)
    throw unreadable(
      path,
      `is one of ${count} parts and not named like one`,
      `keep the publisher's names: NAME-00001-of-${String(count).padStart(5, '0')}.gguf and so on, in one folder`,
    );
  const nameOf = (n: number): string =>
    join(dirname(path), `${name[1]}-${String(n).padStart(5, '0')}-of-${name[3]}.gguf`);
  if (no !== 0) throw unreadable(path, `is part ${no + 1} of ${count}`, `give the first part: ${basename(nameOf(1))}`);
  const parts: Part[] = [{ path, bytes: first.bytes }];
  for (let n = 2; n <= count; n++) {
    const part = await checkFile(nameOf(n), `all ${count} parts belong in one folder: fetch this one too`);
    const { split } = part.header;
    if (split.no !== n - 1 || split.count !== count)
      throw unreadable(
        part.path,
        `says it is part ${split.no + 1} of ${split.count}, its name says ${n} of ${count}`,
        'fetch all parts again, from one publisher and version',
      );
    parts.push({ path: part.path, bytes: part.bytes });
  }
  return parts;
}
