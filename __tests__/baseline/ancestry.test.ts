import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ancestry, isEdited } from '../../src/baseline/ancestry.ts';
import { GitBranch } from '../../src/baseline/git/branch.ts';
import { GitDataServer } from '../support/git-data-server.ts';
import { Repository } from '../support/repository.ts';
import { commitNamed, onServer } from './support/entries.ts';

const UNASKED = { ancestors: () => Promise.reject(new Error('the remote was asked')) };

describe('how far ancestors lie before head', () => {
  let repository: Repository;
  const commits: string[] = [];
  beforeAll(async () => {
    repository = await Repository.make();
    for (let n = 0; n < 4; n++) commits.push(repository.commit({ a: String(n) }));
    // A branch of two commits, merged: they are no ancestors along first parents.
    repository.git('checkout', '-qb', 'side', commits[2]!);
    commits.push(repository.commit({ b: '1' }), repository.commit({ b: '2' }));
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
  });

  it('counts first parents, head itself only where the working tree is edited', async () => {
    const of = async (edited: boolean) =>
      await new Ancestry(repository.folder, UNASKED, edited).distances(new Set(['x']));
    const [c0, c1, c2, c3] = commits as [string, string, string, string];
    const line = new Map([
      [c3, 1],
      [c2, 2],
      [c1, 3],
      [c0, 4],
    ]);
    expect(await of(false)).toEqual(line);
    expect(await of(true)).toEqual(new Map([[repository.git('rev-parse', 'HEAD'), 0], ...line]));
  });

  it('knows whether files are edited: of those that git knows', async () => {
    const fresh = await Repository.make();
    fresh.commit({ a: '1' });
    fresh.write({ untracked: 'x' });
    expect(await isEdited(fresh.folder)).toBe(false);
    fresh.write({ a: '2' });
    expect(await isEdited(fresh.folder)).toBe(true);
  });

  it('asks the remote again for other commits, until it has told all it would', async () => {
    const shallow = await repository.shallow();
    const asked: boolean[] = [];
    const remote = {
      ancestors: (_head: string, wanted: (c: string) => boolean) => {
        asked.push(wanted('a'));
        return Promise.resolve(wanted('a') ? ['a'] : ['a', 'b']);
      },
    };
    const ancestry = new Ancestry(shallow.folder, remote, false);
    expect([...(await ancestry.distances(new Set(['a'])))]).toEqual([['a', 1]]);
    // What is known already is not asked for.
    await ancestry.distances(new Set(['a', 'z']));
    expect([...(await ancestry.distances(new Set(['y'])))]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    await ancestry.distances(new Set(['x']));
    expect(asked).toEqual([true, false]);
    const hopeless = new Ancestry(shallow.folder, remote, false);
    await hopeless.distances(new Set(['y']));
    await hopeless.distances(new Set(['x']));
    expect(asked).toEqual([true, false, false]);
  });

  it('asks the remote where the checkout is cut off, by git', async () => {
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const shallow = await repository.shallow();
    const remote = new GitBranch(shallow.folder, 'joulegate');
    const found = await new Ancestry(shallow.folder, remote, false).distances(new Set(commits.slice(0, 1)));
    expect([...found]).toEqual([3, 2, 1, 0].map((n, i) => [commits[n], i + 1]));
    await remote.close();
    // It stays cut off: nothing was fetched into it.
    expect(shallow.git('rev-list', '--count', 'HEAD')).toBe('1');
  });
});

describe("ancestors by GitHub's API", () => {
  let server: GitDataServer;
  beforeAll(async () => {
    server = await GitDataServer.start();
  });
  afterAll(() => server.close());

  /** A line of merges, each of a branch with `side` commits; returns the commits of the line, oldest first. */
  function line(merges: number, side: number): string[] {
    const out = [server.commitOf([], `root ${merges}`)];
    for (let m = 0; m < merges; m++) {
      let at = out.at(-1)!;
      for (let s = 0; s < side; s++) at = server.commitOf([at], `side ${m} ${s}`);
      out.push(server.commitOf(side === 0 ? [out.at(-1)!] : [out.at(-1)!, at], `merge ${m}`));
    }
    return out;
  }

  it('walks first parents past merged branches, and stops at the one that is wanted', async () => {
    const commits = line(9, 2);
    const wanted = commits[3]!;
    const found = await onServer(server.url).ancestors(commits.at(-1)!, (c) => c === wanted);
    expect(found).toEqual(commits.slice(3, -1).reverse());
    expect(server.traffic).toHaveLength(1);
  });

  it('goes no further than two pages, about 0.4 MB', async () => {
    const commits = line(150, 0);
    server.traffic.length = 0;
    const found = await onServer(server.url).ancestors(commits.at(-1)!, () => false);
    expect(server.traffic).toHaveLength(2);
    expect(found).toHaveLength(2 * 50);
    expect(found[0]).toBe(commits.at(-2));
    expect(server.traffic.reduce((all, t) => all + t.bytes, 0)).toBeLessThan(4e5);
  });

  it('finds none of a commit that GitHub does not have', async () => {
    expect(await onServer(server.url).ancestors(commitNamed(1), () => false)).toEqual([]);
  });
});
