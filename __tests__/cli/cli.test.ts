import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { fakeResult } from '../support/results.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { cleanEnvironment, cli, inProcess, runNode } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

const model = join(packageRoot, 'assets/practice/practice-model.gguf');
const CONFIG =
  'model: { builtin: practice }\nworkload: { name: practice, tasks: [practice/0, practice/2] }\nmeter: estimate\nrepeats: 2\nengine: { gpu: none, threads: 1 }\n';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'joulegate.yml'), CONFIG);
});

describe('help', () => {
  it.each(['gate', 'run', 'compare', 'report', 'grade', 'doctor', 'demo', 'qualify'])(
    '%s teaches by an example',
    async (verb) => {
      const { status, stdout } = await inProcess([verb, '--help'], folder);
      expect(status).toBe(0);
      expect(stdout).toContain('Example:\n  joulegate ');
    },
  );

  it('exits 2 on a word that does not fit', async () => {
    expect((await inProcess(['mesure'], folder)).status).toBe(2);
    expect((await inProcess(['run'], folder)).status).toBe(2);
    expect((await inProcess(['report', 'x.json', '--format', 'pdf'], folder)).status).toBe(2);
  });
});

describe('run, compare, report', () => {
  it('measures both arms and writes a result whose sums hold', async () => {
    const done = await cli(['run', '--out', 'a.json'], folder);
    expect({ status: done.status, err: done.status === 0 ? '' : done.stderr }).toEqual({ status: 0, err: '' });
    expect(done.stderr).toContain('block 2 of 2');
    expect(done.stdout).toContain('estimated');
    const result = JSON.parse(await readFile(join(folder, 'a.json'), 'utf8')) as RunResult;
    expect(result.meter).toMatchObject({ kind: 'estimate', estimated: true });
    expect(result.environment['python']).toMatch(/^3\.13/);
    for (const arm of ['plain', 'suppressed'] as const) {
      expect(result.arms[arm]!.tasks.map((t) => t.id)).toEqual(['practice/0', 'practice/2']);
      for (const r of result.arms[arm]!.tasks.flatMap((t) => t.repeats)) {
        expect(r.passed).toBe(true);
        expect(r.phases.prefill.netJoules).toBeGreaterThan(0);
        expect(r.phases.decode.netJoules).toBe(r.phases.decode.grossJoules);
        expect(r.decodeSteps).toBe(r.stopReason === 'end' ? r.outputTokens : r.outputTokens - 1);
      }
    }
    const [plain, suppressed] = (['plain', 'suppressed'] as const).map(
      (arm) => result.arms[arm]!.tasks[0]!.repeats[0]!,
    );
    expect(plain!.text.startsWith(suppressed!.text)).toBe(true);
    expect((await readdir(folder)).filter((f) => f.includes('journal') || f.endsWith('.tmp'))).toEqual([]);
  });

  it('compares two results and reports them in each format', async () => {
    await writeFile(join(folder, 'base.json'), JSON.stringify(fakeResult({ decode: [10, 10.1, 9.9, 10] })));
    await writeFile(join(folder, 'head.json'), JSON.stringify(fakeResult({ decode: [20, 20.1, 19.9, 20] })));
    const compared = await inProcess(['compare', 'base.json', 'head.json', '--out', 'c.json'], folder);
    expect(compared.status).toBe(1);
    const c = JSON.parse(await readFile(join(folder, 'c.json'), 'utf8')) as Comparison;
    expect(c.verdict).toBe('regressed');
    expect((await inProcess(['report', 'c.json'], folder)).stdout).toContain('## ❌ JouleGate: regressed');
    expect((await inProcess(['report', 'c.json', '--format', 'html', '--out', 'c.html'], folder)).status).toBe(0);
    expect(await readFile(join(folder, 'c.html'), 'utf8')).toContain('<!doctype html>');
    expect(JSON.parse((await inProcess(['report', 'c.json', '--format', 'json'], folder)).stdout)).toEqual(c);
  });

  it('says how each metric was decided where it is asked to, and only there', async () => {
    const verb = ['compare', 'base.json', 'head.json', '--out', 'b.json'];
    const line = 'Energy per task (plain): measured, 4 block(s)\n  not identity: both sides were measured\n';
    expect((await inProcess([...verb, '--explain-basis'], folder)).stdout).toContain(line);
    expect((await inProcess(verb, folder)).stdout).not.toContain('not identity');
  });

  it('says CO₂e where the configuration gives an intensity with its source, and only there', async () => {
    await writeFile(
      join(folder, 'co2e.yml'),
      'model: { builtin: practice }\nco2e: { g-per-kwh: 360, source: "the grid operator, 2025" }\n',
    );
    const compared = await inProcess(
      ['compare', 'base.json', 'head.json', '--config', 'co2e.yml', '--out', 'e.json'],
      folder,
    );
    const c = JSON.parse(await readFile(join(folder, 'e.json'), 'utf8')) as Comparison;
    const perTask = c.metrics.find((m) => m.id === 'energy-per-task')!.head!;
    expect(c.co2e).toMatchObject({
      gPerKwh: 360,
      source: 'the grid operator, 2025',
      arms: { plain: { headGramsPerTask: expect.closeTo(perTask / 1e4, 12) } },
    });
    expect(compared.stdout).toContain('the grid operator, 2025');
    expect((await inProcess(['report', 'c.json'], folder)).stdout).not.toContain('CO₂e');
  });
});

