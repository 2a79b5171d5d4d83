import { getOctokit } from '@actions/github';
import { afterEach, expect, test } from '@jest/globals';
import { historyBy } from '../../src/action/history.ts';
import type { Host } from '../../src/action/host.ts';
import type { Job } from '../../src/action/job.ts';
import { fakeGithub, type FakeRest } from '../support/fake-github.ts';

const [MERGED, HEAD] = ['a'.repeat(40), 'b'.repeat(40)];
let github: FakeRest;
afterEach(() => github.close());

/** A commit of the default branch that pull request 3 became; its label was set by `by` at that time. */
async function history(by: string, at: string) {
  github = await fakeGithub({
    runs: [{ id: 1, head_sha: HEAD, created_at: '2026-01-01T10:00:00Z' }],
    events: [{ event: 'labeled', label: 'joulegate-accept', actor: by, at }],
    permissions: { ann: { permission: 'write' }, bob: { permission: 'read' } },
  });
  github.also = (request, response) => {
    if (!request.url!.includes(`/commits/${MERGED}/pulls`)) return false;
    const pull = { number: 3, merged_at: at, merge_commit_sha: MERGED, head: { sha: HEAD } };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([pull]));
    return true;
  };
  const host = { client: (token: string) => getOctokit(token, { baseUrl: github.url }) } as unknown as Host;
  const repository = { owner: 'octocat', repo: 'assistant', advise: (x: string) => x };
  return historyBy(host, { repository } as unknown as Job, { token: 't' });
}

test('the branch is asked for without anything that is no parameter', async () => {
  const { branch } = await history('ann', '2026-01-01T11:00:00Z');
  expect(await branch!('joulegate').head()).toBeNull();
  expect(github.log()).toEqual(['GET /git/ref/heads%2Fjoulegate']);
});

test('what was accepted of a commit are the valid waivers of the pull request that it came from', async () => {
  const { waiversOf } = await history('ann', '2026-01-01T11:00:00Z');
  expect(await waiversOf!(MERGED)).toEqual([
    { label: 'joulegate-accept', by: 'ann', at: '2026-01-01T11:00:00Z', covers: 'energy' },
  ]);
  expect(github.log()).toContain(`GET /commits/${MERGED}/pulls`);
});

test.each([
  ['set before the pull request was last pushed', 'ann', '2026-01-01T09:00:00Z'],
  ['set by somebody who may not push', 'bob', '2026-01-01T11:00:00Z'],
])('a label %s accepts nothing', async (_, by, at) => {
  expect(await (await history(by, at)).waiversOf!(MERGED)).toEqual([]);
});

test('without a token, or outside of GitHub, there is neither', async () => {
  await history('ann', '2026-01-01T11:00:00Z');
  const host = { client: () => expect(null).toBe('asked') } as unknown as Host;
  const repository = { owner: 'o', repo: 'r' };
  expect(historyBy(host, { repository } as unknown as Job, { token: null })).toEqual({});
  expect(historyBy(host, { repository: null } as unknown as Job, { token: 't' })).toEqual({});
});
