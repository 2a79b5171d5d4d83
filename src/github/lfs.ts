import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { JouleGateError } from '../common/errors.ts';
import { readBytes } from './whole-fetch.ts';

interface Batch {
  objects?: {
    error?: { message?: string };
    actions?: { download?: { href: string; header?: Record<string, string> } };
  }[];
}

const MEDIA = 'application/vnd.git-lfs+json';
const MOST_ANSWER = 2 ** 20;
const ASKING_MS = 30_000;

/**
 * Downloads the file that a Git-LFS pointer stands for (Git LFS's batch API, "basic" transfers). Asked is the host of
 * the repository alone, whatever a `.lfsconfig` in it names; where that sends us, our token does not go.
 * @param page address of the repository's page. @throws JouleGateError `base-unavailable`
 */
export async function fetchLfs(
  page: string,
  token: string,
  { sha256, bytes }: { sha256: string; bytes: number },
  path: string,
): Promise<void> {
  const failed = (why: string, cause?: unknown): JouleGateError =>
    new JouleGateError(
      'base-unavailable',
      `the Git-LFS object ${sha256.slice(0, 12)} of base cannot be had from ${page}: ${why}`,
      'set "lfs: true" at actions/checkout and run "git lfs fetch origin BASE" before the gate',
      { cause },
    );
  try {
    const asked = await fetch(`${page}.git/info/lfs/objects/batch`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(ASKING_MS),
      headers: {
        accept: MEDIA,
        'content-type': MEDIA,
        authorization: `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
      },
      body: JSON.stringify({ operation: 'download', transfers: ['basic'], objects: [{ oid: sha256, size: bytes }] }),
    });
    if (asked.status !== 200) throw failed(`HTTP ${asked.status}`);
    const [object] =
      (JSON.parse((await readBytes(asked.body ?? [], MOST_ANSWER)).toString('utf8')) as Batch).objects ?? [];
    const place = object?.actions?.download;
    if (!place) throw failed(object?.error?.message ?? 'it is not there');
    const file = await fetch(place.href, { redirect: 'error', headers: place.header ?? {} });
    if (file.status !== 200 || file.body === null) throw failed(`HTTP ${file.status} from where it lies`);
    const hash = createHash('sha256');
    let got = 0;
    const tap = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        got += chunk.length;
        done(got > bytes ? failed('it is longer than its pointer says') : null, chunk);
      },
    });
    await pipeline(file.body, tap, createWriteStream(path, { flags: 'wx' }));
    if (hash.digest('hex') !== sha256) throw failed('its SHA-256 is another');
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof JouleGateError) throw error;
    const { message, cause } = error as Error;
    throw failed(cause instanceof Error ? cause.message : message, error);
  }
}
