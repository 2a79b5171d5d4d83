import { describe, expect, test } from '@jest/globals';
import { babbleOf, decodeShare, energyUpTo } from '../../src/analysis/babble.ts';
import { meanOfAll, meanOfKnown, sum } from '../../src/analysis/nulls.ts';
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

test('a sum needs every value; of means there is one of all and one of what is known', () => {
  expect([sum([1, 2]), sum([1, null]), sum([])]).toEqual([3, null, 0]);
  expect([meanOfAll([1, 2]), meanOfAll([1, null]), meanOfAll([])]).toEqual([1.5, null, null]);
  expect([meanOfKnown([1, null, 2, undefined]), meanOfKnown([null]), meanOfKnown([])]).toEqual([1.5, null, null]);
});

describe('shares of an answer', () => {
  test('joules of some of its tokens, by decode steps', () => {
    expect([decodeShare(answer, 20), decodeShare(answer, 100), decodeShare(answer, 500)]).toEqual([2, 10, 10]);
    expect(decodeShare({ ...answer, decodeSteps: 0 }, 5)).toBe(0);
    expect(decodeShare(withDecode(answer, null), 5)).toBeNull();
  });

  test('energy up to a token: prefill carries the first one', () => {
    expect([energyUpTo(answer, 0), energyUpTo(answer, 1), energyUpTo(answer, 51)]).toEqual([2, 2, 7]);
    expect(energyUpTo(withDecode(answer, null), 51)).toBeNull();
  });
});

describe('babble', () => {
  test('of an answer that tells no kinds counts in none', () => {
    const head = answers(result, (_r, i): Partial<Repeat> => (i === 0 ? { babbleKinds: { call: 20 } } : {}));
    expect(head.arms.plain!.tasks[1]!.repeats[0]!.babbleKinds).toBeUndefined();
    expect(babbleOf(null, head)[0]!.head.kinds).toEqual({ call: 10 });
  });

  test('is the means over all answers of what the complete ones have', () => {
    const head = answers(result, (r, i): Partial<Repeat> =>
      i === 0
        ? { babbleKinds: { prose: 12, code: 8 } }
        : r.block === 0
          ? { babbleTokens: 40, babbleKinds: { prose: 40 } }
          : { babbleTokens: null, babbleKinds: { loop: 60 }, reasoningTokens: 10, reasoningJoules: 1 },
    );
    expect(babbleOf(null, head)).toEqual([
      {
        arm: 'plain',
        base: null,
        head: {
          tokensPerTask: 20,
          joulesPerTask: 2,
          kinds: { prose: 16, code: 4 },
          answers: 4,
          complete: 3,
          unfinishedLoopTokensPerTask: 15,
          reasoningTokensPerTask: 2.5,
          reasoningJoulesPerTask: 0.25,
        },
      },
    ]);
  });

  test('joules are unknown where those of a complete answer are; an incomplete one has none', () => {
    expect(babbleOf(result, blind(result))[0]).toMatchObject({
      base: { joulesPerTask: 2 },
      head: { joulesPerTask: null },
    });
    const incomplete = answers(blind(result), (r, i) => (i === 1 && r.block === 1 ? { babbleTokens: null } : {}));
    expect(babbleOf(null, incomplete)[0]!.head).toMatchObject({ tokensPerTask: 15, joulesPerTask: 1.5, complete: 3 });
  });

  test('a loop inside a complete answer is a kind; thoughts of unknown joules make the sum unknown', () => {
    const head = answers(result, () => ({ babbleKinds: { loop: 20 }, reasoningTokens: 4, reasoningJoules: null }));
    expect(babbleOf(null, head)[0]!.head).toMatchObject({ kinds: { loop: 20 }, reasoningJoulesPerTask: null });
    expect(babbleOf(null, head)[0]!.head).not.toHaveProperty('unfinishedLoopTokensPerTask');
    expect(babbleOf(null, result)[0]!.head).not.toHaveProperty('reasoningTokensPerTask');
  });

  test('of an arm that head has not, or has no answers in, there is none', () => {
    const both = fakeResult({ decode: [1], arms: ['plain', 'suppressed'] });
    expect(babbleOf(both, both).map((b) => b.arm)).toEqual(['plain', 'suppressed']);
    expect(babbleOf(both, result).map((b) => b.arm)).toEqual(['plain']);
    expect(babbleOf(null, { ...both, arms: { plain: { tasks: [{ id: 'x', repeats: [] }] } } })).toEqual([]);
  });
});
