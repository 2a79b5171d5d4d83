import { expect, test } from '@jest/globals';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../src/common/paths.ts';
import { readChecker } from '../../src/common/checker.ts';
import { checkConfig } from '../../src/config/load.ts';
import { CheckerJudge } from '../../src/judge/checker/judge.ts';
import { loadWorkload } from '../../src/workload/load.ts';
import { isText } from '../../src/workload/types.ts';
import { temporaryFolder } from '../support/tmp.ts';

test('the checker that docs/workloads.md shows grades JavaScript: right, wrong, none, and what ends as it likes', async () => {
  const docs = await readFile(join(packageRoot, 'docs', 'workloads.md'), 'utf8');
  const [, yaml, js] = /```yaml\n([^`]*checker:[^`]*)```[^]*?<!-- checker-example -->\n```js\n([^]*?)```\n/.exec(docs)!;
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'checks'));
  await writeFile(join(folder, 'checks', 'check.mjs'), js!);
  // The line that its comment shows.
  const line = /A line of tasks\.jsonl: (\{.*\})/.exec(js!)![1]!;
  await writeFile(join(folder, 'tasks.jsonl'), `${line}\n`);
  const { workload } = checkConfig(parse(yaml!), 'docs', folder);
  const { tasks } = await loadWorkload(workload).then((w) => (isText(w) ? w : Promise.reject(new Error('code'))));
  const judge = new CheckerJudge(await readChecker(workload.checker!), { needsScore: false });
  const form = { style: 'raw' as const, answerPrefix: '' };
  const answers = [
    'Sure:\n```js\nfunction add(a, b) { return a + b; }\n```\n',
    'function add(a, b) { return a - b; }',
    'function add(a, b { return a + b; }',
    'process.exit(3);',
    'process.kill(process.pid, "SIGKILL");',
  ].map((text) => ({ task: tasks[0]!, text, form }));
  try {
    const passed = (await judge.judge(answers, () => undefined)).map((v) => v.passed);
    expect(passed).toEqual([true, false, false, false, false]);
  } finally {
    await judge.close();
  }
});
