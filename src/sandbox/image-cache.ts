import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { cacheDirectory } from '../common/download.ts';
import { makeFolder } from '../common/folders.ts';
import { entryFile } from '../common/paths.ts';
import { resolveNative } from '../common/runtime.ts';

// What the sandbox makes at its first start and may keep: the memory image of a loaded Python (20 MB, about 2 s), and
// how slow WebAssembly is here. Sandboxed programs cannot write files, so only what runs as this user could change
// either; the folder is the user's own, and files of another owner, or that others may write, are not taken.

const UNUSED_MS = 30 * 24 * 3600e3;
const SLOWNESS_MS = 7 * 24 * 3600e3;

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Everything that an image depends on, as 24 hexadecimal digits. */
function key(): string {
  const pyodide = realpathSync(dirname(resolveNative('pyodide')));
  const { version } = JSON.parse(readFileSync(join(pyodide, 'package.json'), 'utf8')) as { version: string };
  return digest(
    JSON.stringify([pyodide, version, process.versions.node, process.arch, digest(readFileSync(entryFile('sandbox')))]),
  ).slice(0, 24);
}

function own(path: string, kind: 'isFile' | 'isDirectory'): boolean {
  const stat = lstatSync(path);
  const uid = process.getuid?.() ?? stat.uid;
  return stat[kind]() && stat.uid === uid && (process.platform === 'win32' || (stat.mode & 0o022) === 0);
}

/** The cache's folder, made where it is missing; `null` where it cannot be had or is not ours alone. */
function folder(): string | null {
  try {
    const path = join(cacheDirectory(), 'sandbox');
    makeFolder(path, 0o700);
    return own(path, 'isDirectory') ? path : null;
  } catch {
    return null;
  }
}

function writeAside(path: string, data: string | Uint8Array): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, data, { mode: 0o600, flag: 'wx' });
    chmodSync(temporary, 0o600);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

export interface CachedImage {
  path: string;
  pythonVersion: string;
}

/** An image kept by an earlier process; its name holds the SHA-256 that its bytes must have. */
export function cachedImage(): CachedImage | null {
  const dir = folder();
  if (dir === null) return null;
  try {
    const wanted = key();
    for (const name of readdirSync(dir)) {
      const [, version, of, sha256] = /^python-([\d.]+)-([0-9a-f]{24})-([0-9a-f]{64})\.image$/.exec(name) ?? [];
      if (version === undefined || of !== wanted) continue;
      const path = join(dir, name);
      if (!own(path, 'isFile') || digest(readFileSync(path)) !== sha256) {
        rmSync(path, { force: true });
        continue;
      }
      const now = new Date();
      utimesSync(path, now, now);
      return { path, pythonVersion: version };
    }
  } catch {
    // Another process may have cleared it: then it is built anew.
  }
  return null;
}

/** Keeps an image for later processes and drops those long unused; `null` where there is no place for it. */
export function keepImage(image: Uint8Array, pythonVersion: string): CachedImage | null {
  const dir = folder();
  if (dir === null) return null;
  try {
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      if (Date.now() - lstatSync(path).mtimeMs > UNUSED_MS) rmSync(path, { force: true });
    }
    const path = join(dir, `python-${pythonVersion}-${key()}-${digest(image)}.image`);
    writeAside(path, image);
    return { path, pythonVersion };
  } catch {
    return null;
  }
}

/** The slowness measured here at most a week ago. */
export function cachedSlowness(): number | null {
  try {
    const path = join(folder() ?? '', `slowness-${key()}.json`);
    if (!own(path, 'isFile') || Date.now() - lstatSync(path).mtimeMs > SLOWNESS_MS) return null;
    const value = JSON.parse(readFileSync(path, 'utf8')) as unknown;
    return typeof value === 'number' && value >= 1 && value <= 10 ? value : null;
  } catch {
    return null;
  }
}

export function keepSlowness(value: number): void {
  const dir = folder();
  if (dir === null) return;
  try {
    writeAside(join(dir, `slowness-${key()}.json`), JSON.stringify(value));
  } catch {
    // It is measured again next time.
  }
}
