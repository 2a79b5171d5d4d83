import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cacheDirectory } from '../../src/common/download.ts';
import { dropEmptyVariables, engineKeys, forgetSecrets, forGit, withoutSecrets } from '../../src/common/environment.ts';
import { resolvePath } from '../../src/common/paths.ts';
import { homedir } from 'node:os';

const SECRETS = [
  'GITHUB_TOKEN',
  'INPUT_GITHUB-TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'HF_TOKEN',
  'npm_config__authToken',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'OPENAI_API_KEY',
  'DB_PASSWORD',
  'DB_PASSWD',
  'GH_PAT',
  'SSH_PRIVATE',
  'JOULEGATE_VLLM_KEY',
  'CREDENTIALS',
];
const PLAIN = [
  'PATH',
  'HOME',
  'PWD',
  'OLDPWD',
  'LANG',
  'CUDA_VISIBLE_DEVICES',
  'LD_LIBRARY_PATH',
  'JOULEGATE_SYSFS',
  'KEYBOARD',
  'PATHEXT',
];

test('no secret reaches a child, everything else does', () => {
  const env = Object.fromEntries([...SECRETS, ...PLAIN].map((name) => [name, 'x']));
  expect(Object.keys(withoutSecrets(env))).toEqual(PLAIN);
});

test('what was read is forgotten, but for what is still needed', () => {
  const env = Object.fromEntries([...SECRETS, ...PLAIN].map((name) => [name, 'x']));
  forgetSecrets(['HF_TOKEN'], env);
  expect(Object.keys(env)).toEqual(['HF_TOKEN', ...PLAIN]);
});

test("git's settings by environment reach git alone, all of them: it refuses a count without its keys", () => {
  const gits = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*', PATH: 'x' };
  const env = { ...gits, GITHUB_TOKEN: 'x', GIT_PASSWORD: 'x' };
  expect(withoutSecrets(env)).toEqual({ PATH: 'x' });
  expect(forGit(env)).toEqual(gits);
  forgetSecrets([], env);
  expect(env).toEqual(gits);
});

test('an empty variable of ours is none; others keep theirs (an empty CUDA_VISIBLE_DEVICES hides every GPU)', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'JOULEGATE_CACHE',
        'JOULEGATE_LOCK_DIR',
        'XDG_CACHE_HOME',
        'RUNNER_TEMP',
        'GITHUB_SHA',
        'HF_ENDPOINT',
        'INPUT_BASELINE',
      ),
      fc.constantFrom('', ' ', '\t\n'),
      (name, value) => {
        const env = { [name]: value, JOULEGATE_X: 'kept', CUDA_VISIBLE_DEVICES: '', FORCE_COLOR: '' };
        dropEmptyVariables(env);
        expect(env).toEqual({ JOULEGATE_X: 'kept', CUDA_VISIBLE_DEVICES: '', FORCE_COLOR: '' });
      },
    ),
  );
  const home = cacheDirectory({ HOME: homedir() });
  expect(cacheDirectory({ JOULEGATE_CACHE: '', XDG_CACHE_HOME: '' })).toBe(home);
  expect(cacheDirectory({ JOULEGATE_CACHE: '/c', XDG_CACHE_HOME: '' })).toBe('/c');
});

test("~ is the user's folder, and nothing else is", () => {
  expect(resolvePath('/d', '~/m.gguf')).toBe(`${homedir()}/m.gguf`);
  expect(resolvePath('/d', '~')).toBe(homedir());
  expect(resolvePath('/d', '~other/m')).toBe('/d/~other/m');
  expect(resolvePath('/d', 'a/~/m')).toBe('/d/a/~/m');
});

test("a server's key outlives the reading of inputs, and no child of ours has it", () => {
  const env = { JOULEGATE_VLLM_KEY: 'k', JOULEGATE_KEY: 'x', MY_JOULEGATE_A_KEY: 'x', INPUT_TOKEN: 't', PATH: '/bin' };
  expect(engineKeys(env)).toEqual(['JOULEGATE_VLLM_KEY']);
  const left: NodeJS.ProcessEnv = { ...env };
  forgetSecrets(engineKeys(left), left);
  expect(left).toEqual({ JOULEGATE_VLLM_KEY: 'k', PATH: '/bin' });
  expect(withoutSecrets(left)).toEqual({ PATH: '/bin' });
});
