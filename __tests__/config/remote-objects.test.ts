import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { baseCommit } from '../../src/config/base-commit.ts';
import { configAtBase, subjectAtBase } from '../../src/config/base-config.ts';
import { temporaryTree } from '../../src/config/base-tree.ts';
import { changedFiles } from '../../src/config/changed-files.ts';
import { loadConfig } from '../../src/config/load.ts';
import { forPullRequest } from '../../src/config/pull-request.ts';
import type { SubjectConfig } from '../../src/config/types.ts';
import { client } from '../../src/github/api.ts';
import { GithubObjects } from '../../src/github/objects.ts';
import { fakeGithub, type FakeRest } from '../support/fake-github.ts';
import { serveObjects, type FakeObjects } from '../support/fake-objects.ts';
import { Repository } from '../support/repository.ts';

/** Each test has files of its own: what one has fetched, git would have for the next. */
let count = 0;
let PROMPT: string;
let FILES: Record<string, string>;
let origin: Repository;
let github: FakeRest;
let objects: FakeObjects;
let remote: GithubObjects;
beforeEach(async () => {
  PROMPT = `base ${++count} {prompt}`;
  FILES = {
    'joulegate.yml': 'model: { path: models/m.gguf }\nprompt: { file: prompts/deep/p.txt }\n',
    'prompts/deep/p.txt': PROMPT,
    'models/m.gguf': `GGUF base ${count}`,
    'other/large.bin': 'never asked for',
  };
  origin = await Repository.make();
  github = await fakeGithub();
  objects = serveObjects(github, origin);
  const weather = { now: Date.now, sleep: () => Promise.resolve(), random: () => 0 };
  const api = client('ghs_secret', { baseUrl: github.url, weather });
  remote = new GithubObjects(
    api,
    { owner: 'octocat', repo: 'assistant' },
    `${github.url}/octocat/assistant`,
    'ghs_secret',
  );
});
afterEach(() => github.close());

const text = (path: string | null): string => readFileSync(path!, 'utf8');
const asked = (): string[] => github.log().map((r) => r.replace(/\/[0-9a-f]{40,64}(\?.*)?$/, ''));
const inGit = (r: Repository): string[] => readdirSync(r.at('.git'), { recursive: true }).map(String).sort();
const pullRequest = (r: Repository, head: string): NodeJS.ProcessEnv =>
  r.event('pull_request', {
    pull_request: { number: 7, head: { sha: head }, base: { sha: origin.git('rev-parse', 'main') } },
  });

async function subject(
  r: Repository,
  env: NodeJS.ProcessEnv,
): Promise<{ commit: string; how: string; base: SubjectConfig }> {
  const found = (await baseCommit(r.folder, env, null, remote))!;
  const tree = temporaryTree(r.folder, found, remote);
  const value = await configAtBase(tree, r.at('joulegate.yml'));
  return { ...found, base: await subjectAtBase(tree, value!, r.at('joulegate.yml')) };
}

