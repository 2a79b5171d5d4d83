import { expect, test } from '@jest/globals';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { methodLines } from '../../src/report/facts.ts';
import { sentence } from './support/sentence.ts';
import { joined } from '../../src/report/text.ts';
import { against, blocks, each, energy, ENERGY_3, FLAT, result } from '../analysis/support/cases.ts';

const lines = (c: Comparison): string[] => methodLines(c).map((line) => joined(line, ({ foreign }) => foreign));
const timed = (decode: number[]): RunResult => ({
  ...result({ decode }),
  blocks: decode.map((_, block) => ({ block, arm: 'plain' as const, seconds: 30 })),
});

test('by which p it was decided, on how many blocks, and when a gate looks', () => {
  const two = energy(blocks(0.2, 1e-3, 7), { 'energy-per-task': each({ increase: 0.03, max: 99 }) });
  expect(lines(two)).toContain(
    'Gating on 7 block(s) a side: “regressed” where “the change is within its limit” has a one-sided p of at most 0.0053 (2 limit(s) share the level), “pass” where “it is the limit and its margin, or more” has one of at most 0.0114; else more blocks, looked at when there are 4, 6, 8, 10, 12, 16, 20.',
  );
  const said = (c: Comparison): boolean => lines(c).some((l) => l.startsWith('Gating on'));
  expect(said(against(result({}), result({}), { 'output-tokens': each({ increase: 0.1 }) }))).toBe(false);
  expect(said(energy([10, 10, 10]))).toBe(false);
  const { plan: _, ...older } = two;
  expect(said(older)).toBe(false);
  expect(lines(older)).toContain(
    'Intervals: t on block log-ratios, repeated over the looks of a gate, two-sided 95 %.',
  );
});

test("the sensor's part of the interval, and what the null control said", () => {
  const sure = result({ standardError: 0.2 });
  const c = against(sure, { ...sure }, ENERGY_3);
  expect(lines(c)).toContain(
    "The measurement's own error is of the variance behind an interval: Energy per task (plain) 100 %.",
  );
  expect(lines(energy(blocks(0))).some((l) => l.startsWith("The measurement's own"))).toBe(false);
  const drift = blocks(0, 1e-6, 10).map((x, i) => (i < 5 ? x : 1.01 * x));
  const control = (decode: number[]): string => lines(energy(decode)).find((l) => l.startsWith('Null control'))!;
  expect(control(drift)).toBe("Null control (halves of each arm's blocks, 0.5 % level): alarmed.");
  expect(control(blocks(0, 1e-6, 10))).toBe("Null control (halves of each arm's blocks, 0.5 % level): quiet.");
  expect(control(FLAT)).toBe("Null control (halves of each arm's blocks, 0.5 % level): not possible with 4 blocks.");
});

test('an inconclusive comparison says what it would have called, and what would decide', () => {
  const noisy = against(timed(FLAT), timed(blocks(0, 0.03 / 2)));
  expect(sentence(noisy)).toMatch(
    / This run would have called a rise of 12\.0 % or more\. As it looks, 5 blocks a side, about 60 s more would decide\.$/,
  );
  expect(sentence(energy(blocks(0, 0.03 / 2)))).toContain('As it looks, 5 blocks a side would decide.');
  expect(sentence(energy(blocks(0.0298, 0.02)))).not.toContain('would decide');
});

test('too few blocks, and an estimate against a stored baseline, are said by themselves', () => {
  expect(sentence(energy([10, 10, 10]))).toMatch(/^too-few-blocks – energy-per-task \(plain\) needs a test/);
  const stored = against(result({ measurement: 'm0', estimated: true }), result({ estimated: true }));
  expect(sentence(stored)).toMatch(/^stored-estimate – .*"baseline: base" measures both sides in one run\.$/);
});
