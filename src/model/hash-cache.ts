import { readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../common/download.ts';
import { sha256OfFile } from '../common/files.ts';
import { sha256 } from '../common/hash.ts';
import { writeWhole } from '../common/output.ts';

/** Smaller files are hashed faster than a cache is worth. */
const LARGE_BYTES = 256 << 20;
/** A file written this short a time ago may be written again within one tick of its clock. */
const SETTLED_MS = 3000;

/** What changes when a file does: its place, size, times and inode; `null` while it may still be being written. */
async function stampOf(path: string): Promise<string | null> {
  const { size, mtimeNs, ctimeNs, ino, dev } = await stat(path, { bigint: true });
  if (Date.now() - Number(ctimeNs / 1_000_000n) < SETTLED_MS || Date.now() - Number(mtimeNs / 1_000_000n) < SETTLED_MS)
    return null;
  return sha256([await realpath(path), size, mtimeNs, ctimeNs, ino, dev].join('\n'));
}

/** A file's SHA-256; a large one is not hashed again while its place, size, times and inode stay what they were. */
export async function cachedSha256(path: string, large = LARGE_BYTES): Promise<string> {
  const { size } = await stat(path);
  const stamp = size >= large ? await stampOf(path) : null;
  const entry = stamp === null ? null : join(cacheDirectory(), 'hashes', stamp);
  const known = entry === null ? '' : await readFile(entry, 'utf8').catch(() => '');
  if (/^[0-9a-f]{64}$/.test(known)) return known;
  const digest = await sha256OfFile(path);
  // Only what stood still while it was hashed is remembered; a cache that cannot be written costs time, no run.
  if (entry !== null && (await stampOf(path)) === stamp) await writeWhole(entry, digest).catch(() => undefined);
  return digest;
}
