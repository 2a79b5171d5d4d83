import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { assertRunResult } from '../../src/common/schema.ts';
import type { JournalLine } from '../../src/experiment/journal-line.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { cleanEnvironment, cli, runNode } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

const CONFIG =
  'model: { builtin: practice }\nworkload: { name: practice, tasks: [practice/0, practice/2] }\nmeter: estimate\nengine: { gpu: none, threads: 1 }\nsampling: { max-tokens: 64 }\n';
/** The same of texts, which need no sandbox. */
const OF_TEXTS = CONFIG.replace(/workload:.*/, TEXTS);
const BLOCKS = 400;

let folder: string;
const at = (name: string): string => join(folder, name);
const linesOf = (text: string): JournalLine[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLine);
const run = (config: string, out: string, repeats: number, ...more: string[]) =>
  cli(['run', '--config', config, '--repeats', String(repeats), '--out', out, ...more], folder, {
    JOULEGATE_CACHE: at('cache'),
  });

/** A run of far too many blocks, ended by SIGKILL in its third; its journal, whose last line is cut in addition. */
async function killed(config: string, out: string): Promise<JournalLine[]> {
  const done = await runNode(
    [join(packageRoot, 'dist/cli.js'), 'run', '--config', config, '--repeats', String(BLOCKS), '--out', out],
    {
      cwd: folder,
      env: cleanEnvironment({ JOULEGATE_CACHE: at('cache') }),
      until: (stderr) => (stderr.includes(`block 3 of ${BLOCKS}, plain`) ? 'SIGKILL' : null),
    },
  );
  expect(done.status).toBe(137);
  const journal = `${at(out)}.journal.jsonl`;
  const text = await readFile(journal, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  await appendFile(journal, `${text === whole ? '' : '\n'}{"measurement":"half a li`);
  return linesOf(whole);
}

/** Joules and tokens of a block's pass, as journal and result have them. */
const figures = (result: RunResult, block: number, arm: 'plain' | 'suppressed'): unknown =>
  result.arms[arm]!.tasks.map(({ id, repeats }) => {
    const { promptTokens, outputTokens, decodeSteps, text, phases } = repeats.find((r) => r.block === block)!;
    return { task: id, promptTokens, outputTokens, decodeSteps, text, phases };
  });
const journalled = ({ answers }: JournalLine): unknown =>
  answers.map(({ task, promptTokens, outputTokens, decodeSteps, text, phases }) => ({
    task,
    promptTokens,
    outputTokens,
    decodeSteps,
    text,
    phases,
  }));

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(at('c.yml'), CONFIG);
  await writeFile(at('t.yml'), OF_TEXTS);
  await writeFile(at('texts.jsonl'), practiceTexts(0, 2));
});

describe('a run that was killed (the built command, SIGKILL)', () => {
  test("is continued: its whole blocks' tokens and joules stand in the result, the rest is measured, under the same id", async () => {
    const before = await killed('c.yml', 'r.json');
    const whole = Math.floor(before.length / 2);
    expect(whole).toBeGreaterThanOrEqual(2);
    const blocks = whole + 2;
    const done = await run('c.yml', 'r.json', blocks, '--resume');
    expect({ status: done.status, stderr: done.status === 0 ? '' : done.stderr }).toEqual({ status: 0, stderr: '' });
    expect(done.stderr).toContain(`continuing the run in ${at('r.json')}.journal.jsonl: ${whole} finished blocks`);
    expect(done.stderr).not.toMatch(new RegExp(`^block ${whole} of`, 'm'));
    expect(done.stderr).toMatch(new RegExp(`^block ${whole + 1} of ${blocks}, `, 'm'));
    const result: unknown = JSON.parse(await readFile(at('r.json'), 'utf8'));
    assertRunResult(result, 'the continued result');
    expect(result.measurement).toBe(before[0]!.measurement);
    for (const line of before.slice(0, 2 * whole))
      expect(figures(result, line.pass.block, line.pass.arm)).toEqual(journalled(line));
    for (const arm of ['plain', 'suppressed'] as const)
      for (const { repeats } of result.arms[arm]!.tasks)
        expect(repeats.map((r) => r.block)).toEqual(Array.from({ length: blocks }, (_, b) => b));
    expect(result.blocks!.map((b) => b.block)).toEqual(Array.from({ length: 2 * blocks }, (_, i) => i >> 1));
    // Graded as a run that nobody stopped is.
    expect(result.arms.plain!.tasks.every((t) => t.repeats.every((r) => r.passed === true))).toBe(true);
    expect(existsSync(`${at('r.json')}.journal.jsonl`)).toBe(false);
  });

  test('of something else is set aside, what differs is said, and a new run begins', async () => {
    const before = await killed('t.yml', 'other.json');
    await writeFile(at('shorter.yml'), OF_TEXTS.replace('max-tokens: 64', 'max-tokens: 48'));
    const done = await run('shorter.yml', 'other.json', 1, '--resume');
    expect(done.status).toBe(0);
    expect(done.stderr).toContain(`the run in ${at('other.json')}.journal.jsonl cannot be continued: head differs`);
    const result = JSON.parse(await readFile(at('other.json'), 'utf8')) as RunResult;
    expect(result.measurement).not.toBe(before[0]!.measurement);
    expect(result.arms.plain!.tasks[0]!.repeats).toHaveLength(1);
    const aside = (await readdir(folder)).filter((f) => /^other\.json\.journal\..+\.jsonl$/.test(f));
    expect(aside).toHaveLength(1);
    expect(done.stderr).toContain(aside[0]!);
  });

  test('is not continued unasked, and with nothing to continue --resume is an ordinary run', async () => {
    const before = await killed('t.yml', 'unasked.json');
    const done = await run('t.yml', 'unasked.json', 1);
    expect(done.stderr).toContain('an earlier run here did not become whole');
    const result = JSON.parse(await readFile(at('unasked.json'), 'utf8')) as RunResult;
    expect(result.measurement).not.toBe(before[0]!.measurement);
    const fresh = await run('t.yml', 'fresh.json', 1, '--resume');
    expect(fresh.status).toBe(0);
    expect(fresh.stderr).toContain('there is no finished pass in');
  });
});
