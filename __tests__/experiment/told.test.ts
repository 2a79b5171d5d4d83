import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigFile } from '../../src/common/generated/config.ts';
import { checkConfig } from '../../src/config/load.ts';
import { openSession } from '../../src/experiment/open-session.ts';
import { planOf } from '../../src/experiment/plan.ts';
import { jsonl } from '../support/longbench.ts';
import { temporaryFolder } from '../support/tmp.ts';

/** A file of one's own says only when it is read what its lines tell: limits on anything else are refused then. */
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  const files = {
    neither: { id: 'a', prompt: 'Tell a story.' },
    answers: { id: 'a', prompt: 'Go on.', answers: ['so'] },
    tests: { id: 'a', prompt: 'def f():\n', test: 'def check(f):\n    assert f() == 1\n', entry_point: 'f' },
  };
  for (const [name, row] of Object.entries(files)) await writeFile(join(folder, `${name}.jsonl`), jsonl([row]));
});

/** How opening a session ends: by the limits, or by what comes after them (a model that is not there). */
async function opening(lines: string, thresholds: ConfigFile['thresholds'], checker = false): Promise<string> {
  const own = checker ? { checker: { command: ['true'], files: [] } } : {};
  const config = checkConfig(
    { model: { path: 'gone.gguf' }, workload: { name: 'custom', path: `${lines}.jsonl`, ...own }, thresholds },
    'joulegate.yml',
    folder,
  );
  const options = { commit: null, journal: null, onProgress: () => undefined };
  return await openSession(planOf(config), [{ name: 'head', config }], options).then(
    () => 'open',
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );
}

describe('limits on what the lines of a file do not tell', () => {
  test.each<[string, ConfigFile['thresholds'], string]>([
    ['neither', { 'pass-at-1': { decrease: 0.1 } }, 'thresholds.pass-at-1: no line of custom has a test'],
    ['neither', { score: { min: 0.5 } }, 'thresholds.score: no line of custom has "answers"'],
    ['neither', { 'babble-share': { max: 0.1 } }, 'thresholds.babble-share: no line of custom has a test'],
    ['answers', { 'pass-at-1': { decrease: 0.05 } }, 'thresholds.pass-at-1: custom has no tests'],
    ['answers', { 'energy-per-solved-task': { increase: 0.1 } }, 'thresholds.energy-per-solved-task: custom has no'],
    ['tests', { score: { decrease: 0.1 } }, 'thresholds.score: custom is graded by tests and has no score'],
  ])('%s: %j is refused', async (lines, thresholds, message) => {
    const said = await opening(lines, thresholds);
    expect(said).toMatch(/^config-invalid: /);
    expect(said).toContain(message);
  });

  test.each<[string, ConfigFile['thresholds'], boolean]>([
    ['neither', {}, false],
    ['neither', { 'pass-at-1': false, score: false, 'energy-per-task': { increase: 0.1 } }, false],
    ['neither', { 'pass-at-1': { decrease: 0.1 }, score: { min: 0.5 } }, true],
    ['answers', { score: { decrease: 0.1 } }, false],
    ['tests', { 'pass-at-1': { decrease: 0.1 }, 'babble-share': { max: 0.1 } }, false],
  ])('%s: %j is taken (a checker: %s)', async (lines, thresholds, checker) => {
    expect(await opening(lines, thresholds, checker)).toMatch(/^model-unreadable: /);
  });

  test('every mistake is named at once', async () => {
    const said = await opening('neither', { 'pass-at-1': { min: 0.1 }, score: { min: 0.5 } });
    expect(said.match(/thresholds\./g)).toHaveLength(2);
  });
});
