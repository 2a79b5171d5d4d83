import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { armBlocks } from '../../src/analysis/blocks.ts';
import { explainChange } from '../../src/analysis/why.ts';
import { whySide, type WhySide } from '../../src/analysis/why/factors.ts';
import type { Repeat, RunResult } from '../../src/common/generated/run-result.ts';
import { fakeResult, type Fake } from '../support/results.ts';
import { answers } from './support/cases.ts';

const result = fakeResult({ decode: [10, 10], tasks: 2, tokens: 101, prefill: 2, babble: 20, check: null });
const withDecode = (r: Repeat, netJoules: number | null): Repeat => ({
  ...r,
  phases: { ...r.phases, decode: { ...r.phases.decode, netJoules } },
});
/** Makes the joules of one answer unknown. */
const blind = (of: RunResult): RunResult =>
  answers(of, (r, i) => (i === 1 && r.block === 1 ? withDecode(r, null) : {}));
const sideOf = (of: RunResult): WhySide => whySide(of, 'plain', armBlocks(of).plain!);
const side = (of: Omit<Fake, 'decode'> & { decode: number }): WhySide =>
  sideOf(fakeResult({ babble: 0, ...of, decode: [of.decode, of.decode] }));
const CASE = { decode: 10, prefill: 2, tokens: 101, check: 1 };
const joulesOf = (base: WhySide, head: WhySide, slope: number | null = null): Record<string, number> =>
  Object.fromEntries(
    explainChange('plain', base, head, { slope })!.parts.map((p) => [p.part, Number(p.joules.toFixed(9))]),
  );

