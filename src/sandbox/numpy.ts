import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDirectory, download } from '../common/download.ts';
import { JouleGateError } from '../common/errors.ts';
import { sha256OfFile } from '../common/files.ts';
import { getRuntimePath, resolveNative } from '../common/runtime.ts';

/** Where pyodide's own packages are published; numpy's wheel for it is not on npm. */
const OFFICIAL = 'https://cdn.jsdelivr.net/pyodide';

export type NumpyWheel = { path: string } | { missing: string };

/** Whether Python source may import numpy; text in comments and strings counts too, which costs only time. */
export function mentionsNumpy(source: string): boolean {
  return (
    /^[ \t]*(from[ \t]+numpy\b|import\b[^\n#]*\bnumpy\b)/m.test(source) ||
    /\b(__import__|import_module)\(\s*['"]numpy\b/.test(source)
  );
}

const said = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

/** What pyodide's own lock file says of numpy. */
function locked(): { file: string; sha256: string; version: string } | null {
  const folder = dirname(resolveNative('pyodide'));
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const { packages } = read('pyodide-lock.json') as { packages: Record<string, { file_name: string; sha256: string }> };
  const entry = packages['numpy'];
  return entry
    ? { file: entry.file_name, sha256: entry.sha256, version: (read('package.json') as { version: string }).version }
    : null;
}

/**
 * Finds numpy's wheel for this pyodide: in the folder `JOULEGATE_WHEELS`, beside pyodide, under `runtime-path`, in the
 * cache, else at its official address (`JOULEGATE_PYODIDE_URL` names a mirror). Only a file with the hash that
 * pyodide's own lock file gives is taken. Never rejects, except when `signal` is aborted.
 */
export async function findNumpy(signal?: AbortSignal): Promise<NumpyWheel> {
  const entry = locked();
  if (!entry) return { missing: "pyodide's lock file does not name it" };
  const kept = join(cacheDirectory(), 'wheels', entry.file);
  const folders = [said(process.env['JOULEGATE_WHEELS']), dirname(resolveNative('pyodide')), getRuntimePath()].filter(
    (f) => f !== null,
  );
  const refused: string[] = [];
  for (const path of [...folders.map((f) => join(f, entry.file)), kept]) {
    if (!existsSync(path)) continue;
    if ((await sha256OfFile(path)) === entry.sha256) return { path };
    refused.push(`${path} has not the SHA-256 of pyodide's lock file`);
  }
  const base = said(process.env['JOULEGATE_PYODIDE_URL']) ?? `${OFFICIAL}/v${entry.version}/full`;
  try {
    await download(`${base.replace(/\/$/, '')}/${entry.file}`, kept, {
      sha256: entry.sha256,
      mismatch: 'wheel-hash-mismatch',
      offlineFix: `put ${entry.file} into the folder that JOULEGATE_WHEELS names`,
    });
    return { path: kept };
  } catch (error) {
    signal?.throwIfAborted();
    return { missing: [...refused, error instanceof Error ? error.message : String(error)].join('; ') };
  }
}

let found: { key: string; wheel: Promise<NumpyWheel> } | null = null;

/** `findNumpy`, once for each place to look in. */
export function numpyWheel(signal?: AbortSignal): Promise<NumpyWheel> {
  const key = JSON.stringify([
    getRuntimePath(),
    cacheDirectory(),
    process.env['JOULEGATE_WHEELS'],
    process.env['JOULEGATE_PYODIDE_URL'],
  ]);
  if (found?.key !== key) found = { key, wheel: findNumpy(signal) };
  const { wheel } = found;
  wheel.catch(() => (found = null));
  return wheel;
}

/** Throws `numpy-missing` where tests import numpy and it cannot be had: they could only fail, whatever the answer. */
export async function requireNumpyFor(
  tests: readonly { id: string; test: string }[],
  signal?: AbortSignal,
): Promise<void> {
  const first = tests.find((t) => mentionsNumpy(t.test));
  if (!first) return;
  const wheel = await numpyWheel(signal);
  if ('path' in wheel) return;
  throw new JouleGateError(
    'numpy-missing',
    `the tests of ${tests.filter((t) => mentionsNumpy(t.test)).length} tasks (${first.id} is the first) import numpy, which is not in the sandbox: ${wheel.missing}`,
    "put numpy's wheel for this pyodide (pyodide-lock.json names file and hash) into a folder and name it in JOULEGATE_WHEELS, or grade without these tasks",
  );
}
