import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { withoutSecrets } from './environment.ts';
import { makeFolder } from './folders.ts';

const MOST_OUTPUT = 64 * 2 ** 20;

/** Hooks, pagers, prompts and the file system's monitor stay out of it; what git says is English. */
const QUIET = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
const environment = (): NodeJS.ProcessEnv => ({
  ...withoutSecrets(process.env),
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
});

/**
 * The standard output of a git command that only reads. @param input what it reads from standard input. @throws what
 * git says, as `stderr` of the error
 */
export async function git(directory: string, args: readonly string[], input = ''): Promise<Buffer> {
  const running = promisify(execFile)('git', [...QUIET, ...args], {
    cwd: directory,
    env: environment(),
    encoding: 'buffer',
    maxBuffer: MOST_OUTPUT,
    timeout: 60_000,
  });
  // A command that reads nothing may be gone before it is told so.
  running.child.stdin?.on('error', () => undefined).end(input);
  return (await running).stdout;
}

/** The same as text without its last line end; `null` where git refuses. */
export async function gitText(directory: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await git(directory, args)).toString('utf8').trimEnd();
  } catch {
    return null;
  }
}

/** A file as a commit has it. */
export interface Blob {
  oid: string;
  bytes: number;
}

/**
 * The file that a commit has under a path (with `/`, from the repository's root), links inside the repository followed;
 * `null` where it has none.
 */
export async function blobAt(root: string, commit: string, path: string): Promise<Blob | null> {
  if (path.includes('\n')) return null;
  const said = await git(root, ['cat-file', '--batch-check', '--follow-symlinks'], `${commit}:${path}\n`);
  const [, oid, bytes] = /^([0-9a-f]{40,64}) blob (\d+)\n$/.exec(said.toString('utf8')) ?? [];
  return oid === undefined ? null : { oid, bytes: Number(bytes) };
}

/** The bytes of a file of at most 64 MiB. */
export const blobBytes = async (root: string, { oid }: Blob): Promise<Buffer> =>
  await git(root, ['cat-file', 'blob', oid]);

/** Writes a file of any size, as git has it, to `path`; makes the folder. */
export async function writeBlob(root: string, { oid }: Blob, path: string): Promise<void> {
  makeFolder(dirname(path));
  const child = spawn('git', [...QUIET, 'cat-file', 'blob', oid], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  await Promise.all([pipeline(child.stdout, createWriteStream(path)), ended]);
  if ((await ended) !== 0) throw new Error(`git cannot read the object ${oid}`);
}
