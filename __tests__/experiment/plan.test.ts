import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { extentOf, passesOf } from '../../src/experiment/plan.ts';

describe('the plan', () => {
  it('runs every cell once a block, backwards in odd ones', () => {
    const names = (block: number): string[] =>
      passesOf(block, [0, 1], ['plain', 'suppressed']).map((p) => `${p.subject}${p.arm[0]}`);
    expect(names(0)).toEqual(['0p', '1p', '0s', '1s']);
    expect(names(1)).toEqual(['1s', '0s', '1p', '0p']);
  });

  it('gives each suppressed pass the plain one of its own subject and block, whichever of them runs first', () => {
    for (const block of [0, 1]) {
      const passes = passesOf(block, ['base', 'head'], ['plain', 'suppressed']);
      for (const pass of passes) {
        const twin = passes.find((p) => p.arm === 'plain' && p.subject === pass.subject)!;
        expect(pass.plain).toBe(pass.arm === 'plain' ? null : twin);
      }
    }
    expect(passesOf(0, ['head'], ['suppressed'])).toEqual([
      { block: 0, subject: 'head', arm: 'suppressed', plain: null },
    ]);
  });

  it('goes as far as the configuration says: its repeats, or fewer blocks by its budget', () => {
    const budget = { seconds: 60, joules: null };
    const extent = (repeats: number, blocks: number | null) => extentOf({ repeats, budget: { ...budget, blocks } });
    expect(extent(5, null)).toEqual({ blocks: 5, budget });
    expect(extent(5, 4)).toEqual({ blocks: 4, budget });
    expect(extent(4, 5)).toEqual({ blocks: 4, budget });
  });

  it('cancels a linear drift between every two cells over an even number of blocks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), (subjects, pairs) => {
        const order = Array.from({ length: 2 * pairs }, (_, block) =>
          passesOf(
            block,
            Array.from({ length: subjects }, (_, i) => i),
            ['plain', 'suppressed'],
          ),
        ).flat();
        const sums = new Map<string, number>();
        order.forEach((p, time) => sums.set(`${p.subject}${p.arm}`, (sums.get(`${p.subject}${p.arm}`) ?? 0) + time));
        expect(new Set(sums.values()).size).toBe(1);
      }),
    );
  });
});
