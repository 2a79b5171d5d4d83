import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JouleGateError } from '../../src/common/errors.ts';
import { checkConfig, loadConfig } from '../../src/config/load.ts';
import { askGit, type Against } from '../../src/gate/against.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** What git is asked before a gate, without measuring anything. */
const CONFIG = 'model: { builtin: practice }\nprompt: { file: prompt.txt }\nrepeats: 4\n';
const BASE = { 'joulegate.yml': CONFIG, 'prompt.txt': 'first' };

let r: Repository;
let said: string[];
beforeEach(async () => {
  r = await Repository.make();
  said = [];
});

interface Asked {
  ref?: string | null;
  file?: string;
  overrides?: object;
}
const ask = async (env: NodeJS.ProcessEnv = {}, { ref = null, file, overrides = {} }: Asked = {}): Promise<Against> =>
  await askGit(await loadConfig(file ?? r.at('joulegate.yml'), overrides), {
    env,
    ref,
    remote: null,
    onProgress: (line) => said.push(line),
  });
const refusal = async (...args: Parameters<typeof ask>): Promise<JouleGateError> => {
  const error = await ask(...args).then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(JouleGateError);
  return error as JouleGateError;
};
const pull = (head: string, from = 'o/r'): NodeJS.ProcessEnv =>
  r.event('pull_request', {
    pull_request: { head: { sha: head, repo: { full_name: from } }, base: { repo: { full_name: 'o/r' } } },
  });
const keys = ({ changes }: Against): string[] | undefined => changes?.map((c) => `${c.key}: ${c.base} → ${c.head}`);

/** In a folder that is in no repository. */
async function outside(text: string): Promise<string> {
  const file = join(await temporaryFolder(), 'joulegate.yml');
  await writeFile(file, text);
  return file;
}

describe('base, as git has it', () => {
  test("has its own subject; what of the gate itself changed is told, and head's configuration holds", async () => {
    const base = r.commit(BASE);
    const text = CONFIG.replace('repeats: 4', 'repeats: 5').replace('prompt.txt', 'other.txt');
    r.commit({ 'joulegate.yml': text, 'other.txt': 'second' });
    const found = await ask();
    expect(found.base).toMatchObject({ commit: base, how: "HEAD's first parent" });
    expect(found.before).toEqual({ commit: base, how: "HEAD's first parent" });
    expect(await readFile(found.base!.config.prompt.file!, 'utf8')).toBe('first');
    expect(keys(found)).toEqual(['repeats: 4 → 5']);
    expect(found.applied).toBe(true);
    expect(found.config.repeats).toBe(5);
    expect(said).toEqual([`base is ${base.slice(0, 12)}, HEAD's first parent`]);
  });

  test('may be named, whatever the configuration compares with', async () => {
    const base = r.commit({ ...BASE, 'joulegate.yml': `${CONFIG}baseline: none\n` });
    r.commit({ 'prompt.txt': 'second' });
    expect(await ask()).toMatchObject({ base: null, before: null, changes: null });
    expect(await ask({}, { ref: base })).toMatchObject({ base: { commit: base, how: base } });
    expect(await refusal({}, { ref: 'nowhere' })).toMatchObject({ code: 'base-unavailable' });
  });

  test('has the overrides of the command line too: what both sides have is no change', async () => {
    r.commit(BASE);
    r.commit({ 'notes.md': 'x' });
    const found = await ask({}, { overrides: { repeats: 9 } });
    expect([found.config.repeats, keys(found)]).toEqual([9, []]);
  });

  test('may lack the configuration: then nothing is measured beside head, and that is said', async () => {
    const before = r.commit({ 'notes.md': 'x' });
    r.commit(BASE);
    const { config, ...found } = await ask();
    expect(found).toEqual({
      base: null,
      before: { commit: before, how: "HEAD's first parent" },
      changes: null,
      applied: true,
    });
    expect(config.repeats).toBe(4);
    expect(said).toEqual([
      `base is ${before.slice(0, 12)} (HEAD's first parent), which has no configuration of this name`,
    ]);
  });

  test('may not be there: a first commit, or no repository', async () => {
    r.commit(BASE);
    expect(await ask()).toMatchObject({ base: null, before: null, changes: null, applied: true });
    const file = await outside(CONFIG.replace(/prompt:.*\n/, ''));
    expect(await ask({}, { file })).toMatchObject({ base: null, before: null });
    expect(said).toEqual(['git has nothing before HEAD', 'no git repository: there is no base']);
    // A pull request that has a stored baseline looks for none.
    const stored = await outside(`${CONFIG.replace(/prompt:.*\n/, '')}baseline: none\n`);
    expect(await ask(pull('a'.repeat(40)), { file: stored })).toMatchObject({ base: null });
    expect(said).toHaveLength(2);
    // Asked for by name, a first commit has none all the same.
    r.commit({ 'joulegate.yml': `${CONFIG}baseline: base\n` });
    r.git('checkout', '-q', '--orphan', 'fresh');
    r.commit();
    r.git('branch', '-q', '-D', 'main');
    expect(await ask()).toMatchObject({ base: null, before: null });
  });

  test('that is asked for by name must be in a repository', async () => {
    const file = await outside(`${CONFIG.replace(/prompt:.*\n/, '')}baseline: base\n`);
    const error = await refusal({}, { file });
    expect(error.code).toBe('base-unavailable');
    expect(error.message).toMatch(/ is in no git repository, so there is no base to measure$/);
    expect(error.fix).toBe('run the gate in a clone, or set "baseline: none"');
    const other = await outside(`${CONFIG.replace(/prompt:.*\n/, '')}baseline: none\n`);
    expect(await refusal({}, { file: other, ref: 'HEAD' })).toMatchObject({ code: 'base-unavailable' });
    expect(await ask({}, { file: other })).toMatchObject({ base: null });
  });

  test('is not asked for where the configuration came from no file', async () => {
    r.commit(BASE);
    r.commit({ 'prompt.txt': 'second' });
    const config = checkConfig({ model: { builtin: 'practice' } }, 'test', r.folder);
    const asking = { env: {}, ref: null, remote: null, onProgress: (line: string) => said.push(line) };
    expect(await askGit(config, asking)).toEqual({ config, base: null, before: null, changes: null, applied: true });
    expect(said).toEqual([]);
  });
});

