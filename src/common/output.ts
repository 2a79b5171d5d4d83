import { randomBytes } from 'node:crypto';
import { constants, openSync, rmSync } from 'node:fs';
import { chmod, open, rename, rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './folders.ts';
import { atExit } from './leftovers.ts';
import { failed, targetOf } from './output-target.ts';

/** A pipe that nobody reads is waited for this long. */
const READER_MS = 10_000;

/** What is written: whole, or as it comes. */
export type Data = string | Uint8Array | AsyncIterable<string>;

const isWhole = (data: Data): data is string | Uint8Array => typeof data === 'string' || data instanceof Uint8Array;

async function toFile(path: string, mode: number | null, data: Data): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  makeFolder(dirname(path));
  const forget = atExit(() => rmSync(temporary, { force: true }));
  try {
    const file = await open(temporary, 'wx');
    try {
      await writeFile(file, data);
      await file.sync();
    } finally {
      await file.close();
    }
    if (mode !== null) await chmod(temporary, mode);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
    forget();
  }
}

/** A pipe without a reader would block a thread for ever, at our own end too: it is asked again instead. */
async function openPipe(path: string): Promise<number> {
  for (const until = Date.now() + READER_MS; ; await sleep(50)) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      if (Date.now() > until)
        throw new Error(`nobody reads this pipe (waited ${READER_MS / 1000} s)`, { cause: error });
    }
  }
}

/** Writes as fast as the reader takes it, and closes the descriptor. */
async function throughSocket(fd: number, data: Data): Promise<void> {
  const socket = new Socket({ fd, readable: false, writable: true });
  await pipeline(isWhole(data) ? [data] : data, socket);
}

async function toStream(path: string, fifo: boolean, data: Data): Promise<void> {
  if (fifo) return await throughSocket(await openPipe(path), data);
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    await writeFile(file, data);
  } finally {
    await file.close();
  }
}

async function toDescriptor(fd: number, data: Data): Promise<void> {
  const stream = fd === 1 ? process.stdout : fd === 2 ? process.stderr : null;
  if (stream) await pipeline(isWhole(data) ? [data] : data, stream, { end: false });
  else await toStream(`/proc/self/fd/${fd}`, false, data);
}

/**
 * The one writer for everything that JouleGate leaves on disk. A file is written whole or not at all (to a temporary
 * file beside it, then renamed; its folder is made, its mode kept); links are followed; into what is no file (a device,
 * a pipe, `/dev/stdout`) it writes. @throws JouleGateError `file-unreadable`; what the data itself throws
 */
export async function writeWhole(path: string, data: Data): Promise<void> {
  const source = isWhole(data) ? { data, failure: null } : watched(data);
  try {
    const target = await targetOf(path);
    if (target.kind === 'file') await toFile(target.path, target.mode, source.data);
    else if (target.kind === 'stream') await toStream(target.path, target.fifo, source.data);
    else await toDescriptor(target.fd, source.data);
  } catch (cause) {
    throw source.failure === null ? failed(path, (cause as Error).message, cause) : source.failure;
  }
}

/** Data that comes bit by bit, and the error that it may end with: its own, and none of the writing. */
function watched(data: AsyncIterable<string>): { data: AsyncIterable<string>; failure: unknown } {
  const out = { data, failure: null as unknown };
  out.data = (async function* () {
    try {
      yield* data;
    } catch (error) {
      out.failure = error;
      throw error;
    }
  })();
  return out;
}

/** A document as it stands in a file: two spaces and a final newline. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A document, written by `writeWhole`. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeWhole(path, jsonText(value));
}
