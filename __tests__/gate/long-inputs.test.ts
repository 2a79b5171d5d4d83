import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { loadConfig } from '../../src/config/load.ts';
import { runGate } from '../../src/gate/run.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { jsonl, sourceRows } from '../support/longbench.ts';
import { Repository } from '../support/repository.ts';
import { scriptedModel } from '../support/scripted-model.ts';
import { describeWith, sharedFiles } from '../support/shared.ts';

let r: Repository;
beforeEach(async () => void (r = await Repository.make()));

async function gate() {
  const end = await runGate({
    outDir: r.at('.git', 'out'),
    id: 'joulegate.yml',
    commit: 'c'.repeat(40),
    env: {},
    load: async () => await loadConfig(r.at('joulegate.yml')),
    onProgress: () => undefined,
  });
  if (end.refused) throw end.error;
  return end.outcome;
}

/** Energy does not gate: of two models of some milliseconds a token it says nothing. */
const config = (model: string, limits: string, more = ''): string => `model: { path: ${model} }
workload: { name: longbench-cu, path: rows.jsonl }
repeats: 4
budget: { blocks: 4 }
meter: estimate
engine: { gpu: none, threads: 1 }
thresholds: { energy-per-task: false${limits} }
${more}`;
const score = (c: Comparison) => c.metrics.find((m) => m.id === 'score')!;

describe('a gate on long inputs: score in the place of pass@1', () => {
  /** Head's answer is right for three of four tasks, and 0.8 right for the fourth: a fall of 5 points. */
  const rows = sourceRows('lcc', 4).map((row, i) => ({
    ...row,
    context: row.context.slice(0, 100),
    answers: i === 0 ? ['x = 1'] : ['x = 1', 'x = 2'],
  }));

  const between = async (limits: string) => {
    await scriptedModel(r.at('base.gguf'), { answer: 'x = 1\n' });
    await scriptedModel(r.at('head.gguf'), { answer: 'x = 2\n' });
    r.commit({ 'rows.jsonl': jsonl(rows), 'joulegate.yml': config('base.gguf', limits) });
    r.commit({ 'joulegate.yml': config('head.gguf', limits) });
    return await gate();
  };

  test('at the limit that every configuration has, 5 points, it passes', async () => {
    const { comparison, base, result, paths } = await between('');
    // The workload is head's for both sides, and with it its cap.
    expect([base!, result!].map((x) => x.subject.sampling!.maxTokens)).toEqual([10, 10]);
    expect(comparison).toMatchObject({ verdict: 'pass', reasons: [] });
    expect(score(comparison)).toMatchObject({ arm: 'plain', basis: 'exact', base: 1, verdict: 'pass' });
    expect(score(comparison).change).toBeCloseTo(-0.05, 12);
    expect(Object.keys(result!.arms)).toEqual(['plain']);
    const told = comparison.findings.filter((f) => f.code === 'rule-not-applicable');
    expect(told).toEqual([expect.objectContaining({ arm: 'suppressed' })]);
    // Both sides say it, so it is said once, of neither.
    expect(told[0]).not.toHaveProperty('side');
    const comment = await readFile(paths.comment, 'utf8');
    expect(comment).toContain('| score, limit ≥ −5.0 points |');
    expect(comment).not.toContain('pass@1');
    expect(comment).not.toContain('babble');
  });

  test('just beyond it is red, names the task that fell, and needs the label of accuracy', async () => {
    const { comparison, paths } = await between(', score: { decrease: 0.0499 }');
    expect(comparison.verdict).toBe('regressed');
    expect(comparison.metrics.filter((m) => m.verdict === 'regressed').map((m) => [m.id, m.arm])).toEqual([
      ['score', 'plain'],
    ]);
    const comment = await readFile(paths.comment, 'utf8');
    expect(comment).toMatch(/regressed – score \(plain\) −5\.0 points, limit −5\.0 points/);
    expect(comment).toContain('lost: `lcc-0`.');
    expect(comment).toContain('joulegate-accept-accuracy');
    expect(comment).not.toContain('`joulegate-accept`');
    const html = RENDERERS.html(comparison);
    expect(html).toContain('Answers are scored by their likeness to the reference answers');
    expect(html).not.toContain('hidden tests');
  });

  test('a floor of its own is held too', async () => {
    expect((await between(', score: { min: 0.96 }')).comparison.verdict).toBe('regressed');
  });
});

describeWith(sharedFiles.smallModel, 'a gate on long inputs with a real model', () => {
  /** Lines that go on in a way that a small model sees. */
  const rows = ['width', 'price'].map((name, i) => ({
    ...sourceRows('lcc', 2)[i]!,
    context: Array.from({ length: 30 }, (_, n) => `    total += ${name}[${n}]\n`).join(''),
    answers: [`    total += ${name}[30]`],
  }));
  const of = (more: string): string => config(sharedFiles.smallModel, '', more);

  test('a prompt that asks for something else is red by its score; the same in other words is not', async () => {
    r.commit({ 'rows.jsonl': jsonl(rows), 'joulegate.yml': of('prompt: { style: raw }\n') });
    r.commit({
      'joulegate.yml': of('prompt: { style: raw, template: "{prompt}\\n\\nNow write a poem about the sea:\\n\\n" }\n'),
    });
    const worse = (await gate()).comparison;
    expect(worse.verdict).toBe('regressed');
    expect(score(worse).base!).toBeGreaterThan(0.7);
    expect(score(worse).head!).toBeLessThan(0.5);
  });
});
