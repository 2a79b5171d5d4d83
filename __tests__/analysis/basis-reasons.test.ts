import { expect, test } from '@jest/globals';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { against, answers, each, FLAT, result } from './support/cases.ts';

const LIMITS = {
  'energy-per-task': each({ increase: 0.03 }),
  'wall-time': each({ increase: 0.03 }),
  'output-tokens': each({ increase: 0.03 }),
};
const reasons = (base: RunResult | null, head: RunResult, id: keyof typeof LIMITS) =>
  against(base, head, LIMITS)
    .metrics.find((m) => m.id === id)!
    .basisReasons?.map((r) => `${r.not}: ${r.text}`);
const other = (subject: object): RunResult => ({ ...result({}), subject: { ...result({}).subject, ...subject } });

test('why a metric that gates was not decided on a better basis, the best first', () => {
  expect(reasons(result({}), result({}), 'energy-per-task')).toEqual([
    'identity: both sides were measured',
    'exact: joules vary from block to block',
    'equal-rates: the subject is unchanged',
  ]);
  expect(reasons(result({}), other({ context: 512, engine: { threads: 2 } }), 'wall-time')).toEqual([
    'identity: the subject differs in context, engine',
    'exact: seconds vary from block to block',
  ]);
  expect(reasons(result({}), result({}), 'output-tokens')).toEqual(['identity: both sides were measured']);
  const sampled = answers(result({ temperature: 0.8 }), (r) => ({ outputTokens: 90 + 10 * (r.block % 2) }));
  expect(reasons(result({ temperature: 0.8 }), sampled, 'output-tokens')).toEqual([
    'identity: both sides were measured',
    'exact: answers are sampled, or differ between blocks',
  ]);
});

test('without a base, or a limit, none is asked for', () => {
  expect(reasons(null, result({}), 'energy-per-task')).toBeUndefined();
  const free = against(result({}), result({ decode: FLAT }), {}).metrics[0]!;
  expect(free).not.toHaveProperty('basisReasons');
});
