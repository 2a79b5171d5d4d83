import { advice, explain, refusal, type Client, type Repository } from './api.ts';
import { fetchLfs } from './lfs.ts';

/** An entry of a tree, as git names it. */
interface Entry {
  mode: string;
  type: string;
  oid: string;
  name: string;
}

/** Git's objects as the REST API has them, for a checkout that lacks them. @throws JouleGateError `github-failed` */
export class GithubObjects {
  constructor(
    private readonly api: Client,
    private readonly repository: Repository,
    /** Address of the repository's page. */
    private readonly page: string,
    private readonly token: string,
  ) {}

  get #where(): { owner: string; repo: string } {
    return { owner: this.repository.owner, repo: this.repository.repo };
  }

  async #asked<T>(what: string, call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      throw explain(error, `cannot read ${what}`, advice(this.repository, 'contents: read'));
    }
  }

  /** The same; `null` where there is no such thing, or none that this token may see: git's own fix helps then. */
  async #found<T>(what: string, call: Promise<T>): Promise<T | null> {
    return await this.#asked(
      what,
      call.catch((error: unknown) => {
        if ([401, 403, 404, 422].includes(refusal(error))) return null;
        throw error;
      }),
    );
  }

  /** The tree of a commit; `null` where there is none that we may see. */
  async treeOf(commit: string): Promise<string | null> {
    const call = this.api.rest.git.getCommit({ ...this.#where, commit_sha: commit });
    return (await this.#found(`the commit ${commit}`, call))?.data.tree.sha ?? null;
  }

  /** Where two commits parted; `null` where that is not told. */
  async mergeBase(one: string, other: string): Promise<string | null> {
    const basehead = `${one}...${other}`;
    const call = this.api.rest.repos.compareCommitsWithBasehead({ ...this.#where, basehead, per_page: 1 });
    return (await this.#found(`where ${basehead} parted`, call))?.data.merge_base_commit.sha ?? null;
  }

  async entries(tree: string): Promise<Entry[]> {
    const call = this.api.rest.git.getTree({ ...this.#where, tree_sha: tree });
    const { data } = await this.#asked(`the tree ${tree}`, call);
    return data.tree.map(({ mode, type, sha, path }) => ({ mode, type, oid: sha, name: path }));
  }

  async blob(oid: string): Promise<Buffer> {
    const call = this.api.rest.git.getBlob({ ...this.#where, file_sha: oid });
    return Buffer.from((await this.#asked(`the file ${oid}`, call)).data.content, 'base64');
  }

  /** Writes the file of a Git-LFS pointer. @throws JouleGateError `base-unavailable` */
  async lfs(pointer: { sha256: string; bytes: number }, path: string): Promise<void> {
    await fetchLfs(this.page, this.token, pointer, path);
  }
}
