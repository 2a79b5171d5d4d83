import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertRunResult } from '../../src/common/schema.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { compare } from '../../src/analysis/compare.ts';
import { checkConfig } from '../../src/config/load.ts';
import { measure } from '../../src/experiment/open.ts';
import { describeOptions } from '../../src/gate/options.ts';
import { codeSimilarity } from '../../src/judge/text/code-similarity.ts';
import { jsonl, sourceRows } from '../support/longbench.ts';
import { scriptedModel } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

const ROWS = [...sourceRows('lcc', 2), ...sourceRows('repobench-p', 2)];

/** Runs what an embedded model makes of a file of tasks, one block. */
async function run(config: object, said: string[] = []): Promise<RunResult> {
  const checked = checkConfig(
    { repeats: 1, meter: 'estimate', engine: { threads: 1, gpu: 'none' }, ...config },
    'test',
    '/',
  );
  const options = { commit: null, journal: null, onProgress: (line: string) => void said.push(line) };
  const [result] = await measure([{ name: 'head', config: checked }], options);
  assertRunResult(result, 'the result');
  return result;
}

const answers = (result: RunResult) => result.arms.plain!.tasks.map((t) => ({ id: t.id, ...t.repeats[0]! }));

describe("LongBench's code tasks through the embedded engine", () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    path = join(folder, 'longbench.jsonl');
    await writeFile(path, jsonl(ROWS));
  });

  test('10 tokens are asked for, each answer is scored as LongBench does, and nothing is suppressed, which is said', async () => {
    const said: string[] = [];
    const result = await run({ model: { builtin: 'practice' }, workload: { name: 'longbench-cu', path } }, said);
    expect(result.workload).toMatchObject({ name: 'longbench-cu', tasks: 4 });
    expect(result.subject.sampling).toMatchObject({ maxTokens: 10 });
    expect(Object.keys(result.arms)).toEqual(['plain']);
    for (const r of answers(result)) {
      expect(r).toMatchObject({ passed: null, scoreName: 'code-similarity', babbleTokens: null });
      expect(r.outputTokens).toBeLessThanOrEqual(10);
      expect(r.score).toBe(codeSimilarity(r.text, ROWS.find((row) => row._id === r.id)!.answers));
    }
    expect(result.findings).toContainEqual({
      code: 'rule-not-applicable',
      arm: 'suppressed',
      text: expect.stringContaining('longbench-cu'),
    });
    expect(said).toContainEqual(expect.stringMatching(/^rule-not-applicable: /));
    // Python is not started for texts.
    expect(result.environment).not.toHaveProperty('python');
    const comparison = compare(null, result, describeOptions(null));
    expect(comparison.findings.map((f) => [f.code, f.side, f.arm])).toContainEqual([
      'rule-not-applicable',
      'head',
      'suppressed',
    ]);
    expect(comparison.reasons).toEqual(['no-baseline']);
    const ids = comparison.metrics.map((m) => m.id);
    expect(ids).toContain('score');
    for (const id of ['pass-at-1', 'energy-per-solved-task', 'babble-share', 'false-stops'] as const)
      expect(ids).not.toContain(id);
    const mean = answers(result).reduce((sum, r) => sum + r.score!, 0) / 4;
    expect(comparison.metrics.find((m) => m.id === 'score')!.head).toBeCloseTo(mean, 12);
  });

  test('plain alone asked for leaves nothing out', async () => {
    const result = await run({
      model: { builtin: 'practice' },
      arms: ['plain'],
      workload: { name: 'longbench-cu', path, tasks: ['lcc-0'] },
    });
    expect(result.findings?.map((f) => f.code) ?? []).not.toContain('rule-not-applicable');
  });

  test.each([
    ['longbench-cu', {}, 10],
    ['longbench-cu-long', {}, 300],
    ['longbench-cu', { official: true }, 64],
  ])('a prompt too long for context and answer is cut in its middle: %s %j', async (name, more, most) => {
    const said: string[] = [];
    const config = { model: { builtin: 'practice' }, arms: ['plain'], context: 512 };
    const { subject, prompts, findings, ...result } = await run({ ...config, workload: { name, path, ...more } }, said);
    expect(subject.sampling).toMatchObject({ maxTokens: most });
    const room = 2 * Math.floor((subject.context! - most) / 2);
    const long = answers(result as RunResult);
    for (const r of long) expect(r.promptTokens).toBe(room);
    expect(Object.keys(prompts!.cutTokens!)).toEqual(ROWS.map((r) => r._id));
    const cut = Object.values(prompts!.cutTokens!);
    expect(Math.min(...cut)).toBeGreaterThan(0);
    const text = `4 of 4 prompts are longer than the context leaves room for: ${cut.reduce((a, b) => a + b, 0)} tokens are cut out of their middle`;
    expect(findings).toEqual([{ code: 'prompts-cut', text }]);
    expect(said).toContain(`prompts-cut: ${text}`);
  });

  test('what fits is not cut, to the token; of one token less the middle goes', async () => {
    const config = { model: { builtin: 'practice' }, arms: ['plain'] };
    const workload = { name: 'longbench-cu', path, tasks: ['lcc-1'] };
    const whole = await run({ ...config, context: 4096, workload });
    const { promptTokens } = answers(whole)[0]!;
    expect(whole.prompts).not.toHaveProperty('cutTokens');
    // llama.cpp rounds a context up to a multiple of 256: what is asked for besides makes up the rest.
    const context = 256 * Math.ceil((promptTokens + 40) / 256);
    const fits = await run({ ...config, context, workload, sampling: { 'max-tokens': context - promptTokens } });
    expect([answers(fits)[0]!.promptTokens, fits.prompts!.digest]).toEqual([promptTokens, whole.prompts!.digest]);
    expect(fits.prompts).not.toHaveProperty('cutTokens');
    const cut = await run({ ...config, context, workload, sampling: { 'max-tokens': context - promptTokens + 1 } });
    const left = 2 * Math.floor((promptTokens - 1) / 2);
    expect(answers(cut)[0]!.promptTokens).toBe(left);
    expect(cut.prompts!.cutTokens).toEqual({ 'lcc-1': promptTokens - left });
  });

  test('an answer that takes the whole context leaves no room for a prompt, and is refused by name', async () => {
    const config = { model: { builtin: 'practice' }, context: 512, sampling: { 'max-tokens': 512 } };
    await expect(run({ ...config, workload: { name: 'longbench-cu', path } })).rejects.toMatchObject({
      code: 'prompt-too-long',
      fix: expect.stringContaining('max-tokens'),
    });
  });

  test("officially the prompt is LongBench's own text, whatever chat template the model has", async () => {
    const template =
      "{% for m in messages %}<|im_start|>{{ m['content'] }}<|im_end|>{% endfor %}{% if add_generation_prompt %}<|im_start|>{% endif %}";
    const model = { path: await scriptedModel(join(folder, 'chat.gguf'), { answer: 'x = 1\n', template }) };
    const config = { model, arms: ['plain'] };
    const workload = { name: 'longbench-cu', path, tasks: ['lcc-1'] };
    const chat = await run({ ...config, workload });
    const official = await run({ ...config, workload: { ...workload, official: true } });
    expect(chat.subject.prompt).toMatchObject({ style: 'chat', template: '{prompt}', answerPrefix: '' });
    expect(official.subject.prompt).toMatchObject({ style: 'raw', template: '{prompt}', answerPrefix: '' });
    expect(answers(chat)[0]!.promptTokens - answers(official)[0]!.promptTokens).toBe(3);
  });
});

