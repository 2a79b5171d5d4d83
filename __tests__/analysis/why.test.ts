import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { armBlocks } from '../../src/analysis/blocks.ts';
import { explainChange } from '../../src/analysis/why.ts';
import type { Repeat, RunResult } from '../../src/common/generated/run-result.ts';
import { fakeResult } from '../support/results.ts';
import { answers } from './support/cases.ts';

const result = fakeResult({ decode: [10, 10], tasks: 2, tokens: 101, prefill: 2, babble: 20, check: null });
const withDecode = (r: Repeat, netJoules: number | null): Repeat => ({
  ...r,
  phases: { ...r.phases, decode: { ...r.phases.decode, netJoules } },
});
/** Makes the joules of one answer unknown. */
const blind = (of: RunResult): RunResult =>
  answers(of, (r, i) => (i === 1 && r.block === 1 ? withDecode(r, null) : {}));

describe('why J/task changed', () => {
  const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
  const side = fc.record({
    decode: positive,
    prefill: positive,
    tokens: fc.integer({ min: 2, max: 500 }),
    check: positive,
  });
  const blocksOf = (s: { decode: number; prefill: number; tokens: number; check: number }) =>
    armBlocks(fakeResult({ decode: [s.decode, s.decode], prefill: s.prefill, tokens: s.tokens, check: s.check }))
      .plain!;

  test('the parts add up to the change, and swap their signs with the sides', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const there = explainChange('plain', blocksOf(a), blocksOf(b))!;
        const back = explainChange('plain', blocksOf(b), blocksOf(a))!;
        expect(there.method).toBe('lmdi');
        expect(there.base).toBeCloseTo(a.prefill + a.decode + a.check, 9);
        expect(there.parts.reduce((all, p) => all + p.joules, 0)).toBeCloseTo(there.head - there.base, 8);
        there.parts.forEach((p, i) => expect(p.joules).toBeCloseTo(-back.parts[i]!.joules, 8));
      }),
    );
  });

  test('a factor that did not change adds nothing; one that alone changed adds all', () => {
    const base = { decode: 10, prefill: 2, tokens: 101, check: 1 };
    const of = (more: object): number[] =>
      explainChange('plain', blocksOf(base), blocksOf({ ...base, ...more }))!.parts.map((p) =>
        Number(p.joules.toFixed(9)),
      );
    expect(of({})).toEqual([0, 0, 0, 0, 0]);
    expect(of({ decode: 20 })).toEqual([0, 0, 0, 10, 0]);
    expect(of({ decode: 20, tokens: 201 })).toEqual([0, 0, 10, 0, 0]);
    expect(of({ prefill: 3 })).toEqual([0, 1, 0, 0, 0]);
    expect(of({ check: 4 })).toEqual([0, 0, 0, 0, 3]);
  });

  test('LMDI-I by its formula, each part with its factor on both sides', () => {
    const [base, head] = [
      blocksOf({ decode: 10, prefill: 2, tokens: 101, check: 1 }),
      blocksOf({ decode: 40, prefill: 6, tokens: 201, check: 1 }),
    ];
    const weight = (40 - 10) / Math.log(40 / 10);
    expect(explainChange('suppressed', base, head)).toEqual({
      arm: 'suppressed',
      method: 'lmdi',
      base: 13,
      head: 47,
      parts: [
        { part: 'prompt-tokens', joules: 0, base: 50, head: 50 },
        { part: 'prefill-energy-per-token', joules: expect.closeTo(4, 9), base: 0.04, head: 0.12 },
        { part: 'decode-steps', joules: expect.closeTo(weight * Math.log(200 / 100), 9), base: 100, head: 200 },
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
    ['no joules of prefill, and more steps that are dearer', { prefill: 0, tokens: 201, decode: 30 }],
  ])('with %s on a side: the Shapley split, exact as well', (_what, more) => {
    const base = { decode: 10, prefill: 2, tokens: 101, check: 1 };
    const why = explainChange('plain', blocksOf(base), blocksOf({ ...base, ...more }))!;
    expect(why.method).toBe('shapley');
    expect(why.parts.reduce((all, p) => all + p.joules, 0)).toBeCloseTo(why.head - why.base, 9);
    const [prompt, prefill] = [why.parts[0]!, why.parts[1]!];
    expect(prompt.joules).toBe(0);
    expect(prefill.joules).toBeCloseTo(why.parts[0]!.base! * (prefill.head! - prefill.base!), 9);
    const [steps, perStep] = [why.parts[2]!, why.parts[3]!];
    expect(perStep.joules).toBeCloseTo(((perStep.head! - perStep.base!) * (steps.base! + steps.head!)) / 2, 9);
    expect(steps.joules).toBeCloseTo(((steps.head! - steps.base!) * (perStep.base! + perStep.head!)) / 2, 9);
  });

  test('without prompt tokens there is no J/token of prefill; without joules or answers there is no split', () => {
    const empty = armBlocks(answers(result, () => ({ promptTokens: 0 }))).plain!;
    expect(explainChange('plain', empty, empty)!.parts[1]).toMatchObject({ base: 0, head: 0 });
    const known = armBlocks(result).plain!;
    const unknown = armBlocks(blind(result)).plain!;
    const dark = armBlocks(
      answers(result, (r) => ({ phases: { ...r.phases, prefill: { ...r.phases.prefill, netJoules: null } } })),
    ).plain!;
    for (const other of [unknown, dark, []]) {
      expect(explainChange('plain', known, other)).toBeNull();
      expect(explainChange('plain', other, known)).toBeNull();
    }
    expect(explainChange('plain', known, known)!.parts[4]).toEqual({ part: 'checks', joules: 0, base: 0, head: 0 });
  });
});