describe('a pull request', () => {
  test('with a stored baseline is asked what it does to the gate, and not for a base to measure', async () => {
    const stored = `${CONFIG}baseline: file:b.json\n`;
    const base = r.commit({ ...BASE, 'joulegate.yml': stored });
    const head = r.pullRequest({ 'joulegate.yml': stored.replace('repeats: 4', 'repeats: 6') });
    const found = await ask(pull(head));
    expect(found).toMatchObject({ base: null, before: { commit: base }, applied: true });
    expect(keys(found)).toEqual(['repeats: 4 → 6']);
    expect(said).toEqual([]);
    // Anywhere else nobody asks.
    expect(await ask()).toMatchObject({ before: null, changes: null });
  });

  test('may not weaken the sandbox; it may keep it, and what is no pull request may change it', async () => {
    r.commit({ ...BASE, 'joulegate.yml': `${CONFIG}sandbox: strict\n` });
    const head = r.pullRequest({ 'joulegate.yml': CONFIG });
    const error = await refusal(pull(head));
    expect(error.code).toBe('config-invalid');
    expect(error.message).toContain('base has "sandbox: strict"');
    expect(error.fix).toContain('keep "sandbox: strict"');
    expect(keys(await ask())).toEqual(['sandbox: strict → best']);
    // A fork's has base's sandbox all the same.
    expect((await ask(pull(head, 'eve/r'))).config.sandbox).toBe('strict');
    r.write({ 'joulegate.yml': `${CONFIG}sandbox: strict\n` });
    expect(keys(await ask(pull(head)))).toEqual([]);
  });

  test('may make it stricter', async () => {
    r.commit(BASE);
    const head = r.pullRequest({ 'joulegate.yml': `${CONFIG}sandbox: strict\n` });
    expect(keys(await ask(pull(head)))).toEqual(['sandbox: best → strict']);
  });

  test("of a fork has base's limits and workload, its own subject, and is told not to be applied", async () => {
    r.commit(BASE);
    const head = r.pullRequest({ 'joulegate.yml': CONFIG.replace('repeats: 4', 'repeats: 7'), 'prompt.txt': 'second' });
    const found = await ask(pull(head, 'eve/r'));
    expect([found.applied, found.config.repeats, keys(found)]).toEqual([false, 4, ['repeats: 4 → 7']]);
    expect(await readFile(found.config.prompt.file!, 'utf8')).toBe('second');
    expect(await readFile(found.base!.config.prompt.file!, 'utf8')).toBe('first');
  });

  test('of a fork is refused where nothing tells what it is to go to; its own only says so', async () => {
    r.commit({ ...BASE, 'joulegate.yml': `${CONFIG}baseline: file:b.json\n` });
    const head = r.pullRequest({ 'prompt.txt': 'second' });
    r = await r.shallow();
    expect(await refusal(pull(head, 'eve/r'))).toMatchObject({ code: 'base-unavailable' });
    expect(await ask(pull(head))).toMatchObject({ base: null, before: null, changes: null, applied: true });
    expect(said.join('\n')).toMatch(/^what this change does to the gate itself is unknown: .*; .*fetch-depth: 0/);
  });

  test('of a fork outside of a repository is refused by what is to be set', async () => {
    const file = await outside(CONFIG.replace(/prompt:.*\n/, ''));
    const error = await refusal(pull('a'.repeat(40), 'eve/r'), { file });
    expect(error.code).toBe('base-unavailable');
    expect(error.message).toContain("does not tell what the fork's pull request is to go to");
    expect(error.fix).toContain('"fetch-depth: 0"');
    expect(await ask(pull('a'.repeat(40)), { file })).toMatchObject({ base: null });
  });

  test("where base's configuration does not hold to this version, what changed is unknown; a fork's is refused", async () => {
    r.commit({ ...BASE, 'joulegate.yml': `${CONFIG}unheard-of: 1\n` });
    const head = r.pullRequest({ 'joulegate.yml': CONFIG });
    const found = await ask(pull(head));
    expect([found.changes, found.applied]).toEqual([null, true]);
    const error = await refusal(pull(head, 'eve/r'));
    expect(error.code).toBe('config-invalid');
    expect(error.message).toMatch(/^the configuration at [0-9a-f]{12} \(base\) has mistakes/);
  });
});
