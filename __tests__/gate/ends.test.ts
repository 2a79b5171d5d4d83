import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load.ts';
import { packageRoot } from '../../src/common/paths.ts';
import type { Metric } from '../../src/common/generated/comparison.ts';
import { exitOf } from '../../src/gate/exit.ts';
import { runGate } from '../../src/gate/run.ts';
import { practiceCopy } from '../support/practice-copy.ts';
import { Repository } from '../support/repository.ts';

/** What a change can touch, each from a commit to its verdict, measured with the embedded model. */

/** The chatty prompt: functions are complete after some 40 tokens, the answer ends by itself after 176. */
const CONFIG = `model: { builtin: practice }
prompt: { file: prompt.txt }
workload: { name: practice, tasks: [practice/0] }
sampling: { max-tokens: 176 }
arms: [plain]
repeats: 4
budget: { blocks: 4 }
meter: estimate
engine: { gpu: none, threads: 1 }
`;
const BASE = {
  'joulegate.yml': CONFIG,
  'prompt.txt': await readFile(join(packageRoot, 'assets/practice/prompts/chatty.txt')),
};

let r: Repository;
beforeEach(async () => (r = await Repository.make()));

type Files = Parameters<Repository['commit']>[0];

/** The gate of a commit with `head` on one with `base`. */
async function gated(base: Files, head: Files) {
  r.commit({ ...BASE, ...base });
  r.commit(head);
  const end = await runGate({
    outDir: r.at('.git', 'out'),
    id: 'joulegate.yml',
    commit: null,
    env: {},
    load: async () => await loadConfig(r.at('joulegate.yml')),
    onProgress: () => undefined,
  });
  if (end.refused) throw end.error;
  const { comparison } = end.outcome;
  const metric = (id: string, arm = 'plain'): Metric => comparison.metrics.find((m) => m.id === id && m.arm === arm)!;
  return { comparison, metric, status: exitOf(comparison.verdict, end.config), comment: end.outcome.comment };
}

/** The configuration with something else in the place of a line. */
const configured = (...lines: [from: RegExp, to: string][]): Files => ({
  'joulegate.yml': lines.reduce((text, [from, to]) => text.replace(from, to), CONFIG),
});
const MODEL: [RegExp, string] = [/builtin: practice/, 'path: m.gguf'];

/** A generator of normal numbers, by a linear congruence (Numerical Recipes) and Box and Muller. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('a change, from its commit to its verdict', () => {
  test('a model in other numbers: equal tokens, so what its tokens cost is measured', async () => {
    const q8 = await readFile(join(packageRoot, 'assets/practice/practice-model.gguf'));
    const { comparison, metric } = await gated({ ...configured(MODEL), 'm.gguf': practiceCopy() }, { 'm.gguf': q8 });
    expect(metric('energy-per-task')).toMatchObject({ basis: 'measured' });
    expect(metric('energy-per-task').change).not.toBe(0);
    expect(metric('output-tokens')).toMatchObject({ basis: 'exact', change: 0, base: 176 });
    expect(metric('pass-at-1')).toMatchObject({ basis: 'exact', change: 0, head: 1, verdict: 'pass' });
    // No token more or less: the whole change is what they cost.
    const joules = (...names: string[]): number =>
      comparison.why[0]!.parts.filter((p) => names.includes(p.part)).reduce((sum, p) => sum + p.joules, 0);
    expect(joules('prompt-tokens', 'useful-output', 'babble')).toBeCloseTo(0, 9);
    const { base: before, head: after } = comparison.why[0]!;
    expect(joules('prefill-energy-per-token', 'decode-energy-per-step', 'context')).toBeCloseTo(after - before, 9);
  });

  test('shorter answers by the sampling: told by tokens, and better', async () => {
    // Where the cut falls, and whether it leaves a program, is not what is asked.
    const alone: [RegExp, string] = [/arms:/, 'thresholds: { pass-at-1: false }\narms:'];
    const { comparison, metric, status } = await gated(
      configured(alone),
      configured(alone, [/max-tokens: 176/, 'max-tokens: 100']),
    );
    expect(metric('energy-per-task').verdict).toBe('improved');
    // Of the two intervals the narrower one holds, and how quiet this machine is nobody knows.
    expect(['equal-rates', 'measured']).toContain(metric('energy-per-task').basis);
    expect(metric('energy-per-task').change).toBeLessThan(-0.2);
    expect(metric('output-tokens')).toMatchObject({ basis: 'exact', base: 176, head: 100 });
    expect(comparison.verdict).toBe('improved');
    expect(status).toBe(0);
  });

  test('a temperature: tokens differ between blocks, so they are a sample', async () => {
    const short: [RegExp, string] = [/max-tokens: 176/, 'max-tokens: 48'];
    const { metric } = await gated(
      configured(short),
      configured(short, [/max-tokens: 48/, 'max-tokens: 48, temperature: 1.2']),
    );
    expect(metric('output-tokens').basis).not.toBe('exact');
    expect(metric('pass-at-1').basis).not.toBe('exact');
  });

  test('a rule that stops nothing: the plain arm is as it was, the suppressed one babbles again', async () => {
    const both: [RegExp, string] = [/arms: \[plain\]/, 'arms: [plain, suppressed]'];
    // Suppressed answers are short: of two the joules are less noisy.
    const tasks: [RegExp, string] = [/\[practice\/0\]/, '[practice/0, practice/1]'];
    const never = 'engine:\nsuppression: { rule: stop-strings, stop-strings: ["@@@"] }\nengine:';
    const { comparison, metric, status } = await gated(
      configured(both, tasks),
      configured(both, tasks, [/engine:/, never.replace('engine:\n', '')]),
    );
    expect(metric('energy-per-task', 'suppressed').verdict).toBe('regressed');
    expect(metric('output-tokens', 'suppressed')).toMatchObject({ head: 170 });
    expect(metric('energy-per-task', 'plain').verdict).not.toBe('regressed');
    expect(comparison.verdict).toBe('regressed');
    expect(status).toBe(1);
  });

  test('noise in the weights: cheaper, and wrong, which fails', async () => {
    const normal = normals(4);
    const noisy = practiceCopy((name, weights) => {
      if (!name.includes('ffn_down')) return;
      const size = Math.hypot(...weights) / Math.sqrt(weights.length);
      weights.forEach((w, i) => (weights[i] = w + size * normal()));
    });
    const { comparison, metric, status, comment } = await gated(
      { ...configured(MODEL), 'm.gguf': practiceCopy() },
      { 'm.gguf': noisy },
    );
    expect(metric('output-tokens').change).toBeLessThan(-0.1);
    expect(metric('energy-per-task').verdict).not.toBe('regressed');
    expect(metric('pass-at-1')).toMatchObject({ base: 1, verdict: 'regressed' });
    expect(comparison.verdict).toBe('regressed');
    expect(status).toBe(1);
    expect(comment).toContain('pass@1');
  });
});
