import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cacheDirectory } from '../common/download.ts';
import { JouleGateError } from '../common/errors.ts';
import { sha256 } from '../common/hash.ts';
import { packageRoot } from '../common/paths.ts';
import { markUsed, trimCache } from '../common/trim-cache.ts';
import { requirePreset } from './catalogue.ts';
import { identityOf, type Identity } from './identity.ts';
import { importLlama } from './llama/native.ts';
import { partsOf } from './parts.ts';

export interface ModelSource {
  name: string | null;
  path: string | null;
  uri: string | null;
  /** A name of the catalogue, in the place of `uri`. */
  preset?: string | null;
  builtin: 'practice' | null;
  sha256: string | null;
}

export interface ModelFile extends Identity {
  name: string;
  /** Of the first file. */
  path: string;
  /** It came with JouleGate. */
  trusted: boolean;
}

/** The embedded fixture. */
export const practiceModel = join(packageRoot, 'assets', 'practice', 'practice-model.gguf');

const ANSWER_MS = 20_000;
const STALLED_MS = 120_000;

/** The library would try for hours: one question tells whether the host answers at all. */
async function assertReachable(uri: string, fail: (cause: unknown) => JouleGateError): Promise<void> {
  const address = uri.startsWith('hf:') ? (process.env['HF_ENDPOINT'] ?? 'https://huggingface.co') : uri;
  try {
    const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_MS) });
    if (!uri.startsWith('hf:') && response.status >= 400 && response.status !== 405)
      throw new Error(`HTTP status ${response.status}`);
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
  if (cached) {
    await markUsed(directory);
    return join(directory, cached);
  }
  const token = process.env['HF_TOKEN'];
  const fail = (cause: unknown): JouleGateError =>
    new JouleGateError(
      'download-failed',
      `cannot download the model ${uri}: ${(cause as Error).message}`,
      'check the address and the network (HF_TOKEN for a gated model), or give a local file as model.path',
      { cause },
    );
  const stalled = new AbortController();
  let watchdog = setTimeout(() => stalled.abort(new Error('no data for two minutes')), STALLED_MS);
  let seen = 0;
  let reportedTenth = -1;
  try {
    await assertReachable(uri, fail);
    const path = await resolveModelFile(uri, {
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
        if (tenth > reportedTenth) {
          reportedTenth = tenth;
          onProgress?.(`downloading ${uri}: ${tenth * 10} % of ${(totalSize / 1e6).toFixed(0)} MB`);
        }
      },
    });
    await markUsed(directory);
    for (const name of await trimCache(dirname(directory)))
      onProgress?.(`removed the model in ${name}, not used for long`);
    return path;
  } catch (cause) {
    if (cause instanceof JouleGateError) throw cause;
    throw fail(stalled.signal.aborted ? stalled.signal.reason : cause);
  } finally {
    clearTimeout(watchdog);
  }
}

/** Where a model is downloaded from; `null` for one that is here. @throws JouleGateError `config-invalid` */
export const addressOf = ({ uri, preset }: Pick<ModelSource, 'uri' | 'preset'>): string | null =>
  uri ?? (preset ? requirePreset(preset).uri : null);

/** Whether a model is a file, here or somewhere; a server's is not. */
export const isFile = (source: Pick<ModelSource, 'path' | 'uri' | 'builtin' | 'preset'>): boolean =>
  source.builtin !== null || source.path !== null || addressOf(source) !== null;

/** Finds (or downloads) the model, checks every file of it and that its SHA-256 is the configured one. */
export async function locateModel(source: ModelSource, onProgress?: (line: string) => void): Promise<ModelFile> {
  const path = source.builtin ? practiceModel : (source.path ?? (await fetchModel(addressOf(source)!, onProgress)));
  const parts = await partsOf(path);
  const identity = await identityOf(parts, ({ path: file, bytes }) => {
    if (bytes > 2e9) onProgress?.(`hashing ${basename(file)} (${(bytes / 1e9).toFixed(1)} GB)`);
  });
  if (source.sha256 !== null && identity.sha256 !== source.sha256) {
    const all =
      parts.length === 1
        ? ''
        : ` over its ${parts.length} files together ("sha256sum ${basename(path).replace('-00001-', '-*-')} | sha256sum" in their folder)`;
    throw new JouleGateError(
      'model-hash-mismatch',
      `the model ${path} has SHA-256 ${identity.sha256}${all}, the configuration says ${source.sha256}`,
      'update model.sha256 if the new file is meant; otherwise fetch the model again',
    );
  }
  const trusted = source.builtin !== null;
  return {
    name: source.name ?? (trusted ? 'practice (embedded fixture)' : basename(path)),
    path,
    trusted,
    ...identity,
  };
}
