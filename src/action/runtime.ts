import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withoutSecrets } from '../common/environment.ts';
import { JouleGateError } from '../common/errors.ts';
import { makeFolder } from '../common/folders.ts';
import { sha256 } from '../common/hash.ts';
import { packageRoot } from '../common/paths.ts';
import { ownerIsGone, ownerTag } from '../common/process-identity.ts';
import { resolveNative, setRuntimePath } from '../common/runtime.ts';
import { markUsed, trimCache } from '../common/trim-cache.ts';

/** Which binary package a machine needs. */
export type Flavour = 'cpu' | 'cuda' | 'vulkan';

const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib64',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib',
  '/usr/lib/wsl/lib',
];
const has = (library: string): boolean => LIBRARIES.some((d) => existsSync(join(d, library)));

/** CUDA where its driver is, Vulkan where a loader and a device are, else CPU. macOS has one package for all. */
export function flavourHere(): Flavour {
  if (process.platform === 'linux' && (has('libcuda.so.1') || existsSync('/proc/driver/nvidia/version'))) return 'cuda';
  if (process.platform === 'linux' && has('libvulkan.so.1') && existsSync('/dev/dri')) return 'vulkan';
  return 'cpu';
}

/** npm beside the Node that runs us, else the one on PATH. */
function npmCommand(): { file: string; args: string[] } {
  const home = dirname(process.execPath);
  for (const cli of [
    join(home, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(home, 'node_modules/npm/bin/npm-cli.js'),
  ]) {
    if (existsSync(cli)) return { file: process.execPath, args: [cli] };
  }
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** Whether the native packages can be found where we are. */
function present(): boolean {
  try {
    (['node-llama-cpp', 'koffi', 'pyodide'] as const).forEach(resolveNative);
    return true;
  } catch {
    return false;
  }
}

/** npm gets so long; a folder of another pid namespace (a container's) that is twice as old has no owner either. */
const INSTALL_MS = 15 * 60_000;

/** Installations that this process has begun: each has a folder of its own. */
let begun = 0;

/** Removes what killed installations left: their folders are over 100 MB each, and no living process owns them. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const tag = /^[a-z]+(?:-[a-z0-9]+){2}-[0-9a-f]{16}\.([\d-]+)\.\d+$/.exec(name)?.[1];
    if (tag === undefined) continue;
    const path = join(folder, name);
    const old = Date.now() - ((await stat(path).catch(() => null))?.mtimeMs ?? Date.now()) > 2 * INSTALL_MS;
    if (ownerIsGone(tag) ?? old) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Puts a whole installation in its place, in one step. */
async function moveInto(fresh: string, target: string): Promise<void> {
  const whole = join(target, '.complete');
  try {
    await rename(fresh, target);
  } catch (error) {
    // Another job on this runner was faster; its folder is the same.
    if (existsSync(whole)) return;
    if (!existsSync(target)) throw error;
    // Somebody has taken parts of it away.
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target).catch((again: unknown) => {
      if (!existsSync(whole)) throw again;
    });
  }
}

/**
 * Installs the native packages by their lock file into the runner's tool cache, once for each lock; returns the folder.
 */
export async function installRuntime(
  flavour: Flavour,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
  cache = process.env['RUNNER_TOOL_CACHE'] ?? join(homedir(), '.cache', 'joulegate'),
  npm = npmCommand(),
): Promise<string> {
  const source = join(packageRoot, 'dist', 'runtime', flavour);
  const lock = await readFile(join(source, 'package-lock.json'), 'utf8');
  await removeAbandoned(join(cache, 'joulegate-runtime'));
  const target = join(
    cache,
    'joulegate-runtime',
    `${flavour}-${process.platform}-${process.arch}-${sha256(lock).slice(0, 16)}`,
  );
  if (existsSync(join(target, '.complete'))) {
    await markUsed(target);
    return target;
  }
  onProgress(`installing the native packages (${flavour}) into ${target}`);
  const fresh = `${target}.${ownerTag()}.${++begun}`;
  makeFolder(fresh);
  try {
    await cp(source, fresh, { recursive: true });
    await promisify(execFile)(
      npm.file,
      [...npm.args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', fresh],
      {
        env: withoutSecrets(process.env),
        timeout: INSTALL_MS,
        maxBuffer: 1 << 26,
        cwd: fresh,
        ...(signal ? { signal } : {}),
      },
    );
    await writeFile(join(fresh, '.complete'), '');
    await moveInto(fresh, target);
    await markUsed(target);
    for (const name of await trimCache(dirname(target))) onProgress(`removed ${name}, which was not used for long`);
    return target;
  } catch (cause) {
    signal?.throwIfAborted();
    if (
      (cause as NodeJS.ErrnoException).code === 'ENOENT' &&
      (cause as NodeJS.ErrnoException).syscall?.startsWith('spawn')
    )
      throw new JouleGateError(
        'runtime-missing',
        'npm, which installs the native packages, is neither beside this Node nor on PATH',
        'install npm on the runner (actions/setup-node brings it), or give the packages by the input runtime-path',
        { cause },
      );
    const stderr = (cause as { stderr?: string }).stderr?.split('\n').slice(-6).join(' ') ?? '';
    throw new JouleGateError(
      'runtime-missing',
      `the native packages could not be installed: ${(cause as Error).message.split('\n')[0]} ${stderr}`,
      'the runner needs npm and the registry; with no network, give their folder by the input runtime-path',
      { cause },
    );
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/**
 * Makes the native packages available: `runtime-path`, else those beside us, else an installation in the tool cache.
 */
export async function ensureRuntime(
  runtimePath: string | null,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  setRuntimePath(runtimePath);
  if (runtimePath !== null || present()) return;
  setRuntimePath(await installRuntime(flavourHere(), onProgress, signal));
}
