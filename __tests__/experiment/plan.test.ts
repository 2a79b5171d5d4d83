import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { passesOf } from '../../src/experiment/plan.ts';

describe('the plan', () => {
  it('runs every cell once a block, backwards in odd ones', () => {
    const names = (block: number): string[] =>
      passesOf(block, [0, 1], ['plain', 'suppressed']).map((p) => `${p.subject}${p.arm[0]}`);
    expect(names(0)).toEqual(['0p', '1p', '0s', '1s']);
    expect(names(1)).toEqual(['1s', '0s', '1p', '0p']);
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
