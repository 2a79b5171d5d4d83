import { agreement } from '../../../../src/analysis/rates/agree.ts';
import { ASKED, effectAtEqualRates, priceArm, type RatesEffect } from '../../../../src/analysis/rates/index.ts';
import type { RunResult } from '../../../../src/common/generated/run-result.ts';
import { interval } from '../../../../src/analysis/statistics.ts';
import { simulatedPair, type PairOptions } from './simulate.ts';

/** The energy per task at equal rates; fails the test where there is none. */
export function energyEffect(base: RunResult, head: RunResult, baseJoules: boolean): RatesEffect {
  const found = effectAtEqualRates(priceArm(base, head, 'plain', baseJoules)!, ASKED['energy-per-task']!);
  if (typeof found === 'string') throw new Error(`no effect: ${found}`);
  return found;
}

/** Many simulated gates of one kind. */
export interface Tried {
  /** Share of the 95 % intervals that hold the truth. */
  coverage: number;
  /** Mean of estimate − truth, and its standard deviation, as differences of logarithms. */
  bias: number;
  spread: number;
  /** Mean half width of the interval. */
  half: number;
  /** Share of gates whose F test calls the rates different at 1 %; 0 where it can't be asked. */
  differ: number;
  /** Share of gates whose lower bound is above `over`. */
  called(over: number): number;
}

export function tried(gates: number, o: Omit<PairOptions, 'seed'>): Tried {
  const errors: number[] = [];
  const lows: number[] = [];
  let [covered, half, differ] = [0, 0, 0];
  for (let i = 0; i < gates; i++) {
    const { base, head, truth } = simulatedPair({ ...o, seed: 7919 * i + 1 });
    const pricing = priceArm(base, head, 'plain', o.base !== 'tokens')!;
    const { effect } = energyEffect(base, head, o.base !== 'tokens');
    const [lo, hi] = interval(effect, 0.025);
    const at = Math.log1p(truth);
    errors.push(effect.estimate - at);
    lows.push(lo);
    if (lo <= at && at <= hi) covered++;
    half += (hi - lo) / 2 / gates;
    if (o.base === 'interleaved' && agreement(pricing.rates)!.p <= 0.01) differ++;
  }
  const bias = errors.reduce((a, e) => a + e, 0) / gates;
  return {
    coverage: covered / gates,
    bias,
    spread: Math.sqrt(errors.reduce((a, e) => a + (e - bias) ** 2, 0) / gates),
    half,
    differ: differ / gates,
    called: (over) => lows.filter((lo) => lo > Math.log1p(over)).length / gates,
  };
}
