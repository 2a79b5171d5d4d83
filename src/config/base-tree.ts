import { symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../common/folders.ts';
import { blobAt, blobBytes, gitText, writeBlob, type Blob } from '../common/git.ts';
import { ownedFolder } from '../common/owned-folder.ts';
import type { BaseCommit } from './base-commit.ts';
import { Supply, type RemoteObjects } from './remote-objects.ts';

/**
 * Files of one commit, read from git's objects into a folder that goes away with this process: the user's checkout is
 * never touched. Names are paths from the repository's root, with `/`.
 */
export interface Tree {
  readonly root: string;
  readonly commit: string;
  /** Fetches the file of a Git-LFS pointer in the place of `name`; `null` where nobody can be asked. */
  readonly fetchLfs: ((name: string, pointer: { sha256: string; bytes: number }) => Promise<void>) | null;
  /** `null` where the commit has no such file. */
  find(name: string): Promise<Blob | null>;
  /** The bytes of a small file; `null` where there is none. */
  read(name: string): Promise<Buffer | null>;
  /** Every file under a folder; `.` is the root. */
  list(folder: string): Promise<string[]>;
  /** Where a file stands once it is written or linked. */
  at(name: string): string;
  /** Writes a file that the commit has, once. */
  write(name: string): Promise<void>;
  /** Puts a link to a file on disk in its place. */
  link(name: string, target: string): Promise<void>;
}

/** @param remote who is asked for objects that the repository
 * lacks
 */
export function temporaryTree(
  root: string,
  { commit, tree }: Pick<BaseCommit, 'commit' | 'tree'>,
  remote: RemoteObjects | null = null,
): Tree {
  const treeish = tree ?? commit;
  // Objects are asked for only where git has not even the commit.
  const supply = tree !== undefined && remote !== null ? new Supply(root, remote) : null;
  let folder: string | null = null;
  const written = new Set<string>();
  const at = (name: string): string => {
    folder ??= ownedFolder('base').folder;
    return join(folder, ...name.split('/'));
  };
  const find = async (name: string): Promise<Blob | null> => {
    await supply?.file(treeish, name);
    return await blobAt(root, treeish, name);
  };
  const once = async (name: string, put: (path: string) => Promise<void>): Promise<void> => {
    if (written.has(name)) return;
    written.add(name);
    makeFolder(dirname(at(name)));
    await put(at(name));
  };
  return {
    root,
    commit,
    find,
    at,
    async read(name) {
      const blob = await find(name);
      return blob && (await blobBytes(root, blob));
    },
    fetchLfs: remote && (async (name, pointer) => await once(name, async (path) => await remote.lfs(pointer, path))),
    async list(folder) {
      await supply?.folder(treeish, folder);
      const under = folder === '.' ? [] : [`${folder}/`];
      const all = await gitText(root, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', treeish, ...under]);
      return (all ?? '').split('\0').filter((name) => name !== '');
    },
    async write(name) {
      const blob = await find(name);
      if (blob === null) throw new Error(`${commit} has no file ${name}`);
      await once(name, async (path) => await writeBlob(root, blob, path));
    },
    link: async (name, target) => await once(name, async (path) => await symlink(target, path)),
  };
}
