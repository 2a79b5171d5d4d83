import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { Action } from '../../src/action/main.ts';
import { compare } from '../../src/analysis/compare.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { describeOptions } from '../../src/gate/options.ts';
import { jobEnvironment, nothingTold, rememberingHost, type Told } from '../support/action-host.ts';
import { fakeGithub, forkRun, type FakeRest } from '../support/fake-github.ts';
import { fakeResult } from '../support/results.ts';
import { ACTION, cleanEnvironment, node24, runNode } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { zipOf } from '../support/zip-writer.ts';

const HEAD = 'c'.repeat(40);
const EVENT = {
  action: 'completed',
  workflow_run: {
    ...forkRun(HEAD).workflow_run,
    html_url: 'https://github.example/octocat/assistant/actions/runs/5',
    // What a fork's event lacks; were it there, it would not be asked.
    pull_requests: [{ number: 666 }],
  },
};
const DOCUMENT: Comparison = {
  ...compare(null, fakeResult({ decode: [1, 1, 1, 1] }), describeOptions(null)),
  verdict: 'regressed',
  publication: {
    repository: 'https://evil.example/phish',
    headCommit: 'e'.repeat(40),
    links: { run: 'https://evil.example/run', report: 'https://evil.example/report' },
    changedFiles: ['evil.txt'],
    waivers: [{ label: 'joulegate-accept', by: 'mallory', at: '2026-01-01T00:00:00Z', covers: 'energy' }],
  },
};
const MARKER = '<!-- joulegate-comment joulegate.yml -->';

let workspace: string;
let github: FakeRest;
let told: Told;
beforeEach(async () => {
  workspace = await temporaryFolder();
  told = nothingTold();
  github = await fakeGithub({
    pulls: [{ number: 7, head: { sha: HEAD, ref: 'main', repo: { full_name: 'mallory/assistant' } } }],
    runs: [{ id: 5, head_sha: HEAD, created_at: '2026-01-01T10:00:00Z' }],
    permissions: { ann: { permission: 'admin' } },
  });
});
afterEach(() => github.close());

const uploads = (document: unknown): void =>
  void (github.artifacts = [
    {
      id: 9,
      run: 5,
      name: 'joulegate-comparison',
      zip: zipOf({
        name: 'comparison.json',
        content: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
      }),
    },
  ]);
const run = async (event: [string, object] = ['workflow_run', EVENT], inputs = {}): Promise<number> => {
  const env = await jobEnvironment(workspace, ...event);
  const host = rememberingHost(told, env, { mode: 'comment', 'github-token': 'hush', ...inputs }, github.url);
  return await new Action(host).run(new AbortController().signal);
};

