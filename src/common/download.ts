import { createWriteStream, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { JouleGateError } from './errors.ts';
import { makeFolder } from './folders.ts';
import { atExit } from './leftovers.ts';

/** Where downloads are kept: `JOULEGATE_CACHE`, else the user's cache folder; an empty variable is none. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  return (
    environment['JOULEGATE_CACHE'] || join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'joulegate')
  );
}

export interface DownloadOptions {
  /** Expected SHA-256 in hexadecimal; a file that differs is thrown away. */
  sha256: string | null;
  mismatch: 'workload-hash-mismatch' | 'model-hash-mismatch' | 'wheel-hash-mismatch';
  /** What to do without a network. */
  offlineFix: string;
  /** Sent only to the first host; fetch drops it when redirected to another. */
  authorization?: string | undefined;
  onProgress?: ((line: string) => void) | undefined;
}

const STALLED_MS = 60_000;

/**
 * Downloads `url` to `path`, checks its SHA-256 and renames it into place; returns the digest.
 * Throws `download-failed` (no network, HTTP status, stalled) or the hash mismatch; never leaves a half file.
 */
export async function download(url: string, path: string, options: DownloadOptions): Promise<string> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const forget = atExit(() => rmSync(temporary, { force: true }));
  const failed = (why: string, cause?: unknown): JouleGateError =>
    new JouleGateError('download-failed', `cannot download ${url}: ${why}`, options.offlineFix, { cause });
  const controller = new AbortController();
  let watchdog = setTimeout(() => controller.abort(), STALLED_MS);
  const alive = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => controller.abort(), STALLED_MS);
  };
  try {
    makeFolder(dirname(path));
    const headers = options.authorization ? { authorization: options.authorization } : undefined;
    const response = await fetch(url, { signal: controller.signal, ...(headers ? { headers } : {}) });
    if (!response.ok || !response.body) throw failed(`HTTP status ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    const hash = createHash('sha256');
    let bytes = 0;
    let reported = 0;
    const tap = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        alive();
        hash.update(chunk);
        bytes += chunk.length;
        if (options.onProgress && total > 0 && bytes / total >= reported + 0.1) {
          reported = bytes / total;
          options.onProgress(`downloading ${url}: ${Math.round(reported * 100)} % of ${(total / 1e6).toFixed(1)} MB`);
        }
        done(null, chunk);
      },
    });
    await pipeline(
      Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
      tap,
      createWriteStream(temporary, { flags: 'wx' }),
    );
    const digest = hash.digest('hex');
    if (options.sha256 !== null && digest !== options.sha256) {
      throw new JouleGateError(
        options.mismatch,
        `${url} has SHA-256 ${digest}, expected ${options.sha256}`,
        'the file at this address changed, or the pinned hash is wrong: check both before you trust it',
      );
    }
    await rename(temporary, path);
    return digest;
  } catch (error) {
    if (error instanceof JouleGateError) throw error;
    const e = error as Error & { cause?: Error };
    throw failed(
      controller.signal.aborted ? `no data for ${STALLED_MS / 1000} s` : (e.cause?.message ?? e.message),
      error,
    );
  } finally {
    clearTimeout(watchdog);
    await rm(temporary, { force: true });
    forget();
  }
}
