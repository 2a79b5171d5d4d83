import { lstatSync, readFileSync } from 'node:fs';
import { lives, pidNamespace, startTime } from '../common/process-identity.ts';

/** Who holds a lock, as its file says. */
export interface Owner {
  pid: number;
  started: string | null;
  namespace: string | null;
  job: string;
  since: string;
}

/** What stands in a lock's place. `owner` is null where it is none of ours: unreadable, garbage, no file at all. */
export interface Found {
  regular: boolean;
  readable: boolean;
  uid: number;
  ageSeconds: number;
  owner: Owner | null;
}

/** A lock whose owner's process cannot be seen from here is stale when nobody has touched it for this long. */
const STALE_SECONDS = 30;
/** No lock is larger; what is, is not read. */
const MOST_BYTES = 16_384;
const JOB_LENGTH = 200;

/** This process as an owner. */
export function self(): Owner {
  const { env } = process;
  const job =
    env.GITHUB_ACTIONS === 'true'
      ? `${env.GITHUB_REPOSITORY ?? '?'} run ${env.GITHUB_RUN_ID ?? '?'} job ${env.GITHUB_JOB ?? '?'}`
      : `joulegate in ${process.cwd()}`;
  return {
    pid: process.pid,
    started: startTime(process.pid),
    namespace: pidNamespace(),
    job,
    since: new Date().toISOString(),
  };
}

/** Looks at a lock without ever blocking on it (a pipe or a device is not opened); null where nothing is there. */
export function inspect(file: string): Found | null {
  let stat;
  try {
    stat = lstatSync(file);
  } catch {
    return null;
  }
  const found = { regular: stat.isFile(), uid: stat.uid, ageSeconds: (Date.now() - stat.mtimeMs) / 1000 };
  if (!stat.isFile() || stat.size > MOST_BYTES) return { ...found, readable: true, owner: null };
  try {
    return { ...found, readable: true, owner: ownerOf(readFileSync(file, 'utf8')) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : { ...found, readable: false, owner: null };
  }
}

/**
 * Whether a lock may be taken from its owner. What is no regular file is never removed; what cannot be read is judged
 * by its age.
 */
export function isStale({ regular, readable, ageSeconds, owner }: Found): boolean {
  if (!regular) return false;
  if (!readable) return ageSeconds > STALE_SECONDS;
  if (owner === null) return true;
  return owner.namespace === pidNamespace() ? !lives(owner.pid, owner.started) : ageSeconds > STALE_SECONDS;
}

/**
 * For people: the job, its process and the file's user; another user's text is shortened and stripped of control
 * characters.
 */
export function describe({ regular, readable, uid, owner }: Found): string {
  const user = `user ${uid}`;
  if (!regular) return `something that is no lock file (${user})`;
  if (owner === null) return `${readable ? 'an unreadable lock' : 'a lock that may not be read'} of ${user}`;
  return `${plain(owner.job)} (process ${owner.pid} of ${user}, since ${plain(owner.since)})`;
}

const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, JOB_LENGTH);

function ownerOf(text: string): Owner | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { pid, started, namespace, job, since } = value as Record<string, unknown>;
  if (
    typeof pid !== 'number' ||
    !orNull(started) ||
    !orNull(namespace) ||
    typeof job !== 'string' ||
    typeof since !== 'string'
  )
    return null;
  return { pid, started, namespace, job, since };
}

const orNull = (x: unknown): x is string | null => x === null || typeof x === 'string';
