import { JouleGateError } from '../common/errors.ts';
import { git, gitText } from '../common/git.ts';
import { readEvent, type GithubEvent } from './event.ts';
import type { RemoteObjects } from './remote-objects.ts';

/** The commit that a change is compared with, and how it was found, in words that follow "base is". */
export interface BaseCommit {
  commit: string;
  how: string;
  /** Its tree, where the checkout lacks the commit and the remote's host told it. */
  tree?: string;
}

const WHOLE = 'set "fetch-depth: 0" at actions/checkout ("git fetch --unshallow" elsewhere), or set "baseline: none"';

const unavailable = (what: string, fix: string = WHOLE, cause?: unknown): JouleGateError =>
  new JouleGateError('base-unavailable', `the commit to compare with cannot be had: ${what}`, fix, { cause });

/** @returns whether the checkout holds this commit */
export const hasCommit = async (root: string, commit: string): Promise<boolean> =>
  (await gitText(root, ['cat-file', '-e', `${commit}^{commit}`])) !== null;

/** A commit that is in this checkout, or whose tree the remote's host can tell; `null` where neither is. */
export async function reachable(
  root: string,
  commit: string,
  how: string,
  remote: RemoteObjects | null,
): Promise<BaseCommit | null> {
  if (await hasCommit(root, commit)) return { commit, how };
  const tree = (await remote?.treeOf(commit)) ?? null;
  return tree === null ? null : { commit, how, tree };
}

/** The parents that HEAD itself names, also those that a shallow checkout has cut off. */
async function parentsOfHead(root: string): Promise<string[]> {
  const raw = (await gitText(root, ['cat-file', 'commit', 'HEAD'])) ?? '';
  return [...raw.split('\n\n', 1)[0]!.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map((m) => m[1]!);
}

/**
 * Where GitHub's own merge commit of the pull request is checked out, the commit that it was merged into. The second
 * parent tells: a merge that the author made and pushed has another one, and its first parent is the author's.
 */
export async function mergedInto(root: string, { pullHead }: Pick<GithubEvent, 'pullHead'>): Promise<string | null> {
  const parents = await parentsOfHead(root);
  return parents.length === 2 && pullHead !== null && parents[1] === pullHead ? parents[0]! : null;
}

/** The repository around a folder, links followed; `null` where there is none. @throws `base-unavailable` */
export async function repositoryOf(directory: string): Promise<string | null> {
  try {
    return (await git(directory, ['rev-parse', '--show-toplevel'])).toString('utf8').trimEnd() || null;
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? '').trim();
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || said.includes('not a git repository')) return null;
    throw unavailable(
      said.split('\n')[0] ?? String(error),
      'make git work in this folder ("git config --global --add safe.directory FOLDER"), or set "baseline: none"',
      error,
    );
  }
}

/** The default branch, as a ref that is there and its short name. */
async function defaultBranch(root: string, told: string | null): Promise<{ ref: string; name: string } | null> {
  const remote = (await gitText(root, ['symbolic-ref', '-q', 'refs/remotes/origin/HEAD']))?.replace(
    'refs/remotes/origin/',
    '',
  );
  const names = told !== null ? [told] : remote ? [remote] : ['main', 'master'];
  for (const name of names)
    for (const ref of [`refs/remotes/origin/${name}`, `refs/heads/${name}`])
      if (await hasCommit(root, ref)) return { ref, name };
  return null;
}

