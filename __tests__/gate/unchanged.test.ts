import { expect, test } from '@jest/globals';
import { assertComparison } from '../../src/common/schema.ts';
import { LEVELS } from '../../src/common/levels.ts';
import { checkConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/types.ts';
import { unchanged } from '../../src/gate/unchanged.ts';

const HEAD = { digest: 'd', model: 'm', document: { model: { name: 'm', sha256: 'a'.repeat(64) } } };
const BASE_COMMIT = '0123456789ab'.padEnd(40, 'c');
const commits = { base: BASE_COMMIT, head: 'h'.repeat(40) };

const config = (over: object = {}): Config =>
  checkConfig({ model: { builtin: 'practice' }, meter: 'nvml', ...over }, 'test', '/');
const text = (thresholds: object): string => unchanged(HEAD, config({ thresholds }), commits).findings[0]!.text;

test('a head whose subject is base passes, with both sides as far as they are known without measuring', () => {
  const side = {
    measurement: 'none',
    createdAt: '',
    subject: HEAD.document,
    environment: {},
    meter: { kind: 'nvml', estimated: false },
    workload: { name: 'practice' },
    blocks: 0,
  };
  const comparison = unchanged(HEAD, config(), commits);
  assertComparison(comparison, 'the comparison');
  expect(comparison).toEqual({
    schemaVersion: 1,
    verdict: 'pass',
    reasons: ['subject-unchanged'],
    findings: [
      {
        code: 'subject-unchanged',
        text: 'subject, workload and environment are those of base (0123456789ab), so nothing was measured',
      },
    ],
    metrics: [],
    why: [],
    head: { ...side, commit: commits.head },
    base: { ...side, commit: BASE_COMMIT },
    tasks: [],
    plan: { levels: LEVELS },
  });
});

test('a meter that estimates is said to, and a head without a commit has none', () => {
  const { head, base } = unchanged(HEAD, config({ meter: 'estimate' }), { ...commits, head: null });
  expect([head.meter, base!.meter]).toEqual(Array(2).fill({ kind: 'estimate', estimated: true }));
  expect(head.commit).toBeNull();
});

test('absolute limits are said to be untested, each by name, whichever arm has them; a limit on changes is not', () => {
  expect(
    text({ 'energy-per-task': { increase: 0.1, plain: { max: 5 } }, 'pass-at-1': { min: 0.5, max: 0.9 } }),
  ).toMatch(
    /measured; absolute limits are untested \(energy-per-task max, pass-at-1 max, pass-at-1 min\): "gate --force" measures them$/,
  );
  expect(text({ 'output-tokens': { increase: 0.1 } })).not.toContain('untested');
});
