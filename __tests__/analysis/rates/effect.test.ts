import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ASKED, effectAtEqualRates, priceArm } from '../../../src/analysis/rates/index.ts';
import { jackknife } from '../../../src/analysis/rates/jackknife.ts';
import { COSTED, featuresOf } from '../../../src/analysis/rates/features.ts';
import { pooled, sharesOf, type Part } from '../../../src/analysis/rates/parts.ts';
import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { answers } from '../support/cases.ts';
import { energyEffect } from './support/gates.ts';
import {
  longer,
  QUIET,
  randomOf,
  simulated,
  simulatedPair,
  someTokens,
  trueCosts,
  type PairOptions,
  type SideOptions,
  type Tokens,
} from './support/simulate.ts';

const NOISE = { answer: 0.03, block: 0.03, phase: 0.01, misfit: 0.01 };
const PAIR: PairOptions = {
  seed: 1,
  tasks: 6,
  blocks: 3,
  noise: NOISE,
  change: { prompt: 15, steps: 1.1 },
  base: 'stored',
};
const pair = (more: Partial<PairOptions> = {}) => simulatedPair({ ...PAIR, ...more });
const scaled = (of: RunResult, by: number): RunResult =>
  answers(of, ({ phases }) => {
    const times = (p: typeof phases.prefill): typeof p => ({
      ...p,
      netJoules: p.netJoules === null ? null : p.netJoules * by,
    });
    return { phases: { prefill: times(phases.prefill), decode: times(phases.decode), check: times(phases.check) } };
  });

const side = (tokens: readonly Tokens[], more: Partial<SideOptions> = {}): RunResult =>
  simulated(
    {
      measurement: 'm',
      tokens,
      costs: trueCosts(
        tokens,
        tokens.map(() => [0, 0]),
      ),
      blocks: 4,
      noise: { ...QUIET, answer: 0.01 },
      ...more,
    },
    randomOf(9),
  );
const TOKENS = someTokens(8, randomOf(2));
const part = (parts: readonly Part[], source: Part['source']): number =>
  parts.reduce((all, p) => all + (p.source === source ? p.variance : 0), 0);

