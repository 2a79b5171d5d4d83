import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changePoints } from '../../../src/analysis/trend/change-points.ts';
import { seeded } from '../../../src/common/seeded.ts';
import { TREND_RULES } from '../../../src/common/trend-rules.ts';
import { sample } from '../../support/soak.ts';

const RULES = TREND_RULES.changePoint;

/** Standard normal values (Box and Muller 1958). */
function normals(n: number, random: () => number): number[] {
  return Array.from({ length: n }, () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

/** Normal noise of this spread around levels, each held for some values. */
const stepped = (levels: readonly [level: number, values: number][], spread: number, seed: number): number[] => {
  const noise = normals(
    levels.reduce((all, [, n]) => all + n, 0),
    seeded(seed),
  );
  return levels.flatMap(([level, n]) => Array.from({ length: n }, () => level)).map((x, i) => x + spread * noise[i]!);
};

describe('change points', () => {
  it.each<[string, number[], number[]]>([
    ['none of nothing', [], []],
    ['none of a constant', Array.from({ length: 40 }, () => 3), []],
    ['none of so few that no order is rare', [0, 0, 0, 1, 1, 1], []],
    [
      'a step',
      stepped(
        [
          [0, 20],
          [1, 20],
        ],
        0.1,
        1,
      ),
      [20],
    ],
    [
      'a step down near the end',
      stepped(
        [
          [1, 35],
          [0, 5],
        ],
        0.1,
        2,
      ),
      [35],
    ],
    [
      'two steps, up and back',
      stepped(
        [
          [0, 20],
          [1, 20],
          [0, 20],
        ],
        0.1,
        3,
      ),
      [20, 40],
    ],
    [
      'three levels',
      stepped(
        [
          [0, 15],
          [1, 15],
          [2, 15],
        ],
        0.1,
        4,
      ),
      [15, 30],
    ],
    ['a change of spread alone', [...stepped([[0, 60]], 0.05, 5), ...stepped([[0, 60]], 2, 6)], [60]],
  ])('are %s', (_what, series, expected) => {
    const found = changePoints(series, RULES);
    expect(found).toHaveLength(expected.length);
    for (const [i, { at }] of found.entries()) expect(Math.abs(at - expected[i]!)).toBeLessThanOrEqual(2);
    for (const { p } of found) expect(p).toBeLessThanOrEqual(RULES.level);
  });

  it('are the same for the series in another unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 4, max: 20 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.constantFrom(0.25, 2, 8),
        (seed, at, shift, scale) => {
          const series = stepped(
            [
              [0, at],
              [1, 24 - at],
            ],
            0.2,
            seed,
          );
          const of = (z: number[]): number[] => changePoints(z, RULES).map((c) => c.at);
          expect(of(series.map((x) => scale * x))).toEqual(of(series));
          // Adding a constant rounds.
          expect(of(series.map((x) => x + shift)).length).toBe(of(series).length);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('lie apart by at least so many values, and from both ends', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const at = [
        0,
        ...changePoints(
          stepped(
            [
              [0, 6],
              [3, 6],
              [0, 6],
              [3, 6],
            ],
            0.1,
            seed,
          ),
          RULES,
        ).map((c) => c.at),
        24,
      ];
      for (let i = 1; i < at.length; i++) expect(at[i]! - at[i - 1]!).toBeGreaterThanOrEqual(RULES.least);
    }
  });

  it('are named in about 1 % of series without any', () => {
    const series = sample(4000, 120);
    const random = seeded(11);
    let alarms = 0;
    for (let k = 0; k < series; k++) if (changePoints(normals(50, random), RULES).length > 0) alarms++;
    console.log(`change points: ${alarms} of ${series} series of 50 without a change`);
    // Level 0.01: within four standard deviations, and not never in a soak.
    expect(alarms).toBeLessThanOrEqual(0.01 * series + 4 * Math.sqrt(0.01 * 0.99 * series));
    if (series > 1000) expect(alarms).toBeGreaterThan(0.01 * series - 4 * Math.sqrt(0.01 * 0.99 * series));
  });
});
