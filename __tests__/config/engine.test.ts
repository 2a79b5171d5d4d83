import { beforeEach, describe, expect, it } from '@jest/globals';
import { JouleGateError } from '../../src/common/errors.ts';
import { checkConfig, loadConfig, parseConfig } from '../../src/config/load.ts';
import { forPullRequest } from '../../src/config/pull-request.ts';
import type { Config } from '../../src/config/types.ts';
import { Repository } from '../support/repository.ts';

const check = (text: string): Config => checkConfig(parseConfig(text, 'joulegate.yml'), 'joulegate.yml', '/repo');
const mistakes = (text: string): string => {
  try {
    check(text);
  } catch (error) {
    return (error as JouleGateError).message
      .split('\n')
      .slice(1)
      .map((l) => l.trim())
      .join('\n');
  }
  return 'none';
};
const URL = 'url: "http://127.0.0.1:8080"';

describe('engine, of a configuration', () => {
  it('is the embedded one by default, else a server by address, name and key', () => {
    expect(check('model: { builtin: practice }').engine).toMatchObject({
      kind: 'llama',
      url: null,
      model: null,
      keyEnv: null,
    });
    const c = check(
      'engine: { kind: vllm, url: "https://gpu.test:8000/v1", model: coder, key-env: JOULEGATE_VLLM_KEY }',
    );
    expect(c.engine).toMatchObject({
      kind: 'vllm',
      url: 'https://gpu.test:8000/v1',
      model: 'coder',
      keyEnv: 'JOULEGATE_VLLM_KEY',
    });
    expect(c.model).toEqual({ name: null, path: null, uri: null, builtin: null, preset: null, sha256: null });
    expect(check(`model: { name: ours }\nengine: { kind: openai, ${URL} }`).model.name).toBe('ours');
  });

  it.each([
    ['engine: { kind: vllm }', 'engine: the key "url" is missing (the base address of the vllm server)'],
    [`engine: { kind: ollama, ${URL} }`, 'engine: the key "model" is missing (as "ollama list" names it)'],
    [
      `model: { builtin: practice }\nengine: { kind: openai, ${URL} }`,
      'model: the openai server has its own model, allowed: name alone, or no key "model" at all',
    ],
    [
      `engine: { kind: vllm, ${URL}, threads: 1, gpu: none }`,
      'engine.threads: the vllm server has settled it, leave it out\nengine.gpu: the vllm server has settled it, leave it out',
    ],
    [`model: { path: a }\nengine: { ${URL} }`, 'engine.url: only a server has one, and engine.kind is llama'],
    ['model: { name: x }', 'model: found keys name, allowed: exactly one of path, uri, preset, builtin'],
    [
      'model: { path: a, uri: "hf:a/b/c.gguf", name: x }',
      'model: found keys path, uri, name, allowed: exactly one of path, uri, preset, builtin',
    ],
    [
      'repeats: 3',
      '(top level): the key "model" is missing (a local GGUF, an address, a preset, or builtin: practice)',
    ],
    [
      `engine: { kind: llamma-server, ${URL} }`,
      'engine.kind: found "llamma-server", allowed: "llama", "llama-server", "vllm", "ollama", "openai"; did you mean "llama-server"?',
    ],
  ])('is refused by name: %s', (text, says) => expect(mistakes(text)).toBe(says));

  it.each([
    ['http://user:pass@host', false],
    ['ftp://host', false],
    ['http://host/?key=1', false],
    ['http://host/#x', false],
    ['http://', false],
    ['https://host/v1', true],
    ['http://[::1]:8080', true],
  ])('has an http or https address and nothing else in it: %s', (url, fits) =>
    expect(mistakes(`engine: { kind: vllm, url: "${url}" }`) === 'none').toBe(fits),
  );

  it.each([
    ['JOULEGATE_A_KEY', true],
    ['JOULEGATE_KEY', false],
    ['JOULEGATE__KEY', false],
    ['GITHUB_TOKEN', false],
    ['JOULEGATE_A_KEY2', false],
    ['MY_JOULEGATE_A_KEY', false],
  ])('reads a key from JOULEGATE_…_KEY alone: %s', (name, fits) =>
    expect(mistakes(`engine: { kind: vllm, ${URL}, key-env: ${name} }`) === 'none').toBe(fits),
  );
});

