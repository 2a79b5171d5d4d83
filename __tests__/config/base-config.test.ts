import { beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sha256 } from '../../src/common/hash.ts';
import { configAtBase, subjectAtBase } from '../../src/config/base-config.ts';
import { temporaryTree } from '../../src/config/base-tree.ts';
import { pointerOf } from '../../src/config/base-model.ts';
import type { SubjectConfig } from '../../src/config/types.ts';
import { Repository } from '../support/repository.ts';

let r: Repository;
beforeEach(async () => {
  r = await Repository.make();
});

const CONFIG = 'model: { path: ../models/m.gguf }\nprompt: { file: prompts/p.txt }\nsampling: { seed: 3 }\n';
const FILES = { 'gate/joulegate.yml': CONFIG, 'gate/prompts/p.txt': 'base {prompt}', 'models/m.gguf': 'GGUF base' };

async function subject(commit: string, file = 'gate/joulegate.yml'): Promise<SubjectConfig> {
  const tree = temporaryTree(r.folder, { commit });
  const value = await configAtBase(tree, r.at(file));
  return await subjectAtBase(tree, value!, r.at(file));
}
const text = (path: string | null): string => readFileSync(path!, 'utf8');
const pointer = (content: string): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(content)}\nsize ${content.length}\n`;

describe('the subject as a commit has it', () => {
  test("is that commit's configuration, prompt and model, whatever stands in the work tree, which is not touched", async () => {
    const commit = r.commit(FILES);
    r.write({
      'gate/joulegate.yml': 'nonsense: [',
      'gate/prompts/p.txt': 'head {prompt}',
      'models/m.gguf': 'GGUF head',
      untracked: 'x',
    });
    r.git('add', 'gate/prompts/p.txt');
    const before = r.git('status', '--porcelain');
    const base = await subject(commit);
    expect(text(base.prompt.file)).toBe('base {prompt}');
    expect(text(base.model.path)).toBe('GGUF base');
    expect(base.sampling).toMatchObject({ seed: 3, temperature: 0 });
    expect(r.git('status', '--porcelain')).toBe(before);
    expect(text(r.at('models/m.gguf'))).toBe('GGUF head');
  });

  test('takes a model from disk where it is the same file there, or where git has none', async () => {
    const commit = r.commit({ ...FILES, '.gitignore': 'own.gguf' });
    expect((await subject(commit)).model.path).toBe(r.at('models/m.gguf'));
    const own = r.commit({ 'gate/joulegate.yml': CONFIG.replace('../models/m.gguf', '../own.gguf') });
    r.write({ 'own.gguf': 'GGUF own' });
    expect((await subject(own)).model.path).toBe(r.at('own.gguf'));
    const outside = r.commit({ 'gate/joulegate.yml': CONFIG.replace('../models/m.gguf', '/srv/m.gguf') });
    expect((await subject(outside)).model.path).toBe('/srv/m.gguf');
  });

  test('has every part of a model, also where only one has changed', async () => {
    const parts = { 'm-00001-of-00002.gguf': 'GGUF 1', 'm-00002-of-00002.gguf': 'GGUF 2' };
    const commit = r.commit({ ...parts, 'joulegate.yml': 'model: { path: m-00001-of-00002.gguf }' });
    expect((await subject(commit, 'joulegate.yml')).model.path).toBe(r.at('m-00001-of-00002.gguf'));
    r.commit({ 'm-00002-of-00002.gguf': 'GGUF head' });
    const { path } = (await subject(commit, 'joulegate.yml')).model;
    expect(text(path)).toBe('GGUF 1');
    expect(text(path!.replace('00001-of', '00002-of'))).toBe('GGUF 2');
  });

  test('finds what Git LFS keeps: on disk, in its local store, else refused with the command that fetches it', async () => {
    const commit = r.commit({ ...FILES, 'models/m.gguf': pointer('GGUF base') });
    // What a checkout with `lfs: true` leaves: the pointer's file.
    r.write({ 'models/m.gguf': 'GGUF base' });
    expect((await subject(commit)).model.path).toBe(r.at('models/m.gguf'));
    r.write({ 'models/m.gguf': 'GGUF head' });
    await expect(subject(commit)).rejects.toMatchObject({
      code: 'base-unavailable',
      message: expect.stringContaining('models/m.gguf is a Git-LFS pointer'),
      fix: expect.stringContaining(`git lfs fetch origin ${commit}`),
    });
    const oid = sha256('GGUF base');
    const stored = r.at('.git', 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
    mkdirSync(dirname(stored), { recursive: true });
    writeFileSync(stored, 'GGUF base');
    const { path } = (await subject(commit)).model;
    expect(text(path)).toBe('GGUF base');
    expect(lstatSync(path!).isSymbolicLink()).toBe(true);
    expect(path).toMatch(/models\/m\.gguf$/);
  });

  test('follows links inside the repository, of files and of folders', async () => {
    r.write({ 'real/p.txt': 'linked {prompt}', 'models/m.gguf': 'GGUF base', 'gate/joulegate.yml': CONFIG });
    symlinkSync('../real', r.at('gate/prompts'));
    const commit = r.commit();
    r.commit({ 'real/p.txt': 'head {prompt}' });
    expect(text((await subject(commit)).prompt.file)).toBe('linked {prompt}');
  });

  test.each([
    ['is not there', {}, 'which git does not have'],
    ['is a Git-LFS pointer', { 'gate/prompts/p.txt': pointer('x {prompt}') }, 'is a Git-LFS pointer'],
  ])('is refused where its prompt %s', async (_, files, says) => {
    const commit = r.commit({ 'gate/joulegate.yml': CONFIG, 'models/m.gguf': 'GGUF base', ...files });
    r.write({ 'gate/prompts/p.txt': 'on disk {prompt}' });
    await expect(subject(commit)).rejects.toMatchObject({
      code: 'base-unavailable',
      message: expect.stringContaining(says),
    });
  });

  test("has that commit's rule module, with what it imports", async () => {
    const rule = { 'gate/rules/rule.mjs': 'export { ends as default } from "./ends.mjs";' };
    const commit = r.commit({
      ...FILES,
      ...rule,
      'gate/rules/ends.mjs': 'export const ends = () => true;',
      'gate/joulegate.yml': `${CONFIG}suppression: { rule: ./rules/rule.mjs }\n`,
    });
    r.commit({ 'gate/rules/rule.mjs': 'throw new Error("head");' });
    const path = (await subject(commit)).suppression.rule;
    expect(path).not.toContain(r.folder);
    expect(text(path)).toBe(rule['gate/rules/rule.mjs']);
    expect(existsSync(path.replace('rule.mjs', 'ends.mjs'))).toBe(true);
  });

  test('needs only its own part of the configuration to hold; that part must', async () => {
    const commit = r.commit({ ...FILES, 'gate/joulegate.yml': `${CONFIG}thresholds: { gone: 3 }\n` });
    expect((await subject(commit)).sampling.seed).toBe(3);
    const wrong = r.commit({ 'gate/joulegate.yml': CONFIG.replace('seed: 3', 'seed: x') });
    await expect(subject(wrong)).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(`joulegate.yml at ${wrong.slice(0, 12)} (base) has mistakes`),
    });
  });
});

test('a commit without the configuration has none, nor has one for a file outside of the repository', async () => {
  const commit = r.commit({ a: '1' });
  r.write({ 'joulegate.yml': CONFIG });
  const tree = temporaryTree(r.folder, { commit });
  expect(await configAtBase(tree, r.at('joulegate.yml'))).toBeNull();
  expect(await configAtBase(tree, '/etc/hostname')).toBeNull();
  const windows = r.commit({ 'joulegate.yml': '\ufeffmodel: { builtin: practice }\r\n' });
  expect(await configAtBase(temporaryTree(r.folder, { commit: windows }), r.at('joulegate.yml'))).toEqual({
    model: { builtin: 'practice' },
  });
});

test("a pointer is Git LFS's own form, and nothing that only begins or ends like it", () => {
  expect(pointerOf(Buffer.from(pointer('x')))).toBe(sha256('x'));
  expect(pointerOf(Buffer.from(pointer('x') + ' '.repeat(1024)))).toBeNull();
  expect(pointerOf(Buffer.from(`#${pointer('x')}`))).toBeNull();
  expect(pointerOf(Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:12\n'))).toBeNull();
});
