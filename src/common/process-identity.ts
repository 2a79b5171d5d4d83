import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Field 22 of /proc/PID/stat, in clock ticks since boot: tells a process from a later one with its pid; null where
 * there is none.
 */
export function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/**
 * The pid namespace, as `pid:[4026531836]`; null where the kernel does not show it. Pids of another one say nothing
 * here.
 */
export function pidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

/** Whether a process of this namespace still runs: the same pid with the same start. */
export function lives(pid: number, started: string | null): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  if (startTime(pid) !== started) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const namespaceNumber = (): string => /\d+/.exec(pidNamespace() ?? '')?.[0] ?? '';

/** This process, as a part of a file's name: pid, start time and number of the pid namespace. */
export const ownerTag = (): string => `${process.pid}-${startTime(process.pid) ?? ''}-${namespaceNumber()}`;

/**
 * Whether the process of an `ownerTag` has ended; `null` where that cannot be known from here (another pid namespace,
 * no tag).
 */
export function ownerIsGone(tag: string): boolean | null {
  const parts = /^(\d+)-(\d*)-(\d*)$/.exec(tag);
  if (parts === null || parts[3] !== namespaceNumber()) return null;
  return !lives(Number(parts[1]), parts[2] === '' ? null : parts[2]!);
}
