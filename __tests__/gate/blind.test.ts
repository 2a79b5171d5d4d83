import { describe, expect, it } from '@jest/globals';
import { blocksNeeded } from '../../src/analysis/history.ts';
import { JouleGateError } from '../../src/common/errors.ts';
import type { Thresholds } from '../../src/config/types.ts';
import { refuseBlindGate } from '../../src/gate/blind.ts';
import { fakeResult } from '../support/results.ts';

const limits = (increase: number): Thresholds => ({ 'energy-per-task': { plain: { increase } } });
const config = (
  repeats: number,
  increase = 0.03,
  blocks: number | null = null,
): Parameters<typeof refuseBlindGate>[0] => ({
  arms: ['plain'],
  repeats,
  budget: { seconds: 1, joules: null, blocks },
  thresholds: limits(increase),
});
const refusal = (...args: Parameters<typeof refuseBlindGate>): JouleGateError | null => {
  try {
    refuseBlindGate(...args);
    return null;
  } catch (error) {
    return error as JouleGateError;
  }
};
/** Blocks whose J/task spread by about `percent`. */
const spreading = (percent: number): ReturnType<typeof fakeResult> =>
  fakeResult({ decode: [1, 1 + percent / 100, 1, 1 + percent / 100].map((x) => 100 * x), prefill: 0 });

describe('a gate that could not fail is refused', () => {
  it('at 3 blocks, not at 4, whatever names the number', () => {
    expect(refusal(config(3), null, null)).toMatchObject({ code: 'too-few-blocks' });
    expect(refusal(config(3), null, null)!.message).toContain('a gate of 3 block(s)');
    expect(refusal(config(3), null, null)!.fix).toContain('"repeats" to 4');
    expect(refusal(config(4), null, null)).toBeNull();
    expect(refusal(config(9, 0.03, 3), null, null)).toMatchObject({ code: 'too-few-blocks' });
    expect(refusal(config(9, 0.03, 4), null, null)).toBeNull();
  });

  it('where known spreads leave twice the threshold uncalled, naming the number that would do, and not at that number', () => {
    const base = spreading(8);
    const sd = Math.sqrt(
      [1, 1.08, 1, 1.08].map(Math.log).reduce((s, x, _i, all) => s + (x - (all[0]! + all[1]!) / 2) ** 2, 0) / 3,
    );
    const needed = blocksNeeded(sd, null, 0.03)!;
    expect(needed).toBeGreaterThan(4);
    const error = refusal(config(needed - 1), base, null)!;
    expect(error.code).toBe('too-few-blocks');
    expect(error.message).toContain(`with ${needed - 1} blocks`);
    expect(error.message).toContain('3.0 % on energy-per-task, plain');
    expect(error.message).toContain(`blocks spread by ${(100 * sd).toFixed(1)} %, measurements by 0.0 %`);
    expect(error.fix).toBe(`set "repeats" to ${needed} or raise the threshold`);
    expect(refusal(config(needed), base, null)).toBeNull();
    expect(refusal(config(needed - 1, 0.2), base, null)).toBeNull();
  });

  it('where the spread between measurements is too wide for any number', () => {
    const error = refusal(config(200), spreading(0.1), { sd: 0.1, df: 2 })!;
    expect(error.message).toContain('measurements by 10.0 %');
    expect(error.fix).toContain('no number of blocks would do');
    expect(refusal(config(200), spreading(0.1), { sd: 0, df: 2 })).toBeNull();
  });

  it('looks at the arms that run and at thresholds that there are', () => {
    const base = spreading(8);
    expect(refusal({ ...config(4), arms: ['suppressed'] }, base, null)).toBeNull();
    expect(refusal({ ...config(4), thresholds: {} }, base, null)).toBeNull();
    expect(refusal({ ...config(4), thresholds: { 'energy-per-task': { plain: { max: 3 } } } }, base, null)).toBeNull();
    // One block tells no spread.
    expect(refusal(config(4), fakeResult({ decode: [100] }), null)).toBeNull();
  });
});
