import { lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../../common/leftovers.ts';
import { ownerIsGone, ownerTag } from '../../common/process-identity.ts';

const PREFIX = 'joulegate-samples-';
/** A sampler writes every 50 ms: a file of another pid namespace that nobody touched for this long has no writer. */
const STALE_SECONDS = 600;
export const SAMPLES_FILE = 'samples.bin';

/**
 * A new folder for a sampler's file. Its name holds who owns it (pid, start time, pid namespace), so that the next
 * start finds what a killed process left, and this process takes it along at its end.
 */
export function openSamplesFolder(): { folder: string; remove: () => void } {
  removeOrphans();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${ownerTag()}-`));
  const gone = () => rmSync(folder, { recursive: true, force: true });
  const taken = atExit(gone);
  return { folder, remove: () => (taken(), gone()) };
}

/** Removes the sample folders that no living process owns. Those of other users stay where we may not remove them. */
export function removeOrphans(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX) || !isOrphan(name)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}

function isOrphan(name: string): boolean {
  const gone = ownerIsGone(name.slice(PREFIX.length).replace(/-\w{6}$/, ''));
  if (gone !== null) return gone;
  const folder = join(tmpdir(), name);
  try {
    // A link of that name is not ours to follow.
    if (!lstatSync(folder).isDirectory()) return false;
    return (Date.now() - statSync(join(folder, SAMPLES_FILE)).mtimeMs) / 1000 > STALE_SECONDS;
  } catch {
    return false;
  }
}
