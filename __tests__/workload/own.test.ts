import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../src/common/hash.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import { jsonl } from '../support/longbench.ts';
import { temporaryFolder } from '../support/tmp.ts';

describe("a workload of one's own", () => {
  let path: string;
  beforeEach(async () => void (path = join(await temporaryFolder(), 'own.jsonl')));
  const load = async (...rows: unknown[]) => {
    await writeFile(path, jsonl(rows));
    return await loadWorkload({ name: 'custom', path, tasks: null });
  };
  const code = { id: 'a', prompt: 'def f():\n', test: 'def check(f): assert f() == 1', entry_point: 'f' };

  test('with tests it is code, asked as HumanEval is', async () => {
    const workload = await load(code);
    expect(workload.tasks).toEqual([
      {
        kind: 'code',
        id: 'a',
        prompt: 'def f():\n',
        test: code.test,
        entryPoint: 'f',
        canonicalSolution: '',
        sha256: sha256(JSON.stringify(code)),
      },
    ]);
    expect([workload.form, workload.score]).toEqual([undefined, undefined]);
  });

  test('with answers it is text, scored by the whole answer; with neither nothing tells what is right', async () => {
    const scored = await load(
      { id: 'a', prompt: 'fn main() {', answers: ['}', '};'] },
      { id: 'b', prompt: 'x', answers: ['y'] },
    );
    expect(scored).toMatchObject({ score: 'similarity', form: { chat: { template: '{prompt}', answerPrefix: '' } } });
    expect(scored.tasks[0]).toMatchObject({ kind: 'text', references: ['}', '};'] });
    expect(scored.cutsPrompts).toBeUndefined();
    const unscored = await load({ id: 'a', prompt: 'Tell a story.' });
    expect(unscored).toMatchObject({ score: 'none', tasks: [{ kind: 'text', references: [] }] });
  });

  test.each([
    [
      'two kinds in one file',
      [code, { id: 'b', prompt: 'x', answers: ['y'] }],
      'line 2 of .* has answers, and an earlier one has a test',
    ],
    [
      'answers and neither',
      [
        { id: 'b', prompt: 'x', answers: ['y'] },
        { id: 'c', prompt: 'x' },
      ],
      'has neither test nor answers, and',
    ],
    ['test and answers', [{ ...code, answers: ['y'] }], 'has both'],
    ['a test without its function', [{ ...code, entry_point: undefined }], 'no "entry_point"'],
    ['a function that is no name', [{ ...code, entry_point: 'f()' }], 'no "entry_point"'],
    ['a test that is no text', [{ ...code, test: 1 }], 'no text'],
    ['no answers in the list', [{ id: 'a', prompt: 'x', answers: [] }], 'no list of texts'],
    ['one answer, not in a list', [{ id: 'a', prompt: 'x', answers: 'y' }], 'no list of texts'],
    ['an id twice', [code, code], 'of an earlier task'],
    ['no id', [{ prompt: 'x' }], 'has no "id"'],
    ['no prompt', [{ id: 'a', prompt: '' }], 'has no "prompt"'],
    ['a list', [[1]], 'has no "id"'],
    ['null', [null], 'has no "id"'],
    ['nothing', [], 'no task in it'],
  ])('%s is refused by name', async (_, rows, message) => {
    await expect(load(...rows)).rejects.toMatchObject({
      code: 'workload-unreadable',
      message: expect.stringMatching(message),
    });
  });

  test('a line that is no JSON, and no file at all, are refused by name', async () => {
    await writeFile(path, '{"id"\n');
    await expect(loadWorkload({ name: 'custom', path, tasks: null })).rejects.toMatchObject({
      code: 'workload-unreadable',
      message: expect.stringContaining('line 1'),
    });
    await expect(loadWorkload({ name: 'custom', path: null, tasks: null })).rejects.toMatchObject({
      code: 'workload-unreadable',
      fix: expect.stringContaining('workload.path'),
    });
  });
});
