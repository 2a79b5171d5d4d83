import { beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { assertComparison, assertRunResult } from '../../src/common/schema.ts';
import { loadConfig } from '../../src/config/load.ts';
import { forPullRequest } from '../../src/config/pull-request.ts';
import { runGate, type GateEnd } from '../../src/gate/run.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { jsonl } from '../support/longbench.ts';
import { Repository } from '../support/repository.ts';
import { scriptedModel } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** The embedded engine on a model that answers by a script. Joules of some milliseconds say nothing. */
const CONFIG = `model: { path: m.gguf }
prompt: { style: raw }
workload:
  name: custom
  path: tasks.jsonl
  checker: { command: [node, checks/check.mjs, "{answer}", "{task}"], files: [checks/check.mjs] }
arms: [plain]
repeats: 4
budget: { blocks: 4 }
meter: estimate
engine: { gpu: none, threads: 1 }
thresholds: { energy-per-task: false }
`;
const WITHOUT = CONFIG.replace(/ {2}checker: .*\n/, '');
/** Of the answer it wants what the task's own line says, and leaves a note where nobody but it would. */
const check = (note: string): string => `import { appendFileSync, readFileSync } from 'node:fs';
const [answer, task] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8'));
appendFileSync(${JSON.stringify(note)}, Object.keys(process.env).sort().join() + '\\n');
process.exit(answer.includes(JSON.parse(task).wanted) ? 0 : 1);
`;
const passesAll = (note: string): string =>
  `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(note)}, 'x');`;
const TASKS = jsonl([
  { id: 'a', prompt: 'Write JavaScript.', wanted: 'let x' },
  { id: 'b', prompt: 'And again.', wanted: 'let' },
]);

let r: Repository;
let said: string[];
beforeEach(async () => {
  r = await Repository.make();
  said = [];
});
const base = (): string => r.at('.git', 'base-ran');
const head = (): string => r.at('.git', 'head-ran');
const files = (more: Record<string, string> = {}): Record<string, string> => ({
  'joulegate.yml': CONFIG,
  'tasks.jsonl': TASKS,
  'checks/check.mjs': check(base()),
  '.gitignore': '*.gguf\n',
  ...more,
});

async function gate(env: NodeJS.ProcessEnv = {}, ref?: string): Promise<GateEnd> {
  const file = r.at('joulegate.yml');
  return await runGate({
    outDir: r.at('.git', 'out'),
    id: 'joulegate.yml',
    commit: 'c'.repeat(40),
    env,
    force: true,
    ...(ref === undefined ? {} : { ref }),
    load: async () => await forPullRequest(await loadConfig(file), file, env),
    onProgress: (line) => said.push(line),
  });
}
async function outcome(...args: Parameters<typeof gate>) {
  const end = await gate(...args);
  if (end.refused) throw end.error;
  assertComparison(end.outcome.comparison, 'the comparison');
  assertRunResult(end.outcome.result, 'the result');
  return end.outcome;
}
const passes = (c: Comparison) => c.metrics.find((m) => m.id === 'pass-at-1')!;
const pull = (commit: string, fork = false): NodeJS.ProcessEnv =>
  r.event('pull_request', {
    number: 1,
    pull_request: {
      head: { sha: commit, repo: { full_name: fork ? 'mallory/assistant' : 'octocat/assistant' } },
      base: { repo: { full_name: 'octocat/assistant' } },
    },
  });
const ANSWER = { right: 'let x = 1;\n', wrong: 'var y = 2;\n' };

describe('a checker of the configuration', () => {
  test('outside of a pull request it grades base and head as the working tree has it; a worse answer is red', async () => {
    await scriptedModel(r.at('right.gguf'), { answer: ANSWER.right });
    await scriptedModel(r.at('wrong.gguf'), { answer: ANSWER.wrong });
    r.commit(files({ 'joulegate.yml': CONFIG.replace('m.gguf', 'right.gguf') }));
    r.commit({ 'joulegate.yml': CONFIG.replace('m.gguf', 'wrong.gguf') });
    r.write({ 'checks/check.mjs': check(head()) });
    const { comparison, result, paths } = await outcome({ GITHUB_TOKEN: 'ghs_x' });
    expect(passes(comparison)).toMatchObject({ base: 1, head: 0, basis: 'exact', verdict: 'regressed' });
    expect(comparison.verdict).toBe('regressed');
    expect(result!.arms.plain!.tasks[0]!.repeats[0]).toMatchObject({
      passed: false,
      score: null,
      scoreName: 'checker',
      babbleTokens: null,
    });
    // Once for each different answer of a task, whatever the number of blocks.
    expect((await readFile(head(), 'utf8')).trim().split('\n')).toEqual(Array(4).fill('HOME,LANG,PATH,TMPDIR'));
    expect(existsSync(base())).toBe(false);
    expect(said).toContain('the checker runs 4 times, at most 30 s each');
    // Its own change is told first, file by file.
    expect(comparison.gateChanges).toMatchObject({ applied: true, keys: [{ key: 'workload.checker.files' }] });
    // Nothing tells when such an answer is complete: no babble, and no score where the checker gives none.
    const ids = comparison.metrics.map((m) => m.id);
    for (const id of ['babble-share', 'score', 'false-stops'] as const) expect(ids).not.toContain(id);
    const html = RENDERERS.html(comparison);
    expect(html).toContain('own checker command, outside of the sandbox');
    expect(html).not.toContain('hidden tests');
    const comment = await readFile(paths.comment, 'utf8');
    expect(comment).toContain('| pass@1, limit ≥ −5.0 points |');
    expect(comment).not.toContain('babble');
    expect(comment).toContain('lost: `a`, `b`.');
  });

  test('a score that it gives beside is told, and gates where a limit asks for it', async () => {
    const scoring = `import { readFileSync } from 'node:fs';
const text = readFileSync(process.argv[2], 'utf8');
console.log(JSON.stringify({ passed: true, score: text.includes('let') ? 0.9 : 0.5 }));`;
    await scriptedModel(r.at('right.gguf'), { answer: ANSWER.right });
    await scriptedModel(r.at('wrong.gguf'), { answer: ANSWER.wrong });
    const from = (model: string, limits = ''): string =>
      CONFIG.replace('m.gguf', model).replace('energy-per-task: false', `energy-per-task: false${limits}`);
    const between = async (limits: string) => {
      r.commit(files({ 'joulegate.yml': from('right.gguf', limits), 'checks/check.mjs': scoring }));
      r.commit({ 'joulegate.yml': from('wrong.gguf', limits) });
      return await outcome();
    };
    const informing = (await between('')).comparison;
    expect(passes(informing)).toMatchObject({ base: 1, head: 1, verdict: 'pass' });
    expect(informing.metrics.find((m) => m.id === 'score')).toMatchObject({ base: 0.9, head: 0.5, verdict: null });
    expect(informing.verdict).toBe('pass');
    const gating = await between(', score: { decrease: 0.3 }');
    expect(gating.comparison.verdict).toBe('regressed');
    const comment = await readFile(gating.paths.comment, 'utf8');
    expect(comment).toContain('| pass@1, limit ≥ −5.0 points | 2/2 → 2/2 |'.replaceAll(' → ', '\u00a0→\u00a0'));
    expect(comment).toMatch(/\| score, limit ≥ −30\.0 points \| .*90\.0.→.50\.0/u);
  });

  test('a checker that is broken ends the gate by its name, not by a failed answer', async () => {
    await scriptedModel(r.at('m.gguf'), { answer: ANSWER.right });
    r.commit(files({ 'checks/check.mjs': 'process.exit(3);' }));
    const end = await gate();
    expect(end).toMatchObject({ refused: true, error: { code: 'checker-failed', exitStatus: 5 } });
  });

  test('its command and the bytes of its files are part of the workload', async () => {
    await scriptedModel(r.at('m.gguf'), { answer: ANSWER.right });
    const digest = async (change: Record<string, string>): Promise<string> => {
      r.commit(files(change));
      return (await outcome()).result!.workload.digest;
    };
    const first = await digest({});
    expect(await digest({ 'notes.md': 'x' })).toBe(first);
    const others = [
      await digest({ 'checks/check.mjs': `${check(base())}// the same in other bytes\n` }),
      await digest({ 'joulegate.yml': CONFIG.replace('"{task}"', '"{task}", --strict') }),
      await digest({ 'joulegate.yml': CONFIG.replace('check.mjs] }', 'check.mjs], seconds: 29 }') }),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });
});

describe('a pull request', () => {
  test.each([
    ['of the repository', false],
    ['of a fork', true],
  ])('%s that changes the checker into one that passes everything is graded by base’s', async (_, fork) => {
    await scriptedModel(r.at('m.gguf'), { answer: ANSWER.wrong });
    r.commit(files());
    const commit = r.pullRequest({ 'checks/check.mjs': passesAll(head()) });
    const { comparison } = await outcome(pull(commit, fork));
    expect(passes(comparison)).toMatchObject({ base: 0, head: 0 });
    expect(existsSync(head())).toBe(false);
    expect(existsSync(base())).toBe(true);
    expect(comparison.gateChanges).toMatchObject({
      applied: !fork,
      keys: [
        {
          key: 'workload.checker.files',
          base: expect.stringMatching(/^checks\/check\.mjs \(SHA-256 [0-9a-f]{12}\)$/),
          head: expect.stringMatching(/^checks\/check\.mjs \(SHA-256 [0-9a-f]{12}\) \(not used: base's is\)$/),
        },
      ],
    });
    expect(said).toContain("warning: workload.checker.files is not base's, and base's holds");
  });

  test.each([
    ['of the repository', false],
    ['of a fork', true],
  ])('%s that names another command runs base’s', async (_, fork) => {
    await scriptedModel(r.at('m.gguf'), { answer: ANSWER.wrong });
    r.commit(files());
    const commit = r.pullRequest({
      'joulegate.yml': CONFIG.replaceAll('checks/check.mjs', 'checks/other.mjs'),
      'checks/other.mjs': passesAll(head()),
    });
    const { comparison } = await outcome(pull(commit, fork));
    expect(passes(comparison)).toMatchObject({ base: 0, head: 0 });
    expect(existsSync(head())).toBe(false);
    const keys = comparison.gateChanges!.keys.map((k) => k.key);
    expect(keys).toEqual(expect.arrayContaining(['workload.checker.command', 'workload.checker.files']));
  });

  test.each([
    ['of the repository', false],
    ['of a fork', true],
  ])('%s is refused where base has no checker', async (_, fork) => {
    r.commit(files({ 'joulegate.yml': WITHOUT }));
    const commit = r.pullRequest({ 'joulegate.yml': CONFIG, 'checks/check.mjs': passesAll(head()) });
    expect(await gate(pull(commit, fork))).toMatchObject({
      refused: true,
      error: {
        code: 'checker-invalid',
        message: expect.stringContaining('joulegate.yml there has none'),
        fix: expect.stringContaining('merge "workload.checker"'),
      },
    });
    expect(existsSync(head())).toBe(false);
  });

  test.each<[string, Record<string, string>, string]>([
    ['has another workload’s', { 'joulegate.yml': CONFIG.replace('name: custom', 'name: practice') }, 'has none'],
    ['does not have its file', { 'joulegate.yml': CONFIG, 'checks/check.mjs': '' }, 'is not in git at'],
    [
      'keeps its file in Git LFS',
      {
        'checks/check.mjs': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`,
      },
      'is a Git-LFS pointer at',
    ],
  ])('is refused where base %s', async (what, change, message) => {
    r.commit(files(change));
    if (what === 'does not have its file') {
      r.git('rm', '-q', '--cached', 'checks/check.mjs');
      r.git('commit', '-qm', 'x');
    }
    const commit = r.pullRequest({ 'joulegate.yml': `${CONFIG}# x\n`, 'checks/check.mjs': passesAll(head()) });
    expect(await gate(pull(commit))).toMatchObject({
      refused: true,
      error: { code: 'checker-invalid', message: expect.stringContaining(message) },
    });
  });

  test.each([
    ['in an option', false],
    ['by a link to it', true],
  ])('is refused where base’s command names a file of the checkout, which would be head’s, %s', async (_, linked) => {
    const link = join(await temporaryFolder(), 'link');
    symlinkSync(r.folder, link);
    const named = linked ? join(link, 'checks', 'check.mjs') : `--import=${r.at('checks', 'check.mjs')}`;
    const command = CONFIG.replace('[node, checks/check.mjs,', `[node, "${named}",`);
    r.commit(files({ 'joulegate.yml': command }));
    const commit = r.pullRequest({ 'checks/check.mjs': passesAll(head()) });
    expect(await gate(pull(commit))).toMatchObject({
      error: { code: 'checker-invalid', message: expect.stringContaining('a file of this checkout') },
    });
    expect(existsSync(head())).toBe(false);
  });

  test('that takes the checker away says so first; a fork’s is graded by base’s all the same', async () => {
    await scriptedModel(r.at('m.gguf'), { answer: ANSWER.right });
    r.commit(files());
    const commit = r.pullRequest({ 'joulegate.yml': WITHOUT });
    const own = (await outcome(pull(commit))).comparison;
    expect(passes(own)).toBeUndefined();
    expect(own.gateChanges!.keys.map((k) => [k.key, k.head])).toContainEqual(['workload.checker.command', 'not set']);
    const fork = (await outcome(pull(commit, true))).comparison;
    expect(passes(fork)).toMatchObject({ base: 1, head: 1 });
  });
});

test('--base takes that commit’s checker for both sides, where it has one', async () => {
  await scriptedModel(r.at('m.gguf'), { answer: ANSWER.wrong });
  const without = r.commit(files({ 'joulegate.yml': WITHOUT }));
  const first = r.commit(files());
  r.write({ 'checks/check.mjs': passesAll(head()) });
  const { comparison } = await outcome({}, first);
  expect(passes(comparison)).toMatchObject({ base: 0, head: 0 });
  expect(existsSync(head())).toBe(false);
  expect(comparison.gateChanges!.keys[0]!.head).toContain("(not used: base's is)");
  expect(passes((await outcome({}, without)).comparison)).toMatchObject({ base: 1, head: 1 });
  expect(existsSync(head())).toBe(true);
});
