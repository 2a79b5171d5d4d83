import { describe, expect, test } from '@jest/globals';
import { qualify } from '../../src/analysis/qualify/index.ts';
import { LEAST_PAIRS, machineNoise } from '../../src/analysis/qualify/noise.ts';
import { blocksToCall } from '../../src/analysis/predict.ts';
import { rateOf } from '../../src/analysis/qualify/rate.ts';
import { INJECTIONS } from '../../src/analysis/qualify/scenarios.ts';
import { compare } from '../../src/analysis/compare.ts';
import { armBlocks } from '../../src/analysis/blocks.ts';
import type { Scenario } from '../../src/common/generated/qualification.ts';
import { seeded } from '../../src/common/seeded.ts';
import { ENERGY_3, result } from './support/cases.ts';

/** Joules of blocks that scatter around 10 J by `sd` of a pair's difference (Box and Muller 1958). */
function scattered(n: number, sd: number, seed: number): number[] {
  const random = seeded(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: n }, () => 10 * Math.exp((sd / Math.SQRT2) * normal()));
}

const of = (n: number, sd: number, more = {}) =>
  qualify(result({ decode: scattered(n, sd, 1) }), result({ decode: scattered(n, sd, 2) }), {
    thresholds: ENERGY_3,
    seconds: 60,
    seed: 1,
    ...more,
  });
const named = (scenarios: readonly Scenario[], name: Scenario['name'], change: number): Scenario =>
  scenarios.find((s) => s.name === name && s.change === change)!;

describe('a gate tested on blocks of a subject against itself', () => {
  const quiet = of(24, 0.01)!;
  const noisy = of(24, 0.08)!;

  test('raises no alarm where nothing differs, and calls 10 %, in little noise', () => {
    const nothing = named(quiet.scenarios, 'nothing', 0);
    expect(nothing.regressed.share).toBe(0);
    expect(nothing.passed.share).toBeGreaterThan(0.98);
    expect(nothing.meanBlocks).toBeLessThan(7);
    expect(named(quiet.scenarios, 'joules', 0.1).regressed.share).toBeGreaterThan(0.98);
    expect(named(quiet.scenarios, 'output-tokens', 0.1).regressed.share).toBeGreaterThan(0.98);
    // 2 % is allowed.
    expect(named(quiet.scenarios, 'joules', 0.02).regressed.share).toBeLessThan(0.05);
  });

  test('in much noise alarms stay rare, and more is left undecided', () => {
    const nothing = named(noisy.scenarios, 'nothing', 0);
    expect(nothing.regressed.share).toBeLessThan(0.03);
    expect(nothing.undecided.share).toBeGreaterThan(named(quiet.scenarios, 'nothing', 0).undecided.share);
    expect(nothing.undecided.share).toBeGreaterThan(0.04);
    expect(named(noisy.scenarios, 'joules', 0.05).regressed.share).toBeLessThan(0.5);
    expect(nothing.meanBlocks).toBeGreaterThan(named(quiet.scenarios, 'nothing', 0).meanBlocks);
  });

  test('shares sum to 1, lie in their intervals, and rise with what is put in', () => {
    for (const s of [...quiet.scenarios, ...noisy.scenarios]) {
      const rates = [s.regressed, s.passed, s.undecided];
      expect(rates.reduce((sum, r) => sum + r.share, 0)).toBeCloseTo(1, 9);
      for (const { share, interval } of rates) {
        expect(interval[0]!).toBeLessThanOrEqual(share);
        expect(interval[1]!).toBeGreaterThanOrEqual(share);
      }
      expect(s.meanBlocks).toBeGreaterThanOrEqual(4);
      expect(s.meanBlocks).toBeLessThanOrEqual(20);
    }
    const red = [0.02, 0.05, 0.1].map((change) => named(noisy.scenarios, 'joules', change).regressed.share);
    expect(red).toEqual([...red].sort((a, b) => a - b));
  });

  test('tells the noise of a pair and the smallest rise that the largest gate calls', () => {
    const [noise] = quiet.noise;
    expect(noise!.arm).toBe('plain');
    expect(noise!.sd).toBeGreaterThan(0.006);
    expect(noise!.sd).toBeLessThan(0.014);
    expect(noise!.interval[0]!).toBeLessThan(noise!.sd);
    expect(noise!.interval[1]!).toBeGreaterThan(noise!.sd);
    const [small, large] = [quiet.smallestVisibleChange!, noisy.smallestVisibleChange!];
    // Beyond what is allowed by (t of the last look's p + t of 90 %) standard errors of 20 blocks.
    expect(Math.log1p(small.change)).toBeCloseTo(Math.log1p(0.03) + ((2.243 + 1.328) * noise!.sd) / Math.sqrt(20), 3);
    expect(small.interval[0]!).toBeLessThan(small.change);
    expect(small.interval[1]!).toBeGreaterThan(small.change);
    expect(large.change).toBeGreaterThan(2 * small.change - 0.03);
    expect(small).toMatchObject({ power: 0.9, blocks: 20 });
  });

  test('is equal for an equal seed, and another for another', () => {
    const short = (seed: number) => of(LEAST_PAIRS, 0.05, { most: 6, seed });
    expect(short(7)).toEqual(short(7));
    expect(short(8)!.scenarios).not.toEqual(short(7)!.scenarios);
  });

  test('swaps the sides: a side that was the dearer one by chance raises no more alarms', () => {
    const decode = scattered(12, 0.05, 3);
    const dear = qualify(result({ decode }), result({ decode: scattered(12, 0.05, 4).map((j) => j * 1.04) }), {
      thresholds: ENERGY_3,
      most: 6,
      seconds: 60,
      seed: 1,
    })!;
    expect(named(dear.scenarios, 'nothing', 0).regressed.share).toBeLessThan(0.06);
  });
});