describe('why J/task changed', () => {
  const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
  const some = fc.record({
    decode: positive,
    prefill: positive,
    tokens: fc.integer({ min: 2, max: 500 }),
    check: positive,
  });
  /** Zero tokens, zero joules, no babble, unknown babble. */
  const any = fc.record({
    decode: fc.oneof(positive, fc.constantFrom(0, -0.5)),
    prefill: fc.oneof(positive, fc.constantFrom(0, -0.5)),
    tokens: fc.integer({ min: 1, max: 500 }),
    check: fc.oneof(positive, fc.constantFrom(0, null)),
    babble: fc.oneof(fc.nat(500), fc.constant(null)),
  });
  const sum = (why: { parts: readonly { joules: number }[] }): number =>
    why.parts.reduce((all, p) => all + p.joules, 0);

  test('the parts add up to the change to 1e-9, whatever the sides', () => {
    fc.assert(
      fc.property(any, any, fc.option(fc.double({ min: 0, max: 0.01, noNaN: true })), (a, b, slope) => {
        const why = explainChange('plain', side(a), side(b), { slope })!;
        expect(Math.abs(sum(why) - (why.head - why.base))).toBeLessThan(1e-9);
      }),
      { numRuns: 300 },
    );
  });

  test('the parts swap their signs with the sides', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const there = explainChange('plain', side(a), side(b))!;
        const back = explainChange('plain', side(b), side(a))!;
        expect(there.method).toBe('lmdi');
        expect(there.base).toBeCloseTo(a.prefill + a.decode + a.check, 9);
        there.parts.forEach((p, i) => expect(p.joules).toBeCloseTo(-back.parts[i]!.joules, 8));
      }),
    );
  });

  test('a factor that did not change adds nothing; one that alone changed adds all', () => {
    const of = (more: Partial<Fake>): number[] =>
      Object.values(joulesOf(side(CASE), side({ ...CASE, ...more } as typeof CASE)));
    expect(of({})).toEqual([0, 0, 0, 0, 0, 0]);
    expect(of({ decode: 20 } as never)).toEqual([0, 0, 0, 0, 10, 0]);
    expect(of({ decode: 20, tokens: 201 } as never)).toEqual([0, 0, 10, 0, 0, 0]);
    expect(of({ prefill: 3 })).toEqual([0, 1, 0, 0, 0, 0]);
    expect(of({ check: 4 })).toEqual([0, 0, 0, 0, 0, 3]);
  });

  test('output is parted at the point where the answer was complete', () => {
    const babbling = (tokens: number, babble: number): WhySide =>
      side({ ...CASE, decode: (tokens - 1) / 10, tokens, babble });
    expect(joulesOf(babbling(101, 20), babbling(201, 120))).toMatchObject({ 'useful-output': 0, babble: 10 });
    expect(joulesOf(babbling(101, 20), babbling(201, 20))).toMatchObject({ 'useful-output': 10, babble: 0 });
    // An answer of 100 steps has no more than 100 steps of babble; one that was never complete has none.
    const parts = explainChange('plain', babbling(101, 500), side({ ...CASE, babble: null }))!.parts;
    expect(parts.slice(2, 4)).toMatchObject([
      { base: 0, head: 100 },
      { base: 100, head: 0 },
    ]);
  });

  test('longer context is the slope times the change of a step’s mean context, and taken from joules per step', () => {
    const longer = (of: RunResult, promptTokens: number): WhySide => sideOf(answers(of, () => ({ promptTokens })));
    const of = (decode: number): RunResult =>
      fakeResult({ decode: [decode, decode], tokens: 101, babble: 0, prefill: 0 });
    const parts = joulesOf(longer(of(10), 50), longer(of(13), 150), 0.0002);
    // 100 tokens more of context in each of 100 steps, at 0.2 mJ.
    expect(parts['context']).toBeCloseTo(2, 9);
    expect(parts['decode-energy-per-step']).toBeCloseTo(1, 9);
    expect(joulesOf(longer(of(10), 50), longer(of(13), 150))).not.toHaveProperty('context');
    const equal = joulesOf(longer(of(10), 50), longer(of(10), 150), 0.0002);
    expect(equal['context']).toBeCloseTo(2, 9);
    expect(equal['decode-energy-per-step']).toBeCloseTo(-2, 9);
  });

  test('at equal rates it splits what the tokens cost, not what was metered', () => {
    const priced = { base: { prefill: 1, decode: 2, check: 0 }, head: { prefill: 1, decode: 4, check: 0.5 } };
    const why = explainChange('plain', side(CASE), side({ ...CASE, tokens: 201 }), { priced })!;
    expect([why.base, why.head]).toEqual([3, 5.5]);
    expect(Object.fromEntries(why.parts.map((p) => [p.part, Number(p.joules.toFixed(9))]))).toEqual({
      'prompt-tokens': 0,
      'prefill-energy-per-token': 0,
      'useful-output': 2,
      babble: 0,
      'decode-energy-per-step': 0,
      checks: 0.5,
    });
  });

  test('LMDI-I by its formula, each part with its factor on both sides', () => {
    const [base, head] = [side(CASE), side({ decode: 40, prefill: 6, tokens: 201, check: 1 })];
    const weight = (40 - 10) / Math.log(40 / 10);
    expect(explainChange('suppressed', base, head)).toEqual({
      arm: 'suppressed',
      method: 'lmdi',
      // 50 prompt tokens, the first token, and half of 99 or 199 steps.
      context: { base: 100.5, head: 150.5 },
      base: 13,
      head: 47,
      parts: [
        { part: 'prompt-tokens', joules: 0, base: 50, head: 50 },
        { part: 'prefill-energy-per-token', joules: expect.closeTo(4, 9), base: 0.04, head: 0.12 },
        { part: 'useful-output', joules: expect.closeTo(weight * Math.log(200 / 100), 9), base: 100, head: 200 },
        { part: 'babble', joules: 0, base: 0, head: 0 },
        {
          part: 'decode-energy-per-step',
          joules: expect.closeTo(weight * Math.log(0.2 / 0.1), 9),
          base: 0.1,
          head: 0.2,
        },
        { part: 'checks', joules: 0, base: 1, head: 1 },
      ],
    });
  });

  test.each([
    ['no decode steps', { tokens: 1, decode: 0 }],
    ['no joules of decode', { decode: 0 }],
    ['no joules of prefill', { prefill: 0 }],
    ['babble', { babble: 10 }],
    ['no joules of prefill, and more steps that are dearer', { prefill: 0, tokens: 201, decode: 30 }],
  ])('with %s on a side: the Shapley split, exact as well', (_what, more) => {
    const why = explainChange('plain', side(CASE), side({ ...CASE, ...more }))!;
    expect(why.method).toBe('shapley');
    expect(why.parts.reduce((all, p) => all + p.joules, 0)).toBeCloseTo(why.head - why.base, 9);
    const [prompt, prefill] = [why.parts[0]!, why.parts[1]!];
    expect(prompt.joules).toBe(0);
    expect(prefill.joules).toBeCloseTo(why.parts[0]!.base! * (prefill.head! - prefill.base!), 9);
    if ('babble' in more) return;
    const [steps, perStep] = [why.parts[2]!, why.parts[4]!];
    expect(perStep.joules).toBeCloseTo(((perStep.head! - perStep.base!) * (steps.base! + steps.head!)) / 2, 9);
    expect(steps.joules).toBeCloseTo(((steps.head! - steps.base!) * (perStep.base! + perStep.head!)) / 2, 9);
  });

  test('without prompt tokens there is no J/token of prefill; without joules or answers there is no split', () => {
    const empty = sideOf(answers(result, () => ({ promptTokens: 0 })));
    expect(explainChange('plain', empty, empty)!.parts[1]).toMatchObject({ base: 0, head: 0 });
    const known = sideOf(result);
    const unknown = sideOf(blind(result));
    const dark = sideOf(
      answers(result, (r) => ({ phases: { ...r.phases, prefill: { ...r.phases.prefill, netJoules: null } } })),
    );
    for (const other of [unknown, dark, whySide(result, 'plain', [])]) {
      expect(explainChange('plain', known, other)).toBeNull();
      expect(explainChange('plain', other, known)).toBeNull();
    }
    expect(explainChange('plain', known, known)!.parts[5]).toEqual({ part: 'checks', joules: 0, base: 0, head: 0 });
  });
});
