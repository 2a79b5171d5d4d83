import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** A job takes less: what was used within it may be in use. */
const REST_MS = 24 * 3600_000;
const DEFAULT_GB = 50;

/** Bytes that a folder of downloads may have: `JOULEGATE_CACHE_GB` (in 10⁹ bytes), else 50 GB. */
export function mostCacheBytes(environment: NodeJS.ProcessEnv = process.env): number {
  const given = Number(environment['JOULEGATE_CACHE_GB'] || DEFAULT_GB);
  return 1e9 * (given >= 0 ? given : DEFAULT_GB);
}

/** Marks an entry of a cache as used now. */
export async function markUsed(path: string, now = Date.now()): Promise<void> {
  // A cache that may only be read is nobody's to trim.
  await utimes(path, now / 1000, now / 1000).catch(() => undefined);
}

/** Bytes of a file, or of all under a folder; links count for themselves. */
async function bytesOf(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return (await stat(path).catch(() => null))?.size ?? 0;
  let sum = 0;
  for (const entry of entries)
    if (entry.isFile()) sum += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  return sum;
}

/**
 * Removes from a folder of downloads what was used longest ago, until the rest has at most `mostBytes`; never what was
 * used within a day. Another process may do the same at the same time. @returns the names that are gone
 */
export async function trimCache(folder: string, mostBytes = mostCacheBytes(), now = Date.now()): Promise<string[]> {
  const entries = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const used = (await stat(path).catch(() => null))?.mtimeMs;
    if (used !== undefined) entries.push({ name, path, used, bytes: await bytesOf(path) });
  }
  let sum = entries.reduce((total, e) => total + e.bytes, 0);
  const gone: string[] = [];
  for (const { name, path, used, bytes } of entries.sort((a, b) => a.used - b.used)) {
    if (sum <= mostBytes || now - used < REST_MS) break;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
    sum -= bytes;
    gone.push(name);
  }
  return gone;
}
