import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheDirectory } from '../common/download.ts';
import { JouleGateError } from '../common/errors.ts';
import { sha256OfFile } from '../common/files.ts';
import { sha256 } from '../common/hash.ts';
import { packageRoot } from '../common/paths.ts';
import { importLlama } from './llama.ts';

export interface ModelSource {
  name: string | null;
  path: string | null;
  uri: string | null;
  builtin: 'practice' | null;
  sha256: string | null;
}

export interface ModelFile {
  name: string;
  path: string;
  sha256: string;
  bytes: number;
}

const ANSWER_MS = 20_000;
const STALLED_MS = 120_000;

/** The library would try for hours: one question tells whether the host answers at all. */
async function assertReachable(uri: string, fail: (cause: unknown) => JouleGateError): Promise<void> {
  const address = uri.startsWith('hf:') ? (process.env['HF_ENDPOINT'] ?? 'https://huggingface.co') : uri;
  try {
    const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_MS) });
    if (!uri.startsWith('hf:') && response.status >= 400 && response.status !== 405) throw new Error(`HTTP status ${response.status}`);
  } catch (error) {
    throw fail((error as Error).cause ?? error);
  }
}

async function fetchModel(uri: string, onProgress?: (line: string) => void): Promise<string> {
  const { resolveModelFile } = await importLlama();
  // A folder for each address: two files of one name must not be taken for each other.
  const directory = join(cacheDirectory(), 'models', sha256(uri).slice(0, 16));
  // The library asks the network even for a file it has; a runner that lost it must still measure.
  const cached = (await readdir(directory).catch(() => [])).filter((f) => f.endsWith('.gguf')).sort()[0];
  if (cached) return join(directory, cached);
  const token = process.env['HF_TOKEN'];
  const fail = (cause: unknown): JouleGateError =>
    new JouleGateError('download-failed', `cannot download the model ${uri}: ${(cause as Error).message}`, 'check the address and the network (HF_TOKEN for a gated model), or give a local file as model.path', { cause });
  const stalled = new AbortController();
  let watchdog = setTimeout(() => stalled.abort(new Error('no data for two minutes')), STALLED_MS);
  let seen = 0;
  let told = -1;
  try {
    await assertReachable(uri, fail);
    return await resolveModelFile(uri, {
      directory,
      cli: false,
      signal: stalled.signal,
      ...(token ? { tokens: { huggingFace: token } } : {}),
      onProgress: ({ totalSize, downloadedSize }) => {
        if (downloadedSize > seen) {
          seen = downloadedSize;
          clearTimeout(watchdog);
          watchdog = setTimeout(() => stalled.abort(new Error('no data for two minutes')), STALLED_MS);
        }
        const tenth = totalSize > 0 ? Math.floor((10 * downloadedSize) / totalSize) : 0;
        if (tenth > told) {
          told = tenth;
          onProgress?.(`downloading ${uri}: ${tenth * 10} % of ${(totalSize / 1e6).toFixed(0)} MB`);
        }
      },
    });
  } catch (cause) {
    if (cause instanceof JouleGateError) throw cause;
    throw fail(stalled.signal.aborted ? stalled.signal.reason : cause);
  } finally {
    clearTimeout(watchdog);
  }
}

async function assertGguf(path: string): Promise<number> {
  const unreadable = (why: string, fix: string, cause?: unknown): JouleGateError => new JouleGateError('model-unreadable', `the model ${path} ${why}`, fix, { cause });
  let head: Buffer;
  let bytes: number;
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new Error('it is no file');
    bytes = info.size;
    const file = await open(path, 'r');
    try {
      head = Buffer.alloc(64);
      const { bytesRead } = await file.read(head, 0, 64, 0);
      head = head.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(`cannot be read: ${(cause as Error).message}`, 'check model.path (relative to the configuration file)', cause);
  }
  if (head.toString('latin1').startsWith('version https://git-lfs')) {
    throw unreadable('is a Git-LFS pointer, not the model itself', 'run "git lfs pull", or set "lfs: true" at actions/checkout');
  }
  if (head.toString('latin1', 0, 4) !== 'GGUF') throw unreadable('is no GGUF file', 'give a model in llama.cpp\'s GGUF format');
  return bytes;
}

/** Finds (or downloads) the model, checks that it is a GGUF and that its SHA-256 is the configured one. */
export async function locateModel(source: ModelSource, onProgress?: (line: string) => void): Promise<ModelFile> {
  const path = source.builtin
    ? join(packageRoot, 'assets', 'practice', 'practice-model.gguf')
    : (source.path ?? (await fetchModel(source.uri!, onProgress)));
  const bytes = await assertGguf(path);
  if (bytes > 2e9) onProgress?.(`hashing ${basename(path)} (${(bytes / 1e9).toFixed(1)} GB)`);
  const digest = await sha256OfFile(path);
  if (source.sha256 !== null && digest !== source.sha256) {
    throw new JouleGateError('model-hash-mismatch', `the model ${path} has SHA-256 ${digest}, the configuration says ${source.sha256}`, 'update model.sha256 if the new file is meant; otherwise fetch the model again');
  }
  return { name: source.name ?? (source.builtin ? 'practice (embedded fixture)' : basename(path)), path, sha256: digest, bytes };
}
