import { expect, test } from '@jest/globals';
import type { Metric } from '../../src/common/generated/comparison.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { against, result } from './support/cases.ts';

/** Head is so much warmer in each block, and each degree costs 1 % of its joules. */
const WARMER = [3, -2, 4, -5, 1, -3, 5, -3];

function measured(
  alternation: RunResult['alternation'],
  temperatures: (base: boolean, block: number) => number | null,
) {
  const side = (base: boolean): RunResult => {
    // A little that no temperature tells.
    const decode = WARMER.map((t, i) => 10 * Math.exp(base ? 0 : 0.01 * t + (i % 2 === 0 ? 1e-4 : -1e-4)));
    const of = result({ decode });
    const blocks = WARMER.map((_, block) => ({
      block,
      arm: 'plain' as const,
      seconds: 1,
      temperatureC: temperatures(base, block),
    }));
    return { ...of, ...(alternation ? { alternation } : {}), blocks };
  };
  return against(side(true), side(false)).metrics.find((m) => m.id === 'energy-per-task')!;
}
const width = (m: Metric): number => m.interval![1]! - m.interval![0]!;
const told = (base: boolean, block: number): number => (base ? 60 : 60 + WARMER[block]!);

test('where passes alternate, what a warmer card costs is no noise of the change', () => {
  const byPass = measured('pass', told);
  const byTask = measured('task', told);
  expect(byPass.change).toBe(byTask.change);
  expect(width(byPass)).toBeLessThan(width(byTask) / 20);
});

test('it is a covariate nowhere else: alternation by task, none that is known, a block without a temperature', () => {
  const plain = measured('task', () => null);
  for (const other of [
    measured('task', told),
    measured(undefined, told),
    measured('pass', () => null),
    measured('pass', (base, block) => (block === 3 && base ? null : told(base, block))),
  ])
    expect(other.interval).toEqual(plain.interval);
});
