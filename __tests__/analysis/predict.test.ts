import { describe, expect, test } from '@jest/globals';
import { withBlocks } from '../../src/analysis/predict.ts';
import type { RunResult } from '../../src/common/generated/run-result.ts';
import { against, arms, blocks, energy, ENERGY_3, FLAT, ln, result } from './support/cases.ts';

describe('an effect of more blocks', () => {
  const e = { estimate: 0.1, standardError: 0.4, df: 3, blocks: 4, own: 0.02 };

  test('all of its variance shrinks with their number, and degrees of freedom grow', () => {
    expect(withBlocks(e, 16)).toEqual({
      estimate: 0.1,
      standardError: expect.closeTo(0.2, 12),
      df: 15,
      blocks: 16,
      own: expect.closeTo(0.005, 12),
    });
    const { own: _, ...untold } = e;
    expect(withBlocks(untold, 8).own).toBe(0);
  });

  test('but for what is measured already, and then degrees of freedom stay', () => {
    const stored = withBlocks({ ...e, fixed: 0.12 }, 16);
    expect(stored.standardError).toBeCloseTo(Math.sqrt(0.12 + 0.04 / 4), 12);
    expect(stored.df).toBe(3);
    expect(withBlocks({ ...e, fixed: 0 }, 16).df).toBe(15);
  });
});

describe('what would decide', () => {
  const toDecide = (c: ReturnType<typeof against>) => c.plan!.toDecide;
  /** No change, and this standard error of the mean of four. */
  const noisy = (standardError: number): number[] => blocks(0, standardError);

  test('the open metric that needs most says how many; one that is decided needs none', () => {
    // ln 1.06 ÷ (2 · 0.025) · √7 = 3.083, over the t of 6 blocks' p with 6 degrees of freedom, 3.042 (SciPy).
    const [little, much] = [noisy(0.015), noisy(0.025)];
    const of = (plain: number[], suppressed: number[]) => toDecide(against(arms(FLAT, FLAT), arms(plain, suppressed)));
    expect(of(little, FLAT)!.blocks).toBe(5);
    expect(of(FLAT, much)!.blocks).toBe(7);
    expect([of(little, much)!.blocks, of(much, little)!.blocks]).toEqual([7, 7]);
    // One that no number decides: just over its limit.
    expect([of(little, blocks(ln(3.01), 0.03))!.blocks, of(blocks(ln(3.01), 0.03), little)!.blocks]).toEqual([
      null,
      null,
    ]);
    expect(toDecide(against(arms(FLAT, FLAT), result({})))).toEqual({ blocks: 0, seconds: null });
  });

  test('never fewer than the first look; up to 200', () => {
    expect(toDecide(energy([10, 10, 10]))!.blocks).toBe(4);
    expect(toDecide(energy([10, 10]))!.blocks).toBe(4);
    expect(toDecide(energy([10]))!.blocks).toBeNull();
    // (ln 1.06 ÷ se) · √(n ÷ 4) reaches 2.095 to 2.1, the t of the last look's p with 148 to 198 degrees of freedom.
    expect(toDecide(energy(noisy(0.19)))!.blocks).toBeGreaterThan(180);
    expect(toDecide(energy(noisy(0.19)))!.blocks).toBeLessThanOrEqual(200);
    expect(toDecide(energy(noisy(0.21)))!.blocks).toBeNull();
  });

  const timed = (of: RunResult, seconds: Record<string, number | undefined>): RunResult => ({
    ...of,
    blocks: Object.entries(seconds).flatMap(([arm, each]) =>
      each === undefined ? [] : [0, 1, 2, 3].map((block) => ({ block, arm: arm as 'plain', seconds: each })),
    ),
  });

  test('seconds are those of the blocks that lack, of every arm, and of base where it is measured too', () => {
    const [flat, open] = [arms(FLAT, FLAT), arms(noisy(0.025), noisy(0.025))];
    const both = { plain: 10, suppressed: 4 };
    expect(toDecide(against(timed(flat, { plain: 20, suppressed: 6 }), timed(open, both)))).toEqual({
      blocks: 7,
      seconds: 3 * 40,
    });
    expect(toDecide(against(timed(flat, both), timed(open, { plain: 10 })))!.seconds).toBeNull();
    const stored = against({ ...timed(flat, both), measurement: 'm0' }, timed(open, both), ENERGY_3, {
      spread: { sd: 0, df: 9 },
    });
    expect(toDecide(stored)!.blocks).toBeGreaterThan(4);
    expect(toDecide(stored)!.seconds).toBe((toDecide(stored)!.blocks! - 4) * 14);
    const alone = against(null, timed(result({ decode: noisy(0.025) }), { plain: 10 }), {
      'energy-per-task': { plain: { max: 10 } },
    });
    expect(alone.verdict).toBe('inconclusive');
    expect(toDecide(alone)!.seconds).toBe((toDecide(alone)!.blocks! - 4) * 10);
  });

  test('joules that never decide need no number', () => {
    const stored = against(timed(result({ measurement: 'm0' }), { plain: 1 }), timed(result({}), { plain: 1 }));
    expect(toDecide(stored)).toEqual({ blocks: null, seconds: null });
  });
});
