import { beforeAll, expect, test } from '@jest/globals';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Study } from '../../src/common/generated/study.ts';
import { jsonl } from '../support/longbench.ts';
import { inProcess, type Finished } from '../support/run.ts';
import { scriptedModel } from '../support/scripted-model.ts';
import { temporaryFolder } from '../support/tmp.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const name of ['tmp', 'locks']) await mkdir(join(folder, name));
  await scriptedModel(join(folder, 'm.gguf'), { answer: 'let x = 1;\n' });
  await writeFile(
    join(folder, 'tasks.jsonl'),
    jsonl([
      { id: 'a', prompt: 'Write it.', wanted: 'let x' },
      { id: 'b', prompt: 'And this.', wanted: 'const y' },
    ]),
  );
});

const study = async (): Promise<Finished & { tables: Study }> => {
  const env = {
    TMPDIR: join(folder, 'tmp'),
    JOULEGATE_LOCK_DIR: join(folder, 'locks'),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  const done = await inProcess(['study', '--matrix', 'matrix.yml', '--out', 'out'], folder, env);
  return { ...done, tables: JSON.parse(await readFile(join(folder, 'out', 'study.json'), 'utf8')) as Study };
};

test('a study grades by a checker: pass@1 and joules per correct answer, no babble; another checker, measured anew', async () => {
  await writeFile(
    join(folder, 'matrix.yml'),
    JSON.stringify({
      models: [{ name: 'm', path: 'm.gguf' }],
      workloads: [
        {
          name: 'custom',
          path: 'tasks.jsonl',
          'max-tokens': 20,
          checker: { command: ['node', 'check.mjs', '{answer}', '{task}'], files: ['check.mjs'] },
        },
      ],
      prompt: { style: 'raw' },
      suppression: { rules: ['tests', 'stop-strings'] },
      repeats: 1,
      meter: 'estimate',
      engine: { gpu: 'none', threads: 1 },
    }),
  );
  const checker = (score: string): string => `import { readFileSync } from 'node:fs';
const [answer, task] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8'));
const passed = answer.includes(JSON.parse(task).wanted);
${score}
process.exit(passed ? 0 : 1);`;
  await writeFile(join(folder, 'check.mjs'), checker(''));
  const { status, tables, stdout } = await study();
  expect(status).toBe(0);
  expect(stdout).toContain('rule-not-applicable: tests, stop-strings');
  const [cell, ...others] = tables.cells;
  expect(others).toEqual([]);
  expect(cell).toMatchObject({ arm: 'plain', score: 0.5, scoreName: 'pass@1', babbleShare: null, babbleJoules: null });
  expect(cell!.joulesPerCorrect!).toBeCloseTo(2 * cell!.joulesPerInference!, 9);
  expect(cell!.nulls).toMatchObject({ babbleShare: 'no-tests' });
  expect((await study()).stdout).toContain('0 of 1 units to run');
  await writeFile(join(folder, 'check.mjs'), checker('console.log(JSON.stringify({ passed, score: 0.9 }));'));
  const again = await study();
  expect(again.stderr).toContain('m on custom is another than what was measured here');
  // What passes goes before a score that it gives beside.
  expect(again.tables.cells).toMatchObject([{ score: 0.5, scoreName: 'pass@1' }]);
});
