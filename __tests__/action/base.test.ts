import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { startGithub, type FakeGithub } from '../support/github.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { Repository } from '../support/repository.ts';
import { cli, runAction, type ActionRun, type Finished } from '../support/run.ts';

/** Wide: a chatty prompt costs four times as much, and a shared machine is noisy. */
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

let github: FakeGithub;
let r: Repository;
let chatty: string;
beforeAll(async () => {
  github = await startGithub();
  chatty = await prompt('chatty.txt');
});
beforeEach(async () => {
  r = await Repository.make();
  r.commit({
    'joulegate.yml': CONFIG,
    'prompt.txt': await prompt('terse.txt'),
    'texts.jsonl': practiceTexts(0, 1),
    '.gitignore': 'temp\noutput\nsummary\n',
  });
});
afterAll(() => github.close());

/** The built action on an event as GitHub shapes it. */
async function on(name: string, payload: object): Promise<ActionRun> {
  const repository = { name: github.repo, owner: { login: github.owner }, default_branch: 'main' };
  const event = r.event(name, { ...payload, repository });
  return await runAction(r.folder, { config: 'joulegate.yml', 'github-token': github.token }, github, event);
}
const pullRequest = (head: string, base: string): object => ({
  action: 'synchronize',
  number: github.number,
  pull_request: {
    number: github.number,
    head: { sha: head, ref: 'pull', repo: { full_name: 'octocat/assistant' } },
    base: { sha: base, ref: 'main', repo: { full_name: 'octocat/assistant' } },
  },
});
const refused = (run: Finished): string => `${run.status} ${/::error::(.*)/.exec(run.stdout)?.[1] ?? ''}`;

test('a pull request that rewords the prompt is measured beside its base, and fails', async () => {
  const base = r.git('rev-parse', 'HEAD');
  const head = r.pullRequest({ 'prompt.txt': chatty }, { 'notes.md': 'newer on main' });
  const run = await on('pull_request', pullRequest(head, base));
  expect({ status: run.status, out: run.status === 1 ? '' : run.stdout }).toEqual({ status: 1, out: '' });
  expect(run.outputs['verdict']).toBe('regressed');
  expect(run.stdout).toContain(`base is ${r.git('rev-parse', 'HEAD^1').slice(0, 12)}, the merge commit's first parent`);
  expect((await github.comments()).at(-1)!.body).toContain('JouleGate: regressed');
  expect(run.stdout).toContain(
    `::error file=prompt.txt,line=1,endLine=5::${run.outputs['title']!.replaceAll('%', '%25')}`,
  );
  expect(JSON.parse(await readFile(run.outputs['comparison-path']!, 'utf8'))).toMatchObject({
    publication: { baseCommit: r.git('rev-parse', 'HEAD^1'), headCommit: head, changedFiles: ['prompt.txt'] },
  });
  expect(r.git('status', '--porcelain', '--untracked-files=no')).toBe('');
});

test.each<[string, () => [string, object]]>([
  [
    'a pull request that touches no subject',
    () => {
      const base = r.git('rev-parse', 'HEAD');
      return ['pull_request', pullRequest(r.pullRequest({ 'notes.md': 'x' }), base)];
    },
  ],
  [
    'a merge group whose subject is that of its base',
    () => {
      const base = r.commit({ 'prompt.txt': chatty });
      r.commit({ 'notes.md': 'x' });
      return ['merge_group', { merge_group: { base_sha: base, head_sha: r.git('rev-parse', 'HEAD') } }];
    },
  ],
  [
    'a push whose subject was there before',
    () => {
      const before = r.commit({ 'prompt.txt': chatty });
      r.commit({ 'notes.md': 'x' });
      return ['push', { ref: 'refs/heads/main', before, after: r.git('rev-parse', 'HEAD') }];
    },
  ],
])('%s passes unmeasured: no model is loaded, and there is no result', async (_, happened) => {
  const run = await on(...happened());
  expect({ status: run.status, out: run.status === 0 ? '' : run.stdout }).toEqual({ status: 0, out: '' });
  expect(run.outputs).toMatchObject({ verdict: 'pass', 'result-path': '' });
  expect(JSON.parse(await readFile(run.outputs['comparison-path']!, 'utf8'))).toMatchObject({
    reasons: ['subject-unchanged'],
  });
  expect(run.summary).toContain('so nothing was measured');
  expect(run.stdout).not.toMatch(/^loading/m);
});

test("a shallow checkout, actions/checkout's default, is refused with its fix", async () => {
  const head = r.pullRequest({ 'prompt.txt': chatty });
  const base = r.git('rev-parse', 'main');
  r = await r.shallow();
  const run = await on('pull_request', pullRequest(head, base));
  expect(refused(run)).toContain('2 base-unavailable');
  expect(run.summary.replace(/\\/g, '')).toContain('fetch-depth: 0');
});

test('the command line: the working tree against a commit by name; --force measures what is the same; options that contradict', async () => {
  const gate = async (...args: string[]): Promise<Finished> =>
    await cli(['gate', '--out-dir', 'temp', ...args], r.folder, { JOULEGATE_CACHE: r.at('temp', 'cache') });
  r.commit({ 'prompt.txt': chatty });
  const same = await gate('--base', 'HEAD');
  expect(same).toMatchObject({ status: 0, stdout: expect.stringMatching(/^✅ pass – .* \(subject-unchanged\)$/m) });
  const forced = await gate('--base', 'HEAD', '--force');
  expect(forced.stdout).not.toContain('subject-unchanged');
  expect(forced.stderr).toMatch(/block 1 of 4, base, plain/);
  expect((await gate('--base', 'HEAD~1')).status).toBe(1);
  expect((await gate('--base', 'nowhere')).stderr).toContain('base-unavailable');
  expect(await gate('--base', 'HEAD', '--baseline', 'none')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('exclude each other'),
  });
}, 300_000);
