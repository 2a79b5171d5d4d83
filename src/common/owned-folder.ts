import { lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JouleGateError } from './errors.ts';
import { atExit } from './leftovers.ts';
import { ownerIsGone, ownerTag } from './process-identity.ts';

/** A folder of another pid namespace in which nothing was written for this long has no owner. */
const STALE_SECONDS = 600;

/** What temporary folders are for; their names begin with it. */
export type Purpose = 'base' | 'checker' | 'objects' | 'samples' | 'sandbox' | 'store';

const prefixOf = (purpose: Purpose): string => `joulegate-${purpose}-`;

/**
 * A new temporary folder that goes with this process. Its name holds who owns it (pid, start time, pid namespace), so
 * that the next start finds what a killed process left, and removes it. @param freshFile a file within that its owner
 * keeps writing: told where the owner cannot be seen. @throws JouleGateError `file-unreadable`
 */
export function ownedFolder(purpose: Purpose, freshFile?: string): { folder: string; remove(): void } {
  removeOrphans(purpose, freshFile);
  const folder = make(join(tmpdir(), `${prefixOf(purpose)}${ownerTag()}-`));
  const clear = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = atExit(clear);
  return { folder, remove: () => (forget(), clear()) };
}

function make(prefix: string): string {
  try {
    return mkdtempSync(prefix);
  } catch (cause) {
    throw new JouleGateError(
      'file-unreadable',
      `no temporary folder can be made: ${(cause as Error).message}`,
      'set TMPDIR to a folder that can be written and has room',
      { cause },
    );
  }
}

/** Removes the folders that no living process owns. Those of other users stay where we may not remove them. */
export function removeOrphans(purpose: Purpose, freshFile?: string, parent = tmpdir()): void {
  const prefix = prefixOf(purpose);
  for (const name of namesIn(parent)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(parent, name);
    const gone = ownerIsGone(name.slice(prefix.length).replace(/-\w{6}$/, ''));
    if (!(gone ?? (freshFile !== undefined && isStale(path, freshFile)))) continue;
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}

function namesIn(parent: string): string[] {
  try {
    return readdirSync(parent);
  } catch {
    // A temporary folder may be written and not listed.
    return [];
  }
}

function isStale(folder: string, freshFile: string): boolean {
  try {
    // A link of that name is not ours to follow.
    if (!lstatSync(folder).isDirectory()) return false;
    return (Date.now() - statSync(join(folder, freshFile)).mtimeMs) / 1000 > STALE_SECONDS;
  } catch {
    return false;
  }
}
