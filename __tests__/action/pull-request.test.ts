import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { runAction, type ActionRun } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { serve, type LocalServer } from '../support/server.ts';

const CONFIG = `model: { builtin: practice }
workload: { name: practice, tasks: [practice/0] }
repeats: 4
meter: estimate
engine: { gpu: none, threads: 1 }
baseline: none
`;
const WITH_RULE = `${CONFIG}suppression: { rule: ./rules/rule.mjs }\n`;

/** Looks everywhere for a token, and fails the run where it finds one, or a way to write or to start something. */
const SPY = `import * as fs from 'node:fs';
import { spawnSync } from 'node:child_process';
import { ends } from './ends.mjs';
const tried = (what) => { try { return String(what()); } catch { return ''; } };
export default ({ program }) => {
  const seen = [JSON.stringify(process.env), JSON.stringify(process.argv), ...['self', process.pid, process.ppid].map((p) => tried(() => fs.readFileSync('/proc/' + p + '/environ'))), tried(() => fs.readFileSync('/etc/passwd')), tried(() => spawnSync('env').stdout)];
  if (seen.some((text) => /ghs_|root:|PATH=/.test(text))) throw new Error('the rule saw a secret');
  if (tried(() => fs.writeFileSync('STOLEN', 'x') ?? 'wrote') !== '') throw new Error('the rule wrote a file');
  return ends(program);
};
`;

let folder: string;
let github: LocalServer;
const at = (...names: string[]): string => join(folder, ...names);
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.test', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();
const commit = (files: Record<string, string>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(at(name), '..'), { recursive: true });
    writeFileSync(at(name), text);
  }
  git('add', '-A');
  git('commit', '-qm', 'x');
};
/** GitHub's merge commit of a pull request that makes these files, on a base with those. */
const merged = (base: Record<string, string>, head: Record<string, string>): void => {
  commit(base);
  git('checkout', '-qb', 'pull');
  commit(head);
  git('checkout', '-q', 'main');
  git('merge', '-q', '--no-ff', '-m', 'merge', 'pull');
};
/** The pull request's own commit, on GitHub's merge commit and on itself. */
const headSha = (): string => {
  const raw = git('cat-file', 'commit', 'HEAD');
  return raw.match(/^parent (\w+)$/gm)?.[1]?.slice('parent '.length) ?? git('rev-parse', 'HEAD');
};
const gate = async (head = headSha()): Promise<ActionRun> =>
  await runAction(
    folder,
    { config: 'joulegate.yml' },
    { url: github.url, owner: 'o', repo: 'r', number: 1, headSha: head },
    { GITHUB_TOKEN: 'ghs_environment', 'INPUT_GITHUB-TOKEN': 'ghs_input', ACTIONS_RUNTIME_TOKEN: 'ghs_runtime' },
  );

beforeEach(async () => {
  github ??= await serve((_q, r) => r.writeHead(403, { 'content-type': 'application/json' }).end('{}'));
  folder = await temporaryFolder();
  git('init', '-qb', 'main');
});
afterAll(() => github.close());

