import { chmodSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNs } from '../common/clock.ts';
import { JouleGateError } from '../common/errors.ts';
import { makeFolder } from '../common/folders.ts';
import { atExit } from '../common/leftovers.ts';
import { describe, isStale, inspect, self, type Found } from './lock-file.ts';

const POLL_MS = 200;
/** Its owner's next job, or a clean-up, may be just about to remove it. */
const ABANDONED_SECONDS = 5;

export interface Lock {
  file: string;
  release: () => void;
}

/**
 * Takes the measuring lock of a device, so that two jobs on one runner never measure it at once.
 * The lock is a file with its owner's pid in it, taken by `link` (atomic on every file system). It is stale when
 * that process is gone (pid and start time), or, seen from another pid namespace, when its time stamp is old; the
 * sampler process keeps the stamp fresh, since our own event loop may be busy with inference for seconds.
 * A stale lock that we may not remove (another user's, in a sticky folder) is given up after 5 s: nobody will give it
 * back.
 * Waits up to `waitSeconds`, says once for whom. Returns the file and how to give it back; it is also given back at
 * exit.
 * @throws JouleGateError `meter-busy` naming file and owner, `file-unreadable` where the folder cannot be used; the
 * signal's reason
 */
export async function takeLock(
  device: string,
  waitSeconds: number,
  onProgress?: (line: string) => void,
  signal?: AbortSignal,
): Promise<Lock> {
  const folder = openFolder();
  const file = join(folder, `${device.replaceAll(/[^\w.-]/g, '_')}.lock`);
  const candidate = `${file}.${process.pid}.${Math.round(monotonicNs())}`;
  const content = JSON.stringify(self());
  const until = monotonicNs() + waitSeconds * 1e9;
  let announced = false;
  /** When a lock that nobody uses and that we may not remove is given up. */
  let abandonedUntil: number | null = null;
  try {
    writeCandidate(candidate, content);
    for (;;) {
      signal?.throwIfAborted();
      if (tryLink(candidate, file)) return held(file, content);
      const found = inspect(file);
      const stale = found !== null && isStale(found);
      if (found === null || (stale && steal(file, candidate))) {
        // Gone, or moved away: whoever links first has it. A loop of thieves must not starve the event loop.
        await sleep(1);
        continue;
      }
      abandonedUntil = stale ? (abandonedUntil ?? monotonicNs() + ABANDONED_SECONDS * 1e9) : null;
      if (monotonicNs() >= Math.min(until, abandonedUntil ?? Infinity))
        throw busy(device, file, found, Math.min(waitSeconds, stale ? ABANDONED_SECONDS : Infinity));
      if (!announced) onProgress?.(`waiting for the measuring lock of ${device} (${file}), held by ${describe(found)}`);
      announced = true;
      await sleep(Math.min(POLL_MS, Math.max(1, (until - monotonicNs()) / 1e6)), undefined, signal ? { signal } : {});
    }
  } finally {
    rmSync(candidate, { force: true });
  }
}

function busy(device: string, file: string, found: Found, waitSeconds: number): JouleGateError {
  const stale = !found.regular || isStale(found);
  const fix = stale
    ? `nobody uses it any more: as its user or as root remove ${file}, or give each user a JOULEGATE_LOCK_DIR`
    : `wait for that job, end it, or remove ${file} if it no longer runs`;
  return new JouleGateError(
    'meter-busy',
    `${device} is locked by ${describe(found)} in ${file}; waited ${waitSeconds} s`,
    fix,
  );
}

function held(file: string, content: string): Lock {
  const release = () => {
    taken();
    try {
      if (readFileSync(file, 'utf8') === content) rmSync(file);
    } catch {
      // Already gone.
    }
  };
  const taken = atExit(release);
  return { file, release };
}

/** The folder of the locks, made where it is missing, open to every user and sticky. */
function openFolder(): string {
  const folder = process.env.JOULEGATE_LOCK_DIR || join(tmpdir(), 'joulegate-locks');
  try {
    makeFolder(folder);
  } catch (cause) {
    throw unusable(folder, cause);
  }
  try {
    chmodSync(folder, 0o1777);
  } catch {
    // Made by another user, who has opened it.
  }
  return folder;
}

function writeCandidate(candidate: string, content: string): void {
  try {
    writeFileSync(candidate, content, { flag: 'wx' });
    // Whatever the umask: other users must see who holds it.
    chmodSync(candidate, 0o644);
  } catch (cause) {
    throw unusable(candidate, cause);
  }
}

function tryLink(candidate: string, file: string): boolean {
  try {
    linkSync(candidate, file);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw unusable(file, cause);
  }
}

const unusable = (file: string, cause: unknown): JouleGateError =>
  new JouleGateError(
    'file-unreadable',
    `the measuring lock ${file} cannot be made: ${(cause as Error).message}`,
    'set JOULEGATE_LOCK_DIR to a folder on a local disk that every user of this machine may write to',
    { cause },
  );

/**
 * Moves a stale lock away under a name of ours: of several thieves one succeeds, and all try to link again.
 * False where it stays: it is another user's, in a sticky folder.
 */
function steal(file: string, candidate: string): boolean {
  const away = `${candidate}.stale`;
  try {
    renameSync(file, away);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
  const found = inspect(away);
  // Between our inspect and the move another thief may have taken the lock anew: give it back.
  if (found !== null && !isStale(found)) tryLink(away, file);
  rmSync(away, { force: true, recursive: true });
  return true;
}