describe('the change at equal rates', () => {
  test('is 0 and certain for equal tokens, whatever the joules say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0.3, max: 3, noNaN: true }), (seed, by) => {
        const { base, head } = pair({ seed, change: { prompt: 0, steps: 1 } });
        const { effect } = energyEffect(base, scaled(head, by), true);
        expect(Math.abs(effect.estimate)).toBeLessThan(1e-12);
        expect(effect.standardError).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  test('does not change where all joules of a measurement are scaled', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (seed, b, h) => {
          const { base, head } = pair({ seed });
          const [as, by] = [
            energyEffect(base, head, true).effect,
            energyEffect(scaled(base, b), scaled(head, h), true).effect,
          ];
          expect(by.estimate).toBeCloseTo(as.estimate, 7);
          expect(by.standardError).toBeCloseTo(as.standardError, 7);
          expect(by.df).toBeCloseTo(as.df, 3);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('needs base’s tokens and none of its joules', () => {
    const { base, head } = pair();
    const blind = answers(base, ({ phases }) => ({
      phases: {
        ...phases,
        prefill: { ...phases.prefill, netJoules: null },
        decode: { ...phases.decode, netJoules: null },
      },
    }));
    expect(energyEffect(blind, head, true)).toEqual(energyEffect(base, head, false));
  });

  test('is the true one where there is no noise, of each metric it can be asked for', () => {
    const more = longer(TOKENS, 40, 1.3);
    const [base, head] = [side(TOKENS, { noise: QUIET }), side(more, { noise: QUIET, measurement: 'n' })];
    const pricing = priceArm(base, head, 'plain', true)!;
    const change = (id: string): number => {
      const found = effectAtEqualRates(pricing, ASKED[id]!);
      return typeof found === 'string' ? NaN : Math.expm1(found.effect.estimate);
    };
    const sums = (tokens: readonly Tokens[]) => {
      const costs = trueCosts(
        tokens,
        tokens.map(() => [0, 0]),
      );
      const total = (of: (c: readonly [number, number], t: Tokens) => number): number =>
        tokens.reduce((all, t, i) => all + of(costs[i]!, t), 0);
      return {
        all: total(([p, d]) => p + d),
        prefill: total(([p]) => p) / total((_c, t) => t.promptTokens),
        decode: total(([, d]) => d) / total((_c, t) => t.decodeSteps),
      };
    };
    const [b, h] = [sums(TOKENS), sums(more)];
    expect(change('energy-per-task')).toBeCloseTo(h.all / b.all - 1, 4);
    expect(change('prefill-energy-per-token')).toBeCloseTo(h.prefill / b.prefill - 1, 4);
    expect(change('decode-energy-per-token')).toBeCloseTo(h.decode / b.decode - 1, 4);
  });

  test('cannot be told from too few answers', () => {
    const two = TOKENS.slice(0, 2);
    const of = (tasks: readonly Tokens[], blocks: number): string =>
      typeof effectAtEqualRates(
        priceArm(side(longer(tasks, 5, 1.1)), side(tasks, { blocks, measurement: 'h' }), 'plain', false)!,
        ASKED['energy-per-task']!,
      );
    expect(of(two, 1)).toBe('string');
    expect(of(TOKENS.slice(0, 4), 1)).toBe('object');
  });
});

describe('what its interval is made of', () => {
  const head = side(TOKENS);

  test('tokens beyond those that the rates were fitted on, the more the further; none inside', () => {
    const range = (more: number): number =>
      part(energyEffect(side(longer(TOKENS, more, 1), { measurement: 'b' }), head, false).parts, 'range');
    expect(range(0)).toBe(0);
    expect(range(100)).toBeGreaterThan(range(20));
    expect(range(20)).toBeGreaterThan(0);
    const inside = TOKENS.map(() => TOKENS[0]!);
    const both = energyEffect(side(longer(TOKENS, 20, 1), { measurement: 'b' }), head, true);
    expect(part(both.parts, 'range')).toBe(0);
    expect(part(energyEffect(side(inside, { measurement: 'b' }), head, false).parts, 'range')).toBe(0);
  });

  test('prompts of one length: between constant and in proportion, the new length is anyone’s guess', () => {
    const equal = TOKENS.map((t) => ({ ...t, promptTokens: 100 }));
    const prior = (tokens: readonly Tokens[]): number =>
      part(energyEffect(side(longer(tokens, 20, 1), { measurement: 'b' }), side(tokens), false).parts, 'prior');
    expect(prior(equal)).toBeGreaterThan(20 * prior(TOKENS));
    // Its share s of a prefill is uniform on [0, 1], and the longer prompt makes base dearer by s · 20 % of prefill.
    const { rates } = priceArm(side(longer(equal, 20, 1)), side(equal), 'plain', false)!;
    const decode =
      equal.reduce((all, t) => all + featuresOf(t)[2]! * rates.theta[2]! + featuresOf(t)[3]! * rates.theta[3]!, 0) / 8;
    const prefill = rates.theta[0]! + rates.theta[1]! * 100;
    const most = (0.2 * prefill) / (prefill + decode) / Math.sqrt(12);
    expect(Math.sqrt(prior(equal))).toBeGreaterThan(0.7 * most);
    expect(Math.sqrt(prior(equal))).toBeLessThan(most);
  });

  test('tasks that the rates do not fit', () => {
    const rough = TOKENS.map((_, i): [number, number] => (i % 2 === 0 ? [0.1, 0.1] : [-0.1, -0.1]));
    const misfit = (own: [number, number][]): number =>
      part(
        energyEffect(
          side(longer(TOKENS, 0, 1.2)),
          side(TOKENS, { costs: trueCosts(TOKENS, own), measurement: 'h' }),
          false,
        ).parts,
        'misfit',
      );
    expect(misfit(rough)).toBeGreaterThan(20 * misfit(rough.map(() => [0, 0])));
  });

  test('blocks whose phases differ by more than their answers', () => {
    const blocks = (phase: number): number => {
      const of = (seed: number): number => {
        const { base, head: h } = pair({
          seed,
          noise: { ...QUIET, answer: 0.003, phase },
          change: { prompt: 60, steps: 1 },
        });
        return part(energyEffect(base, h, false).parts, 'blocks');
      };
      return [1, 2, 3, 4, 5, 6].reduce((all, s) => all + of(s), 0);
    };
    expect(blocks(0.1)).toBeGreaterThan(5 * blocks(0));
  });

  test('the meter’s own standard errors, which are one error a block and phase', () => {
    const told = (error: number): RunResult =>
      answers(side(TOKENS), ({ phases }) => ({
        phases: { ...phases, decode: { ...phases.decode, standardError: error * phases.decode.netJoules! } },
      }));
    const sensor = (error: number): number =>
      part(energyEffect(side(longer(TOKENS, 30, 1), { measurement: 'b' }), told(error), false).parts, 'sensor');
    expect(sensor(0)).toBe(0);
    expect(sensor(0.1) / sensor(0.05)).toBeCloseTo(4, 2);
  });

  test('a jackknife over tasks, which leans on no model, sees what the model says', () => {
    const ratios = Array.from({ length: 30 }, (_, i) => {
      const { base, head: h } = pair({ seed: i + 1, tasks: 20, noise: { ...QUIET, answer: 0.03 } });
      const { rates, tokens } = priceArm(base, h, 'plain', false)!;
      const { parts } = energyEffect(base, h, false);
      return Math.log(jackknife(rates, tokens, COSTED)!.variance / part(parts, 'answers'));
    });
    const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length;
    expect(Math.exp(mean)).toBeGreaterThan(0.7);
    expect(Math.exp(mean)).toBeLessThan(1.4);
    const seven = TOKENS.slice(0, 7);
    const few = priceArm(side(longer(seven, 5, 1)), side(seven, { measurement: 'h' }), 'plain', false)!;
    expect(jackknife(few.rates, few.tokens, COSTED)).toBeNull();
  });

  test('parts add in quadrature, with degrees of freedom by Satterthwaite', () => {
    const parts: Part[] = [
      { source: 'answers', variance: 3, df: 10 },
      { source: 'blocks', variance: 1, df: 2 },
      { source: 'checks', variance: 0, df: 1 },
    ];
    expect(pooled(0.5, parts)).toEqual({
      estimate: 0.5,
      standardError: 2,
      df: 16 / (9 / 10 + 1 / 2),
      own: 0,
      fixed: 0,
    });
    // The sensor's is the measurement's own; misfit stays however many blocks there are.
    const more: Part[] = [
      ...parts,
      { source: 'sensor', variance: 2, df: Infinity },
      { source: 'misfit', variance: 5, df: 3 },
    ];
    expect(pooled(0, more)).toMatchObject({ own: 2, fixed: 5 });
    expect(sharesOf(parts)).toEqual({ answers: 0.75, blocks: 0.25 });
    expect(pooled(0, []).df).toBe(Infinity);
  });
});

describe('tokens and checks that differ between blocks', () => {
  const overrun = (block: number, task: number): number => TOKENS[task]!.decodeSteps + 10 * block;
  const suppressed = (more: Partial<SideOptions> = {}): RunResult => side(TOKENS, { arm: 'suppressed', ...more });
  const effectOf = (base: RunResult, head: RunResult) =>
    effectAtEqualRates(priceArm(base, head, 'suppressed', true)!, ASKED['energy-per-task']!);
  const partsOf = (base: RunResult, head: RunResult, source: Part['source']): number => {
    const found = effectOf(base, head);
    return typeof found === 'string' ? NaN : part(found.parts, source);
  };

  test('their spread is in the interval; tokens that are the same in each block add none', () => {
    const base = suppressed({ measurement: 'b' });
    expect(partsOf(base, suppressed(), 'tokens')).toBe(0);
    expect(partsOf(base, suppressed({ stepsOf: overrun }), 'tokens')).toBeGreaterThan(0);
    // Interleaved, what both sides' blocks have in common divides out.
    const paired = partsOf(suppressed({ stepsOf: overrun }), suppressed({ stepsOf: overrun }), 'tokens');
    expect(paired).toBeLessThan(1e-20);
  });

  test('one block does not tell it', () => {
    const base = suppressed({ measurement: 'b' });
    expect(effectOf(base, suppressed({ blocks: 1 }))).toBe('one-block');
    expect(typeof effectOf(base, suppressed({ blocks: 2 }))).toBe('object');
  });

  test('checks are added as measured, in proportion to their own measurement', () => {
    const [base, head] = [suppressed({ check: 1, measurement: 'b' }), suppressed({ check: 2 })];
    const found = effectOf(scaled(base, 3), head);
    if (typeof found === 'string') throw new Error(found);
    const mean = (r: RunResult): number => {
      const all = r.arms.suppressed!.tasks.flatMap((t) => t.repeats);
      return all.reduce((a, x) => a + x.phases.prefill.netJoules! + x.phases.decode.netJoules!, 0) / all.length;
    };
    const ratio = (1 + 2 / mean(head)) / (1 + 1 / mean(base));
    expect(Math.exp(found.effect.estimate)).toBeCloseTo(ratio, 3);
    expect(part(found.parts, 'checks')).toBeGreaterThan(0);
    expect(effectOf(suppressed({ check: 1, blocks: 1, measurement: 'b' }), suppressed({ check: 1 }))).toBe('one-block');
  });
});
