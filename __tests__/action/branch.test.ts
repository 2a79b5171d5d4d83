import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getOctokit } from '@actions/github';
import { cpSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { GitDataBranch } from '../../src/github/git-data.ts';
import { startGithub, type FakeGithub } from '../support/github.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { Repository } from '../support/repository.ts';
import { runAction, type ActionRun } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** Gated by tokens: stored estimates of joules decide nothing. A chatty prompt gets four times as many. */
const config = (prompt: string): string => `model: { builtin: practice }
prompt: { file: prompts/${prompt} }
${TEXTS}
repeats: 4
arms: [plain]
meter: estimate
engine: { gpu: none, threads: 1 }
thresholds: { energy-per-task: false, score: false, output-tokens: { increase: 0.5 } }
baseline: branch:joulegate
`;

describe('the built action with its results on a branch, against the emulator', () => {
  let github: FakeGithub;
  let work: Repository;
  let branch: GitDataBranch;
  let events: string;
  beforeAll(async () => {
    github = await startGithub();
    work = await Repository.make();
    events = await temporaryFolder();
    cpSync(join(packageRoot, 'assets/practice/prompts'), work.at('prompts'), { recursive: true });
    const api = getOctokit(github.token, { baseUrl: github.url });
    branch = new GitDataBranch(api, { owner: github.owner, repo: github.repo }, 'joulegate');
  });
  afterAll(() => github.close());

  async function gate(
    name: string,
    ref: string,
    payload: object = {},
  ): Promise<ActionRun & { comparison: Comparison }> {
    const event = join(events, 'event.json');
    const repository = { name: github.repo, owner: { login: github.owner }, default_branch: 'main' };
    await writeFile(event, JSON.stringify({ repository, ...payload }));
    const ran = await runAction(work.folder, { 'github-token': github.token }, github, {
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: event,
      GITHUB_REF: ref,
      GITHUB_SHA: work.git('rev-parse', 'HEAD'),
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_SERVER_URL: 'https://github.example',
    });
    const path = join(work.folder, 'temp', 'joulegate', 'joulegate.yml', 'comparison.json');
    return { ...ran, comparison: JSON.parse(await readFile(path, 'utf8')) as Comparison };
  }
  const records = async (): Promise<string[]> => {
    const head = await branch.head();
    if (head === null) return [];
    const months = await branch.list(head, 'records');
    return (
      await Promise.all(
        months.map(async (m) => (await branch.list(head, `records/${m}`)).map((f) => `records/${m}/${f}`)),
      )
    ).flat();
  };
  const pull = (headSha: string): object => ({ pull_request: { number: github.number, head: { sha: headSha } } });
  let [first, chatty] = ['', ''];

  it('keeps and promotes the first push to the default branch, and shows it on the branch', async () => {
    first = work.commit({
      'joulegate.yml': config('terse.txt'),
      'texts.jsonl': practiceTexts(0, 1),
      '.gitignore': 'temp\noutput\nsummary\nevent.json\n',
    });
    const run = await gate('push', 'refs/heads/main');
    expect({ status: run.status, out: run.status === 0 ? '' : run.stdout }).toEqual({ status: 0, out: '' });
    expect(run.comparison.reasons).toEqual(['no-baseline']);
    expect(run.stdout).toContain('the next baseline');
    const [path] = await records();
    expect(path).toContain(`${first.slice(0, 12)}-4711.1-`);
    const head = (await branch.head())!;
    const record = JSON.parse((await branch.read(head, path!))!) as {
      promoted: boolean;
      result: { textLeftOut: boolean };
    };
    expect(schemaErrors('record', record)).toEqual([]);
    expect(record).toMatchObject({ promoted: true, event: 'push', configuration: 'joulegate.yml', commit: first });
    expect(record.result.textLeftOut).toBe(true);
    const page = (await branch.read(head, 'README.md'))!;
    expect(page).toContain(`[\`${first.slice(0, 7)}\`](https://github.example/octocat/assistant/commit/${first})`);
    expect(page).toContain('joules are an estimate');
  });

  it('compares a pull request with it, says with which commit and how far, and writes nothing', async () => {
    const before = await branch.head();
    chatty = work.commit({ 'joulegate.yml': config('chatty.txt') });
    const run = await gate('pull_request', 'refs/pull/1/merge', pull(chatty));
    expect(run.status).toBe(1);
    expect(run.outputs['verdict']).toBe('regressed');
    expect(run.comparison.publication?.baseline).toMatchObject({ commit: first, distance: 1 });
    expect(run.comparison.publication?.baseline?.recordedAt).toMatch(/^\d{4}-/);
    expect(await branch.head()).toBe(before);
  });

  it('keeps the regressed commit once it is pushed, and does not promote it', async () => {
    const run = await gate('push', 'refs/heads/main');
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('not promoted');
    expect(await records()).toHaveLength(2);
    work.commit({ 'joulegate.yml': config('terse.txt') });
    const next = await gate('schedule', 'refs/heads/main');
    expect(next.status).toBe(0);
    expect(next.comparison.publication?.baseline).toMatchObject({ commit: first, distance: 2 });
    const page = (await branch.read((await branch.head())!, 'README.md'))!;
    const rows = page.split('\n').filter((l) => l.startsWith('| [`'));
    expect(rows.map((r) => /(pass|regressed)/.exec(r)![0])).toEqual(['pass', 'regressed', 'pass']);
  });

  it('writes nothing for a push to another branch', async () => {
    const before = await branch.head();
    expect((await gate('push', 'refs/heads/topic')).status).toBe(0);
    expect(await branch.head()).toBe(before);
  });
});
