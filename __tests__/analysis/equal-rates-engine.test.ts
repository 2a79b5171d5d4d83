import { beforeAll, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compare } from '../../src/analysis/compare.ts';
import type { ConfigFile } from '../../src/common/generated/config.ts';
import type { Comparison, Metric } from '../../src/common/generated/comparison.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { checkConfig } from '../../src/config/load.ts';
import { measure } from '../../src/experiment/open.ts';
import { practiceTexts } from '../support/practice-texts.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { ENERGY_3 } from './support/cases.ts';

/** The embedded model, 4 tasks, under `estimate`. */
let path: string;
const run = async (template: string, repeats: number): Promise<RunResult> => {
  const config: ConfigFile = {
    model: { builtin: 'practice' },
    workload: { name: 'custom', path },
    prompt: { template, style: 'raw' },
    arms: ['plain'],
    meter: 'estimate',
    engine: { threads: 1 },
    repeats,
  };
  const options = { commit: null, journal: null, onProgress: () => undefined };
  const spec = { name: 'head', config: checkConfig(config, 'the test', packageRoot) };
  return (await measure([spec], options))[0]!;
};
const energy = (c: Comparison): Metric => c.metrics.find((m) => m.id === 'energy-per-task')!;

let [base, head, again]: RunResult[] = [];
beforeAll(async () => {
  path = join(await temporaryFolder(), 'texts.jsonl');
  await writeFile(path, practiceTexts(0, 3, 6, 9));
  base = await run('# Complete this function.\n{prompt}', 4);
  head = await run('# Please complete this function, and write nothing else.\n{prompt}', 4);
  again = await run('# Please complete this function, and write nothing else.\n{prompt}', 4);
});

test('a prompt reworded is decided by tokens, against a stored estimate too', () => {
  const c = compare(base!, head!, { thresholds: ENERGY_3 });
  const m = energy(c);
  expect(m.basis).toBe('equal-rates');
  expect(c.reasons).not.toContain('stored-estimate');
  expect(m.change).toBeGreaterThan(-0.3);
  expect(m.interval![1]! - m.interval![0]!).toBeGreaterThan(0);
  expect(c.metrics.find((x) => x.id === 'output-tokens')!.basis).toBe('exact');
});

test('the same prompt measured twice: its joules differ from day to day, and alone decide nothing', () => {
  const c = compare(head!, again!, { thresholds: ENERGY_3 });
  expect(energy(c).basis).toBe('measured');
  expect(c.reasons).toEqual(['stored-estimate']);
});

test('another context is no prompt: its joules must be measured', () => {
  const other = { ...head!, subject: { ...head!.subject, context: 4096 } };
  expect(energy(compare(base!, other, { thresholds: ENERGY_3 })).basis).toBe('measured');
});