describe('a shallow checkout', () => {
  test("of GitHub's merge commit: base's files come from the host, only those that differ, and .git stays as it was", async () => {
    origin.commit(FILES);
    const head = origin.pullRequest({ 'prompts/deep/p.txt': 'head {prompt}' }, { 'notes.md': 'newer on main' });
    const r = await origin.shallow();
    const env = pullRequest(r, head);
    const before = inGit(r);
    const { commit, how, base } = await subject(r, env);
    expect([commit, how]).toEqual([origin.git('rev-parse', 'main'), "the merge commit's first parent"]);
    expect(text(base.prompt.file)).toBe(PROMPT);
    expect(base.model.path).toBe(r.at('models/m.gguf'));
    expect(asked()).toEqual([
      'GET /git/commits',
      'GET /git/trees',
      'GET /git/trees',
      'GET /git/trees',
      'GET /git/blobs',
    ]);
    expect(inGit(r)).toEqual(before);
    expect(r.git('status', '--porcelain')).toBe('');
    const config = await loadConfig(r.at('joulegate.yml'));
    const { tree } = (await baseCommit(r.folder, env, null, remote))!;
    expect(await changedFiles(r.folder, tree!, config)).toEqual([{ name: 'prompts/deep/p.txt', lines: [[1, 1]] }]);
  });

  test("of the pull request's own commit: the host says where it left its target", async () => {
    const parted = origin.commit(FILES);
    origin.git('checkout', '-qb', 'pull');
    const head = origin.commit({ 'models/m.gguf': 'GGUF head' });
    origin.git('checkout', '-q', 'main');
    origin.commit({ 'models/m.gguf': 'GGUF newer on main' });
    origin.git('checkout', '-q', 'pull');
    const r = await origin.shallow();
    const { commit, base } = await subject(r, pullRequest(r, head));
    expect(commit).toBe(parted);
    expect(text(base.model.path)).toBe(`GGUF base ${count}`);
  });

  test.each<[string, (before: string) => [string, object]]>([
    ['a push', (before) => ['push', { before }]],
    ['a merge group', (base_sha) => ['merge_group', { merge_group: { base_sha } }]],
    ['no event', () => ['workflow_dispatch', { repository: { default_branch: 'main' } }]],
  ])('of %s', async (_, event) => {
    const before = origin.commit(FILES);
    origin.commit({ 'prompts/deep/p.txt': 'head {prompt}' });
    const r = await origin.shallow();
    const { commit, base } = await subject(r, r.event(...event(before)));
    expect([commit, text(base.prompt.file)]).toEqual([before, PROMPT]);
  });

  test('links of files and folders are followed inside the repository', async () => {
    origin.write(FILES);
    symlinkSync('prompts', origin.at('link'));
    symlinkSync('deep/p.txt', origin.at('prompts/short.txt'));
    origin.commit({ 'joulegate.yml': 'model: { builtin: practice }\nprompt: { file: link/short.txt }\n' });
    const head = origin.pullRequest({ 'prompts/deep/p.txt': 'head {prompt}' });
    const r = await origin.shallow();
    const { base } = await subject(r, pullRequest(r, head));
    expect(text(base.prompt.file)).toBe(PROMPT);
  });

  test('a rule module comes from base with what lies beside it', async () => {
    const RULE = 'model: { builtin: practice }\nsuppression: { rule: ./rules/rule.mjs }\n';
    origin.commit({
      'joulegate.yml': RULE,
      'rules/rule.mjs': '// base',
      'rules/sub/x.mjs': '// x',
      'rules/no.txt': 'x',
    });
    const head = origin.pullRequest({ 'rules/rule.mjs': '// head', 'rules/sub/x.mjs': '// head' });
    const r = await origin.shallow();
    const config = await loadConfig(r.at('joulegate.yml'));
    const { suppression } = await forPullRequest(config, r.at('joulegate.yml'), pullRequest(r, head), remote);
    expect(text(suppression.rule)).toBe('// base');
    expect(text(suppression.rule.replace('rule.mjs', 'sub/x.mjs'))).toBe('// x');
    expect(existsSync(suppression.rule.replace('rule.mjs', 'no.txt'))).toBe(false);
  });

  test('a host without the commit leaves what git says; one that lies is caught by git itself; one that refuses, by name', async () => {
    origin.commit(FILES);
    const head = origin.pullRequest({ 'prompts/deep/p.txt': 'head {prompt}' });
    const fresh = async (): Promise<unknown> => {
      const r = await origin.shallow();
      return await subject(r, pullRequest(r, head));
    };
    objects.lie = (path, value) => (path.startsWith('/git/trees') ? { tree: [] } : value);
    await expect(fresh()).rejects.toMatchObject({
      code: 'base-unavailable',
      message: expect.stringContaining("is not git's object"),
    });
    objects.lie = (path, value) =>
      path.startsWith('/git/blobs') ? { content: Buffer.from('evil').toString('base64') } : value;
    await expect(fresh()).rejects.toMatchObject({
      code: 'base-unavailable',
      message: expect.stringContaining("is not git's object"),
    });
    github.refuse = (_, path) => (path.startsWith('/git/blobs') ? 403 : null);
    await expect(fresh()).rejects.toMatchObject({
      code: 'github-failed',
      fix: expect.stringContaining('contents: read'),
    });
    github.refuse = () => 404;
    await expect(fresh()).rejects.toMatchObject({
      code: 'base-unavailable',
      fix: expect.stringContaining('fetch-depth: 0'),
    });
    github.refuse = () => 403;
    await expect(fresh()).rejects.toMatchObject({
      code: 'base-unavailable',
      fix: expect.stringContaining('fetch-depth: 0'),
    });
  });
});

describe("Git LFS's file of base's model", () => {
  async function lfs(content = 'GGUF base in LFS'): Promise<{ model: () => Promise<string>; r: Repository }> {
    origin.commit({
      ...FILES,
      'models/m.gguf': objects.store(content),
      '.lfsconfig': '[lfs]\n\turl = http://127.0.0.1:9/evil\n',
    });
    const head = origin.pullRequest({ 'models/m.gguf': objects.store('GGUF head in LFS') });
    const r = await origin.shallow();
    const env = pullRequest(r, head);
    return { r, model: async () => text((await subject(r, env)).base.model.path) };
  }

  test("is asked of the remote's own host, whose store never hears our token", async () => {
    const { model } = await lfs();
    expect(await model()).toBe('GGUF base in LFS');
    const [batch, store] = github.requests.slice(-2);
    const basic = `Basic ${Buffer.from('x-access-token:ghs_secret').toString('base64')}`;
    expect([batch!.path, batch!.authorization]).toEqual(['/octocat/assistant.git/info/lfs/objects/batch', basic]);
    expect([store!.path.slice(0, 7), store!.authorization]).toEqual(['/store/', undefined]);
  });

  test.each<[string, () => void, string]>([
    ['is not in the store', () => objects.stored.clear(), 'Object does not exist'],
    [
      'is another file',
      () => void (objects.lie = (p, v) => (p.startsWith('/store') ? Buffer.from('GGUF evil in LFS') : v)),
      'SHA-256 is another',
    ],
    [
      'is longer',
      () => void (objects.lie = (p, v) => (p.startsWith('/store') ? Buffer.alloc(9999) : v)),
      'longer than its pointer',
    ],
    ['may not be asked for', () => void (github.refuse = (_, p) => (p.endsWith('batch') ? 403 : null)), 'HTTP 403'],
    ['may not be had', () => void (github.refuse = (_, p) => (p.startsWith('/store') ? 410 : null)), 'HTTP 410'],
    [
      'comes with an answer that is none',
      () => void (objects.lie = (p, v) => (p.endsWith('batch') ? [] : v)),
      'it is not there',
    ],
  ])('%s: a named error with the command that fetches it, and no half file', async (_, happens, why) => {
    const { model } = await lfs();
    happens();
    await expect(model()).rejects.toMatchObject({
      code: 'base-unavailable',
      message: expect.stringContaining(why),
      fix: expect.stringContaining('git lfs fetch'),
    });
  });
});
