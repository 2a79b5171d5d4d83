import { describe, expect, test } from '@jest/globals';
import type { ConfigFile } from '../../src/common/generated/config.ts';
import { capOf, studyCapOf, WORKLOAD_NAMES, type WorkloadName } from '../../src/common/workloads.ts';
import { checkConfig } from '../../src/config/load.ts';
import { onWorkload } from '../../src/config/workload.ts';
import { refusal } from './support/refusal.ts';

const of = (name: WorkloadName, more: Partial<ConfigFile> = {}, workload: object = {}) =>
  checkConfig(
    {
      model: { builtin: 'practice' },
      ...more,
      workload: { name, ...(name === 'custom' ? { path: 'own.jsonl' } : {}), ...workload },
    },
    'joulegate.yml',
    '/repo',
  );
const refused = (...args: Parameters<typeof of>): string => refusal(() => of(...args));

describe('most tokens of an answer', () => {
  // The gate's and the published study's, which caps zero-shot at 300.
  test.each<[WorkloadName, number, number]>([
    ['practice', 512, 300],
    ['humaneval', 512, 300],
    ['humaneval-full', 512, 300],
    ['humaneval-2-shot', 300, 300],
    ['humaneval-cot', 2000, 2000],
    ['longbench-cu', 10, 10],
    ['longbench-cu-long', 300, 300],
    ['custom', 512, 300],
  ])('%s: %d, in the study %d; an explicit number goes first', (name, most, study) => {
    expect(of(name).sampling.maxTokens).toBe(most);
    expect(capOf(name) ?? 512).toBe(most);
    expect(studyCapOf(name)).toBe(study);
    expect(of(name, { sampling: { 'max-tokens': 7 } }).sampling.maxTokens).toBe(7);
  });

  test('every workload is in this list', () => expect(WORKLOAD_NAMES).toHaveLength(8));

  test('LongBench itself asks for 64, whatever of the two it is; and an explicit number still goes first', () => {
    for (const name of ['longbench-cu', 'longbench-cu-long'] as const) {
      expect(of(name, {}, { official: true }).sampling.maxTokens).toBe(64);
      expect(studyCapOf(name, true)).toBe(64);
    }
    const explicit = of('longbench-cu', { sampling: { 'max-tokens': 20 } }, { official: true });
    expect(explicit.sampling.maxTokens).toBe(20);
  });
});

test("LongBench's official way is greedy, and its text alone is asked", () => {
  const { prompt, sampling, workload } = of('longbench-cu', {}, { official: true });
  expect(workload).toMatchObject({ name: 'longbench-cu', official: true });
  expect(prompt).toEqual({ template: null, file: null, style: 'raw', answerPrefix: null });
  expect(sampling.temperature).toBe(0);
});

test.each<[string, Parameters<typeof of>]>([
  ['workload.official: found true, and humaneval has no official way', ['humaneval', {}, { official: true }]],
  [
    "prompt.template: LongBench's official way asks in its own words",
    ['longbench-cu', { prompt: { template: '{prompt}' } }, { official: true }],
  ],
  [
    "prompt.style: LongBench's official way is raw",
    ['longbench-cu', { prompt: { style: 'chat' } }, { official: true }],
  ],
  [
    "sampling.temperature: LongBench's official way is greedy",
    ['longbench-cu', { sampling: { temperature: 0.1 } }, { official: true }],
  ],
  ['prompt.template: humaneval-cot asks in its own words', ['humaneval-cot', { prompt: { template: '{prompt}' } }]],
  ['prompt.file: humaneval-2-shot asks in its own words', ['humaneval-2-shot', { prompt: { file: 'p.txt' } }]],
  ['workload.path: custom is a file of your own', ['custom', {}, { path: undefined }]],
  [
    'thresholds.pass-at-1: longbench-cu has no tests',
    ['longbench-cu', { thresholds: { 'pass-at-1': { decrease: 0.1 } } }],
  ],
  [
    'thresholds.energy-per-solved-task: longbench-cu-long has no tests',
    ['longbench-cu-long', { thresholds: { 'energy-per-solved-task': { increase: 0.1 } } }],
  ],
  ['thresholds.score: humaneval is graded by tests', ['humaneval', { thresholds: { score: { decrease: 0.1 } } }]],
  ['thresholds.score.decrease: 5 can never be exceeded', ['longbench-cu', { thresholds: { score: { decrease: 5 } } }]],
])('%s', (message, args) => expect(refused(...args)).toContain(message));

test.each<[string, Parameters<typeof of>]>([
  ['a template for long inputs', ['longbench-cu', { prompt: { template: 'Go on:\n{prompt}' } }]],
  ['a style for worked examples', ['humaneval-2-shot', { prompt: { style: 'raw' } }]],
  ['a greedy temperature', ['longbench-cu', { sampling: { temperature: 0 } }, { official: true }]],
  ['a limit that is taken away', ['longbench-cu', { thresholds: { 'pass-at-1': false } }]],
  ['a limit on the score', ['longbench-cu', { thresholds: { score: { decrease: 0.02 } } }]],
  [
    'either limit where the rows say which holds',
    ['custom', { thresholds: { score: { decrease: 0.1 }, 'pass-at-1': { decrease: 0.1 } } }],
  ],
])('%s is allowed', (_, args) => expect(refused(...args)).toBe(''));

test('both accuracies have the same limit by default', () => {
  const { thresholds } = of('longbench-cu');
  expect(thresholds.score).toEqual({ plain: { decrease: 0.05 }, suppressed: { decrease: 0.05 } });
  expect(thresholds['pass-at-1']).toEqual(thresholds.score);
});

test("a subject that is measured on another's workload takes that one's cap and prompt", () => {
  const { workload } = of('humaneval-cot');
  const own = { model: { builtin: 'practice' as const }, prompt: { template: 'x {prompt}', style: 'raw' as const } };
  const base = checkConfig(own, 'base', '/repo', workload);
  expect(base.sampling.maxTokens).toBe(2000);
  expect(base.prompt).toEqual({ template: null, file: null, style: 'raw', answerPrefix: null });
  expect(base.workload).toEqual(workload);
});

test("a fork's cap is that of the workload it is judged on, unless it says another number", () => {
  const { workload } = of('humaneval');
  expect(onWorkload(of('longbench-cu'), workload)).toMatchObject({ workload, sampling: { maxTokens: 512 } });
  const explicit = of('longbench-cu', { sampling: { 'max-tokens': 20 } });
  expect(onWorkload(explicit, workload).sampling.maxTokens).toBe(20);
});