describe("code that a pull request's configuration names", () => {
  test('is not run where the base branch does not configure it', async () => {
    merged(
      { 'joulegate.yml': CONFIG },
      {
        'joulegate.yml': WITH_RULE,
        'rules/rule.mjs': `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(at('stolen'))}, 'x'); export default () => true;`,
      },
    );
    const run = await gate();
    expect(run).toMatchObject({ status: 2, stdout: expect.stringContaining('rule-invalid') });
    expect(run.stdout).toContain('names no rule module rules/rule.mjs');
    expect(existsSync(at('stolen'))).toBe(false);
  });

  test("is not run where the author's own merge commit is checked out, whose first parent is the author's too", async () => {
    commit({ 'joulegate.yml': CONFIG });
    git('checkout', '-qb', 'pull');
    commit({
      'joulegate.yml': WITH_RULE,
      'rules/rule.mjs': `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(at('stolen'))}, 'x'); export default () => true;`,
    });
    git('checkout', '-q', 'main');
    commit({ 'newer.txt': 'x' });
    git('checkout', '-q', 'pull');
    git('merge', '-q', '--no-ff', '-m', 'merge main', 'main');
    expect(await gate(git('rev-parse', 'HEAD'))).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('rule-invalid'),
    });
    expect(existsSync(at('stolen'))).toBe(false);
  });

  test('is not run where the base branch configures another', async () => {
    merged(
      {
        'joulegate.yml': WITH_RULE,
        'rules/rule.mjs': 'export default () => true;',
        'rules/other.mjs': 'export default () => true;',
      },
      { 'joulegate.yml': WITH_RULE.replace('rule.mjs', 'other.mjs') },
    );
    expect(await gate()).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('names no rule module rules/other.mjs'),
    });
  });

  test("is the base branch's own, with what lies beside it, and finds no secret, no file and no process", async () => {
    const spy = SPY.replace('STOLEN', at('stolen'));
    merged(
      {
        'joulegate.yml': WITH_RULE,
        'rules/rule.mjs': spy,
        'rules/ends.mjs': 'export const ends = (program) => program.includes("return");',
      },
      {
        'rules/rule.mjs': 'throw new Error("the pull request\'s code ran");',
        'rules/ends.mjs': 'throw new Error("this too");',
      },
    );
    const run = await gate();
    expect({ status: run.status, said: run.stdout.match(/::error::.*/g) }).toEqual({ status: 0, said: null });
    expect(existsSync(at('stolen'))).toBe(false);
  });

  test('is refused, with the fix, where the checkout does not hold the base branch', async () => {
    merged(
      { 'joulegate.yml': WITH_RULE, 'rules/rule.mjs': 'export default () => true;' },
      { 'prompt.txt': '{prompt}' },
    );
    const full = folder;
    folder = await temporaryFolder();
    git('clone', '-q', '--depth', '1', `file://${full}`, '.');
    expect(await gate()).toMatchObject({ status: 2, stdout: expect.stringContaining('fetch-depth: 2') });
  });
});

test('a trace that is replayed is no measurement of a pull request', async () => {
  commit({ 'joulegate.yml': CONFIG.replace('meter: estimate', 'meter: { kind: replay, samples: trace.jsonl }') });
  expect(await gate()).toMatchObject({ status: 2, stdout: expect.stringContaining('meter is replay') });
});

describe("files that a pull request's configuration names", () => {
  test.each([
    ['prompt: { file: /etc/hostname }', 'prompt.file'],
    ['prompt: { file: ../outside.txt }', 'prompt.file'],
    ['prompt: { file: ~/outside.txt }', 'prompt.file'],
    ['prompt: { file: prompts/link.txt }', 'prompt.file'],
    ['workload: { name: practice, path: prompts/link.txt }', 'workload.path'],
  ])('%s is refused: it is not in the repository', async (line, key) => {
    commit({
      'joulegate.yml': `${CONFIG.split('\n')
        .filter((l) => !line.startsWith(l.split(':')[0]! + ':') || l === '')
        .join('\n')}${line}\n`,
      'prompts/inside.txt': '{prompt}',
    });
    symlinkSync('/etc/hostname', at('prompts/link.txt'));
    const run = await gate();
    expect(run).toMatchObject({ status: 2, stdout: expect.stringContaining('config-invalid') });
    expect(run.stdout).toContain(`${key} is `);
  });

  test('a link inside the repository is a file of it', async () => {
    commit({
      'joulegate.yml': `${CONFIG.replace(/workload:.*/, TEXTS)}prompt: { file: link.txt }\n`,
      'texts.jsonl': practiceTexts(0),
      'prompts/inside.txt': '{prompt}',
    });
    symlinkSync('prompts/inside.txt', at('link.txt'));
    expect((await gate()).status).toBe(0);
  });
});
