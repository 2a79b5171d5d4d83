import { describe, expect, test } from '@jest/globals';
import { isArmDecided, isDecided, LEAST_BLOCKS, nextLook, PLANNED } from '../../src/analysis/looks.ts';
import type { Comparison } from '../../src/common/generated/comparison.ts';
import { against, answers, arms, blocks, each, energy, ENERGY_3, FLAT, result } from './support/cases.ts';

describe('the next look', () => {
  test.each([
    [0, 20, 4],
    [3, 20, 4],
    [4, 20, 6],
    [5, 20, 6],
    [12, 20, 16],
    [19, 20, 20],
    [20, 20, null],
    // What the budget allows is the last look, wherever it lies.
    [12, 14, 14],
    [14, 14, null],
    [15, 14, null],
    [0, 3, 3],
    [20, 32, 32],
    [25, 32, 32],
    [32, 32, null],
  ])('after %d blocks of at most %d: %p', (seen, most, next) => {
    expect(nextLook(seen, most)).toBe(next);
  });

  test.each([
    // Tokens can decide after one block already.
    [0, 1, 20, 1],
    [1, 1, 20, 4],
    [0, 3, 20, 3],
    [2, 3, 20, 3],
    [3, 3, 20, 4],
    [0, 4, 20, 4],
    [0, 5, 20, 4],
    [0, 3, 3, 3],
    [1, 3, 2, 2],
  ])('after %d blocks of at least %d and at most %d: %p', (seen, least, most, next) => {
    expect(nextLook(seen, most, least)).toBe(next);
  });

  test('the first look and the planned end', () => {
    expect([LEAST_BLOCKS, PLANNED]).toEqual([4, 20]);
  });
});

describe('whether more blocks could change anything', () => {
  const open = blocks(0, 0.5);
  const decided = (c: Comparison): boolean[] => [isDecided(c), isArmDecided(c, 'plain'), isArmDecided(c, 'suppressed')];

  test('no, where every gating metric is decided, whatever the verdict', () => {
    for (const decode of [FLAT, blocks(0.2), blocks(-0.2)]) expect(isDecided(energy(decode))).toBe(true);
    expect(isDecided(energy(open))).toBe(false);
    expect(isDecided(energy([10, 10, 10]))).toBe(false);
    expect(isDecided(energy(open, {}))).toBe(true);
  });

  test('an arm is decided by its own metrics, and by those of both arms', () => {
    expect(decided(against(arms(FLAT, FLAT), arms(FLAT, open)))).toEqual([false, true, false]);
    expect(decided(against(arms(FLAT, FLAT), arms(open, FLAT)))).toEqual([false, false, true]);
    const saving = { ...ENERGY_3, 'suppression-saving': each({ decrease: 0.05 }) };
    expect(decided(against(arms(FLAT, FLAT), arms(FLAT, open), saving))).toEqual([false, false, false]);
    expect(decided(against(arms(FLAT, FLAT), arms(FLAT, FLAT), saving))).toEqual([true, true, true]);
  });

  test('a regression that is called ends it, whatever else is open', () => {
    const c = against(arms(FLAT, FLAT), arms(blocks(0.2), open));
    expect([c.verdict, ...decided(c)]).toEqual(['regressed', true, true, false]);
  });

  test('a null control that alarms ends it all the same', () => {
    const drift = blocks(0, 1e-6, 10).map((x, i) => (i < 5 ? x : 1.01 * x));
    const c = energy(drift);
    expect([c.verdict, isDecided(c)]).toEqual(['inconclusive', true]);
  });

  test('no, where nothing ever decides: an invalid comparison, stored joules, answers without a grade', () => {
    const bad = { status: 'invalid' as const, reasons: ['sampling-gap' as const] };
    expect(isDecided(against(result({}), { ...result({ decode: open }), validity: bad }))).toBe(true);
    const stored = against(result({ measurement: 'm0' }), result({}), { ...ENERGY_3, 'wall-time': each({ max: 9 }) });
    expect([stored.verdict, isDecided(stored)]).toEqual(['inconclusive', true]);
    const saved = against(arms(FLAT, FLAT, { measurement: 'm0' }), arms(FLAT, FLAT), {
      'suppression-saving': each({ decrease: 0.05 }),
    });
    expect([saved.verdict, isDecided(saved)]).toEqual(['inconclusive', true]);
    const lost = answers(result({}), (r, i) => (i + r.block === 0 ? { passed: null } : {}));
    const passes = { 'pass-at-1': each({ decrease: 0.05 }) };
    expect(isDecided(against(result({}), lost, passes))).toBe(true);
    expect(isDecided(against(result({}), lost, { ...passes, ...ENERGY_3 }))).toBe(true);
    expect(isDecided(against(result({}), { ...lost, arms: result({ decode: open }).arms }, ENERGY_3))).toBe(false);
  });

  test('yes, for sampled tokens beside stored joules, and for joules beside lost grades', () => {
    const sampled = { temperature: 0.8, tokens: 100 };
    const c = against(
      result({ ...sampled, measurement: 'm0' }),
      answers(result(sampled), (r) => ({ outputTokens: [60, 100, 100, 140][r.block]! })),
      { ...ENERGY_3, 'output-tokens': each({ increase: 0.1 }) },
    );
    expect([c.reasons, isDecided(c)]).toEqual([['spread-unknown'], false]);
    const lost = answers(result({ decode: open }), (r, i) => (i + r.block === 0 ? { passed: null } : {}));
    const graded = against(result({}), lost, { ...ENERGY_3, 'pass-at-1': each({ decrease: 0.05 }) });
    expect([graded.reasons, isDecided(graded)]).toEqual([['not-graded'], false]);
  });
});