describe('engine, in a pull request', () => {
  let r: Repository;
  beforeEach(async () => (r = await Repository.make()));
  const yml = (engine: string): string => `engine: ${engine}\nprompt: { style: raw }\n`;
  const BASE = yml(`{ kind: vllm, ${URL}, model: a, key-env: JOULEGATE_BASE_KEY }`);
  const read = async (env: NodeJS.ProcessEnv): Promise<Config> =>
    await forPullRequest(await loadConfig(r.at('joulegate.yml')), r.at('joulegate.yml'), env);
  const event = (fork: boolean): NodeJS.ProcessEnv =>
    r.event('pull_request', {
      pull_request: {
        head: { sha: 'x', repo: { full_name: fork ? 'f/r' : 'o/r' } },
        base: { sha: r.git('rev-parse', 'main') },
      },
      repository: { full_name: 'o/r' },
    });

  it.each([false, true])(
    "is base's: kind, address, model and the key's variable; what it would change is said (fork: %s)",
    async (fork) => {
      r.commit({ 'joulegate.yml': BASE });
      r.pullRequest({
        'joulegate.yml': yml('{ kind: openai, url: "http://evil.test", model: b, key-env: JOULEGATE_OTHER_KEY }'),
      });
      const { engine, warnings } = await read(event(fork));
      expect(engine).toMatchObject({
        kind: 'vllm',
        url: 'http://127.0.0.1:8080',
        keyEnv: 'JOULEGATE_BASE_KEY',
        model: 'a',
      });
      expect(warnings).toEqual([
        "engine.kind is changed by this pull request, and base's holds: vllm",
        "engine.url is changed by this pull request, and base's holds: http://127.0.0.1:8080",
        "engine.model is changed by this pull request, and base's holds: a",
        "engine.key-env is changed by this pull request, and base's holds: JOULEGATE_BASE_KEY",
      ]);
    },
  );

  it('has no key where base has none', async () => {
    r.commit({ 'joulegate.yml': yml(`{ kind: vllm, ${URL} }`) });
    r.pullRequest({ 'joulegate.yml': BASE });
    expect((await read(event(false))).engine.keyEnv).toBeNull();
  });

  it('says nothing where nothing is changed', async () => {
    r.commit({ 'joulegate.yml': BASE });
    r.pullRequest({ 'joulegate.yml': `${BASE}repeats: 5\n` });
    expect((await read(event(false))).warnings).toEqual([]);
  });

  it.each([
    ['the embedded engine', { 'joulegate.yml': 'model: { builtin: practice }\n' }],
    ['no configuration', { other: 'x' }],
    ['one that does not hold', { 'joulegate.yml': yml('{ kind: vllm, url: "file:///etc/passwd" }') }],
  ])('is refused where base has %s', async (_what, base) => {
    r.commit(base);
    r.pullRequest({ 'joulegate.yml': BASE });
    await expect(read(event(false))).rejects.toMatchObject({
      code: 'config-invalid',
      message: 'in a pull request the server comes from the base branch alone: joulegate.yml there names none',
    });
  });

  it("may be the embedded one whatever base has, and outside of a pull request is the file's own", async () => {
    r.commit({ 'joulegate.yml': BASE });
    r.pullRequest({ 'joulegate.yml': 'model: { builtin: practice }\n' });
    expect((await read(event(false))).engine.kind).toBe('llama');
    r.write({ 'joulegate.yml': BASE.replace('8080', '9090') });
    expect((await read({})).engine.url).toBe('http://127.0.0.1:9090');
  });
});
