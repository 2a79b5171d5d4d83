import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../src/action/host.ts';
import { Action } from '../../src/action/main.ts';
import { JouleGateError } from '../../src/common/errors.ts';
import { temporaryFolder } from '../support/tmp.ts';

interface Told {
  outputs: Record<string, unknown>;
  summaries: string[];
  comments: string[];
  failed: string[];
  warned: string[];
  logged: string[];
  masked: string[];
}

let workspace: string;
let told: Told;
beforeEach(async () => {
  workspace = await temporaryFolder();
  told = { outputs: {}, summaries: [], comments: [], failed: [], warned: [], logged: [], masked: [] };
});

function host(inputs: Record<string, string>, over: Partial<Host> = {}): Host {
  return {
    env: { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: join(workspace, 'temp'), INPUT_GITHUB_TOKEN: 'hush' },
    input: (name) => inputs[name] ?? '',
    mask: (secret) => told.masked.push(secret),
    log: (line) => told.logged.push(line),
    warning: (text) => told.warned.push(text),
    fail: (text) => told.failed.push(text),
    output: (name, value) => (told.outputs[name] = value),
    summary: (markdown) => told.summaries.push(markdown),
    pull: { number: 7, headSha: 'c'.repeat(40) },
    sha: null,
    comment: (token, number, body) => {
      told.comments.push(`${token} ${number} ${body}`);
      return Promise.resolve('made');
    },
    branch: () => {
      throw new Error('no branch is kept here');
    },
    ...over,
  };
}

const GOOD =
  'model: { builtin: practice }\nworkload: { name: practice, tasks: [practice/0] }\narms: [plain]\nmeter: estimate\nrepeats: 4\nengine: { gpu: none }\n';
const action = (h: Host): Action => new Action(h, () => Promise.resolve());
const run = async (h: Host): Promise<number> => await action(h).run(new AbortController().signal);

describe('the action, in process', () => {
  it('tells outputs, summary and comment of a gate that ran, and forgets its token', async () => {
    await writeFile(join(workspace, 'joulegate.yml'), GOOD);
    const h = host({ 'github-token': 'hush' });
    expect(await run(h)).toBe(0);
    expect(told.masked).toEqual(['hush']);
    expect(h.env['INPUT_GITHUB_TOKEN']).toBeUndefined();
    expect(told.outputs).toMatchObject({ verdict: 'pass', 'pass-at-1-plain': 1 });
    expect(told.outputs['energy-per-task-plain']).toBeGreaterThan(0);
    const result = JSON.parse(await readFile(told.outputs['result-path'] as string, 'utf8')) as { commit: string };
    expect(result.commit).toBe('c'.repeat(40));
    expect(told.summaries).toHaveLength(1);
    expect(told.comments).toEqual([`hush 7 ${told.summaries[0]!}`]);
    expect(told.summaries[0]).toContain('JouleGate: pass');
    expect([told.failed, told.warned]).toEqual([[], []]);
  });

  it('says in comment, summary and status why a refused gate has no verdict', async () => {
    await writeFile(join(workspace, 'joulegate.yml'), GOOD.replace('repeats: 4', 'budget: { blocks: 3 }'));
    expect(await run(host({ 'github-token': 'hush' }))).toBe(2);
    expect(told.summaries).toHaveLength(1);
    expect(told.summaries[0]).toContain('<!-- joulegate-comment joulegate.yml -->');
    expect(told.summaries[0]).toContain('`too-few-blocks`');
    expect(told.comments).toEqual([`hush 7 ${told.summaries[0]!}`]);
    expect(told.failed.join()).toContain('too-few-blocks: a gate of at most 3 block(s)');
    expect(told.outputs).toEqual({});
  });

  it('keeps the verdict where a comment or the summary cannot be written', async () => {
    await writeFile(join(workspace, 'joulegate.yml'), GOOD);
    const refusing = host(
      {},
      {
        summary: () => {
          throw new Error('disk full');
        },
      },
    );
    expect(await run(refusing)).toBe(0);
    expect(told.outputs['verdict']).toBe('pass');
    expect(told.warned.join('\n')).toMatch(/no job summary: Error: disk full[\s\S]*no github-token was given/);
  });

  it('writes its comment to the summary alone where there is no pull request', async () => {
    await writeFile(join(workspace, 'joulegate.yml'), GOOD);
    expect(await run(host({ 'github-token': 'hush' }, { pull: null, sha: 'd'.repeat(40) }))).toBe(0);
    expect(told.comments).toEqual([]);
    expect(told.summaries).toHaveLength(1);
    expect(told.logged.join('\n')).toContain('in the job summary only');
    const result = JSON.parse(await readFile(told.outputs['result-path'] as string, 'utf8')) as { commit: string };
    expect(result.commit).toBe('d'.repeat(40));
  });

  it('refuses a mode that it does not know, before anything else', async () => {
    await expect(run(host({ mode: 'study' }))).rejects.toThrow(JouleGateError);
  });

  it('comments what it has when it is stopped, and nothing before it knows its inputs', async () => {
    const early = action(host({}));
    early.onStop('SIGTERM');
    expect(told.comments).toEqual([]);
    await writeFile(join(workspace, 'joulegate.yml'), GOOD);
    const controller = new AbortController();
    const stopped = action(host({ 'github-token': 'hush' }));
    const running = stopped.run(controller.signal);
    stopped.onStop('SIGINT');
    controller.abort(new Error('stopped by SIGINT'));
    await expect(running).rejects.toThrow('stopped by SIGINT');
    expect(told.comments).toHaveLength(1);
    expect(told.comments[0]).toContain('JouleGate: cancelled');
    expect(told.comments[0]).toContain('SIGINT');
    expect(told.failed).toEqual([]);
  });
});
