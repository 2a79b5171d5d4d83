import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory, download } from '../../common/download.ts';
import { JouleGateError } from '../../common/errors.ts';
import { readJson, sha256OfFile } from '../../common/files.ts';
import { jsonText, writeWhole } from '../../common/output.ts';

/** LongBench's data at its official address (github.com/THUDM/LongBench names it); 114 MB. */
const URL = 'https://huggingface.co/datasets/THUDM/LongBench/resolve/main/data.zip';

/** Where the archive is kept, and what is known of it: the cache folder. */
const paths = (): { archive: string; lock: string } => ({
  archive: join(cacheDirectory(), 'longbench-data.zip'),
  lock: join(cacheDirectory(), 'longbench.lock.json'),
});

/** The SHA-256 that was recorded on first use; `null` before. */
async function recorded(lock: string): Promise<string | null> {
  if (!existsSync(lock)) return null;
  const { sha256 } = (await readJson(lock)) as { sha256?: unknown };
  if (typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)) return sha256;
  throw new JouleGateError(
    'workload-hash-mismatch',
    `${lock} records no SHA-256 of LongBench's data`,
    'restore the file, or remove it to take the data at its address as it is now',
  );
}

/**
 * LongBench's archive, downloaded once. There is no official SHA-256: the first download's is recorded in
 * `longbench.lock.json` of the cache folder, and from then on nothing else is taken.
 * @returns its path. @throws JouleGateError `workload-hash-mismatch`, `download-failed`
 */
export async function lockedArchive(onProgress: ((line: string) => void) | undefined): Promise<string> {
  const { archive, lock } = paths();
  const expected = await recorded(lock);
  if (expected !== null && existsSync(archive) && (await sha256OfFile(archive)) === expected) return archive;
  const url = process.env['JOULEGATE_LONGBENCH_URL'] ?? URL;
  onProgress?.(`downloading ${url}`);
  const sha256 = await download(url, archive, {
    sha256: expected,
    mismatch: 'workload-hash-mismatch',
    offlineFix: `with no network, fetch data.zip elsewhere and name it in workload.path (or put it at ${archive}, beside its ${lock})`,
    onProgress,
  });
  if (expected === null) {
    await writeWhole(lock, jsonText({ url, sha256 }));
    onProgress?.(`recorded the SHA-256 of LongBench's data in ${lock}: ${sha256}`);
  }
  return archive;
}
