import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load.ts';
import { forPullRequest } from '../../src/config/pull-request.ts';
import type { RemoteObjects } from '../../src/config/remote-objects.ts';
import type { Config } from '../../src/config/types.ts';
import { client } from '../../src/github/api.ts';
import { GithubObjects } from '../../src/github/objects.ts';
import { fakeGithub } from '../support/fake-github.ts';
import { serveObjects } from '../support/fake-objects.ts';
import { Repository } from '../support/repository.ts';

const CONFIG = `model: { builtin: practice }
workload:
  name: custom
  path: tasks.jsonl
  checker: { command: [node, checks/check.mjs], files: [checks/check.mjs, data.json] }
`;
const FILES = { 'gate/joulegate.yml': CONFIG, 'gate/checks/check.mjs': '// base', 'gate/data.json': '{}' };
const HEAD = { 'gate/checks/check.mjs': '// head', 'gate/data.json': '[]' };

let r: Repository;
beforeEach(async () => void (r = await Repository.make()));

async function asPullRequest(
  of: Repository,
  head: string,
  remote: RemoteObjects | null = null,
  base?: string,
): Promise<Config> {
  const env = of.event('pull_request', {
    pull_request: { head: { sha: head }, ...(base ? { base: { sha: base } } : {}) },
  });
  const file = of.at('gate', 'joulegate.yml');
  return await forPullRequest(await loadConfig(file), file, env, remote);
}
const text = ({ workload }: Config, name: string): string => readFileSync(join(workload.checker!.folder, name), 'utf8');

describe('the checker that a pull request gets', () => {
  test('is read out of git, from the folder of the configuration', async () => {
    r.commit(FILES);
    const config = await asPullRequest(r, r.pullRequest(HEAD));
    expect([text(config, 'checks/check.mjs'), text(config, 'data.json')]).toEqual(['// base', '{}']);
    expect(config.workload.checker).toMatchObject({ command: ['node', 'checks/check.mjs'], foreign: r.folder });
    expect(config.workload.checker!.folder).not.toContain(r.folder);
    expect(config.withheld.map((c) => c.head)).toEqual([
      expect.stringContaining('checks/check.mjs'),
      expect.stringContaining('data.json'),
    ]);
  });

  test('is the same as head’s where nothing of it is changed, and nothing is said', async () => {
    r.commit(FILES);
    const config = await asPullRequest(r, r.pullRequest({ 'notes.md': 'x' }));
    expect([config.withheld, config.warnings]).toEqual([[], []]);
  });

  test('follows links inside the repository, and none out of it', async () => {
    r.write({ ...FILES, 'real/check.mjs': '// base, linked' });
    r.git('add', '-A');
    r.git('rm', '-qf', 'gate/checks/check.mjs');
    r.write({ 'gate/checks/.keep': '' });
    symlinkSync('../../real/check.mjs', r.at('gate/checks/check.mjs'));
    r.commit();
    const config = await asPullRequest(r, r.pullRequest({ 'real/check.mjs': '// head' }));
    expect(text(config, 'checks/check.mjs')).toBe('// base, linked');
    const out = await Repository.make();
    out.write({ ...FILES, 'gate/checks/.keep': '' });
    out.git('add', '-A');
    out.git('rm', '-qf', 'gate/checks/check.mjs');
    out.write({ 'gate/checks/.keep': '' });
    symlinkSync('/etc/hostname', out.at('gate/checks/check.mjs'));
    out.commit();
    await expect(asPullRequest(out, out.pullRequest({ 'notes.md': 'x' }))).rejects.toMatchObject({
      code: 'checker-invalid',
      message: expect.stringContaining('gate/checks/check.mjs is not in git'),
    });
  });

  test('outside of a pull request is the file’s own', async () => {
    r.commit(FILES);
    r.write(HEAD);
    const file = r.at('gate', 'joulegate.yml');
    const config = await forPullRequest(await loadConfig(file), file, { GITHUB_EVENT_NAME: 'push' });
    expect(text(config, 'checks/check.mjs')).toBe('// head');
  });
});

describe('in a shallow checkout', () => {
  test('it is asked of GitHub, file by file', async () => {
    const github = await fakeGithub();
    try {
      serveObjects(github, r);
      const api = client('t', { baseUrl: github.url });
      const remote = new GithubObjects(api, { owner: 'octocat', repo: 'assistant' }, github.url, 't');
      // In no other test: what was fetched once, git has for the rest of this process.
      r.commit({ ...FILES, 'gate/checks/check.mjs': '// base, fetched', 'gate/data.json': '"fetched"' });
      const head = r.pullRequest(HEAD);
      const config = await asPullRequest(await r.shallow(), head, remote, r.git('rev-parse', 'main'));
      expect([text(config, 'checks/check.mjs'), text(config, 'data.json')]).toEqual(['// base, fetched', '"fetched"']);
      expect(github.log().filter((line) => line.includes('/git/blobs/'))).toHaveLength(2);
    } finally {
      await github.close();
    }
  });

  test('and without GitHub it is refused, with the fix', async () => {
    r.commit(FILES);
    const head = r.pullRequest(HEAD);
    await expect(asPullRequest(await r.shallow(), head)).rejects.toMatchObject({
      code: 'checker-invalid',
      fix: expect.stringContaining('fetch-depth: 2'),
    });
  });
});
