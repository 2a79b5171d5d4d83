import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/common/paths.ts';
import { withoutSecrets } from '../../src/common/environment.ts';
import { startGithub, type FakeGithub } from '../support/github.ts';
import { practiceTexts, TEXTS } from '../support/practice-texts.ts';
import { cleanEnvironment, node24, runAction, runNode } from '../support/run.ts';
import { temporaryFolder } from '../support/tmp.ts';

const CONFIG = `model: { builtin: practice }
workload: { name: practice, tasks: [practice/0] }
repeats: 4
arms: [plain]
meter: estimate
engine: { gpu: none, threads: 1 }
`;

describe('the action as a runner checks it out: no node_modules beside it', () => {
  let github: FakeGithub;
  let action: string;
  let folder: string;
  beforeAll(async () => {
    github = await startGithub();
    action = await temporaryFolder();
    for (const part of ['dist', 'schema', 'assets', 'action.yml', 'package.json'])
      await cp(join(packageRoot, part), join(action, part), {
        recursive: true,
        filter: (f) => !f.includes('node_modules'),
      });
    folder = await temporaryFolder();
    await writeFile(join(folder, 'joulegate.yml'), CONFIG);
  });
  afterAll(() => github.close());
  const inputs = (runtime: string): Record<string, string> => ({
    mode: 'gate',
    config: 'joulegate.yml',
    'github-token': github.token,
    'runtime-path': runtime,
  });
  const run = (runtime: string, env: NodeJS.ProcessEnv): ReturnType<typeof runAction> =>
    runAction(folder, inputs(runtime), github, env, join(action, 'dist', 'action.js'));

  it('takes the native packages from runtime-path', async () => {
    const done = await run(packageRoot, { RUNNER_TOOL_CACHE: join(folder, 'unused') });
    expect({ status: done.status, out: done.status === 0 ? '' : done.stdout }).toEqual({ status: 0, out: '' });
    expect(done.outputs['verdict']).toBe('pass');
  });

  it('says what is missing in a runtime-path that holds nothing', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    const done = await run(empty, {});
    expect(done.status).toBe(5);
    expect(done.stdout).toContain('runtime-missing');
  });

  it('installs them by the lock into the tool cache, once; a failure leaves nothing half-installed', async () => {
    const cache = join(folder, 'cache');
    const offline = await run('', {
      RUNNER_TOOL_CACHE: join(folder, 'cache2'),
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(folder, 'npm'),
      npm_config_fetch_retries: '0',
    });
    expect(offline.status).toBe(5);
    expect(offline.stdout).toContain('runtime-path');
    expect(await readdir(join(folder, 'cache2', 'joulegate-runtime'))).toEqual([]);
    const reachable = await runNode(
      ['-e', 'require("child_process").execSync("npm ping", { stdio: "ignore", timeout: 20000 })'],
      { cwd: folder, env: cleanEnvironment() },
    );
    if (reachable.status !== 0) {
      console.warn('skipped the installation: no npm registry in reach');
      return;
    }
    for (const expected of [true, false]) {
      // The second time only llama.cpp is wanted of them.
      if (!expected) {
        await writeFile(join(folder, 'texts.jsonl'), practiceTexts(0));
        await writeFile(join(folder, 'joulegate.yml'), CONFIG.replace(/workload:.*/, TEXTS));
      }
      const done = await run('', { RUNNER_TOOL_CACHE: cache });
      expect({ status: done.status, out: done.status === 0 ? '' : done.stdout }).toEqual({ status: 0, out: '' });
      expect(done.stdout.includes('installing the native packages')).toBe(expected);
    }
    const [installed] = await readdir(join(cache, 'joulegate-runtime'));
    expect(await readdir(join(cache, 'joulegate-runtime', installed!))).toContain('.complete');
  });

  it('gives npm no secret', () => {
    expect(
      withoutSecrets({
        PATH: '/bin',
        'INPUT_GITHUB-TOKEN': 'x',
        GITHUB_TOKEN: 'x',
        ACTIONS_RUNTIME_TOKEN: 'x',
        HF_TOKEN: 'x',
        MY_SECRET: 'x',
      }),
    ).toEqual({ PATH: '/bin' });
    expect(node24()).toBeTruthy();
  });
});
