import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import type { Study } from '../../src/common/generated/study.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { schemaErrors } from '../../src/common/schema.ts';
import { practiceTexts } from '../support/practice-texts.ts';
import { cli, inProcess, runNode, cleanEnvironment, type Finished } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** The embedded model with the prompt that makes it babble, two small workloads of it. */
const MATRIX = {
  models: [{ name: 'practice', builtin: 'practice' }],
  workloads: [
    { name: 'practice', label: 'first', tasks: ['practice/0', 'practice/3'] },
    { name: 'practice', label: 'second', tasks: ['practice/6'], 'max-tokens': 40 },
  ],
  suppression: { rules: ['tests', 'stop-strings'] },
  prompt: { file: join(packageRoot, 'assets', 'practice', 'prompts', 'chatty.txt') },
  repeats: 2,
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
  };
});

async function matrixFile(name: string, change: object = {}): Promise<string> {
  await writeFile(join(folder, name), JSON.stringify({ ...MATRIX, ...change }));
  return name;
}
const study = (matrix: string, out: string, ...more: string[]): Promise<Finished> =>
  inProcess(['study', '--matrix', matrix, '--out', out, ...more], folder, env);
const tables = async (out: string): Promise<Study> =>
  JSON.parse(await readFile(join(folder, out, 'study.json'), 'utf8')) as Study;
const result = async (out: string, name: string): Promise<RunResult> =>
  JSON.parse(await readFile(join(folder, out, 'results', `${name}.json`), 'utf8')) as RunResult;

/** What of a study must be the same however often it was broken off: greedy decoding's tokens and grades. */
const exact = ({ cells }: Study): object[] =>
  cells.map(({ model, workload, arm, rule, tasks, blocks, inputTokens, score, babbleShare, ...c }) => ({
    ...{ model, workload, arm, rule, tasks, blocks, inputTokens, score },
    // What suppression decodes while a check runs depends on time.
    ...(arm === 'plain' ? { outputTokens: c.outputTokens, babbleShare } : {}),
  }));

/** Every result's answers without joules and what depends on time. */
async function answers(out: string): Promise<unknown[]> {
  const names = (await readdir(join(folder, out, 'results'))).sort();
  return await Promise.all(
    names.map(async (name) =>
      Object.entries((await result(out, name.replace(/\.json$/, ''))).arms).map(([arm, { tasks }]) => [
        name,
        arm,
        tasks.map((t) => t.repeats.map((r) => [t.id, r.block, r.promptTokens, r.text, r.passed])),
      ]),
    ),
  );
}

