import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, writeFileSync } from 'node:fs';
import { GitBranch } from '../../src/baseline/git/branch.ts';
import { failureOf, hasMoved } from '../../src/baseline/git/refusals.ts';
import type { RemoteBranch } from '../../src/common/remote-branch.ts';
import { GitDataServer } from '../support/git-data-server.ts';
import { withRemote } from '../support/remote-repository.ts';
import { Repository } from '../support/repository.ts';
import { onServer } from './support/entries.ts';

let server: GitDataServer;
let checkout: Repository;
beforeAll(async () => {
  server = await GitDataServer.start();
  ({ work: checkout } = await withRemote());
});
afterAll(() => server.close());

const open: RemoteBranch[] = [];
afterEach(async () => {
  for (const remote of open.splice(0)) await remote.close();
});
const kept = <T extends RemoteBranch>(remote: T): T => {
  open.push(remote);
  return remote;
};

describe.each<[string, (branch: string) => RemoteBranch]>([
  ["GitHub's API", (branch) => kept(onServer(server.url, branch))],
  ['git', (branch) => kept(new GitBranch(checkout.folder, branch))],
])('a branch reached by %s', (_how, reach) => {
  it('is made by its first commit, and read back byte for byte', async () => {
    const remote = reach('one/two');
    expect(await remote.head()).toBeNull();
    const text = 'naïve → ➞\n"quoted"\n\n';
    expect(await remote.commit(null, { message: 'first', files: { 'a/b c.txt': text, top: '' } })).toBe(true);
    const head = (await remote.head())!;
    expect(await remote.read(head, 'a/b c.txt')).toBe(text);
    expect(await remote.read(head, 'top')).toBe('');
    expect(await remote.read(head, 'a')).toBeNull();
    expect(await remote.read(head, 'none')).toBeNull();
    expect((await remote.list(head, 'a')).sort()).toEqual(['b c.txt']);
    expect(await remote.list(head, 'none')).toEqual([]);
  });

  it('takes no commit on what it no longer is, nor a second beginning', async () => {
    const [one, two] = [reach('raced'), reach('raced')];
    expect(await two.head()).toBeNull();
    expect(await one.commit(null, { message: '1', files: { a: '1' } })).toBe(true);
    expect(await two.commit(null, { message: '2', files: { b: '2' } })).toBe(false);
    const head = (await two.head())!;
    expect(await one.commit(head, { message: '3', files: { c: '3' } })).toBe(true);
    expect(await two.commit(head, { message: '4', files: { d: '4' } })).toBe(false);
    const now = (await two.head())!;
    expect(await two.commit(now, { message: '5', files: { d: '5' } })).toBe(true);
    const last = (await one.head())!;
    expect(await Promise.all(['a', 'b', 'c', 'd'].map((f) => one.read(last, f)))).toEqual(['1', null, '3', '5']);
    // A commit that is read stays what it was.
    expect(await one.read(now, 'd')).toBeNull();
  });

  it('drops folders, and what is put in them stays out of it', async () => {
    const remote = reach('dropping');
    await remote.commit(null, { message: '1', files: { 'r/old/x': '1', 'r/older/x': '1', 'r/new/x': '1', y: '1' } });
    const drop = { folder: 'r', names: ['old', 'older'] };
    await remote.commit(await remote.head(), { message: '2', files: { 'r/new/z': '2' }, drop });
    const head = (await remote.head())!;
    expect((await remote.list(head, 'r')).sort()).toEqual(['new']);
    expect((await remote.list(head, 'r/new')).sort()).toEqual(['x', 'z']);
    expect(await remote.read(head, 'y')).toBe('1');
  });
});

describe('git, where it is refused', () => {
  it('names a checkout without a remote, and one whose remote is none', async () => {
    const alone = await Repository.make();
    await expect(kept(new GitBranch(alone.folder, 'x')).head()).rejects.toMatchObject({
      code: 'store-unreachable',
      fix: expect.stringContaining('git remote add'),
    });
    alone.git('remote', 'add', 'origin', `file://${alone.folder}/nowhere`);
    await expect(kept(new GitBranch(alone.folder, 'x')).head()).rejects.toMatchObject({ code: 'store-unreachable' });
  });

  it('tells a hook that declines from a writer that was faster', async () => {
    const guarded = await Repository.make();
    guarded.git('config', 'core.bare', 'true');
    const hook = guarded.at('.git', 'hooks', 'pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho "GH006: Protected branch update failed" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    const from = await Repository.make();
    from.git('remote', 'add', 'upstream', `file://${guarded.folder}/.git`);
    const remote = kept(new GitBranch(from.folder, 'x'));
    await expect(remote.commit(null, { message: '1', files: { a: '1' } })).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('hook declined'),
    });
  });

  it.each<[string, boolean, 'store-unreachable' | 'PassingFailure']>([
    ['! [rejected] a -> b (fetch first)', true, 'PassingFailure'],
    ["! [remote rejected] a -> b (cannot lock ref 'refs/heads/b')", true, 'PassingFailure'],
    ['! [remote rejected] a -> b (protected branch hook declined)', false, 'store-unreachable'],
    ["fatal: Authentication failed for 'https://u:hush@h.test/r'", false, 'store-unreachable'],
    ["fatal: unable to access 'https://hush@h.test/r': Could not resolve host", false, 'PassingFailure'],
    ['fatal: the remote end hung up unexpectedly', false, 'PassingFailure'],
  ])('takes %j for what it is, without the secrets in it', (stderr, moved, kind) => {
    const ended = { status: 1, stdout: '', stderr };
    expect(hasMoved(ended)).toBe(moved);
    const failure = failureOf('pushing', ended);
    expect('code' in failure ? failure.code : failure.name).toBe(kind);
    expect(failure.message).not.toContain('hush');
  });
});
