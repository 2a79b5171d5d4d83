import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { client } from '../../src/github/api.ts';
import { reportCheck, type Check } from '../../src/github/check.ts';
import { fakeGithub, type FakeRest } from '../support/fake-github.ts';

let github: FakeRest;
beforeEach(async () => void (github = await fakeGithub()));
afterEach(() => github.close());

const CHECK: Check = {
  name: 'JouleGate',
  headSha: 'c'.repeat(40),
  title: 'regressed: energy per task (plain) +18 %, limit +3.0 %',
  summary: '## whole',
  conclusion: 'failure',
  details: 'https://github.com/octocat/assistant/actions/runs/1',
};
const report = async (over: Partial<Check> = {}): Promise<string> =>
  await reportCheck(
    client('ghs_x', {
      baseUrl: github.url,
      weather: { now: Date.now, sleep: () => Promise.resolve(), random: () => 0 },
    }),
    { owner: 'octocat', repo: 'assistant' },
    { ...CHECK, ...over },
  );

test('a check run stands on the head commit, with title, summary and link', async () => {
  expect(await report()).toBe('check run');
  expect(github.checks).toEqual([
    {
      name: 'JouleGate',
      head_sha: CHECK.headSha,
      status: 'completed',
      conclusion: 'failure',
      details_url: CHECK.details,
      output: { title: CHECK.title, summary: '## whole' },
    },
  ]);
  expect(github.log()).toEqual(['POST /check-runs']);
});

test.each<[Check['conclusion'], string]>([
  ['success', 'success'],
  ['neutral', 'success'],
  ['failure', 'failure'],
])("where the token's kind may make none, a commit status says %s as %s", async (conclusion, state) => {
  github.refuse = (_, path) => (path === '/check-runs' ? 403 : null);
  expect(await report({ conclusion, title: 'x'.repeat(200) })).toBe('commit status');
  expect(github.statuses).toEqual([
    { sha: CHECK.headSha, context: 'JouleGate', state, description: 'x'.repeat(140), target_url: CHECK.details },
  ]);
});

test('a token without either is told which permission; any other refusal makes no status', async () => {
  github.refuse = () => 403;
  await expect(report()).rejects.toMatchObject({
    code: 'github-failed',
    fix: expect.stringContaining('checks: write'),
  });
  github.refuse = () => 422;
  await expect(report()).rejects.toMatchObject({ message: expect.stringContaining('422') });
  expect(github.log()).toEqual(['POST /check-runs', `POST /statuses/${CHECK.headSha}`, 'POST /check-runs']);
});

test('a summary is cut to what a check run takes', async () => {
  await report({ summary: 'x'.repeat(70_000) });
  expect((github.checks[0] as { output: { summary: string } }).output.summary).toHaveLength(65_000);
});