describe('joulegate study', () => {
  let whole: Finished;
  let unbroken: { tables: object[]; answers: unknown[] };
  beforeAll(async () => {
    whole = await study(await matrixFile('whole.yml', { usage: { 'price-per-kwh': 0.3 } }), 'whole');
    unbroken = { tables: exact(await tables('whole')), answers: await answers('whole') };
  }, 300_000);

  test('says what will run and what that takes, an estimate, before it starts', () => {
    expect(whole.status).toBe(0);
    expect(whole.stdout).toMatch(/^2 of 2 units to run/);
    expect(whole.stdout).toContain('practice on first: 2 tasks × plain, tests, stop-strings × 2 blocks; at most about');
    expect(whole.stdout).toMatch(/in all at most about .*: an estimate, not measured/);
  });

  test('measures plain decoding once a model and workload, shared by its rules', async () => {
    const [tests, strings] = await Promise.all(
      ['tests', 'stop-strings'].map(async (rule) => await result('whole', `practice--first--${rule}`)),
    );
    expect(tests!.arms.plain).toEqual(strings!.arms.plain);
    expect(tests!.measurement).toBe(strings!.measurement);
    expect(tests!.subject.suppression!.rule).toBe('tests');
    expect(strings!.subject.suppression!.rule).toBe('stop-strings');
    expect(tests!.arms.suppressed!.tasks.map((t) => t.repeats.length)).toEqual([2, 2]);
    expect(tests!.blocks!.map((b) => `${b.block} ${b.arm}`).sort()).toEqual([
      '0 plain',
      '0 suppressed',
      '1 plain',
      '1 suppressed',
    ]);
    // The rule's stops are judged by the shared plain answers.
    expect(tests!.arms.suppressed!.tasks[0]!.repeats[0]).toHaveProperty('falseStop');
  });

  test('writes tables that fit the schema, in four formats', async () => {
    const found = await tables('whole');
    expect(schemaErrors('study', found)).toEqual([]);
    expect(found.cells.map((c) => [c.workload, c.arm, c.rule])).toEqual(
      ['first', 'second'].flatMap((w) => [
        [w, 'plain', null],
        [w, 'suppressed', 'tests'],
        [w, 'suppressed', 'stop-strings'],
      ]),
    );
    expect(found.suppression.map((s) => [s.workload, s.rule])).toHaveLength(4);
    // It babbles with this prompt, and the rule wins tokens back at the same accuracy.
    const [plain, tests] = found.cells;
    expect(plain!.babbleShare!).toBeGreaterThan(0.1);
    expect(tests!.outputTokens!).toBeLessThan(plain!.outputTokens!);
    expect(tests!.score).toBe(plain!.score);
    // Money by prefill's and decode's own joules.
    expect(plain!.moneyPerMillionInput).toBeCloseTo((plain!.prefillJoulesPerToken! * 1e6 * 0.3) / 3.6e6, 12);
    expect(plain!.moneyPerMillionOutput).toBeCloseTo((plain!.decodeJoulesPerToken! * 1e6 * 0.3) / 3.6e6, 12);
    expect(found.notes!.join()).toContain('estimates');
    const md = await readFile(join(folder, 'whole', 'study.md'), 'utf8');
    expect(md).toContain('What suppression saves (estimated)');
    expect(whole.stdout).toContain(md.trim());
    expect((await readFile(join(folder, 'whole', 'study.csv'), 'utf8')).split('\n')[0]).toMatch(
      /^table,model,workload/,
    );
    expect(await readFile(join(folder, 'whole', 'study.html'), 'utf8')).toMatch(/<svg [^]*<\/html>\n$/);
  });

  test('caps answers by the workload’s own number, else the study’s', async () => {
    expect((await result('whole', 'practice--second--tests')).subject.sampling!.maxTokens).toBe(40);
    expect((await result('whole', 'practice--first--tests')).subject.sampling!.maxTokens).toBe(300);
  });

  test('started again it measures nothing', async () => {
    const file = join(folder, 'whole', 'results', 'practice--first--tests.json');
    const before = await stat(file);
    const again = await study('whole.yml', 'whole');
    expect(again.status).toBe(0);
    expect(again.stdout).toContain('0 of 2 units to run');
    expect(again.stderr).not.toContain('loading');
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
    expect((await tables('whole')).cells).toHaveLength(6);
  });

  test('a changed matrix measures anew what it changes, and nothing else', async () => {
    const kept = (await result('whole', 'practice--first--tests')).measurement;
    const old = (await result('whole', 'practice--second--tests')).measurement;
    const [first, second] = MATRIX.workloads;
    await matrixFile('changed.yml', { workloads: [first, { ...second, 'max-tokens': 39 }] });
    const changed = await study('changed.yml', 'whole');
    expect(changed.stdout).toContain('1 of 2 units to run');
    expect(changed.stderr).toContain('practice on second is another than what was measured here');
    expect((await result('whole', 'practice--first--tests')).measurement).toBe(kept);
    expect((await result('whole', 'practice--second--tests')).measurement).not.toBe(old);
    const { cells } = await tables('whole');
    expect(cells.find((c) => c.workload === 'second')!.outputTokens!).toBeLessThanOrEqual(39);
  }, 120_000);

  test('what fails is recorded by its code, the rest is measured, and the exit says so', async () => {
    const models = [{ name: 'gone', path: './nowhere.gguf' }, ...MATRIX.models];
    // Texts need no sandbox.
    await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
    const workloads = [{ name: 'custom', label: 'second', path: 'texts.jsonl', 'max-tokens': 40 }];
    await matrixFile('failing.yml', { models, workloads });
    const { status, stderr, stdout } = await study('failing.yml', 'failing');
    expect(status).toBe(5);
    expect(stderr).toContain('study-incomplete: 1 of the study');
    expect(stderr).toContain('gone on second (model-unreadable)');
    expect(stdout).toContain('gone on second: cannot run, model-unreadable');
    const found = await tables('failing');
    expect(found.failed).toMatchObject([{ model: 'gone', workload: 'second', code: 'model-unreadable' }]);
    expect(found.cells.map((c) => c.model)).toEqual(['practice']);
    // Mended, only that is run.
    await matrixFile('mended.yml', {
      models: [{ name: 'gone', builtin: 'practice' }, ...MATRIX.models],
      workloads,
    });
    const mended = await study('mended.yml', 'failing');
    expect([mended.status, mended.stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('1 of 2 units to run')]);
    expect((await tables('failing')).failed).toEqual([]);
  }, 120_000);

  test('--dry-run tells the plan and leaves nothing', async () => {
    const { status, stdout } = await study(await matrixFile('dry.yml'), 'dry', '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toContain('2 of 2 units to run');
    expect(stdout).not.toContain('# Energy');
    await expect(readdir(join(folder, 'dry'))).rejects.toThrow('ENOENT');
  });

  test('the shipped matrix has ten models on five workloads, and is forecast without data, network or a card', async () => {
    const nowhere = 'http://127.0.0.1:9/none';
    const matrix = join(packageRoot, 'examples', 'study', 'ten-models.yml');
    const { status, stdout } = await cli(['study', '--matrix', matrix, '--out', 'ten', '--dry-run'], folder, {
      ...env,
      JOULEGATE_HUMANEVAL_URL: nowhere,
      JOULEGATE_LONGBENCH_URL: nowhere,
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^0 of 50 units to run/);
    expect(stdout.match(/with its data at most about/g)).toHaveLength(50);
    expect(stdout).toMatch(
      /in all at most about \d+\.\d h, \d+\.\d+ kWh \(50 units whose data is not here .*an estimate/,
    );
  }, 60_000);

  test('a study without the arm plain, or without suppression, has the other alone', async () => {
    const one = { workloads: [MATRIX.workloads[1]], repeats: 1 };
    await matrixFile('plain.yml', { ...one, arms: ['plain'] });
    await matrixFile('suppressed.yml', { ...one, arms: ['suppressed'] });
    expect((await study('plain.yml', 'plain')).status).toBe(0);
    expect((await study('suppressed.yml', 'suppressed')).status).toBe(0);
    expect((await tables('plain')).cells.map((c) => c.arm)).toEqual(['plain']);
    const { cells, suppression } = await tables('suppressed');
    expect(cells.map((c) => c.rule)).toEqual(['tests', 'stop-strings']);
    expect(suppression).toEqual([]);
  }, 120_000);

  test.each([
    ['a key', { modls: [] }, 'unknown key "modls"'],
    ['two models of one name', { models: [MATRIX.models[0], MATRIX.models[0]] }, 'two are named "practice"'],
    ['two workloads of one name', { workloads: [{ name: 'practice' }, { name: 'practice' }] }, 'give each a "label"'],
    ['a unit’s own key', { workloads: [{ name: 'practise' }] }, 'did you mean "practice"'],
  ])('refuses a matrix that is wrong in %s', async (_what, change, words) => {
    const { status, stderr } = await study(await matrixFile('wrong.yml', change), 'wrong');
    expect(status).toBe(2);
    expect(stderr).toContain('config-invalid');
    expect(stderr).toContain(words);
  });

  test('killed amid a unit and between two it goes on, and its tables equal those of an unbroken one', async () => {
    await matrixFile('killed.yml', { usage: { 'price-per-kwh': 0.3 } });
    const args = [join(packageRoot, 'dist', 'cli.js'), 'study', '--matrix', 'killed.yml', '--out', 'killed'];
    const killAt = (words: string): Promise<Finished> =>
      runNode(args, {
        cwd: folder,
        env: cleanEnvironment(env),
        until: (stderr) => (stderr.includes(words) ? 'SIGKILL' : null),
      });
    // Amid the second block of the first unit: its first block is whole.
    const first = await killAt('block 2 of 2, stop-strings');
    expect(first.status).toBe(137);
    const second = await killAt('unit 2 of 2');
    expect(second.status).toBe(137);
    expect(second.stderr).toContain('continuing the run');
    expect(second.stderr).toContain('1 finished block');
    expect(second.stderr).not.toContain('block 1 of 2');
    const kept = (await result('killed', 'practice--first--tests')).measurement;
    const last = await cli(['study', '--matrix', 'killed.yml', '--out', 'killed'], folder, env);
    expect([last.status, last.stderr.includes('unit 1 of 2')]).toEqual([0, false]);
    expect((await result('killed', 'practice--first--tests')).measurement).toBe(kept);
    expect(exact(await tables('killed'))).toEqual(unbroken.tables);
    expect(await answers('killed')).toEqual(unbroken.answers);
  }, 300_000);
});
