import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { client } from '../../src/github/api.ts';
import { pullOf } from '../../src/github/pulls.ts';
import { fakeGithub, type FakeRest, type GithubState } from '../support/fake-github.ts';

const HEAD = 'c'.repeat(40);
let github: FakeRest;
beforeEach(async () => void (github = await fakeGithub()));
afterEach(() => github.close());

type Pull = GithubState['pulls'][number];
const pull = (number: number, over: Partial<Pull['head']> = {}): Pull => ({
  number,
  head: { sha: HEAD, ref: 'main', repo: { full_name: 'mallory/assistant' }, ...over },
});
const find = async (): Promise<number | null> =>
  await pullOf(
    client('ghs_x', { baseUrl: github.url }),
    { owner: 'octocat', repo: 'assistant' },
    { headSha: HEAD, headBranch: 'main', headRepository: 'mallory/assistant' },
  );

test.each<[string, Pull[], number | null]>([
  ["the run's commit and repository", [pull(7)], 7],
  ['a newer commit of the same branch', [pull(7, { sha: 'd'.repeat(40) })], null],
  ["the same owner's other repository", [pull(7, { repo: { full_name: 'mallory/other' } })], null],
  ['a repository that is gone', [pull(7, { repo: null })], null],
  [
    'the right one behind others',
    [pull(5, { sha: 'd'.repeat(40) }), pull(6, { repo: { full_name: 'mallory/other' } }), pull(7)],
    7,
  ],
  ['the same commit to two branches', [pull(7), pull(8)], null],
  ['none', [], null],
])('%s: %s', async (_, pulls, number) => {
  github.pulls = pulls;
  github.pageSize = 1;
  expect(await find()).toBe(number);
  expect(github.log()[0]).toBe('GET /pulls?state=open&head=mallory%3Amain&per_page=100');
});
