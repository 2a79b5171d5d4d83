import { getOctokit } from '@actions/github';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mergedPull } from '../../src/github/merged-pull.ts';
import { serve, type LocalServer } from '../support/server.ts';

const [merged, head] = ['a'.repeat(40), 'b'.repeat(40)];
let server: LocalServer;
beforeAll(async () => {
  const pull = (number: number, over: object = {}): object => ({
    number,
    merged_at: '2026-11-26T00:00:00Z',
    merge_commit_sha: merged,
    head: { sha: head },
    ...over,
  });
  server = await serve((request, response) => {
    const pulls = request.url!.includes(merged)
      ? [pull(1, { merge_commit_sha: 'c'.repeat(40) }), pull(2, { merged_at: null }), pull(3)]
      : [];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(pulls));
  });
});
afterAll(() => server.close());

it('is the merged pull request whose merge commit it is, and none that only holds the commit', async () => {
  const api = getOctokit('t', { baseUrl: server.url });
  const of = async (commit: string) => await mergedPull(api, { owner: 'o', repo: 'r' }, commit);
  expect(await of(merged)).toEqual({ number: 3, headSha: head });
  expect(server.requests[0]!.path).toBe(`/repos/o/r/commits/${merged}/pulls`);
  expect(await of(head)).toBeNull();
});