describe('mode: comment', () => {
  it('tells the pull request what the run measured, exits 0 whatever the verdict, and makes no check', async () => {
    uploads(DOCUMENT);
    expect(await run()).toBe(0);
    expect(github.comments).toHaveLength(1);
    const { body } = github.comments[0]!;
    expect(body.split('\n')[0]).toBe(MARKER);
    expect(body).toContain('regressed');
    expect(body).toMatch(/Run 5: .* whose author may change what it runs/);
    expect(told.summaries).toEqual([body]);
    expect(told.outputs).toMatchObject({ verdict: 'regressed', title: expect.stringMatching(/^regressed/) });
    expect(github.log().map((r) => r.split('?')[0])).toEqual([
      'GET /pulls',
      'GET /actions/runs/5/artifacts',
      'GET /actions/artifacts/9/zip',
      'GET /storage/9',
      'GET /issues/7/events',
      'GET /user',
      'GET /issues/7/comments',
      'POST /issues/7/comments',
    ]);
  });

  it("believes nothing of what the artifact says of where it belongs, and fills in GitHub's word", async () => {
    uploads(DOCUMENT);
    await run();
    const { body } = github.comments[0]!;
    expect(body).not.toMatch(/evil|mallory|eeeeeee/);
    expect(body).toContain('https://github.example/octocat/assistant/actions/runs/5');
  });

  it('comments on nothing where no open pull request has the commit of the run as its newest', async () => {
    uploads(DOCUMENT);
    github.pulls[0]!.head.sha = 'd'.repeat(40);
    expect(await run()).toBe(0);
    expect(told.logged.join()).toContain(`no open pull request has ${HEAD}`);
    expect(github.log()).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{"schemaVersion": 1', 'JSON'],
    ['JSON of another form', { schemaVersion: 1, verdict: 'pass' }, 'no Comparison'],
    ['a verdict that is none', { ...DOCUMENT, verdict: '@everyone' }, '/verdict'],
    ['a later version', { ...DOCUMENT, schemaVersion: 99 }, 'schema version 99'],
    // All its violations would take an hour to tell.
    [
      'a million violations',
      { ...DOCUMENT, metrics: Array(500_000).fill(0), tasks: Array(500_000).fill(0) },
      'no Comparison',
    ],
    ['brackets without end', '['.repeat(1_000_000), 'is not used'],
    ['a prototype', '{"__proto__": {"verdict": "pass"}}', 'no Comparison'],
    ['null', 'null', 'no Comparison'],
  ])('%s is refused in the comment, so that no earlier verdict stands', async (_, document, why) => {
    uploads(document);
    await expect(run()).rejects.toMatchObject({ code: 'artifact-invalid', message: expect.stringContaining(why) });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]!.body).toMatch(new RegExp(`^${MARKER}\\n.*no verdict`));
    expect(told.outputs).toEqual({});
  });

  it('a run without a comparison is told as that', async () => {
    expect(await run()).toBe(0);
    expect(github.comments[0]!.body).toContain('run 5 ended without a comparison');
  });

  it('fails where it cannot do what it is for', async () => {
    uploads(DOCUMENT);
    github.refuse = (method) => (method === 'POST' ? 403 : null);
    await expect(run()).rejects.toMatchObject({ fix: expect.stringContaining('pull-requests: write') });
    await expect(run(undefined, { 'github-token': '' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('shows a waiver that GitHub knows of', async () => {
    const broken = {
      ...DOCUMENT,
      metrics: DOCUMENT.metrics.map((m, i) => (i === 0 ? { ...m, verdict: 'regressed' } : m)),
    };
    uploads(broken);
    github.events = [{ event: 'labeled', label: 'joulegate-accept', actor: 'ann', at: '2026-01-01T11:00:00Z' }];
    expect(await run()).toBe(0);
    expect(github.log()).toContain('GET /collaborators/ann/permission');
  });

  test.each<[string, [string, object]]>([
    ['pull_request', ['pull_request', { pull_request: { number: 7, head: { sha: HEAD } } }]],
    ['workflow_run without a run', ['workflow_run', {}]],
  ])('refuses %s, before it asks anything', async (_, event) => {
    await expect(run(event)).rejects.toMatchObject({ code: 'event-refused' });
    expect(github.log()).toEqual([]);
  });

  it("says nothing of a run that was no pull request's", async () => {
    expect(await run(['workflow_run', { workflow_run: { ...EVENT.workflow_run, event: 'push' } }])).toBe(0);
    expect(github.log()).toEqual([]);
  });
});

describe('the built action, started as GitHub starts it on workflow_run', () => {
  let folder: string;
  beforeAll(async () => void (folder = await temporaryFolder()));
  afterAll(() => undefined);

  it("comments once on the fork's pull request, brings it up to date, and prints no token", async () => {
    uploads(DOCUMENT);
    const env = cleanEnvironment({
      ...(await jobEnvironment(folder, 'workflow_run', EVENT)),
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: github.url,
      INPUT_MODE: 'comment',
      'INPUT_GITHUB-TOKEN': 'ghs_secret',
    });
    const start = async (): Promise<number | null> => {
      const done = await runNode([ACTION], { cwd: folder, env, node: node24() });
      expect(done.stdout.replace('::add-mask::ghs_secret', '') + done.stderr).not.toContain('ghs_secret');
      return done.status;
    };
    expect([await start(), await start()]).toEqual([0, 0]);
    expect(github.comments).toHaveLength(1);
    expect(github.log().filter((r) => /^(POST|PATCH)/.test(r))).toEqual([
      'POST /issues/7/comments',
      `PATCH /issues/comments/${github.comments[0]!.id}`,
    ]);
  });
});
