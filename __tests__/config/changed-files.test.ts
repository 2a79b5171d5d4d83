import { beforeEach, expect, test } from '@jest/globals';
import { symlinkSync } from 'node:fs';
import { annotateChanges } from '../../src/action/annotations.ts';
import { changedFiles, type ChangedFile } from '../../src/config/changed-files.ts';
import { checkConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/types.ts';
import { Repository } from '../support/repository.ts';

let r: Repository;
let base: string;
beforeEach(async () => {
  r = await Repository.make();
  base = r.commit({
    'joulegate.yml': 'a\nb\nc\nd\n',
    'prompts/p.txt': 'one\ntwo\nthree\n',
    'rules/rule.mjs': 'export default () => true;\n',
  });
});

const configured = (prompt: string, rule = 'tests'): Config => {
  const whole = checkConfig(
    { model: { builtin: 'practice' }, prompt: { file: prompt }, suppression: { rule } },
    'it',
    r.folder,
  );
  return { ...whole, source: { file: r.at('joulegate.yml'), overrides: {} } as NonNullable<Config['source']> };
};
const changed = async (prompt = 'prompts/p.txt', rule?: string): Promise<ChangedFile[]> =>
  await changedFiles(r.folder, base, configured(prompt, rule));

test('nothing changed: no files', async () => {
  expect(await changed()).toEqual([]);
  r.commit({ 'notes.md': 'x' });
  expect(await changed()).toEqual([]);
});

test('changed, added and removed lines are told as head numbers them, committed or not', async () => {
  r.commit({ 'joulegate.yml': 'a\nB\nc\nd\ne\nf\n' });
  r.write({ 'prompts/p.txt': 'one\nthree\n' });
  expect(await changed()).toEqual([
    {
      name: 'joulegate.yml',
      lines: [
        [2, 2],
        [5, 6],
      ],
    },
    { name: 'prompts/p.txt', lines: [[1, 1]] },
  ]);
  r.write({ 'prompts/p.txt': 'two\nthree\n' });
  expect((await changed())[1]).toEqual({ name: 'prompts/p.txt', lines: [[1, 1]] });
});

test('a file that base has under another name or not at all is new as a whole; one that is no text has no lines', async () => {
  r.commit({ 'prompts/new.txt': 'x\ny\n', 'prompts/bin.txt': Buffer.from([0, 1, 2, 10]) });
  expect(await changed('prompts/new.txt')).toEqual([{ name: 'prompts/new.txt', lines: [[1, 2]] }]);
  expect(await changed('prompts/bin.txt')).toEqual([{ name: 'prompts/bin.txt', lines: [] }]);
});

test('a rule module is told; what is outside the repository is not; a link is told by the file it leads to', async () => {
  r.commit({ 'rules/rule.mjs': 'export default () => false;\n', 'prompts/p.txt': 'changed\n' });
  symlinkSync('prompts/p.txt', r.at('link.txt'));
  expect((await changed('link.txt', './rules/rule.mjs')).map((f) => f.name)).toEqual([
    'prompts/p.txt',
    'rules/rule.mjs',
  ]);
  expect(await changed('/etc/hostname')).toEqual([]);
});

test('a name is a name, whatever git or a log would make of it', async () => {
  const name = ':(top)*%0A::error::x,file=y.txt';
  r.commit({ [name]: 'x\n', 'other.txt': 'x\n' });
  expect(await changed(name)).toEqual([{ name, lines: [[1, 1]] }]);
});

test('a verdict is annotated beside nine places at most', () => {
  const told: string[] = [];
  const files: ChangedFile[] = [
    { name: 'bin', lines: [] },
    { name: 'p.txt', lines: Array.from({ length: 12 }, (_, i) => [i + 1, i + 2] as [number, number]) },
  ];
  annotateChanges(
    { annotate: (...all: unknown[]) => told.push(JSON.stringify(all)) } as never,
    'error',
    'regressed',
    files,
  );
  expect(told).toHaveLength(9);
  expect(told[0]).toBe('["error","regressed",{"file":"p.txt","startLine":1,"endLine":2}]');
});
