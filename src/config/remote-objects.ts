import { posix } from 'node:path';
import { JouleGateError } from '../common/errors.ts';
import { blobBytes, hasObject, keepObject, treeEntries, type TreeEntry } from '../common/git.ts';

/** Where a checkout without history has git's objects from: the host of its remote. Names are git's own. */
export interface RemoteObjects {
  /** The tree of a commit; `null` where the host has no such commit. */
  treeOf(commit: string): Promise<string | null>;
  /** Where two commits or branches parted; `null` where the host does not say. */
  mergeBase(one: string, other: string): Promise<string | null>;
  entries(tree: string): Promise<TreeEntry[]>;
  blob(oid: string): Promise<Buffer>;
  /** Writes the file that a Git-LFS pointer stands for, its SHA-256 checked. */
  lfs(pointer: { sha256: string; bytes: number }, path: string): Promise<void>;
}

/** Links inside links: git itself follows no more. */
const MOST_LINKS = 10;

const differs = (oid: string): JouleGateError =>
  new JouleGateError(
    'base-unavailable',
    `the host's answer is not git's object ${oid}`,
    'set "fetch-depth: 0" at actions/checkout, so that git itself has base',
  );

/** Makes the objects of one commit's files be there for git: those that the repository lacks are asked for, once. */
export class Supply {
  constructor(
    private readonly root: string,
    private readonly remote: RemoteObjects,
  ) {}

  async #blob(oid: string): Promise<void> {
    if (await hasObject(this.root, oid)) return;
    if ((await keepObject(this.root, await this.remote.blob(oid))) !== oid) throw differs(oid);
  }

  async #entries(tree: string): Promise<TreeEntry[]> {
    if (!(await hasObject(this.root, tree))) {
      if ((await keepObject(this.root, await this.remote.entries(tree))) !== tree) throw differs(tree);
    }
    return await treeEntries(this.root, tree);
  }

  /** A file under a path of a tree, links inside it followed. What is not there is left so. */
  async file(tree: string, path: string, links = 0): Promise<void> {
    const names = path.split('/');
    let folder = tree;
    for (const [i, name] of names.entries()) {
      const entry = (await this.#entries(folder)).find((e) => e.name === name);
      if (entry === undefined) return;
      if (entry.type === 'tree') {
        folder = entry.oid;
        continue;
      }
      if (entry.type !== 'blob') return;
      await this.#blob(entry.oid);
      if (entry.mode !== '120000' || links === MOST_LINKS) return;
      const target = (await blobBytes(this.root, { oid: entry.oid, bytes: 0 })).toString('utf8');
      const real = posix.normalize(posix.join(...names.slice(0, i), target, ...names.slice(i + 1)));
      if (!posix.isAbsolute(target) && !real.startsWith('..')) await this.file(tree, real, links + 1);
      return;
    }
  }

  /** The names of everything under a folder of a tree, so that git can list them. */
  async folder(tree: string, path: string): Promise<void> {
    let found: string | undefined = tree;
    for (const name of path === '.' ? [] : path.split('/'))
      found = found && (await this.#entries(found)).find((e) => e.name === name && e.type === 'tree')?.oid;
    const open = found === undefined ? [] : [found];
    while (open.length > 0)
      open.push(...(await this.#entries(open.pop()!)).filter((e) => e.type === 'tree').map((e) => e.oid));
  }
}
