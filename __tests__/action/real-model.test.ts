import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { startGithub, type FakeGithub } from '../support/github.ts';
import { cli, runAction } from '../support/run.ts';
import { describeWith, sharedFiles } from '../support/shared.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** A short prompt that the small model solves, gated by tokens: stored estimates of joules decide nothing. */
const config = (extra: string): string => `model: { path: ${sharedFiles.smallModel} }
workload: { name: humaneval, path: HumanEval.jsonl.gz, tasks: [HumanEval/53] }
sampling: { max-tokens: 64 }
engine: { threads: 1 }
context: 1024
repeats: 4
arms: [plain]
meter: estimate
thresholds: { energy-per-task: false, output-tokens: { increase: 0.2 } }
baseline: file:.joulegate/baseline.json
${extra}`;

const CHATTY = `${'Dear assistant, I hope that this message finds you well and that you have had a pleasant morning so far. '.repeat(3)}
Please finish this function and explain every line of it at length, with examples and alternatives.

\`\`\`python
{prompt}\`\`\``;

describeWith(sharedFiles.smallModel, 'the built action with a real model on real HumanEval tasks', () => {
  let github: FakeGithub;
  let folder: string;
  const inputs = (): Record<string, string> => ({
    mode: 'gate',
    config: 'joulegate.yml',
    'github-token': github.token,
  });
  beforeAll(async () => {
    github = await startGithub();
    folder = await temporaryFolder();
    await copyFile(sharedFiles.humanEval, join(folder, 'HumanEval.jsonl.gz'));
    await writeFile(join(folder, 'joulegate.yml'), config(''));
  });
  afterAll(() => github.close());

  it('passes with no-baseline, and against that calls a chatty prompt regressed', async () => {
    const first = await runAction(folder, inputs(), github);
    expect({ status: first.status, out: first.status === 0 ? '' : first.stdout }).toEqual({ status: 0, out: '' });
    const result = JSON.parse(await readFile(first.outputs['result-path']!, 'utf8')) as RunResult;
    expect(result.subject).toMatchObject({
      model: { architecture: 'llama', quantization: 'Q4_1' },
      prompt: { style: 'chat', answerPrefix: '```python\n' },
    });
    const repeats = result.arms.plain!.tasks.flatMap((t) => t.repeats);
    expect(repeats.every((r) => r.passed)).toBe(true);
    expect(repeats.some((r) => (r.babbleTokens ?? 0) > 0)).toBe(true);
    expect((await cli(['baseline', 'update', first.outputs['result-path']!], folder)).status).toBe(0);

    await writeFile(join(folder, 'chatty.txt'), CHATTY);
    await writeFile(join(folder, 'joulegate.yml'), config('prompt: { file: chatty.txt }\n'));
    const second = await runAction(folder, inputs(), github);
    expect(second.status).toBe(1);
    expect(second.outputs['verdict']).toBe('regressed');
    expect(await github.comments()).toHaveLength(1);
  }, 400_000);
});
