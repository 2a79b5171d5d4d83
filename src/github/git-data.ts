import { PassingFailure, type Change, type RemoteBranch } from '../common/remote-branch.ts';
import { explain, lacking, type Client } from './api.ts';

const statusOf = (error: unknown): number | undefined => (error as { status?: number }).status;

/** Answers that another try may better: faults of GitHub, a repository that is being written, too many requests. */
const isPassing = (status: number | undefined): boolean =>
  status === undefined || status >= 500 || status === 409 || status === 422 || status === 429 || status === 408;

const MAY_PUSH = `${lacking('contents: write')}; where the branch is protected, let the workflow push to it`;

/** Of commits, each about 4 kB: together 0.4 MB, so that a whole look-up stays within 1 MB. */
const [PAGE, PAGES] = [50, 2];

interface Entry {
  path: string;
  mode: '040000';
  type: 'tree';
  sha: string;
}

/** A file as it came: text, bytes where its type told no character set, or base64 in JSON where raw is not known. */
function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  const { content } = data as { content?: unknown };
  return typeof content === 'string'
    ? Buffer.from(content, 'base64').toString('utf8')
    : Buffer.from(data as ArrayBuffer).toString('utf8');
}

/** A branch as GitHub's Git Data API gives it: no clone, no git. Every file is one request. */
export class GitDataBranch implements RemoteBranch {
  readonly name: string;
  readonly #ref: string;

  constructor(
    private readonly api: Client,
    private readonly where: { owner: string; repo: string },
    branch: string,
  ) {
    this.name = `branch ${branch}`;
    this.#ref = `heads/${branch}`;
  }

  async head(): Promise<string | null> {
    return await this.#orNull(async () => {
      const { data } = await this.api.rest.git.getRef({ ...this.where, ref: this.#ref });
      return data.object.sha;
    });
  }

  async read(commit: string, path: string): Promise<string | null> {
    return await this.#orNull(async () => {
      // Raw: a file may be larger than what GitHub puts into JSON (1 MB).
      const mediaType = { format: 'raw' };
      const { data } = await this.api.rest.repos.getContent({ ...this.where, path, ref: commit, mediaType });
      return Array.isArray(data) ? null : textOf(data);
    });
  }

  async list(commit: string, folder: string): Promise<string[]> {
    const names = await this.#orNull(async () => {
      const { data } = await this.api.rest.repos.getContent({ ...this.where, path: folder, ref: commit });
      return Array.isArray(data) ? data.map((entry) => entry.name) : [];
    });
    return names ?? [];
  }

  async commit(head: string | null, change: Change): Promise<boolean> {
    const { rest } = this.api;
    const base = head === null ? null : await this.#treeOf(head);
    const sha = await this.#tree(base, change);
    const parents = head === null ? [] : [head];
    const made = await this.#sent(
      async () => await rest.git.createCommit({ ...this.where, message: change.message, tree: sha, parents }),
    );
    const to = { ...this.where, sha: made.data.sha };
    try {
      if (head === null) await rest.git.createRef({ ...to, ref: `refs/${this.#ref}` });
      else await rest.git.updateRef({ ...to, ref: this.#ref, force: false });
      return true;
    } catch (error) {
      // No fast-forward, or a branch that another has made meanwhile.
      if ([409, 422].includes(statusOf(error) ?? 0)) return false;
      throw this.#explained(error);
    }
  }

  async ancestors(commit: string, wanted: (ancestor: string) => boolean): Promise<string[]> {
    const firstParent = new Map<string, string | undefined>();
    const found: string[] = [];
    let at: string | undefined = commit;
    // Every page begins where the walk has come to: the commits of merged branches stand between.
    for (let page = 0; page < PAGES && at !== undefined; page++) {
      const listed = await this.#commits(at);
      for (const { sha, parents } of listed) firstParent.set(sha, parents[0]?.sha);
      while (at !== undefined && firstParent.has(at)) {
        at = firstParent.get(at);
        if (at === undefined) break;
        found.push(at);
        if (wanted(at)) return found;
      }
      if (listed.length === 0) break;
    }
    return found;
  }

  async close(): Promise<void> {}

  async #commits(sha: string) {
    const page = { ...this.where, sha, per_page: PAGE };
    return (await this.#orNull(async () => (await this.api.rest.repos.listCommits(page)).data)) ?? [];
  }

  async #treeOf(commit: string): Promise<string> {
    return (await this.#sent(async () => await this.api.rest.git.getCommit({ ...this.where, commit_sha: commit }))).data
      .tree.sha;
  }

  async #tree(base: string | null, { files, drop }: Change): Promise<string> {
    const tree = Object.entries(files).map(([path, content]) => ({
      path,
      mode: '100644' as const,
      type: 'blob' as const,
      content,
    }));
    const sha = await this.#createTree(base, tree);
    return drop === undefined ? sha : await this.#without(sha, drop);
  }

  /** The same tree less some folders of one folder, which is built anew of what stays. */
  async #without(root: string, { folder, names }: NonNullable<Change['drop']>): Promise<string> {
    const entries = async (tree: string) =>
      (await this.#sent(async () => await this.api.rest.git.getTree({ ...this.where, tree_sha: tree }))).data.tree;
    const at = (await entries(root)).find((e) => e.path === folder);
    if (at?.sha === undefined) return root;
    const kept = (await entries(at.sha))
      .filter((e) => !names.includes(e.path))
      .map((e) => ({ path: e.path, mode: '040000', type: 'tree', sha: e.sha }) satisfies Entry);
    const smaller = await this.#createTree(null, kept);
    return await this.#createTree(root, [{ path: folder, mode: '040000', type: 'tree', sha: smaller }]);
  }

  async #createTree(
    base: string | null,
    tree: (Entry | { path: string; mode: '100644'; type: 'blob'; content: string })[],
  ): Promise<string> {
    const made = await this.#sent(
      async () => await this.api.rest.git.createTree({ ...this.where, ...(base ? { base_tree: base } : {}), tree }),
    );
    return made.data.sha;
  }

  async #orNull<T>(request: () => Promise<T>): Promise<T | null> {
    return await this.#sent(async () => {
      try {
        return await request();
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw error;
      }
    });
  }

  async #sent<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #explained(error: unknown): Error {
    const told = explain(error, this.name, MAY_PUSH, 'store-unreachable');
    return isPassing(statusOf(error)) ? new PassingFailure(told.message, { cause: error }) : told;
  }
}
