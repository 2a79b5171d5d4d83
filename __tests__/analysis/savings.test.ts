import { describe, expect, test } from '@jest/globals';
import { armBlocks } from '../../src/analysis/blocks.ts';
import { compare } from '../../src/analysis/compare.ts';
import { endOf, ruleRows, rulesOf } from '../../src/analysis/rules.ts';
import { savings } from '../../src/analysis/savings.ts';
import type { Saving } from '../../src/common/generated/comparison.ts';
import type { Repeat, RunResult } from '../../src/common/generated/run-result.ts';
import { fakeResult } from '../support/results.ts';
import { answers } from './support/cases.ts';

const result = fakeResult({ decode: [10, 10], tasks: 2, tokens: 101, prefill: 2, babble: 20, check: null });
const answer = result.arms.plain!.tasks[0]!.repeats[0]!;
const withDecode = (r: Repeat, netJoules: number | null): Repeat => ({
  ...r,
  phases: { ...r.phases, decode: { ...r.phases.decode, netJoules } },
});
/** Makes the joules of one answer unknown. */
const blind = (of: RunResult): RunResult =>
  answers(of, (r, i) => (i === 1 && r.block === 1 ? withDecode(r, null) : {}));

describe('where rules would have ended answers', () => {
  const told = {
    ...answer,
    outputTokens: 101,
    completeTokens: { tests: 41, doctest: null, all: 101 },
    stopStringTokens: { codex: 81, whole: 101 },
  };

  test('after so many tokens, and whether that ends it early', () => {
    expect(rulesOf(told)).toEqual(['tests', 'doctest', 'all', 'codex', 'whole']);
    expect(rulesOf(answer)).toEqual([]);
    expect(rulesOf(told).map((rule) => endOf(told, rule))).toEqual([
      { tokens: 41, stopped: true },
      { tokens: 101, stopped: false },
      { tokens: 101, stopped: false },
      { tokens: 81, stopped: true },
      { tokens: 101, stopped: false },
    ]);
    expect([endOf(told, 'none'), endOf(answer, 'tests')]).toEqual([null, null]);
  });

  test('over all answers: tokens, the share that is stopped and the energy that is saved', () => {
    const head = answers(result, (_r, i) => ({ completeTokens: { tests: i === 0 ? 51 : null } }));
    // One half of the answers costs 2 + 5 instead of 12 J.
    expect(ruleRows(null, head)).toEqual([
      {
        rule: 'tests',
        stopStrings: false,
        base: null,
        head: { tokensPerTask: 76, stoppedShare: 0.5, saving: expect.closeTo(1 - 19 / 24, 12) },
      },
    ]);
    const base = answers(result, () => ({ completeTokens: { tests: 1 } }));
    expect(ruleRows(base, head)[0]!.base).toEqual({
      tokensPerTask: 1,
      stoppedShare: 1,
      saving: expect.closeTo(1 - 2 / 12, 12),
    });
    expect(ruleRows(result, head)[0]!.base).toBeNull();
  });

  test('a rule of which one answer does not tell is left out; unknown joules leave the saving unknown', () => {
    const partly = answers(result, (r, i) =>
      i === 1 && r.block === 1
        ? { stopStringTokens: { codex: 5 } }
        : { completeTokens: { tests: 5 }, stopStringTokens: { codex: 5 } },
    );
    expect(ruleRows(null, partly).map((r) => [r.rule, r.stopStrings])).toEqual([['codex', true]]);
    expect(ruleRows(null, blind(partly))[0]!.head).toEqual({ tokensPerTask: 5, stoppedShare: 1, saving: null });
    expect(ruleRows(null, { ...result, arms: {} })).toEqual([]);
  });
});

describe('what suppression saves', () => {
  const both = fakeResult({
    decode: [10, 10],
    tasks: 2,
    tokens: 101,
    prefill: 2,
    check: null,
    arms: ['plain', 'suppressed'],
    suppressed: 0.2,
    stopStringTokens: { codex: 51, bigcode: 101 },
  });
  const of = (base: RunResult | null, head: RunResult): Saving[] =>
    savings(base, head, { base: base ? armBlocks(base) : {}, head: armBlocks(head) });

  test('against plain decoding, and against each preset of stop strings', () => {
    // Suppressed 4 J; plain 12 J, 7 J where codex ends it.
    expect(of(null, both)).toEqual([
      { against: 'plain', base: null, head: expect.closeTo(1 - 4 / 12, 12) },
      { against: 'codex', base: null, head: expect.closeTo(1 - 4 / 7, 12) },
      { against: 'bigcode', base: null, head: expect.closeTo(1 - 4 / 12, 12) },
    ]);
    expect(of(both, both)[1]!.base).toBeCloseTo(1 - 4 / 7, 12);
  });

  test('is the metric of the same name', () => {
    const c = compare(both, both, { thresholds: {} });
    expect(c.savings![0]!.head).toBe(c.metrics.find((m) => m.id === 'suppression-saving')!.head);
  });

  test('is unknown without joules, without a preset or without an arm', () => {
    expect(of(null, blind(both)).map((s) => s.head)).toEqual([null, null, null]);
    expect(of(result, both).map((s) => s.base)).toEqual([null, null, null]);
    const partly = answers(both, (_r, i) => (i === 1 ? { stopStringTokens: {} } : {}));
    expect(of(null, partly).map((s) => [s.against, s.head === null])).toEqual([
      ['plain', false],
      ['codex', true],
      ['bigcode', true],
    ]);
    expect(of(null, result)).toEqual([]);
    expect(of(null, { ...both, arms: { suppressed: both.arms.suppressed! } })).toEqual([]);
    const bare = fakeResult({ decode: [10], arms: ['plain', 'suppressed'] });
    expect(of(null, bare).map((s) => s.against)).toEqual(['plain']);
  });
});

test('a plain arm without an answer knows no presets', () => {
  const head = fakeResult({ decode: [10, 10], arms: ['plain', 'suppressed'] });
  const empty: RunResult = { ...head, arms: { ...head.arms, plain: { ...head.arms.plain!, tasks: [] } } };
  const blocks = { base: {}, head: armBlocks(empty) };
  expect(savings(null, empty, blocks).map((s) => s.against)).toEqual(['plain']);
});
