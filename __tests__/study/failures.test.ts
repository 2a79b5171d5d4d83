import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Study } from '../../src/common/generated/study.ts';
import { ggufBytes } from '../support/gguf-writer.ts';
import { jsonl } from '../support/longbench.ts';
import { inProcess, type Finished } from '../support/run.ts';
import { scriptedGguf, scriptedModel } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** Three models on one workload; the first two fail once their units run, which no plan foresees. */
const MATRIX = {
  models: [
    { name: 'broken', path: 'broken.gguf' },
    { name: 'narrow', path: 'whole.gguf', context: 256 },
    { name: 'whole', path: 'whole.gguf' },
  ],
  workloads: [{ name: 'custom', path: 'tasks.jsonl', 'max-tokens': 20 }],
  prompt: { style: 'raw' },
  arms: ['plain'],
  repeats: 1,
  meter: 'estimate',
  engine: { gpu: 'none', threads: 1 },
};

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const name of ['tmp', 'locks']) await mkdir(join(folder, name));
  env = {
    TMPDIR: join(folder, 'tmp'),
    JOULEGATE_LOCK_DIR: join(folder, 'locks'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  const answer = 'let x = 1;\n';
  await scriptedModel(join(folder, 'whole.gguf'), { answer });
  // Its header is right, and a tensor that llama.cpp needs is not there.
  const { pairs, tensors } = scriptedGguf({ answer });
  const fewer = tensors.filter((t) => t.name !== 'output_norm.weight');
  await writeFile(join(folder, 'broken.gguf'), ggufBytes({ pairs, tensors: fewer }));
  await writeFile(join(folder, 'tasks.jsonl'), jsonl([{ id: 'a', prompt: 'Write it. '.repeat(100) }]));
  await writeFile(join(folder, 'matrix.yml'), JSON.stringify(MATRIX));
});
const study = (extra: NodeJS.ProcessEnv = {}): Promise<Finished> =>
  inProcess(['study', '--matrix', 'matrix.yml', '--out', 'out'], folder, { ...env, ...extra });
const text = async (name: string): Promise<string> => await readFile(join(folder, 'out', name), 'utf8');
const tables = async (): Promise<Study> => JSON.parse(await text('study.json')) as Study;

describe('units that fail while they run', () => {
  test('are named with their codes in study.md and at the end; the others run, and the exit is 5', async () => {
    const { status, stdout, stderr } = await study();
    expect(status).toBe(5);
    expect(stdout).toMatch(/^3 of 3 units to run/);
    const { failed, cells } = await tables();
    expect(failed).toMatchObject([
      { model: 'broken', workload: 'custom', code: 'model-unreadable' },
      { model: 'narrow', workload: 'custom', code: 'prompt-too-long' },
    ]);
    expect(cells.map((c) => c.model)).toEqual(['whole']);
    const md = await text('study.md');
    for (const name of ['broken', 'narrow']) expect(md).toContain(name);
    expect(md).toContain('model-unreadable');
    expect(md).toContain('prompt-too-long');
    expect(stderr).toContain("study-incomplete: 2 of the study's units failed");
    expect(stderr).toContain('broken on custom (model-unreadable), narrow on custom (prompt-too-long)');
  });

  test('are tried again at the next start, and what is done is not', async () => {
    const again = await study();
    expect([again.status, again.stdout.split('\n')[0]]).toEqual([5, expect.stringMatching(/^2 of 3 units to run/)]);
    expect(again.stderr).not.toContain('whole on custom');
    // Mended on disk, by nothing but the file.
    await scriptedModel(join(folder, 'broken.gguf'), { answer: 'let y = 2;\n' });
    const mended = await study();
    expect(mended.status).toBe(5);
    expect((await tables()).failed.map((f) => f.model)).toEqual(['narrow']);
    expect((await tables()).cells.map((c) => c.model)).toEqual(['broken', 'whole']);
  });
});

describe('in a pull request', () => {
  const pull = { GITHUB_EVENT_NAME: 'pull_request' };
  const refused = async (change: object): Promise<string> => {
    await writeFile(join(folder, 'matrix.yml'), JSON.stringify({ ...MATRIX, ...change }));
    const { status, stderr } = await study(pull);
    return status === 2 ? stderr : `status ${status}`;
  };
  const [workload] = MATRIX.workloads;

  test.each<[string, object, string]>([
    ['a checker', { workloads: [{ ...workload, checker: { command: ['true'], files: [] } }] }, 'custom has a checker'],
    ['a rule module', { suppression: { rules: ['tests', './rule.mjs'] } }, './rule.mjs is a rule module'],
    ['a server', { engine: { kind: 'openai', url: 'http://127.0.0.1:9' } }, 'http://127.0.0.1:9 is a server'],
    [
      'a server of one model',
      { models: [{ name: 'served', engine: { kind: 'openai', url: 'http://127.0.0.1:9' } }] },
      'is a server',
    ],
  ])('a matrix that brings %s is refused', async (_, change, words) => {
    const said = await refused(change);
    expect(said).toContain('config-invalid');
    expect(said).toContain(words);
  });

  test('a harmless one runs', async () => expect(await refused({})).toBe('status 5'));
});
