import { lstat, readlink } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { JouleGateError } from './errors.ts';

/** Where a path's bytes go: a file (there or not yet), something that is no file, or a descriptor that we hold open. */
export type Target =
  | { kind: 'file'; path: string; mode: number | null }
  | { kind: 'stream'; path: string; fifo: boolean }
  | { kind: 'descriptor'; fd: number };

/** As many as Linux follows. */
const MOST_LINKS = 40;
/**
 * `/dev/stdout`, `/dev/fd/3`, `/proc/self/fd/3`: a descriptor of ours; a file behind it is the shell's, which still
 * writes there.
 */
function descriptorOf(path: string): number | null {
  if (path === '/dev/stdout') return 1;
  if (path === '/dev/stderr') return 2;
  const match = /^(?:\/dev\/fd|\/proc\/(?:self|thread-self|\d+)\/fd)\/(\d+)$/.exec(path);
  return match && (!/^\/proc\/\d/.test(path) || path.startsWith(`/proc/${process.pid}/`)) ? Number(match[1]) : null;
}

/** Follows links one by one, so that a link to nothing is followed too. */
export async function targetOf(given: string): Promise<Target> {
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

/** The error of a place that cannot be written. */
export const failed = (path: string, why: string, cause?: unknown): JouleGateError =>
  new JouleGateError(
    'file-unreadable',
    `cannot write ${path}: ${why}`,
    'give a file in a folder that may be written, a pipe or a device',
    { cause },
  );
