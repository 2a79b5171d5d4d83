import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canAlternate, cellsOf, extentOf, inPasses, orderOf, type Pass } from '../../src/experiment/plan.ts';
import type { ArmName } from '../../src/common/phases.ts';

const passesOf = <S>(block: number, subjects: readonly S[], arms: readonly ArmName[]): readonly Pass<S>[] =>
  inPasses(cellsOf(block, subjects, arms));

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

  it('lets subjects without an arm plain of their own share the one that is there', () => {
    const armsOf = (s: string): ArmName[] => (s === 'plain' ? ['plain'] : ['suppressed']);
    for (const block of [0, 1]) {
      const cells = cellsOf(block, ['plain', 'tests', 'syntax'], ['plain', 'suppressed'], armsOf);
      expect(cells.map((p) => `${p.subject} ${p.arm}`)).toEqual([
        'plain plain',
        'tests suppressed',
        'syntax suppressed',
      ]);
      expect(cells.map((p) => p.plain)).toEqual([null, cells[0], cells[0]]);
    }
    // Once the plain arm is decided there is none to share.
    expect(cellsOf(2, ['plain', 'tests'], ['suppressed'], armsOf)).toEqual([
      { block: 2, subject: 'tests', arm: 'suppressed', plain: null },
    ]);
    // One that has its own is compared with that.
    const own = (s: string): ArmName[] => (s === 'b' ? ['plain', 'suppressed'] : armsOf(s));
    const cells = cellsOf(0, ['plain', 'b'], ['plain', 'suppressed'], own);
    expect(cells.at(-1)!.plain).toBe(cells.find((p) => p.subject === 'b' && p.arm === 'plain'));
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

  const CELLS = { 2: ['A', 'B'], 4: ['A', 'B', 'C', 'D'] };
  it('alternates two cells as ABBA, four by the rows of a Williams square, no other number', () => {
    const run = (block: number, cells: string[]) => [0, 1, 2, 3].map((task) => orderOf(block, task, cells).join(''));
    expect(run(0, CELLS[2])).toEqual(['AB', 'BA', 'AB', 'BA']);
    expect(run(1, CELLS[2])).toEqual(['BA', 'AB', 'BA', 'AB']);
    expect(run(0, CELLS[4])).toEqual(['ABDC', 'BCAD', 'CDBA', 'DACB']);
    expect(run(1, CELLS[4])).toEqual(['BCAD', 'CDBA', 'DACB', 'ABDC']);
    expect([0, 1, 2, 3, 4, 5, 6].filter(canAlternate)).toEqual([2, 4]);
  });

  it('lets each cell stand in every place and right after every other equally often, by tasks and by blocks', () => {
    const counted = (orders: string[][]): Record<string, number> => {
      const counts: Record<string, number> = {};
      const count = (key: string) => (counts[key] = (counts[key] ?? 0) + 1);
      for (const order of orders)
        order.forEach((cell, place) => {
          count(`${cell} at ${place}`);
          if (place > 0) count(`${cell} after ${order[place - 1]}`);
        });
      return counts;
    };
    fc.assert(
      fc.property(
        fc.constantFrom(2, 4),
        fc.nat(50),
        fc.nat(200),
        fc.integer({ min: 1, max: 4 }),
        (n, block, task, times) => {
          const cells = CELLS[n as 2 | 4];
          const steps = Array.from({ length: n * times }, (_, i) => i);
          for (const orders of [
            steps.map((i) => orderOf(block, task + i, cells)),
            steps.map((i) => orderOf(block + i, task, cells)),
          ]) {
            const counts = counted(orders);
            // n places of n cells, and n · (n − 1) neighbours.
            expect(Object.keys(counts)).toHaveLength(n * n + n * (n - 1));
            expect(new Set(Object.entries(counts).map(([key, c]) => (key.includes('at') ? c / times : 0)))).toEqual(
              new Set([1, 0]),
            );
            const after = Object.entries(counts).filter(([key]) => key.includes('after'));
            expect(new Set(after.map(([, c]) => c))).toEqual(new Set([times]));
          }
        },
      ),
    );
  });
});
