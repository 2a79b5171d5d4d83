import { beforeEach, describe, expect, test } from '@jest/globals';
import { baseCommit, repositoryOf } from '../../src/config/base-commit.ts';
import { JouleGateError } from '../../src/common/errors.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/tmp.ts';

let r: Repository;
let first: string;
beforeEach(async () => {
  r = await Repository.make();
  first = r.commit({ a: '1' });
});
const base = async (env: NodeJS.ProcessEnv = {}, ref: string | null = null, root = r.folder) =>
  await baseCommit(root, env, ref);
const refusal = async (...args: Parameters<typeof base>): Promise<string> => {
  const error = await base(...args).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(JouleGateError);
  const { code, message, fix } = error as JouleGateError;
  return `${code}: ${message}; ${fix}`;
};
const pull = (head: string, target: string = first): object => ({
  pull_request: { head: { sha: head }, base: { sha: target } },
});

describe("on GitHub's events", () => {
  test("a pull request's merge commit is compared with its first parent, and not with the merge base", async () => {
    const head = r.pullRequest({ a: '2' }, { b: 'newer on main' });
    const main = r.git('rev-parse', 'main');
    expect(main).not.toBe(first);
    expect(await base(r.event('pull_request', pull(head)))).toEqual({
      commit: main,
      how: "the merge commit's first parent",
    });
  });

  test("a merge that the author made is not GitHub's: its first parent would be the author's own commit", async () => {
    r.git('checkout', '-qb', 'pull');
    r.commit({ rule: 'evil' });
    r.git('checkout', '-q', 'main');
    const target = r.commit({ b: '1' });
    r.git('checkout', '-q', 'pull');
    r.git('merge', '-q', '--no-ff', '-m', 'merge main', 'main');
    const head = r.git('rev-parse', 'HEAD');
    expect((await base(r.event('pull_request', pull(head, target))))!.commit).toBe(target);
  });

  test("a pull request's own commit is compared with where it left its target", async () => {
    r.git('checkout', '-qb', 'pull');
    const head = r.commit({ a: '2' });
    r.git('checkout', '-q', 'main');
    const target = r.commit({ b: '1' });
    r.git('checkout', '-q', '--detach', head);
    expect((await base(r.event('pull_request', pull(head, target))))!.commit).toBe(first);
  });

  test('a checkout of the base branch itself holds nothing of a pull request', async () => {
    const said = await refusal(r.event('pull_request_target', pull('d'.repeat(40))));
    expect(said).toMatch(/^base-unavailable: .*is the base branch/);
    expect(said).toContain('run on pull_request');
  });

  test('a merge group is compared with its base, which must be there', async () => {
    r.commit({ a: '2' });
    const second = r.git('rev-parse', 'HEAD');
    r.commit({ a: '3' });
    const event = (sha: string): NodeJS.ProcessEnv => r.event('merge_group', { merge_group: { base_sha: sha } });
    expect(await base(event(first))).toEqual({ commit: first, how: "the merge group's base" });
    expect((await base(event(second)))!.commit).toBe(second);
    expect(await refusal(event('d'.repeat(40)))).toContain('fetch-depth: 0');
  });

  test('a push is compared with what was there before; a new branch with where it left the default one', async () => {
    r.commit({ a: '2' });
    r.commit({ a: '3' });
    expect(await base(r.event('push', { before: first }))).toEqual({
      commit: first,
      how: 'the commit before this push',
    });
    const main = r.git('rev-parse', 'HEAD');
    r.git('checkout', '-qb', 'topic');
    r.commit({ a: '4' });
    r.commit({ a: '5' });
    const repository = { default_branch: 'main' };
    expect((await base(r.event('push', { before: '0'.repeat(40), repository })))!.commit).toBe(main);
    // A forced push has left no trace of what was there.
    expect((await base(r.event('push', { before: 'd'.repeat(40), repository })))!.commit).toBe(main);
    const clone = await r.shallow();
    expect(await refusal(clone.event('push', { before: first }), null, clone.folder)).toContain('fetch-depth: 0');
  });

  test('a shallow checkout is refused with the fix, and nothing is taken for base', async () => {
    const head = r.pullRequest({ a: '2' });
    const clone = await r.shallow();
    const said = await refusal(clone.event('pull_request', pull(head)), null, clone.folder);
    expect(said).toMatch(/^base-unavailable: .*not in this checkout; .*"fetch-depth: 0"/);
    expect(said).toContain(first.slice(0, 12));
  });

  test('an event that cannot be read, or lies, tells nothing', async () => {
    r.commit({ a: '2' });
    for (const payload of [
      { pull_request: null },
      { pull_request: { head: { sha: 7 }, base: { sha: 'x; rm -rf' } } },
      { before: '--all' },
    ])
      for (const name of ['pull_request', 'push']) expect((await base(r.event(name, payload)))!.commit).toBe(first);
    expect((await base({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: r.at('none') }))!.commit).toBe(first);
  });
});

describe('without an event', () => {
  test('a branch is compared with where it left the default one; the working tree is head', async () => {
    r.git('checkout', '-qb', 'topic');
    expect((await base())!.commit).toBe(first);
    r.commit({ a: '2' });
    r.commit({ a: '3' });
    r.write({ a: 'changed, not committed' });
    const before = r.git('status', '--porcelain');
    expect(await base()).toEqual({ commit: first, how: 'the merge base with main' });
    expect(r.git('status', '--porcelain')).toBe(before);
  });

  test('the default branch is what origin says, else main or master', async () => {
    r.commit({ a: '2' });
    r.git('branch', '-m', 'main', 'trunk');
    r.git('update-ref', 'refs/remotes/origin/trunk', first);
    r.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    r.git('checkout', '-qb', 'topic');
    r.commit({ a: '3' });
    expect(await base()).toEqual({ commit: first, how: 'the merge base with trunk' });
  });

  test("the default branch, and a detached commit of it, are compared with HEAD's first parent", async () => {
    const second = r.commit({ a: '2' });
    expect(await base()).toEqual({ commit: first, how: "HEAD's first parent" });
    r.commit({ a: '3' });
    r.git('checkout', '-q', '--detach', second);
    expect((await base())!.commit).toBe(first);
  });

  test('a first commit has nothing before it, and an empty repository neither', async () => {
    expect(await base()).toBeNull();
    const empty = await Repository.make();
    expect(await base({}, null, empty.folder)).toBeNull();
  });

  test('a commit named by any name is taken, and one that is not there is refused', async () => {
    const second = r.commit({ a: '2' });
    r.git('tag', 'v1', first);
    for (const ref of ['v1', 'HEAD~1', first.slice(0, 10)]) expect((await base({}, ref))!.commit).toBe(first);
    expect((await base({}, 'HEAD'))!.commit).toBe(second);
    expect(await refusal({}, 'v2')).toMatch(/^base-unavailable: .*no commit v2/);
    expect(await refusal({}, '--all')).toContain('no commit --all');
  });

  test('a shallow clone without a parent is refused', async () => {
    r.commit({ a: '2' });
    const clone = await r.shallow();
    expect(await refusal({}, null, clone.folder)).toContain('git fetch --unshallow');
  });
});

test('a folder outside of every repository has none; one that git refuses is no such folder', async () => {
  expect(await repositoryOf(r.folder)).toBe(r.folder);

  expect(await repositoryOf(await temporaryFolder())).toBeNull();
  r.write({ '.git/config': '[broken' });
  await expect(repositoryOf(r.folder)).rejects.toMatchObject({ code: 'base-unavailable' });
});
