import { expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { RunResult, Shares } from '../../src/common/generated/run-result.ts';
import { assertComparison } from '../../src/common/schema.ts';
import { fakeResult } from '../support/results.ts';

const SENSOR: Shares = { sensor: 1, requests: 0, discrepancy: 0, idle: 0 };
const IDLE: Shares = { sensor: 0, requests: 0, discrepancy: 0, idle: 1 };

/** Two blocks of two tasks whose errors are 0.01 J (prefill) and `decode` J an answer. */
function result(decode: number, told: RunResult['blocks']): RunResult {
  const made = fakeResult({ decode: [10, 10.1], tasks: 2 });
  for (const task of made.arms.plain!.tasks) for (const r of task.repeats) r.phases.decode.standardError = decode;
  return { ...made, ...(told ? { blocks: told } : {}) };
}
const block = (number: number, shares?: { prefill?: Shares; decode?: Shares }) => ({
  block: number,
  arm: 'plain' as const,
  seconds: 1,
  ...(shares ? { shares } : {}),
});
const whole = { prefill: SENSOR, decode: IDLE };
const sharesOf = (id: string, base: RunResult | null, head: RunResult) =>
  compare(base, head, { thresholds: {} }).metrics.find((m) => m.id === id)!.shares;

test('of a phase its own, of J/task both phases’ by variance: errors of a block add, then in quadrature', () => {
  const head = result(0.03, [block(0, whole), block(1, whole)]);
  expect(sharesOf('prefill-energy-per-token', null, head)).toEqual({ head: SENSOR });
  expect(sharesOf('decode-energy-per-token', null, head)).toEqual({ head: IDLE });
  expect(sharesOf('energy-per-task', null, head)!.head!.sensor).toBeCloseTo(0.1, 12);
  expect(sharesOf('energy-per-task', null, head)!.head!.idle).toBeCloseTo(0.9, 12);
});

test('blocks weigh by their variance', () => {
  const head = result(0.01, [block(0, { decode: SENSOR }), block(1, { decode: IDLE })]);
  for (const task of head.arms.plain!.tasks) task.repeats[1]!.phases.decode.standardError = 0.02;
  expect(sharesOf('decode-energy-per-token', null, head)!.head!.idle).toBeCloseTo(0.8, 12);
});

test('base and head each where they tell; nothing where neither does, or one block does not', () => {
  const told = result(0.03, [block(0, whole), block(1, whole)]);
  const silent = result(0.03, undefined);
  expect(sharesOf('decode-energy-per-token', told, told)).toEqual({ base: IDLE, head: IDLE });
  expect(sharesOf('decode-energy-per-token', silent, told)).toEqual({ head: IDLE });
  expect(sharesOf('decode-energy-per-token', told, silent)).toEqual({ base: IDLE });
  expect(sharesOf('decode-energy-per-token', silent, silent)).toBeUndefined();
  expect(sharesOf('decode-energy-per-token', null, result(0.03, [block(0, whole), block(1)]))).toBeUndefined();
  expect(sharesOf('output-tokens', told, told)).toBeUndefined();
});

test('an answer whose joules are not resolvable leaves none', () => {
  const head = result(0.03, [block(0, whole), block(1, whole)]);
  head.arms.plain!.tasks[0]!.repeats[0]!.phases.decode.standardError = null;
  expect(sharesOf('decode-energy-per-token', null, head)).toBeUndefined();
  expect(sharesOf('prefill-energy-per-token', null, head)).toEqual({ head: SENSOR });
});

test('a comparison with them is one by its schema, and one without them too', () => {
  const told = result(0.03, [block(0, whole), block(1, whole)]);
  assertComparison(compare(told, told, { thresholds: {} }), 'c.json');
  assertComparison(compare(null, result(0.03, undefined), { thresholds: {} }), 'c.json');
});
