import { describe, expect, test } from '@jest/globals';
import type { ArmRates } from '../../../src/analysis/rates/arms.ts';
import { pricedChange } from '../../../src/analysis/rates/decided.ts';
import { rateRows, ratesDiffer } from '../../../src/analysis/rates/describe.ts';
import { priceArm } from '../../../src/analysis/rates/index.ts';
import { contextSlope, pricedJoules } from '../../../src/analysis/rates/joules.ts';
import { costDiffers, subjectDiffers } from '../../../src/analysis/rates/obstacles.ts';
import type { RunResult } from '../../../src/common/generated/run-result.ts';
import { fakeResult } from '../../support/results.ts';
import { ratesOf } from './support/fitted.ts';
import { simulatedPair, QUIET, type PairOptions } from './support/simulate.ts';

const PAIR: PairOptions = {
  seed: 3,
  tasks: 8,
  blocks: 4,
  noise: { ...QUIET, answer: 0.01 },
  change: { prompt: 20, steps: 1.2 },
  base: 'stored',
};
const priced = (more: Partial<PairOptions> = {}): ArmRates => {
  const { base, head } = simulatedPair({ ...PAIR, ...more });
  return { pricing: priceArm(base, head, 'plain', true)!, agreement: null, differ: false };
};

describe('why there is no change at equal rates', () => {
  const why = (rates: ArmRates | string | undefined, id = 'energy-per-task') => pricedChange(id, rates);

  test('is said of each reason', () => {
    expect(why(priced(), 'wall-time')).toBe('it is no cost of tokens');
    expect(why(undefined)).toBe('a side lacks the arm');
    expect(why('model.sha256 may change what a token costs')).toBe('model.sha256 may change what a token costs');
    expect(why({ ...priced(), differ: true })).toMatch(/do not cost the same per token \(rates-differ\)$/);
    expect(why(priced({ tasks: 2, blocks: 1 }))).toBe('too few answers to fit rates on');
    const sampled = priced({ blocks: 1 });
    expect(why({ ...sampled, pricing: { ...sampled.pricing, sampled: true } })).toBe(
      'tokens or checks vary, and one block does not tell by how much',
    );
    const unchecked = priced();
    expect(why({ ...unchecked, pricing: { ...unchecked.pricing, checks: null } })).toBe(
      'what the checks took is not known on both sides',
    );
    const { pricing, ...rest } = priced();
    const none = { ...pricing.tokens.base, x: [0, 0, 0, 0] };
    expect(why({ ...rest, pricing: { ...pricing, tokens: { ...pricing.tokens, base: none } } })).toBe(
      'there are no tokens to price',
    );
  });

  test('is none where it can be told, from the first block on as at the first look', () => {
    const blocks = (n: number) => {
      const found = why(priced({ blocks: n }));
      if (typeof found === 'string') throw new Error(found);
      return [found.blocks, found.tested.test.blocks];
    };
    expect([blocks(1), blocks(4), blocks(6)]).toEqual([
      [1, 4],
      [4, 4],
      [6, 6],
    ]);
  });
});

