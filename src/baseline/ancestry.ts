import { gitText } from '../common/git.ts';
import type { RemoteBranch } from '../common/remote-branch.ts';

/** A baseline that lies further back says little of a change. */
const MOST_ANCESTORS = 2000;

const lines = (text: string | null): string[] => (text ?? '').split('\n').filter((l) => l !== '');

/**
 * How many commits each ancestor lies before what is checked out, along first parents; on GitHub's merge commit of a
 * pull request these are the commits of the branch that it goes to.
 */
export class Ancestry {
  #known: Map<string, number> | null = null;
  /** Where the checkout is cut off: what the remote is asked of. */
  #cutOff: string | null = null;
  /** Each shard has other commits, and the remote is not asked for each. */
  #asks = 2;

  /** @param edited HEAD itself counts (0): the working tree differs from it, and is what is measured */
  constructor(
    private readonly directory: string,
    private readonly remote: Pick<RemoteBranch, 'ancestors'>,
    private readonly edited: boolean,
  ) {}

  /** Distances of all ancestors that are known; a checkout that is cut off asks the remote, up to one of `commits`. */
  async distances(commits: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    this.#known ??= await this.#local();
    if (this.#cutOff === null || this.#asks === 0 || [...commits].some((c) => this.#known!.has(c))) return this.#known;
    this.#asks--;
    const told = await this.remote.ancestors(this.#cutOff, (c) => commits.has(c));
    // It has told all it would.
    if (!commits.has(told.at(-1) ?? '')) this.#asks = 0;
    for (const [i, commit] of told.entries()) this.#known.set(commit, i + 1);
    return this.#known;
  }

  async #local(): Promise<Map<string, number>> {
    const listing = ['rev-list', '--first-parent', `--max-count=${MOST_ANCESTORS + 1}`, 'HEAD'];
    const [head, ...ancestors] = lines(await gitText(this.directory, listing));
    if (head === undefined) return new Map();
    const shallow = (await gitText(this.directory, ['rev-parse', '--is-shallow-repository'])) === 'true';
    if (shallow && ancestors.length < MOST_ANCESTORS) this.#cutOff = head;
    return new Map([
      ...(this.edited ? [[head, 0] as const] : []),
      ...ancestors.map((commit, i) => [commit, i + 1] as const),
    ]);
  }
}

/** Whether files that git knows are changed here: head is the working tree, and no commit has it. */
export const isEdited = async (directory: string): Promise<boolean> =>
  !['', null].includes(await gitText(directory, ['status', '--porcelain', '--untracked-files=no']));
