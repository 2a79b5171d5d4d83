import { expect, test } from '@jest/globals';
import { compare } from '../../src/analysis/compare.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { sentence } from '../report/support/sentence.ts';
import { fakeResult } from '../support/results.ts';

const { markdown } = RENDERERS;

const both = (limits: object): object => ({ plain: limits, suppressed: limits });
const energy = { 'energy-per-task': both({ increase: 0.03 }) };
const metric = (c: Comparison, id: string): Comparison['metrics'][number] =>
  c.metrics.find((m) => m.id === id && (m.arm === 'plain' || m.arm === null))!;

/** Every decode phase at these net joules, prefill at `prefill`. */
function withNet(result: RunResult, decode: number | null, prefill: number | null = 0): RunResult {
  const copy = structuredClone(result);
  for (const arm of Object.values(copy.arms))
    for (const t of arm.tasks)
      for (const r of t.repeats) {
        r.phases.decode.netJoules = decode;
        r.phases.prefill.netJoules = prefill;
      }
  return copy;
}

const result = fakeResult({ decode: [10, 10, 10, 10] });

test.each([
  ['a base below 0', -0.0015, 0.0045],
  ['a base of exactly 0', 0, 0.0045],
  ['both below 0', -2, -1],
])('no ratio from %s: named so, undecided, and no percentage anywhere', (_what, base, head) => {
  const c = compare(withNet(result, base), withNet(result, head), { thresholds: energy });
  expect(metric(c, 'energy-per-task')).toMatchObject({
    change: null,
    interval: null,
    nulls: { change: 'base-not-positive' },
    verdict: 'inconclusive',
  });
  expect(c.reasons).toContain('base-not-positive');
  expect(c.reasons).not.toContain('not-resolvable');
  expect(sentence(c)).toContain('base-not-positive');
  expect(markdown(c)).toContain('base-not-positive');
});

test('just above 0 a ratio is told', () => {
  const c = compare(withNet(result, 1e-9), withNet(result, 2e-9), { thresholds: energy });
  expect(metric(c, 'energy-per-task').change).toBeCloseTo(1, 9);
  expect(metric(c, 'energy-per-task').nulls).toBeUndefined();
});

test('joules that the sensor cannot resolve are its fault; a quotient without a divisor is not', () => {
  const none = structuredClone(result);
  for (const arm of Object.values(none.arms)) for (const t of arm.tasks) for (const r of t.repeats) r.passed = false;
  const limits = { 'energy-per-solved-task': both({ increase: 0.03 }) };
  const unsolved = compare(result, none, { thresholds: limits });
  expect(metric(unsolved, 'energy-per-solved-task')).toMatchObject({ head: null, nulls: { head: 'no-divisor' } });
  expect(unsolved.reasons).toContain('no-divisor');
  expect(unsolved.reasons).not.toContain('not-resolvable');
  expect(markdown(unsolved)).toContain('no-divisor');

  const blind = compare(result, withNet(result, null), { thresholds: limits });
  expect(metric(blind, 'energy-per-solved-task')).toMatchObject({ head: null, nulls: { head: 'not-resolvable' } });
  expect(blind.reasons).toContain('not-resolvable');
  expect(blind.reasons).not.toContain('no-divisor');
});

test('a metric that does not gate says why it is null, and is no reason of the verdict', () => {
  const c = compare(withNet(result, -1), withNet(result, 1), { thresholds: { 'pass-at-1': both({ decrease: 0.05 }) } });
  expect(metric(c, 'energy-per-task').nulls).toEqual({ change: 'base-not-positive' });
  expect(c.reasons).not.toContain('base-not-positive');
  expect(c.verdict).toBe('pass');
});