describe('rates in the comparison', () => {
  const { pricing } = priced();
  const agreement = { p: 0.004, dearer: { prefill: null, decode: -0.0512 } };

  test('are those of each arm that has them, with p where both sides were measured in the same blocks', () => {
    const [answer, prompt, step, context] = pricing.rates.theta;
    const row = {
      joulesPerAnswer: answer,
      joulesPerPromptToken: prompt,
      joulesPerStep: step,
      joulesPerContextToken: context,
    };
    expect(rateRows({ plain: { pricing, agreement: null, differ: false }, suppressed: 'no joules are known' })).toEqual(
      [{ arm: 'plain', ...row, p: null }],
    );
    expect(rateRows({ suppressed: { pricing, agreement, differ: true } })).toEqual([
      { arm: 'suppressed', ...row, p: 0.004, dearer: agreement.dearer },
    ]);
  });

  test('that differ are a finding, which says by how much each phase does', () => {
    const of = (dearer: { prefill: number | null; decode: number | null }, differ = true) =>
      ratesDiffer({ plain: { pricing, agreement: { p: 0, dearer }, differ } });
    expect(of({ prefill: null, decode: -0.0512 })).toEqual([
      {
        code: 'rates-differ',
        arm: 'plain',
        text: 'head does not cost what base does per token (decode −5.1 %): what was measured decides (plain)',
      },
    ]);
    expect(of({ prefill: 0.1, decode: 0 })[0]!.text).toContain('(prefill +10.0 %, decode +0.0 %)');
    expect(of({ prefill: 0.1, decode: 0 }, false)).toEqual([]);
    expect(ratesDiffer({ plain: 'the subject is unchanged' })).toEqual([]);
  });

  test('give the joules of both sides and of each task, of which head’s are those that were metered', () => {
    const { base, head, tasks } = pricedJoules(pricing, 7);
    expect(head.prefill! + head.decode!).toBeCloseTo(7, 9);
    expect([base.check, head.check]).toEqual([0, 0]);
    const found = pricedChange('energy-per-task', { pricing, agreement: null, differ: false });
    if (typeof found === 'string') throw new Error(found);
    expect(7 / (base.prefill! + base.decode!) - 1).toBeCloseTo(found.change, 9);
    const sum = (side: 'base' | 'head'): number => [...tasks.values()].reduce((all, t) => all + t[side], 0);
    expect(sum('head')).toBeCloseTo(7, 9);
    expect(sum('base')).toBeCloseTo(base.prefill! + base.decode!, 9);
    // A task that base has not costs it nothing.
    const { cells } = pricing.tokens.base;
    const less = { ...pricing.tokens, base: { ...pricing.tokens.base, cells: cells.slice(1) } };
    expect(pricedJoules({ ...pricing, tokens: less }, 7).tasks.get(cells[0]!.task)!.base).toBe(0);
  });

  test('have the checks of each side as a factor', () => {
    const checks = { base: new Map([[0, Math.log(1.1)]]), head: new Map([[0, Math.log(1.25)]]) };
    const { base, head } = pricedJoules({ ...pricing, checks }, 7);
    expect(head.check! / (head.prefill! + head.decode!)).toBeCloseTo(0.25, 9);
    expect(base.check! / (base.prefill! + base.decode!)).toBeCloseTo(0.1, 9);
    expect(head.prefill! + head.decode! + head.check!).toBeCloseTo(7, 9);
  });

  test('tell the slope over context where the data do', () => {
    const slope = (decode: number) =>
      contextSlope(ratesOf([], { theta: [1, 2, 3, 4], determined: { prefill: 1, decode } }));
    expect([slope(1.5), slope(1.49), contextSlope(null)]).toEqual([4, null, null]);
  });
});

describe('what differs between two subjects', () => {
  const of = (more: object): RunResult => {
    const like = fakeResult({ decode: [1] });
    return { ...like, ...more };
  };
  const { subject } = of({});

  test('is named from the top, lists as a whole', () => {
    const names = (a: object, b: object) => subjectDiffers({ ...subject, ...a }, { ...subject, ...b });
    expect(names({}, {})).toEqual([]);
    expect(names({ engine: { threads: 1, x: { y: 1 } } }, { engine: { threads: 2, x: { y: 2 } } })).toEqual([
      'engine.threads',
      'engine.x.y',
    ]);
    expect(names({ engine: { a: ['x'] } }, { engine: { a: ['x'] } })).toEqual([]);
    expect(names({ engine: { a: ['x', 'y'] } }, { engine: { a: ['x'] } })).toEqual(['engine.a']);
    expect(names({ engine: null }, { engine: { a: 1 } })).toEqual(['engine']);
    expect(names({ engine: { a: 1 } }, { engine: null })).toEqual(['engine']);
    expect(names({}, { engine: { a: 1 } })).toEqual(['engine']);
    expect(names({ engine: { a: { 0: 'x' } } }, { engine: { a: ['x'] } })).toEqual(['engine.a']);
  });

  test('may cost, unless it is prompt, sampling or rule; what one side did not record says nothing, but of the model', () => {
    const costs = (more: object, from: object = {}) => costDiffers(of(from), of(more));
    expect(costs({ workload: { ...of({}).workload, digest: 'e'.repeat(64) } })).toEqual(['workload']);
    expect(costs({ environment: { ...of({}).environment, driver: '5' } })).toEqual([]);
    expect(costs({}, { environment: { ...of({}).environment, driver: '5' } })).toEqual([]);
    expect(costs({ environment: { ...of({}).environment, gpu: 'x' } })).toEqual(['environment.gpu']);
    expect(costs({}, { subject: { ...subject, model: { name: 'm' } } })).toEqual(['model.sha256 (not recorded)']);
    expect(costs({ subject: { ...subject, model: { name: 'm' } } })).toEqual(['model.sha256 (not recorded)']);
    expect(costs({ subject: { ...subject, model: { ...subject.model, name: 'other' } } })).toEqual([]);
    expect(costs({ subject: { ...subject, sampling: { temperature: 1 }, prompt: 'x', suppression: 'y' } })).toEqual([]);
  });
});
