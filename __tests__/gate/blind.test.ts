import { checkConfig } from '../../src/config/load.ts';
import { describe, expect, it } from '@jest/globals';
import { blocksNeeded } from '../../src/analysis/history.ts';
import type { Qualification } from '../../src/common/generated/qualification.ts';
import { JouleGateError } from '../../src/common/errors.ts';
import type { Thresholds } from '../../src/config/types.ts';
import { refuseBlindGate, refuseBlindPairs } from '../../src/gate/blind.ts';
import { fakeResult } from '../support/results.ts';

const limits = (increase: number): Thresholds => ({ 'energy-per-task': { plain: { increase } } });
const config = (blocks: number | null, increase = 0.03, repeats = 4): Parameters<typeof refuseBlindGate>[0] => ({
  arms: ['plain'],
  repeats,
  budget: { seconds: 1, joules: null, blocks },
  thresholds: limits(increase),
  engine: checkConfig({ model: { builtin: 'practice' } }, 'test', '/').engine,
});
type Args = Parameters<typeof refuseBlindGate>;
const OTHER = 'b'.repeat(64);
/** Of a head with another model than base. */
const refusal = (config: Args[0], base: Args[1], spread: Args[2], model = OTHER): JouleGateError | null => {
  try {
    refuseBlindGate(config, base, spread, model);
    return null;
  } catch (error) {
    return error as JouleGateError;
  }
};
/** Blocks whose J/task spread by about `percent`. */
const spreading = (percent: number): ReturnType<typeof fakeResult> =>
  fakeResult({ decode: [1, 1 + percent / 100, 1, 1 + percent / 100].map((x) => 100 * x), prefill: 0 });

const KNOWN = { sd: 0.001, df: 9 };

describe('a gate that could not decide is refused', () => {
  it('at 3 blocks at most, not at 4; the least number refuses nothing', () => {
    const error = refusal(config(3), null, null)!;
    expect(error).toMatchObject({ code: 'too-few-blocks' });
    expect(error.message).toContain('at most 3 block(s)');
    expect(error.fix).toContain('"budget.blocks" to 4');
    expect(refusal(config(4), null, null)).toBeNull();
    expect(refusal(config(null, 0.03, 1), null, null)).toBeNull();
  });

  it('where known spreads leave the threshold undecided, naming the number that would do, and not at that number', () => {
    const base = spreading(12);
    const sd = Math.sqrt(
      [1, 1.12, 1, 1.12].map(Math.log).reduce((s, x, _i, all) => s + (x - (all[0]! + all[1]!) / 2) ** 2, 0) / 3,
    );
    const needed = blocksNeeded(sd, KNOWN, 0.03)!;
    expect(needed).toBeGreaterThan(20);
    const error = refusal(config(needed - 1), base, KNOWN)!;
    expect(error.code).toBe('too-few-blocks');
    expect(error.message).toContain(`with at most ${needed - 1} blocks`);
    expect(error.message).toContain('3.0 % on energy-per-task, plain');
    expect(error.message).toContain(`blocks spread by ${(100 * sd).toFixed(1)} %, measurements by 0.1 %`);
    expect(error.fix).toBe(`set "budget.blocks" to ${needed}, raise the threshold, or set "baseline: base"`);
    expect(refusal(config(needed), base, KNOWN)).toBeNull();
    expect(refusal(config(needed - 1, 0.2), base, KNOWN)).toBeNull();
    // Without a word about it a gate stops at 20 blocks, or at repeats where that is more.
    expect(refusal(config(null), base, KNOWN)!.message).toContain('with at most 20 blocks');
    expect(refusal(config(null, 0.03, needed), base, KNOWN)).toBeNull();
  });

  it('where the spread between measurements is too wide for any number', () => {
    const error = refusal(config(200), spreading(0.1), { sd: 0.1, df: 2 })!;
    expect(error.message).toContain('measurements by 10.0 %');
    expect(error.fix).toContain('no number of blocks would do');
    expect(refusal(config(200), spreading(0.1), { sd: 0, df: 2 })).toBeNull();
  });

  it('looks at the arms that run, at thresholds that there are, and at joules that can decide', () => {
    const base = spreading(8);
    expect(refusal(config(4), base, KNOWN)).not.toBeNull();
    expect(refusal({ ...config(4), arms: ['suppressed'] }, base, KNOWN)).toBeNull();
    expect(refusal({ ...config(4), thresholds: {} }, base, KNOWN)).toBeNull();
    const limit = { 'energy-per-task': { plain: { max: 3 } } };
    expect(refusal({ ...config(4), thresholds: limit }, base, KNOWN)).toBeNull();
    // One block tells no spread.
    expect(refusal(config(4), fakeResult({ decode: [100] }), KNOWN)).toBeNull();
    // Where joules decide nothing, tokens and accuracy still do.
    expect(refusal(config(4), base, null)).toBeNull();
    const estimated = { ...base, meter: { ...base.meter, estimated: true } };
    expect(refusal(config(4), estimated, KNOWN)).toBeNull();
  });

  it('only where a token may cost head something else: the rest is told by tokens', () => {
    const base = spreading(8);
    const same = base.subject.model!.sha256!;
    const with8 = { ...base, subject: { ...base.subject, engine: { kvType: 'q8_0' } } };
    const engine = { ...config(4).engine, kvType: 'q8_0' as const };
    expect(refusal(config(4), base, KNOWN)).not.toBeNull();
    expect(refusal(config(4), base, KNOWN, same)).toBeNull();
    expect(refusal(config(4), with8, KNOWN, same)).not.toBeNull();
    expect(refusal({ ...config(4), engine }, base, KNOWN, same)).not.toBeNull();
    expect(refusal({ ...config(4), engine }, with8, KNOWN, same)).toBeNull();
    // What is probed says nothing before the model is loaded.
    expect(refusal({ ...config(4), engine: { ...engine, threads: 2 } }, with8, KNOWN, same)).toBeNull();
  });
});

