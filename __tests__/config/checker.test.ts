import { describe, expect, test } from '@jest/globals';
import type { ConfigFile } from '../../src/common/generated/config.ts';
import { checkConfig } from '../../src/config/load.ts';
import { refusal } from './support/refusal.ts';

const CHECKER = { command: ['node', 'checks/check.mjs'], files: ['checks/check.mjs'] };
const of = (checker: unknown, more: Partial<ConfigFile> = {}, workload: object = {}) =>
  checkConfig(
    { model: { builtin: 'practice' }, workload: { name: 'custom', path: 'own.jsonl', checker, ...workload }, ...more },
    'joulegate.yml',
    '/repo/gate',
  );
const refused = (...args: Parameters<typeof of>): string => refusal(() => of(...args));

describe('workload.checker', () => {
  test('has 30 seconds, and its files are those of the configuration’s folder, each once', () => {
    const { workload } = of({ ...CHECKER, files: ['./checks/check.mjs', 'checks//check.mjs', 'a/b.txt'] });
    expect(workload.checker).toEqual({
      command: CHECKER.command,
      files: ['checks/check.mjs', 'a/b.txt'],
      seconds: 30,
      folder: '/repo/gate',
      foreign: null,
    });
    expect(of({ ...CHECKER, seconds: 0.5 }).workload.checker!.seconds).toBe(0.5);
    expect(of(undefined).workload.checker).toBeNull();
  });

  test('passed answers gate, a score where it is asked for', () => {
    expect(of(CHECKER).thresholds).toMatchObject({ 'pass-at-1': { plain: { decrease: 0.05 } } });
    expect(of(CHECKER).thresholds).not.toHaveProperty('score');
    const asked = of(CHECKER, { thresholds: { score: { min: 0.5 } } });
    expect(asked.thresholds.score!.plain).toEqual({ min: 0.5 });
    expect([asked.limited, of(CHECKER).limited]).toEqual([['score'], []]);
  });

  test('runs outside of a sandbox that is asked to be strict, which is said', () => {
    expect(of(CHECKER, { sandbox: 'strict' }).warnings).toEqual([expect.stringContaining('outside of every ring')]);
    expect(of(CHECKER, { sandbox: 'best' }).warnings).toEqual([]);
    expect(of(undefined, { sandbox: 'strict' }).warnings).toEqual([]);
  });

  test.each<[string, Parameters<typeof of>]>([
    ['workload.checker: practice is graded in its own way', [CHECKER, {}, { name: 'practice' }]],
    ['the key "files" is missing', [{ command: ['node'] }]],
    ['the key "command" is missing', [{ files: [] }]],
    ['workload.checker.command', [{ ...CHECKER, command: [] }]],
    ['workload.checker.command', [{ ...CHECKER, command: 'node checks/check.mjs' }]],
    ['workload.checker.command.0', [{ ...CHECKER, command: ['no\u0000de'] }]],
    ['workload.checker.files.0: found "../check.mjs", allowed: a path from', [{ ...CHECKER, files: ['../check.mjs'] }]],
    ['workload.checker.files.0', [{ ...CHECKER, files: ['a/../../check.mjs'] }]],
    ['workload.checker.files.0', [{ ...CHECKER, files: ['/etc/passwd'] }]],
    ['workload.checker.files.0', [{ ...CHECKER, files: ['~/check.mjs'] }]],
    ['workload.checker.files.0', [{ ...CHECKER, files: ['a\\..\\b'] }]],
    ['workload.checker.files: answer.txt is what the command gets', [{ ...CHECKER, files: ['./answer.txt'] }]],
    ['workload.checker.files: task.json is what the command gets', [{ ...CHECKER, files: ['task.json'] }]],
    ['workload.checker.seconds', [{ ...CHECKER, seconds: 0 }]],
    ['workload.checker.seconds', [{ ...CHECKER, seconds: 3601 }]],
    ['unknown key "second", did you mean "seconds"', [{ ...CHECKER, second: 3 }]],
    [
      'thresholds.babble-share: custom is graded by a checker, which does not run beside decoding',
      [CHECKER, { thresholds: { 'babble-share': { max: 0.1 } } }],
    ],
    ['thresholds.false-stops: custom is graded by', [CHECKER, { thresholds: { 'false-stops': { max: 0.1 } } }]],
  ])('%s', (message, args) => expect(refused(...args)).toContain(message));

  test.each<[string, Parameters<typeof of>]>([
    ['names that only look like a way out', [{ ...CHECKER, files: ['..a', 'a..', 'b/..c', 'sub/answer.txt'] }]],
    ['a command without files', [{ command: ['true'], files: [] }]],
    ['an hour', [{ ...CHECKER, seconds: 3600 }]],
    [
      'limits on what it tells',
      [CHECKER, { thresholds: { 'pass-at-1': { min: 0.5 }, 'energy-per-solved-task': { increase: 0.1 } } }],
    ],
  ])('%s: allowed', (_, args) => expect(refused(...args)).toBe(''));
});
