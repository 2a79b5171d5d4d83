import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { sha256OfFile } from '../common/files.ts';
import { blobBytes, git, gitText, type Blob } from '../common/git.ts';
import type { Tree } from './base-tree.ts';

const POINTER = 'version https://git-lfs.github.com/spec/v1\n';
/** A pointer has three short lines; the format allows no more bytes. */
const MOST_POINTER_BYTES = 1024;

/** The SHA-256 that a Git-LFS pointer stands for; `null` for any other file. */
export function pointerOf(bytes: Buffer): string | null {
  const text = bytes.length <= MOST_POINTER_BYTES ? bytes.toString('utf8') : '';
  return text.startsWith(POINTER) ? (/^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1] ?? null) : null;
}

/** The names of all parts of a model whose first is this one. */
function partNames(name: string): string[] {
  const [, stem, count] = /^(.*)-00001-of-(\d{5})\.gguf$/.exec(name) ?? [];
  if (stem === undefined) return [name];
  return Array.from({ length: Number(count) }, (_, i) => `${stem}-${String(i + 1).padStart(5, '0')}-of-${count}.gguf`);
}

/** How base has one file of a model. */
interface Found {
  name: string;
  /** What the commit holds: the file, or a Git-LFS pointer to it. */
  blob: Blob;
  pointer: string | null;
  /** Of the file itself, as the pointer says. */
  bytes: number;
}

/** Whether a file on disk is just what base has. Only a file of the right size is read: models are large. */
async function isOnDisk({ root }: Tree, { blob, pointer }: Found, path: string): Promise<boolean> {
  const bytes = (await stat(path).catch(() => null))?.size;
  if (bytes === undefined) return false;
  if (bytes !== blob.bytes) return pointer !== null && (await sha256OfFile(path)) === pointer;
  return (await git(root, ['hash-object', '--no-filters', '--', path])).toString('utf8').trim() === blob.oid;
}

/** Puts one file in its place in the tree: out of git, off the disk, or out of Git LFS's local store. */
async function place(tree: Tree, found: Found, path: string): Promise<void> {
  const { name, pointer } = found;
  if (await isOnDisk(tree, found, path)) return await tree.link(name, path);
  if (pointer === null) return await tree.write(name);
  const common = resolve(tree.root, (await gitText(tree.root, ['rev-parse', '--git-common-dir'])) ?? '.git');
  const stored = join(common, 'lfs', 'objects', pointer.slice(0, 2), pointer.slice(2, 4), pointer);
  if (existsSync(stored)) return await tree.link(name, stored);
  if (tree.fetchLfs) return await tree.fetchLfs(name, { sha256: pointer, bytes: found.bytes });
  throw new JouleGateError(
    'base-unavailable',
    `base's model ${name} is a Git-LFS pointer there, and its file is not here`,
    `fetch it before the gate: git lfs fetch origin ${tree.commit}`,
  );
}

/**
 * The model that base's configuration names, as base has it. Where git has none of its files, or the files on disk are
 * the very same, that is the path itself. @param name the path inside the repository. @throws JouleGateError
 * `base-unavailable`
 */
export async function modelAtBase(tree: Tree, name: string, path: string): Promise<string> {
  const parts: Found[] = [];
  for (const part of partNames(name)) {
    const blob = await tree.find(part);
    if (blob === null) continue;
    const text = blob.bytes <= MOST_POINTER_BYTES ? await blobBytes(tree.root, blob) : Buffer.alloc(0);
    const bytes = Number(/^size (\d+)$/m.exec(text.toString('utf8'))?.[1] ?? blob.bytes);
    parts.push({ name: part, blob, pointer: pointerOf(text), bytes });
  }
  const onDisk = (part: string): string => resolve(tree.root, ...part.split('/'));
  const same = await Promise.all(parts.map(async (part) => await isOnDisk(tree, part, onDisk(part.name))));
  if (same.every(Boolean)) return path;
  for (const part of parts) await place(tree, part, onDisk(part.name));
  return tree.at(name);
}