describe('a gate of base and head in one run, whose joules must be measured', () => {
  const qualified = (sd: number, name = 'humaneval', arm: 'plain' | 'suppressed' = 'plain'): Qualification => ({
    schemaVersion: 1,
    createdAt: '2026-01-02T03:04:05.000Z',
    environment: {},
    meter: { kind: 'nvml', estimated: false },
    workload: { name, digest: 'd' },
    thresholds: { plain: 0.03 },
    blocks: 40,
    seconds: 1,
    noise: [{ arm, sd, interval: [sd, sd] }],
    scenarios: [],
    smallestVisibleChange: null,
  });
  const workload = { name: 'humaneval' as const, path: null, tasks: null, official: false, checker: null };
  const refused = (c: Args[0], q: Qualification | null): JouleGateError | null => {
    try {
      refuseBlindPairs({ ...c, workload }, q);
      return null;
    } catch (error) {
      return error as JouleGateError;
    }
  };

  it('is refused below the number that the qualified noise needs, and not at it', () => {
    const sd = 0.12;
    const needed = blocksNeeded(sd / Math.SQRT2, null, 0.03)!;
    expect(needed).toBeGreaterThan(20);
    const error = refused(config(needed - 1), qualified(sd))!;
    expect(error).toMatchObject({
      code: 'too-few-blocks',
      fix: `set "budget.blocks" to ${needed}, raise the threshold, or run "joulegate qualify" again if it is quieter now`,
    });
    expect(error.message).toContain('differ by 12.0 % on this runner, as the qualification of 2026-01-02 found');
    expect(refused(config(needed), qualified(sd))).toBeNull();
    expect(refused(config(null), qualified(0.9))!.fix).toContain('no number of blocks would do');
  });

  it('is let run where nothing was qualified, of another workload, of an arm that neither runs nor has a limit', () => {
    expect(refused(config(4), null)).toBeNull();
    expect(refused(config(4), qualified(0.5, 'practice'))).toBeNull();
    expect(refused(config(4), qualified(0.5, 'humaneval', 'suppressed'))).toBeNull();
    expect(refused({ ...config(4), arms: ['suppressed'] }, qualified(0.5))).toBeNull();
    expect(refused({ ...config(4), thresholds: {} }, qualified(0.5))).toBeNull();
    expect(refused(config(4), qualified(0.5))).not.toBeNull();
  });
});
