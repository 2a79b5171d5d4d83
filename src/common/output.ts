import { randomBytes } from 'node:crypto';
import { constants, openSync, rmSync, type Stats } from 'node:fs';
import { access, chmod, lstat, mkdir, open, readlink, rename, rm, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { JouleGateError } from './errors.ts';
import { atExit } from './leftovers.ts';

/** Where a path's bytes go: a file (there or not yet), something that is no file, or a descriptor that we hold open. */
type Target = { kind: 'file'; path: string; mode: number | null } | { kind: 'stream'; path: string; fifo: boolean } | { kind: 'descriptor'; fd: number };

/** As many as Linux follows. */
const MOST_LINKS = 40;
/** A pipe that nobody reads is waited for this long. */
const READER_MS = 10_000;

const failed = (path: string, why: string, cause?: unknown): JouleGateError =>
  new JouleGateError('file-unreadable', `cannot write ${path}: ${why}`, 'give a file in a folder that may be written, a pipe or a device', { cause });

/** `/dev/stdout`, `/dev/fd/3`, `/proc/self/fd/3`: a descriptor of ours; a file behind it is the shell's, which still writes there. */
function descriptorOf(path: string): number | null {
  if (path === '/dev/stdout') return 1;
  if (path === '/dev/stderr') return 2;
  const match = /^(?:\/dev\/fd|\/proc\/(?:self|thread-self|\d+)\/fd)\/(\d+)$/.exec(path);
  return match && (!/^\/proc\/\d/.test(path) || path.startsWith(`/proc/${process.pid}/`)) ? Number(match[1]) : null;
}

/** Follows links one by one, so that a link to nothing is followed too. */
async function targetOf(given: string): Promise<Target> {
  let path = resolve(given);
  for (let links = 0; links <= MOST_LINKS; links++) {
    const fd = descriptorOf(path);
    if (fd !== null) return { kind: 'descriptor', fd };
    let info: Stats;
    try {
      info = await lstat(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'file', path, mode: null };
      throw error;
    }
    if (info.isFile()) return { kind: 'file', path, mode: info.mode & 0o7777 };
    if (info.isDirectory()) throw new Error('it is a folder');
    if (!info.isSymbolicLink()) return { kind: 'stream', path, fifo: info.isFIFO() };
    path = resolve(dirname(path), await readlink(path));
  }
  throw new Error('too many links');
}

async function toFile(path: string, mode: number | null, data: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  const forget = atExit(() => rmSync(temporary, { force: true }));
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(data);
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
      if (Date.now() > until) throw new Error(`nobody reads this pipe (waited ${READER_MS / 1000} s)`, { cause: error });
    }
  }
}

/** Writes as fast as the reader takes it, and closes the descriptor. */
async function throughSocket(fd: number, data: string | Uint8Array): Promise<void> {
  const socket = new Socket({ fd, readable: false, writable: true });
  await new Promise<void>((done, fail) => {
    socket.on('error', fail);
    socket.end(data, done);
  });
  socket.destroy();
}

async function toStream(path: string, fifo: boolean, data: string | Uint8Array): Promise<void> {
  if (fifo) return await throughSocket(await openPipe(path), data);
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    await file.writeFile(data);
  } finally {
    await file.close();
  }
}

async function toDescriptor(fd: number, data: string | Uint8Array): Promise<void> {
  const stream = fd === 1 ? process.stdout : fd === 2 ? process.stderr : null;
  if (stream) await new Promise<void>((done, fail) => stream.write(data, (error) => (error ? fail(error) : done())));
  else await toStream(`/proc/self/fd/${fd}`, false, data);
}

/**
 * The one writer for everything that JouleGate leaves on disk. A file is written whole or not at all (to a temporary file
 * beside it, then renamed; its folder is made, its mode kept); links are followed; into what is no file (a device, a pipe,
 * `/dev/stdout`) it writes. @throws JouleGateError `file-unreadable`
 */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  try {
    const target = await targetOf(path);
    if (target.kind === 'file') await toFile(target.path, target.mode, data);
    else if (target.kind === 'stream') await toStream(target.path, target.fifo, data);
    else await toDescriptor(target.fd, data);
  } catch (cause) {
    throw failed(path, (cause as Error).message, cause);
  }
}

/** JSON with two spaces and a final newline, written by `writeWhole`. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeWhole(path, jsonText(value));
}

/**
 * Tries, before anything slow, whether `writeWhole` could write here. Makes the folder, leaves nothing else.
 * @throws JouleGateError `file-unreadable`
 */
export async function assertWritable(path: string): Promise<void> {
  try {
    const target = await targetOf(path);
    if (target.kind === 'descriptor') return;
    if (target.kind === 'stream') return await access(target.path, constants.W_OK);
    await mkdir(dirname(target.path), { recursive: true });
    const probe = `${target.path}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      await (await open(probe, 'wx')).close();
    } finally {
      await rm(probe, { force: true });
    }
  } catch (cause) {
    throw failed(path, (cause as Error).message, cause);
  }
}

async function sameFile(a: string, b: string): Promise<boolean> {
  const [x, y] = await Promise.all([a, b].map(async (p) => await stat(p).catch(() => null)));
  return x !== null && y !== null && x.ino === y.ino && x.dev === y.dev;
}

export interface Claim {
  /** The file that will be written, links followed; `null` for a device, a pipe or a descriptor. */
  readonly file: string | null;
  /** Writes the result, and lets go of the earlier one. */
  write(data: string | Uint8Array): Promise<void>;
  /** There is no such result this time: lets go of the earlier one. */
  leaveOut(): Promise<void>;
}

/**
 * Claims a path for a result before the work for it begins: tries that it can be written, and moves a result of an earlier
 * run to `PATH.previous`, so that after a refused, failed or killed run nothing stale stands where a result would.
 * `inputs` are files that the work still reads: such a file stays. @throws JouleGateError `file-unreadable`
 */
export async function claimOutput(path: string, inputs: readonly string[] = []): Promise<Claim> {
  await assertWritable(path);
  const read = (await Promise.all(inputs.map(async (i) => await sameFile(path, i)))).includes(true);
  let file: string | null = null;
  try {
    const target = await targetOf(path);
    if (target.kind === 'file') {
      file = target.path;
      if (target.mode !== null && !read) await rename(file, `${file}.previous`);
    }
  } catch (cause) {
    throw failed(path, (cause as Error).message, cause);
  }
  const forget = async (): Promise<void> => {
    if (file !== null && !read) await rm(`${file}.previous`, { force: true }).catch(() => undefined);
  };
  return {
    file,
    async write(data) {
      await writeWhole(path, data);
      await forget();
    },
    leaveOut: forget,
  };
}

/** JSON as `writeJson` writes it, for a claim. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