test('too few pairs, or nothing that gates, tell nothing', () => {
  expect(of(LEAST_PAIRS - 1, 0.01)).toBeNull();
  expect(of(LEAST_PAIRS, 0.01, { most: 4 })).not.toBeNull();
  expect(of(24, 0.01, { thresholds: {} })).toBeNull();
  expect(of(24, 0.01, { thresholds: { 'output-tokens': { plain: { increase: 0.03 } } } })).toBeNull();
});

test('what is put into a block: joules with their errors, or tokens with what they cost', () => {
  const [block] = armBlocks(result({ decode: [10], prefill: 5, standardError: 0.1 })).plain!;
  const into = (name: Scenario['name'], change: number) =>
    INJECTIONS.find((i) => i.name === name && i.change === change)!.into(block!);
  const dearer = into('joules', 0.05);
  expect(dearer.joules.decode).toBeCloseTo(block!.joules.decode! * 1.05, 9);
  expect(dearer.joules.prefill).toBeCloseTo(block!.joules.prefill! * 1.05, 9);
  expect(dearer.errors.decode).toBeCloseTo(block!.errors.decode * 1.05, 9);
  expect(dearer.decodeSteps).toBe(block!.decodeSteps);
  const longer = into('output-tokens', 0.1);
  expect(longer.decodeSteps).toBeCloseTo(block!.decodeSteps * 1.1, 9);
  expect(longer.joules.decode).toBeCloseTo(block!.joules.decode! * 1.1, 9);
  expect(longer.joules.prefill).toBe(block!.joules.prefill);
  expect(longer.joules.check).toBe(block!.joules.check);
});

test('an interval of a share holds the luck of drawing, and that of the blocks', () => {
  // Clopper and Pearson: 0 of 100 is at most 3.62 %.
  expect(rateOf([0, 0, 0, 0, 0], 20, 0.05)).toEqual({ share: 0, interval: [0, expect.closeTo(0.0362, 4)] });
  // Sets that differ more than drawing explains.
  const wide = rateOf([0, 0, 20, 20], 20, 0.05);
  expect(wide).toEqual({ share: 0.5, interval: [0, 1] });
  expect(rateOf([10, 10, 10, 10], 20, 0.05).interval[0]).toBeCloseTo(0.386, 3);
});

describe("a machine's noise, and what it costs a gate", () => {
  const between = (n: number, sd: number) =>
    machineNoise(result({ decode: scattered(n, sd, 1) }), result({ decode: scattered(n, sd, 2) }), {
      thresholds: ENERGY_3,
    });

  test('is the standard deviation of paired differences, inside its interval; none of too few blocks', () => {
    const [noise] = between(400, 0.02);
    expect(noise!.arm).toBe('plain');
    expect(noise!.sd).toBeGreaterThan(0.018);
    expect(noise!.sd).toBeLessThan(0.022);
    expect(noise!.interval[0]!).toBeLessThan(noise!.sd);
    expect(noise!.interval[1]!).toBeGreaterThan(noise!.sd);
    expect(between(LEAST_PAIRS, 0.02)).toHaveLength(1);
    expect(between(LEAST_PAIRS - 1, 0.02)).toEqual([]);
  });

  test('is not told where the sensor saw joules in too few of them: no figure in the place of none', () => {
    const of = (decode: number[]) =>
      machineNoise(result({ decode }), result({ decode: scattered(8, 0.02, 2) }), { thresholds: ENERGY_3 });
    const unseen = (n: number) => scattered(8, 0.02, 1).map((joules, i) => (i < n ? -1e6 : joules));
    expect(of(unseen(2))).toHaveLength(1);
    expect(of(unseen(3))).toEqual([]);
    expect(of(unseen(7))).toEqual([]);
  });

  test('the blocks that a rise needs grow as its square, from the first look on; beyond 200 there are none', () => {
    expect(blocksToCall(0.0001, 0.05, 0.03)).toBe(4);
    const [n, twice] = [blocksToCall(0.02, 0.05, 0.03)!, blocksToCall(0.04, 0.05, 0.03)!];
    expect(twice / n).toBeGreaterThan(3);
    expect(twice / n).toBeLessThan(4.5);
    expect(blocksToCall(0.2, 0.05, 0.03)).toBeNull();
    expect(blocksToCall(0.02, 0.03, 0.03)).toBeNull();
    // A larger rise, or a lower limit, is seen sooner.
    expect(blocksToCall(0.02, 0.06, 0.03)!).toBeLessThan(n);
    expect(blocksToCall(0.02, 0.05, 0.02)!).toBeLessThan(n);
  });

  test('so many blocks call it about as often as is said', () => {
    const sd = 0.03;
    const n = blocksToCall(sd, 0.08, 0.03)!;
    const random = seeded(5);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const power = (blocks: number): number => {
      let called = 0;
      for (let i = 0; i < 400; i++) {
        const base = Array.from({ length: blocks }, () => 10 * Math.exp((sd / Math.SQRT2) * normal()));
        const head = base.map(() => 10.8 * Math.exp((sd / Math.SQRT2) * normal()));
        const c = compare(result({ decode: base }), result({ decode: head }), { thresholds: ENERGY_3, most: 20 });
        if (c.verdict === 'regressed') called++;
      }
      return called / 400;
    };
    expect(n).toBeLessThanOrEqual(20);
    expect(power(n)).toBeGreaterThan(0.85);
  });
});
