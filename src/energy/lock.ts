import { linkSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { JouleGateError } from '../common/errors.ts';
import { monotonicNs } from '../common/clock.ts';

interface Owner { pid: number; started: string | null; namespace: string | null; job: string; since: string }

/** A lock whose owner's process cannot be seen from here is stale when nobody has touched it for this long. */
const STALE_SECONDS = 30;
const POLL_MS = 200;

/**
 * Takes the measuring lock of a device, so that two jobs on one runner never measure it at once.
 * The lock is a file with its owner's pid in it, taken by `link` (atomic on every file system). It is stale when
 * that process is gone (pid and start time), or, seen from another pid namespace, when its time stamp is old; the
 * sampler process keeps the stamp fresh, since our own event loop may be busy with inference for seconds.
 * Waits up to `waitSeconds`, says once for whom, then throws `meter-busy`. Returns the file and how to give it back.
 */
export async function takeLock(device: string, waitSeconds: number, onProgress?: (line: string) => void): Promise<{ file: string; release: () => void }> {
  const folder = process.env.JOULEGATE_LOCK_DIR ?? join(tmpdir(), 'joulegate-locks');
  mkdirSync(folder, { recursive: true });
  tryChmod(folder);
  const file = join(folder, `${device.replaceAll(/[^\w.-]/g, '_')}.lock`);
  const mine = `${file}.${process.pid}.${Math.round(monotonicNs())}`;
  const content = JSON.stringify(self());
  writeFileSync(mine, content);
  const until = monotonicNs() + waitSeconds * 1e9;
  let told = false;
  try {
    for (;;) {
      if (tryLink(mine, file)) return { file, release: () => release(file, content) };
      const owner = readOwner(file);
      if (owner === null || isStale(file, owner)) {
        steal(file, mine);
        continue;
      }
      const who = `${owner.job} (process ${owner.pid}, since ${owner.since})`;
      if (monotonicNs() >= until) {
        throw new JouleGateError('meter-busy', `${device} is being measured by ${who}; waited ${waitSeconds} s`, `wait for that job, end it, or remove ${file} if it no longer runs`);
      }
      if (!told) onProgress?.(`waiting for the measuring lock of ${device}, held by ${who}`);
      told = true;
      await sleep(POLL_MS);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function self(): Owner {
  const job = process.env.GITHUB_ACTIONS === 'true' ? `${process.env.GITHUB_REPOSITORY ?? '?'} run ${process.env.GITHUB_RUN_ID ?? '?'} job ${process.env.GITHUB_JOB ?? '?'}` : `joulegate in ${process.cwd()}`;
  return { pid: process.pid, started: startTime(process.pid), namespace: namespace(), job, since: new Date().toISOString() };
}

function tryLink(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

function isStale(file: string, owner: Owner): boolean {
  if (owner.namespace === namespace()) return startTime(owner.pid) !== owner.started || !alive(owner.pid);
  try {
    return Date.now() - statSync(file).mtimeMs > STALE_SECONDS * 1000;
  } catch {
    return true;
  }
}

/** Moves a stale lock away under a name of ours: of several thieves one succeeds, and all try to link again. */
function steal(file: string, mine: string): void {
  const away = `${mine}.stale`;
  try {
    renameSync(file, away);
    const owner = readOwner(away);
    // Between our look and the move another thief may have taken the lock anew: give it back.
    if (owner !== null && !isStale(away, owner)) tryLink(away, file);
  } catch {
    // Somebody else was faster.
  }
  rmSync(away, { force: true });
}

function release(file: string, content: string): void {
  try {
    if (readFileSync(file, 'utf8') === content) rmSync(file);
  } catch {
    // Already gone.
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat, in clock ticks since boot: tells a process from a later one with its pid. */
function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function namespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

function tryChmod(folder: string): void {
  try {
    chmodSync(folder, 0o1777);
  } catch {
    // Made by another user, who has opened it.
  }
}
