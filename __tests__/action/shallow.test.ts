import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { fakeGithub, type FakeRest } from '../support/fake-github.ts';
import { serveObjects } from '../support/fake-objects.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { Repository } from '../support/repository.ts';
import { runAction } from '../support/run.ts';

const CONFIG = `model: { builtin: practice }
prompt: { file: prompt.txt }
${TEXTS}
arms: [plain]
budget: { blocks: 4 }
meter: estimate
engine: { gpu: none, threads: 1 }
thresholds: { energy-per-task: { increase: 1.0 }, score: false }
`;
const prompt = async (name: string): Promise<string> =>
  await readFile(join(packageRoot, 'assets/practice/prompts', name), 'utf8');

let github: FakeRest;
beforeEach(async () => void (github = await fakeGithub()));
afterEach(() => github.close());

test("the built action on actions/checkout's default, a shallow clone: base comes through the API, is measured, and the checkout stays as it was", async () => {
  const origin = await Repository.make();
  serveObjects(github, origin);
  origin.commit({
    'joulegate.yml': CONFIG,
    'prompt.txt': await prompt('terse.txt'),
    'texts.jsonl': practiceTexts(0, 1),
    '.gitignore': 'temp\noutput\nsummary\nevent.json\n',
  });
  const head = origin.pullRequest({ 'prompt.txt': await prompt('chatty.txt') });
  const r = await origin.shallow();
  const payload = {
    action: 'opened',
    pull_request: {
      number: 7,
      head: { sha: head, repo: { full_name: 'octocat/assistant' } },
      base: { sha: origin.git('rev-parse', 'main'), repo: { full_name: 'octocat/assistant' } },
    },
  };
  const run = await runAction(
    r.folder,
    { config: 'joulegate.yml', 'github-token': 'ghs_secret' },
    { url: github.url, owner: 'octocat', repo: 'assistant', number: 7, headSha: head },
    { ...r.event('pull_request', payload), GITHUB_SERVER_URL: github.url, GITHUB_RUN_ID: '44' },
  );
  expect({ status: run.status, out: run.status === 1 ? '' : run.stdout }).toEqual({ status: 1, out: '' });
  expect(run.outputs['title']).toMatch(/^regressed: energy per task \(plain.*\) \+/);
  expect(github.log().map((l) => l.replace(/\/[0-9a-f]{40}(\?.*)?$/, ''))).toEqual([
    'GET /git/commits',
    'GET /git/trees',
    'GET /git/blobs',
    // Regressed: was it accepted?
    'GET /issues/7/events?per_page=100',
    'GET /user',
    'GET /issues/7/comments?per_page=100',
    'POST /issues/7/comments',
    'POST /check-runs',
  ]);
  expect(github.checks).toMatchObject([
    {
      head_sha: head,
      conclusion: 'failure',
      details_url: `${github.url}/octocat/assistant/actions/runs/44/attempts/1`,
      output: { title: run.outputs['title'] },
    },
  ]);
  expect(run.stdout).toContain('::error file=prompt.txt,line=1');
  expect(r.git('status', '--porcelain')).toBe('');
  expect(run.stdout.replace('::add-mask::ghs_secret', '') + run.stderr).not.toContain('ghs_secret');
});