describe('bad input: a code, a fix, the right exit status, nothing half-written', () => {
  interface Case {
    name: string;
    config?: string;
    args?: string[];
    env?: NodeJS.ProcessEnv;
    status: number;
    says: string[];
  }
  const run = ['run', '--config', 'bad.yml', '--out', 'out.json'];
  const cases: Case[] = [
    {
      name: 'missing GGUF',
      config: 'model: { path: gone.gguf }\nworkload: { name: practice }',
      status: 2,
      says: ['model-unreadable', 'model.path'],
    },
    {
      name: 'corrupt GGUF',
      config: 'model: { path: cut.gguf }\nworkload: { name: practice }',
      status: 2,
      says: ['model-unreadable', 'damaged'],
    },
    {
      name: 'no GGUF at all',
      config: 'model: { path: joulegate.yml }\nworkload: { name: practice }',
      status: 2,
      says: ['model-unreadable', 'GGUF'],
    },
    {
      name: 'Git-LFS pointer',
      config: 'model: { path: pointer.gguf }\nworkload: { name: practice }',
      status: 2,
      says: ['model-unreadable', 'git lfs pull'],
    },
    {
      name: 'wrong hash',
      config: `model: { builtin: practice, sha256: "${'0'.repeat(64)}" }`,
      status: 2,
      says: ['model-hash-mismatch'],
    },
    {
      name: 'unknown key',
      config: 'model: { builtin: practice }\nrepets: 1',
      status: 2,
      says: ['config-invalid', 'did you mean "repeats"'],
    },
    { name: 'bad YAML', config: 'model: { builtin: practice', status: 2, says: ['config-unreadable', 'line 1'] },
    {
      name: 'unknown task',
      config: 'model: { builtin: practice }\nworkload: { name: practice, tasks: [practice/77] }',
      status: 2,
      says: ['task-unknown', 'practice/77'],
    },
    {
      name: 'task that differs from its pin',
      config: 'model: { builtin: practice }\nworkload: { name: humaneval, path: other.jsonl }',
      status: 2,
      says: ['workload-hash-mismatch', 'HumanEval/0'],
    },
    {
      name: 'no meter',
      config: `${CONFIG.replace('estimate', 'nvml')}`,
      status: 2,
      says: ['meter-unavailable', 'fix:'],
    },
    {
      name: 'template without {prompt}',
      config: `${CONFIG}prompt: { template: hello }`,
      status: 2,
      says: ['prompt-invalid'],
    },
    {
      name: 'prompt that does not fit',
      config: `${CONFIG}context: 256\nprompt: { template: "${'word '.repeat(600)}{prompt}" }`,
      status: 2,
      says: ['prompt-too-long', 'context'],
    },
    {
      name: 'unknown rule',
      config: `${CONFIG}suppression: { rule: magic }`,
      status: 2,
      says: ['rule-invalid', 'stop-strings'],
    },
    {
      name: 'no network for the model',
      config: 'model: { uri: "http://127.0.0.1:9/m.gguf" }\nworkload: { name: practice }',
      status: 5,
      says: ['download-failed', 'model.path'],
    },
    {
      name: 'no network for the data set',
      config: 'model: { builtin: practice }\nworkload: { name: humaneval }',
      env: { JOULEGATE_HUMANEVAL_URL: 'http://127.0.0.1:9/x' },
      status: 5,
      says: ['download-failed', 'workload.path'],
    },
    {
      name: 'a fault of our own',
      config: CONFIG,
      env: { JOULEGATE_RUNTIME_PATH: 'broken' },
      status: 5,
      says: ['internal-error', 'please report'],
    },
    {
      name: 'no native packages',
      config: CONFIG,
      env: { JOULEGATE_RUNTIME_PATH: 'nowhere' },
      status: 5,
      says: ['runtime-missing', 'npm ci'],
    },
    {
      name: 'a gate that could not decide',
      config: `${CONFIG}budget: { blocks: 3 }\n`,
      args: ['gate', '--config', 'bad.yml', '--out-dir', 'gate'],
      status: 2,
      says: ['too-few-blocks', '"budget.blocks" to 4'],
    },
    {
      name: 'an unreadable result',
      args: ['compare', 'joulegate.yml', 'joulegate.yml', '--out', 'out.json'],
      status: 2,
      says: ['document-invalid'],
    },
    {
      name: 'a result of another version',
      args: ['compare', 'v9.json', 'v9.json', '--out', 'out.json'],
      status: 2,
      says: ['schema version 9'],
    },
    {
      name: 'a missing result',
      args: ['compare', 'gone.json', 'gone.json', '--out', 'out.json'],
      status: 2,
      says: ['file-unreadable', 'gone.json'],
    },
    {
      name: 'a baseline with no place',
      args: ['baseline', 'update', 'head.json', '--config', 'joulegate.yml'],
      status: 2,
      says: ['baseline-refused', 'file:.joulegate/baseline.json'],
    },
  ];
  beforeAll(async () => {
    await copyFile(model, join(folder, 'cut.gguf'));
    await truncate(join(folder, 'cut.gguf'), 400_000);
    await writeFile(join(folder, 'pointer.gguf'), 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
    await writeFile(
      join(folder, 'other.jsonl'),
      JSON.stringify({ task_id: 'HumanEval/0', prompt: 'x', entry_point: 'f', canonical_solution: 'y', test: 'z' }),
    );
    await writeFile(join(folder, 'v9.json'), '{"schemaVersion":9}');
    await writeFile(join(folder, 'head.json'), JSON.stringify(fakeResult({ decode: [1, 1] })));
    await mkdir(join(folder, 'broken/node_modules/node-llama-cpp'), { recursive: true });
    await writeFile(join(folder, 'broken/node_modules/node-llama-cpp/index.js'), 'throw new TypeError("boom");');
    for (const name of ['koffi', 'pyodide'])
      await symlink(join(packageRoot, 'node_modules', name), join(folder, 'broken/node_modules', name));
    await mkdir(join(folder, 'nowhere'));
  });

  it.each(cases)('$name', async (c) => {
    if (c.config !== undefined) await writeFile(join(folder, 'bad.yml'), c.config);
    const env = Object.fromEntries(
      Object.entries({ JOULEGATE_CACHE: join(folder, 'cache'), ...c.env }).map(([k, v]) => [
        k,
        k === 'JOULEGATE_RUNTIME_PATH' ? join(folder, v!) : v,
      ]),
    );
    await rm(join(folder, 'out.json'), { force: true });
    const done = await (c.env ? cli : inProcess)(c.args ?? run, folder, env);
    for (const text of c.says) expect(done.stderr).toContain(text);
    expect(done.status).toBe(c.status);
    expect(existsSync(join(folder, 'out.json'))).toBe(false);
  });
});

describe('signals', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a run with %d and keeps what was measured', async (signal, status) => {
    const out = join(folder, `${signal}.json`);
    await writeFile(join(folder, 'texts.yml'), CONFIG.replace(/workload:.*/, TEXTS));
    await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0, 2));
    const args = ['run', '--config', 'texts.yml', '--repeats', '500', '--out', out];
    const done = await runNode([join(packageRoot, 'dist/cli.js'), ...args], {
      cwd: folder,
      env: cleanEnvironment(),
      until: (stderr) => (stderr.includes('block 3 of 500') ? signal : null),
    });
    expect(done.status).toBe(status);
    expect(existsSync(out)).toBe(false);
    const journal = (await readFile(`${out}.journal.jsonl`, 'utf8')).trim().split('\n');
    expect(journal.length).toBeGreaterThanOrEqual(3);
    expect(JSON.parse(journal[0]!)).toMatchObject({
      pass: { block: 0 },
      answers: [{ task: 'practice/0' }, { task: 'practice/2' }],
    });
  });
});
