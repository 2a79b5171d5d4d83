import { expect, test } from '@jest/globals';
import { armBlocks } from '../../src/analysis/blocks.ts';
import { gateOf } from '../../src/analysis/qualify/gate.ts';
import { qualify } from '../../src/analysis/qualify/index.ts';
import { noiseOf, pairsOf } from '../../src/analysis/qualify/noise.ts';
import { INJECTIONS } from '../../src/analysis/qualify/scenarios.ts';
import { sidesOf } from '../../src/analysis/sides.ts';
import type { ArmName } from '../../src/common/phases.ts';
import { arms, blocks, ENERGY_3, FLAT, result } from './support/cases.ts';

const quiet = [10, 10.001, 9.999, 10.002, 9.998, 10];

test('of quiet blocks every gate passes where nothing differs, and calls what is beyond its limit, at the first look', () => {
  const found = qualify(result({ decode: quiet }), result({ decode: [...quiet].reverse() }), {
    thresholds: ENERGY_3,
    most: 4,
    seconds: 60,
    seed: 1,
  })!;
  expect(found).toMatchObject({ blocks: 6, seconds: 60, thresholds: { plain: 0.03 }, commit: null });
  expect(
    found.scenarios.map((s) => [s.name, s.change, s.gates, s.regressed.share, s.passed.share, s.undecided.share]),
  ).toEqual([
    ['nothing', 0, 1000, 0, 1, 0],
    ['joules', 0.02, 1000, 0, 1, 0],
    ['joules', 0.05, 1000, 1, 0, 0],
    ['joules', 0.1, 1000, 1, 0, 0],
    ['output-tokens', 0.1, 1000, 1, 0, 0],
  ]);
  for (const s of found.scenarios) expect(s.meanBlocks).toBeCloseTo(4, 9);
  expect(found.smallestVisibleChange!.change).toBeGreaterThan(0.03);
  expect(found.smallestVisibleChange!.change).toBeLessThan(0.035);
  expect(found.noise).toHaveLength(1);
});

test('of blocks that tell nothing every gate stays undecided', () => {
  const wild = [1, 30, 2, 50, 3, 40];
  const found = qualify(result({ decode: wild }), result({ decode: [...wild].reverse() }), {
    thresholds: ENERGY_3,
    most: 4,
    seconds: 60,
    seed: 1,
  })!;
  expect(found.scenarios[0]!.undecided.share).toBeGreaterThan(0.8);
  expect(found.scenarios[0]!.passed.share).toBeLessThan(0.2);
});

test('the noise of pairs is the standard deviation of their differences, whatever their blocks are numbered', () => {
  const c = sidesOf(result({ decode: [10, 10, 10, 10] }), result({ decode: blocks(0.1, 0.02) }), {
    thresholds: ENERGY_3,
  });
  const pairs = pairsOf(c).get('plain')!;
  const same = pairs.map((p) => ({ base: { ...p.base, block: 7 }, head: { ...p.head, block: 7 } }));
  // Four blocks of standard error 2 %.
  for (const drawn of [pairs, same]) {
    const { arm, sd, interval } = noiseOf('plain', drawn, 0.05);
    expect([arm, sd]).toEqual(['plain', expect.closeTo(0.04, 9)]);
    // χ² with 3 degrees of freedom: 9.3484 and 0.21580.
    expect(interval[0]).toBeCloseTo(Math.sqrt((3 * 0.04 ** 2) / 9.3484), 5);
    expect(interval[1]).toBeCloseTo(Math.sqrt((3 * 0.04 ** 2) / 0.2158), 4);
  }
});

test('a gate goes from look to look; an arm that is decided stops, a regression ends it', () => {
  const run = (plain: number[], suppressed: number[]) => {
    const base = arms(
      plain.map(() => 10),
      suppressed.map(() => 10),
    );
    const c = sidesOf(base, arms(plain, suppressed), { thresholds: ENERGY_3, most: 8 });
    return gateOf(c, new Map(pairsOf(c)));
  };
  const flat = Array<number>(8).fill(10);
  const open = blocks(0, 0.02, 8);
  expect(run(flat, flat)).toMatchObject({ verdict: 'pass', blocks: 4 });
  // One stops at 4 blocks, the other goes on to 8.
  const one = run(flat, open);
  expect(one.metrics.map((m) => [m.arm, m.blocks])).toEqual([
    ['plain', 4],
    ['suppressed', 8],
  ]);
  expect(one.blocks).toBe(6);
  const ended = run(
    flat.map((x) => 1.2 * x),
    open,
  );
  expect([ended.verdict, ended.blocks]).toEqual(['regressed', 4]);
});

test('joules that are not known stay so, whatever is put into a block', () => {
  const [block] = armBlocks(result({ decode: FLAT })).plain!;
  const arm: ArmName = 'plain';
  expect([arm, block!.joules.check]).toEqual(['plain', null]);
  for (const { into } of INJECTIONS) expect(into(block!).joules.check).toBeNull();
  const longer = INJECTIONS.at(-1)!.into(block!);
  expect(longer.outputTokens / block!.outputTokens).toBeCloseTo(1.1, 12);
  expect(longer.decodeSteps / block!.decodeSteps).toBeCloseTo(1.1, 12);
  expect(longer.joules.decode! / block!.joules.decode!).toBeCloseTo(1.1, 12);
});