describe("tasks of one's own through the embedded engine", () => {
  test('answers are scored whole; without answers nothing is scored, and nothing of accuracy is told', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'own.jsonl');
    const model = { path: await scriptedModel(join(folder, 'm.gguf'), { answer: 'let x = 1;\n' }) };
    await writeFile(
      path,
      jsonl([
        { id: 'a', prompt: 'Write Rust.', answers: ['fn', 'let x = 1;'] },
        { id: 'b', prompt: 'And?', answers: ['zzz'] },
      ]),
    );
    const config = { model, workload: { name: 'custom', path } };
    expect(answers(await run(config)).map((r) => [r.score, r.scoreName])).toEqual([
      [1, 'similarity'],
      [0, 'similarity'],
    ]);
    await writeFile(path, jsonl([{ id: 'a', prompt: 'Write Rust.' }]));
    const unscored = await run(config);
    expect(answers(unscored)[0]).toMatchObject({ passed: null, score: null, scoreName: 'none' });
    const ids = compare(null, unscored, describeOptions(null)).metrics.map((m) => m.id);
    expect(ids).toContain('energy-per-task');
    for (const id of ['score', 'pass-at-1', 'energy-per-solved-task'] as const) expect(ids).not.toContain(id);
  });

  test('thoughts are no part of what is scored', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'own.jsonl');
    const model = {
      path: await scriptedModel(join(folder, 'm.gguf'), { answer: '<think>\nhm, b?\n</think>\nlet x = 1;\n' }),
    };
    await writeFile(path, jsonl([{ id: 'a', prompt: 'Write Rust.', answers: ['let x = 1;'] }]));
    expect(answers(await run({ model, workload: { name: 'custom', path } }))[0]).toMatchObject({ score: 1 });
  });

  test('tests are run in the sandbox, under the rules that HumanEval has', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'own.jsonl');
    const model = { path: await scriptedModel(join(folder, 'm.gguf'), { answer: '    return 1\n\n\nprint(2)\n' }) };
    const test = 'def check(f):\n    assert f() == 1\n';
    await writeFile(path, jsonl([{ id: 'a', prompt: 'def f():\n', test, entry_point: 'f' }]));
    const result = await run({ model, workload: { name: 'custom', path } });
    expect(Object.keys(result.arms)).toEqual(['plain', 'suppressed']);
    expect(answers(result)[0]).toMatchObject({ passed: true });
    expect(answers(result)[0]!.babbleTokens).toBeGreaterThan(0);
    expect(result).not.toHaveProperty('findings');
  });
});
