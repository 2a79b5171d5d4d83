import { lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JouleGateError } from '../../common/errors.ts';
import { atExit } from '../../common/leftovers.ts';
import { ownerIsGone, ownerTag } from '../../common/process-identity.ts';

const PREFIX = 'joulegate-samples-';
/** A sampler writes every 50 ms: a file of another pid namespace that nobody touched for this long has no writer. */
const STALE_SECONDS = 600;
export const SAMPLES_FILE = 'samples.bin';

/**
 * A new folder for a sampler's file. Its name holds who owns it (pid, start time, pid namespace), so that the next
 * start finds what a killed process left, and this process takes it along at its end. Throws `file-unreadable`.
 */
export function openSamplesFolder(): { folder: string; remove: () => void } {
  removeOrphans();
  const folder = make(join(tmpdir(), `${PREFIX}${ownerTag()}-`));
  const gone = () => rmSync(folder, { recursive: true, force: true });
  const taken = atExit(gone);
  return { folder, remove: () => (taken(), gone()) };
}

function make(prefix: string): string {
  try {
    return mkdtempSync(prefix);
  } catch (cause) {
    throw new JouleGateError(
      'file-unreadable',
      `no temporary folder can be made for the samples: ${(cause as Error).message}`,
      'set TMPDIR to a folder that can be written and has room',
      { cause },
    );
  }
}

/** Removes the sample folders that no living process owns. Those of other users stay where we may not remove them. */
export function removeOrphans(parent = tmpdir()): void {
  for (const name of namesIn(parent)) {
    if (!name.startsWith(PREFIX) || !isOrphan(parent, name)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
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

function isOrphan(parent: string, name: string): boolean {
  const gone = ownerIsGone(name.slice(PREFIX.length).replace(/-\w{6}$/, ''));
  if (gone !== null) return gone;
  const folder = join(parent, name);
  try {
    // A link of that name is not ours to follow.
    if (!lstatSync(folder).isDirectory()) return false;
    return (Date.now() - statSync(join(folder, SAMPLES_FILE)).mtimeMs) / 1000 > STALE_SECONDS;
  } catch {
    return false;
  }
}
