import type { EmscriptenFs, FsNode } from './pyodide-module.ts';

interface SavedNode {
  node: FsNode;
  fields: Pick<FsNode, 'name' | 'parent' | 'name_next' | 'mode' | 'usedBytes' | 'mounted'>;
  /** A file's bytes, or a folder's entries; `null` for devices and links, which have none to lose. */
  bytes: Uint8Array | null;
  entries: Record<string, FsNode> | null;
}

/** The interpreter's files, open streams and working folder, which live outside its memory. */
export class FilesImage {
  readonly #fs: EmscriptenFs;
  readonly #nodes: SavedNode[] = [];
  readonly #table: (FsNode | undefined)[];
  readonly #streams: unknown[];
  readonly #cwd: string;

  constructor(fs: EmscriptenFs) {
    this.#fs = fs;
    this.#table = [...fs.nameTable];
    this.#streams = [...fs.streams];
    this.#cwd = fs.cwd();
    for (const first of this.#table)
      for (let node = first; node; node = node.name_next) this.#nodes.push(save(fs, node));
  }

  restore(): void {
    const fs = this.#fs;
    for (const saved of this.#nodes) putBack(saved);
    fs.nameTable.splice(0, fs.nameTable.length, ...this.#table);
    fs.streams.splice(0, fs.streams.length, ...this.#streams);
    fs.chdir(this.#cwd);
  }
}

function save(fs: EmscriptenFs, node: FsNode): SavedNode {
  const { name, parent, name_next, mode, usedBytes, mounted, contents } = node;
  const bytes = fs.isFile(mode) && contents instanceof Uint8Array ? new Uint8Array(contents) : null;
  const entries =
    fs.isDir(mode) && contents !== null && typeof contents === 'object'
      ? { ...(contents as Record<string, FsNode>) }
      : null;
  return { node, fields: { name, parent, name_next, mode, usedBytes, mounted }, bytes, entries };
}

function putBack({ node, fields, bytes, entries }: SavedNode): void {
  Object.assign(node, fields);
  if (entries) node.contents = { ...entries };
  if (bytes) {
    if (node.contents instanceof Uint8Array && node.contents.length >= bytes.length) node.contents.set(bytes);
    else node.contents = new Uint8Array(bytes);
  }
}