/** Without GitHub's word for it: the merge base with the default branch, and on that branch HEAD's first parent. */
async function fromBranches(
  root: string,
  event: GithubEvent,
  remote: RemoteObjects | null,
): Promise<BaseCommit | null> {
  const head = await gitText(root, ['rev-parse', '--verify', '-q', 'HEAD']);
  if (head === null) return null;
  const shallow = (await gitText(root, ['rev-parse', '--is-shallow-repository'])) === 'true';
  const branch = await defaultBranch(root, event.defaultBranch);
  const on = (await gitText(root, ['symbolic-ref', '-q', '--short', 'HEAD'])) || null;
  const common = branch && (await gitText(root, ['merge-base', 'HEAD', branch.ref]));
  if (branch === null || on === branch.name || (on === null && common === head)) {
    const [parent] = await parentsOfHead(root);
    if (parent === undefined) return null;
    const found = await reachable(root, parent, "HEAD's first parent", remote);
    if (found === null) throw unavailable(`HEAD's parent ${parent.slice(0, 12)} is cut off`);
    return found;
  }
  if (common) return { commit: common, how: `the merge base with ${branch.name}` };
  const told = shallow ? await remote?.mergeBase(branch.name, head) : null;
  const found = told ? await reachable(root, told, `the merge base with ${branch.name}`, remote) : null;
  if (found !== null) return found;
  if (shallow) throw unavailable(`this checkout does not reach back to ${branch.name}`);
  return null;
}

const PARTED = "the merge base with the pull request's target";

async function ofPullRequest(
  root: string,
  event: GithubEvent,
  remote: RemoteObjects | null,
): Promise<BaseCommit | null> {
  const merged = await mergedInto(root, event);
  if (merged !== null) {
    const found = await reachable(root, merged, "the merge commit's first parent", remote);
    if (found === null) throw unavailable(`${merged.slice(0, 12)} is not in this checkout`);
    return found;
  }
  const { pullBase } = event;
  if (pullBase === null) return null;
  const common = await gitText(root, ['merge-base', 'HEAD', pullBase]);
  if (!common) {
    const head = await gitText(root, ['rev-parse', 'HEAD']);
    const told = head && (await remote?.mergeBase(pullBase, head));
    const found = told && told !== head && (await reachable(root, told, PARTED, remote));
    if (found) return found;
    if (await hasCommit(root, pullBase)) return null;
    throw unavailable(`${pullBase.slice(0, 12)}, where the pull request is to go, is not in this checkout`);
  }
  if (common === (await gitText(root, ['rev-parse', 'HEAD'])))
    throw unavailable(
      'this checkout is the base branch, and holds nothing of the pull request',
      "let the workflow run on pull_request, or check out the pull request's own commit",
    );
  return { commit: common, how: PARTED };
}

/**
 * What a change is compared with: `ref` where one is named; on GitHub's merge commit its first parent, in a merge group
 * its `base_sha`, on a push the commit before it; else the merge base of HEAD and the default branch, and on that
 * branch HEAD's first parent. `null` where there is nothing before HEAD. @param remote who knows the commits that a
 * shallow checkout lacks. @throws JouleGateError `base-unavailable`
 * where there is, but not in this checkout
 */
export async function baseCommit(
  root: string,
  env: NodeJS.ProcessEnv,
  ref: string | null,
  remote: RemoteObjects | null = null,
): Promise<BaseCommit | null> {
  if (ref !== null) {
    const commit = await gitText(root, ['rev-parse', '--verify', '-q', '--end-of-options', `${ref}^{commit}`]);
    if (commit) return { commit, how: ref };
    throw unavailable(
      `git knows no commit ${ref} here`,
      'name a commit, tag or branch of this repository, or fetch it',
    );
  }
  const event = await readEvent(env);
  if (event.name?.startsWith('pull_request')) {
    const found = await ofPullRequest(root, event, remote);
    if (found !== null) return found;
  }
  const told =
    event.name === 'merge_group'
      ? { commit: event.groupBase, how: "the merge group's base" }
      : event.name === 'push'
        ? { commit: event.before, how: 'the commit before this push' }
        : null;
  if (told?.commit) {
    const found = await reachable(root, told.commit, told.how, remote);
    if (found !== null) return found;
    // A forced push has taken it out of every branch: no depth would bring it back.
    if (event.name !== 'push' || (await gitText(root, ['rev-parse', '--is-shallow-repository'])) === 'true')
      throw unavailable(`${told.commit.slice(0, 12)}, ${told.how}, is not in this checkout`);
  }
  return await fromBranches(root, event, remote);
}
