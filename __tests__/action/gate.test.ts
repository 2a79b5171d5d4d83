import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { packageRoot } from '../../src/common/paths.ts';
import { startGithub, type FakeGithub } from '../support/github.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { cli, runAction, type ActionRun } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';
import { serve } from '../support/server.ts';

/** Gated by tokens: stored estimates of joules decide nothing. A chatty prompt gets four times as many. */
const config = (prompt: string): string => `# yaml-language-server: $schema=https://joulegate.dev/schema/config-1.json
model: { builtin: practice }
prompt: { file: ${prompt} }
workload: { name: practice, tasks: [practice/0, practice/1] }
repeats: 4
arms: [plain]
meter: estimate
engine: { gpu: none, threads: 1 }
thresholds: { energy-per-task: false, output-tokens: { increase: 1.0 } }
baseline: file:.joulegate/baseline.json
`;

describe('the built action, started as GitHub starts it, on the embedded model', () => {
  let github: FakeGithub;
  let folder: string;
  const inputs = (): Record<string, string> => ({
    mode: 'gate',
    config: 'joulegate.yml',
    'github-token': github.token,
    'working-directory': '.',
    baseline: '',
    'runtime-path': '',
  });
  const prompt = (name: string): string => join('prompts', name);

  beforeAll(async () => {
    github = await startGithub();
    folder = await temporaryFolder();
    await cp(join(packageRoot, 'assets/practice/prompts'), join(folder, 'prompts'), { recursive: true });
    await writeFile(join(folder, 'joulegate.yml'), config(prompt('terse.txt')));
  });
  afterAll(() => github.close());

  let first: ActionRun;
  it('passes a first run with no-baseline, comments, and stores nothing', async () => {
    // A stranger's comment with our marker must be neither taken over nor taken for ours.
    await github.strangerComments('<!-- joulegate-comment joulegate.yml -->\nall is well');
    first = await runAction(folder, inputs(), github);
    expect({ status: first.status, out: first.status === 0 ? '' : first.stdout }).toEqual({ status: 0, out: '' });
    expect(first.outputs['verdict']).toBe('pass');
    const comparison = JSON.parse(await readFile(first.outputs['comparison-path']!, 'utf8')) as Comparison;
    expect(comparison.reasons).toEqual(['no-baseline']);
    expect(Number(first.outputs['energy-per-task-plain'])).toBeGreaterThan(0);
    expect(Number(first.outputs['pass-at-1-plain'])).toBeGreaterThanOrEqual(0.75);
    expect(first.summary).toContain('JouleGate: pass');
    const comments = await github.comments();
    expect(comments.map((c) => c.user.login)).toEqual(['mallory', 'octocat']);
    expect(comments[0]!.body).toContain('all is well');
    expect(comments[1]!.body).toContain('joulegate baseline update');
    await expect(readFile(join(folder, '.joulegate/baseline.json'))).rejects.toThrow('ENOENT');
  });

  it('passes an equal second run against the stored baseline, and updates the same comment', async () => {
    const update = await cli(['baseline', 'update', first.outputs['result-path']!], folder);
    expect(update.status).toBe(0);
    const second = await runAction(folder, inputs(), github);
    expect({ status: second.status, out: second.status === 0 ? '' : second.stdout }).toEqual({ status: 0, out: '' });
    expect(second.outputs['verdict']).toBe('pass');
    const comments = await github.comments();
    expect(comments).toHaveLength(2);
    expect(comments[1]!.body).toContain('inside its limit');
  });

  it('fails the check on a chatty prompt: regressed in comment, summary and outputs, exit status 1', async () => {
    await writeFile(join(folder, 'joulegate.yml'), config(prompt('chatty.txt')));
    const third = await runAction(folder, inputs(), github);
    expect(third.status).toBe(1);
    expect(third.outputs['verdict']).toBe('regressed');
    expect(third.stdout).toContain('::error::regressed: output tokens per task (plain)');
    expect(third.summary).toContain('JouleGate: regressed');
    const comments = await github.comments();
    expect(comments).toHaveLength(2);
    expect(comments[1]!.body).toContain('## ❌ JouleGate: regressed');
    const page = await readFile(third.outputs['report-path']!, 'utf8');
    expect(page).toContain('class="verdict regressed"');
    // The token is masked, never printed.
    expect(third.stdout.replace(`::add-mask::${github.token}`, '') + third.stderr + third.summary + page).not.toContain(
      github.token,
    );
  });

  it('still reports and fails where the token may not comment', async () => {
    const refusing = await serve((_q, r) =>
      r
        .writeHead(403, { 'content-type': 'application/json' })
        .end('{"message":"Resource not accessible by integration"}'),
    );
    try {
      const run = await runAction(folder, inputs(), { ...github, url: refusing.url });
      expect(run.status).toBe(1);
      expect(run.outputs['verdict']).toBe('regressed');
      expect(run.summary).toContain('JouleGate: regressed');
      expect(run.stdout).toContain('pull-requests: write');
    } finally {
      await refusing.close();
    }
  });

  it('is invalid (4), by name, where the baseline is unreadable', async () => {
    await writeFile(join(folder, '.joulegate/baseline.json'), '{"schemaVersion":99}');
    // Of texts, which start no sandbox: nothing is compared.
    await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
    await writeFile(join(folder, 'joulegate.yml'), config(prompt('terse.txt')).replace(/workload:.*/, TEXTS));
    const run = await runAction(folder, inputs(), github);
    expect(run.status).toBe(4);
    expect(run.outputs['verdict']).toBe('invalid');
    expect((await github.comments())[1]!.body).toContain('baseline-unreadable');
  });

  it('exits 2 on a configuration that does not hold, with every mistake named', async () => {
    await writeFile(join(folder, 'joulegate.yml'), 'model: { builtin: practice }\nrepeatz: 3\nmeter: nvidia\n');
    const run = await runAction(folder, inputs(), github);
    expect(run.status).toBe(2);
    expect(run.stdout).toContain('did you mean "repeats"');
    expect(run.stdout).toContain('"nvml"');
  });
});
