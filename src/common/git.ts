import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { forGit } from './environment.ts';
import { makeFolder } from './folders.ts';
import { ownedFolder } from './owned-folder.ts';

const MOST_OUTPUT = 64 * 2 ** 20;

/** Hooks, pagers, prompts and the file system's monitor stay out of it; what git says is English. */
const QUIET = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
const environment = (): NodeJS.ProcessEnv => ({
  ...forGit(process.env),
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
  ...(beside === null ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: beside }),
});

/** A folder of objects that the user's repository lacks. */
let beside: string | null = null;

/** A folder, gone with this process, whose objects git sees from here on beside the repository's own. */
function besideObjects(): string {
  beside ??= ownedFolder('objects').folder;
  return beside;
}

/**
 * The standard output of a git command that only reads. @param input what it reads from standard input. @throws what
 * git says, as `stderr` of the error
 */
export async function git(
  directory: string,
  args: readonly string[],
  input: string | Buffer = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Buffer> {
  const running = promisify(execFile)('git', [...QUIET, ...args], {
    cwd: directory,
    env: { ...environment(), ...env },
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

/** A file or folder as a tree of git names it. */
export interface TreeEntry {
  mode: string;
  type: string;
  oid: string;
  name: string;
}

/** Whether git has an object. */
export const hasObject = async (root: string, oid: string): Promise<boolean> =>
  (await gitText(root, ['cat-file', '-e', oid])) !== null;

/** What a tree that git has holds. */
export async function treeEntries(root: string, oid: string): Promise<TreeEntry[]> {
  const said = (await git(root, ['ls-tree', '-z', oid])).toString('utf8');
  return [...said.matchAll(/(\d+) (\w+) ([0-9a-f]+)\t([^\0]+)\0/g)].map((m) => ({
    mode: m[1]!,
    type: m[2]!,
    oid: m[3]!,
    name: m[4]!,
  }));
}

/**
 * Keeps a file or a tree beside the repository, whose own folder stays as it is. @returns its name, which git makes of
 * its content
 */
export async function keepObject(root: string, object: Buffer | readonly TreeEntry[]): Promise<string> {
  const env = { GIT_OBJECT_DIRECTORY: besideObjects() };
  const said = Buffer.isBuffer(object)
    ? await git(root, ['hash-object', '-w', '-t', 'blob', '--no-filters', '--stdin'], object, env)
    : await git(
        root,
        ['mktree', '-z', '--missing'],
        object.map((e) => `${e.mode} ${e.type} ${e.oid}\t${e.name}\0`).join(''),
        env,
      );
  return said.toString('utf8').trim();
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
