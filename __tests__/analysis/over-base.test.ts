import { expect, test } from '@jest/globals';
import { armBlocks, errorOverBase, type BlockSums } from '../../src/analysis/blocks.ts';
import type { Metric } from '../../src/common/generated/comparison.ts';
import type { BlockReading, RunResult } from '../../src/common/generated/run-result.ts';
import { ENERGY } from '../../src/common/metrics.ts';
import { against, FLAT, result } from './support/cases.ts';

const OVER_BASE = { prefill: 0.02, decode: 0.01, both: 0.008 };

/** Both sides' own errors are 1 J of 10 J in each answer; their ratio's is as given. */
function measured(overBase: Partial<Record<'base' | 'head', BlockReading['overBase']>>, check: number | null = null) {
  const side = (name: 'base' | 'head'): RunResult => ({
    ...result({ decode: FLAT, standardError: 1, check }),
    blocks: FLAT.map((_, block) => ({
      block,
      arm: 'plain' as const,
      seconds: 1,
      ...(overBase[name] ? { overBase: overBase[name] } : {}),
    })),
  });
  return against(side('base'), side('head')).metrics;
}
const half = (metrics: readonly Metric[], id: Metric['id']): number => {
  const { interval } = metrics.find((m) => m.id === id)!;
  return (Math.log1p(interval![1]!) - Math.log1p(interval![0]!)) / 2;
};

test("the error of a ratio from one record takes the place of both sides' in quadrature", () => {
  const [apart, joint] = [measured({}), measured({ head: OVER_BASE })];
  // No block differs from another: the interval is the errors' alone, 10 % of prefill and of decode on both sides.
  const times = half(apart, 'energy-per-task') / 0.2;
  expect(half(joint, 'energy-per-task') / times).toBeCloseTo(0.008, 9);
  expect(half(joint, 'decode-energy-per-token')).toBeGreaterThan(half(joint, 'energy-per-task'));
});

test('it is known by the first subject of the record: two that were both measured beside a third have none', () => {
  const apart = half(measured({}), 'energy-per-task');
  expect(half(measured({ base: OVER_BASE }), 'energy-per-task')).toBeCloseTo(
    half(measured({ head: OVER_BASE }), 'energy-per-task'),
    12,
  );
  expect(half(measured({ base: OVER_BASE, head: OVER_BASE }), 'energy-per-task')).toBe(apart);
});

test('checks that took joules are metered beside the record, and leave it unknown', () => {
  const [block] = armBlocks({
    ...result({ decode: FLAT }),
    blocks: [{ block: 0, arm: 'plain', seconds: 1, overBase: OVER_BASE }],
  }).plain! as [BlockSums];
  expect(errorOverBase(ENERGY, block)).toBe(0.008);
  const checked = (check: number | null): BlockSums => ({ ...block, joules: { ...block.joules, check } });
  expect(errorOverBase(ENERGY, checked(0))).toBe(0.008);
  expect(errorOverBase(ENERGY, checked(1))).toBeNull();
  expect(errorOverBase({ ...ENERGY, shared: ['decode'] }, checked(1))).toBe(0.01);
  expect(errorOverBase({ ...ENERGY, nature: 'seconds' }, block)).toBeNull();
  expect(errorOverBase(ENERGY, { ...block, overBase: { prefill: 0.02 } })).toBeNull();
});
