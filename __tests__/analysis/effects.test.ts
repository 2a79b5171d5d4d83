import { describe, expect, test } from '@jest/globals';
import { blocksOf } from '../../src/analysis/blocks.ts';
import { blockValues, differenceOf, levelOf, type Series } from '../../src/analysis/effects.ts';
import { discordant } from '../../src/analysis/passes/discordant.ts';
import { RATIO_METRICS } from '../../src/common/metrics.ts';
import { fakeResult } from '../support/results.ts';
import { answers } from './support/cases.ts';

const values = (...x: number[]): Series => new Map(x.map((value, i) => [i, { value, error: 0 }]));
const sure = (...pairs: [number, number][]): Series => new Map(pairs.map(([value, error], i) => [i, { value, error }]));

describe('effects', () => {
  test('paired: blocks that both sides have; else all of each side', () => {
    const base = new Map([...values(1, 2, 3), [9, { value: 100, error: 0 }]]);
    const head = values(2, 4, 6);
    expect(differenceOf(base, head, { paired: true, spread: { sd: 5, df: 1 } })).toEqual({
      estimate: 2,
      standardError: expect.closeTo(1 / Math.sqrt(3), 12),
      df: 2,
      blocks: 3,
      own: 0,
    });
    expect(differenceOf(base, head, { paired: false, spread: null })).toMatchObject({
      estimate: 4 - 106 / 4,
      blocks: 3,
    });
    // Which look it is: head's blocks, where base has enough.
    const looked = (b: number, h: number): number =>
      differenceOf(
        values(...Array.from({ length: b }, (_, i) => i)),
        values(...Array.from({ length: h }, (_, i) => i)),
        {
          paired: false,
          spread: null,
        },
      )!.blocks;
    expect([looked(4, 12), looked(3, 12), looked(20, 6), looked(4, 3)]).toEqual([12, 3, 6, 3]);
    expect(differenceOf(values(1, 2), values(2, 4, 100), { paired: true, spread: null })!.estimate).toBe(1.5);
    expect(differenceOf(values(1), values(2), { paired: true, spread: null })).toBeNull();
  });

  test('errors of both sides of a pair add in quadrature, and are the least that their mean has', () => {
    // Pairs of 5 and 10: √(5² + 10²) ÷ 2.
    const base = sure([1, 3], [1, 6]);
    const head = sure([2, 4], [2, 8]);
    expect(differenceOf(base, head, { paired: true, spread: null })).toMatchObject({
      standardError: expect.closeTo(Math.sqrt(125) / 2, 12),
      own: expect.closeTo(125 / 4, 12),
    });
    // Not paired: each side by itself.
    expect(differenceOf(base, head, { paired: false, spread: null })).toMatchObject({
      standardError: expect.closeTo(Math.sqrt(125) / 2, 12),
    });
    // Values that differ by more than their errors say.
    expect(differenceOf(sure([0, 1], [0, 1]), sure([0, 1], [8, 1]), { paired: true, spread: null })).toMatchObject({
      standardError: 4,
      own: expect.closeTo(1, 12),
    });
  });

  test('values of blocks: logarithms of what is relative and positive', () => {
    const block = (n: number, seconds: number) => ({
      block: n,
      answers: 2,
      promptTokens: 0,
      outputTokens: 0,
      decodeSteps: 0,
      babbleTokens: 0,
      joules: { prefill: 0, decode: 0, check: null },
      errors: { prefill: 0, decode: 0, check: 0 },
      seconds,
      passed: 0,
      notGraded: 0,
      tested: 2,
      scored: 0,
      score: 0,
      falseStops: 0,
      missedStops: 0,
    });
    const d = {
      numerator: (s: { seconds: number }) => s.seconds,
      denominator: (s: { answers: number }) => s.answers,
      nature: 'seconds' as const,
    };
    const numbers = (found: Series): [number, number][] => [...found].map(([n, m]) => [n, m.value]);
    const blocks = [block(3, 2), block(4, 0), block(5, -2), block(7, 4)];
    expect(numbers(blockValues({ ...d, scale: 'relative' }, blocks))).toEqual([
      [3, 0],
      [7, Math.log(2)],
    ]);
    for (const scale of ['relative', 'absolute'] as const)
      expect(blockValues({ ...d, numerator: () => null, scale }, blocks)).toEqual(new Map());
    expect(numbers(blockValues({ ...d, scale: 'absolute' }, blocks))).toEqual([
      [3, 1],
      [4, 0],
      [5, -1],
      [7, 2],
    ]);
  });

  test("a block's error: of its own phases, relative for a ratio, per answer for a difference; tokens have none", () => {
    const [block] = blocksOf(
      fakeResult({ decode: [30], prefill: 10, check: null, tasks: 2, standardError: 0.1 }),
      'plain',
    );
    // Two answers of one fit: 0.2 J a phase; phases in quadrature.
    const error = (id: string): number =>
      blockValues(
        RATIO_METRICS.find((d) => d.id === id)!,
        [block!],
      ).get(0)!.error;
    expect(error('energy-per-task')).toBeCloseTo((0.2 * Math.SQRT2) / 80, 12);
    expect(error('prefill-energy-per-token')).toBeCloseTo(0.2 / 20, 12);
    expect(error('decode-energy-per-token')).toBeCloseTo(0.2 / 60, 12);
    expect([error('output-tokens'), error('pass-at-1'), error('wall-time')]).toEqual([0, 0, 0]);
    const absolute = { ...RATIO_METRICS[0]!, scale: 'absolute' as const };
    expect(blockValues(absolute, [block!]).get(0)!.error).toBeCloseTo((0.2 * Math.SQRT2) / 2, 12);
  });

  test('a level is a mean with its error; one block has none', () => {
    expect(levelOf(values(1, 3))).toMatchObject({ estimate: 2, standardError: 1, df: 1, blocks: 2 });
    expect(levelOf(values(1, 3, 5, 7))!.standardError).toBeCloseTo(Math.sqrt(20 / 3 / 4), 12);
    expect([levelOf(values(1)), levelOf(values())]).toEqual([null, null]);
  });

  test('answers that differ: only those of which both grades are known', () => {
    const base = answers(fakeResult({ decode: [1, 1], tasks: 3 }), (r, i) => ({
      passed: [null, true, false][i]!,
      block: r.block,
    }));
    const head = answers(base, (r, i) => ({ passed: r.block === 0 ? i !== 1 : i === 1 ? null : true }));
    // Block 0: task 0 unknown in base, task 1 lost, task 2 won; block 1: task 1 unknown in head, task 2 won.
    expect(discordant(base, head, 'plain')).toEqual({ lost: 1, won: 2, pairs: 3, blocks: 2 });
    expect(discordant(base, head, 'suppressed')).toEqual({ lost: 0, won: 0, pairs: 0, blocks: 0 });
  });
});
