import type { ConfigFile } from '../common/generated/config.ts';
import { mergedInto, reachable, type BaseCommit } from './base-commit.ts';
import { temporaryTree, type Tree } from './base-tree.ts';
import type { GithubEvent } from './event.ts';
import { parseConfig } from './load.ts';
import type { RemoteObjects } from './remote-objects.ts';

/** Makes the error of whoever needs what is not there. */
type Refused = (what: string, fix: string) => Error;

/**
 * The commit that a pull request is to be merged into: the first parent of GitHub's merge commit, else the event's
 * base.
 */
async function targetCommit(
  root: string,
  event: GithubEvent,
  remote: RemoteObjects | null,
  refused: Refused,
): Promise<BaseCommit> {
  for (const candidate of [await mergedInto(root, event), event.pullBase]) {
    const found = candidate && (await reachable(root, candidate, 'where it is to go', remote));
    if (found) return found;
  }
  throw refused('its commit is not in this checkout', 'set "fetch-depth: 2" at actions/checkout');
}

/** Where a pull request goes to, read from git; files of it go away with this process. */
export async function targetTree(
  root: string,
  event: GithubEvent,
  remote: RemoteObjects | null,
  refused: Refused,
): Promise<Tree> {
  return temporaryTree(root, await targetCommit(root, event, remote, refused), remote);
}

/**
 * The configuration as that commit has it, parsed and not held against the schema; `null` where it has none.
 * @param configFile its path inside the repository, with `/`. @throws JouleGateError `config-unreadable`
 */
export async function targetConfig(tree: Tree, configFile: string): Promise<ConfigFile | null> {
  const bytes = await tree.read(configFile);
  return bytes && (parseConfig(bytes.toString('utf8'), `${configFile} of the base branch`) as ConfigFile | null);
}
