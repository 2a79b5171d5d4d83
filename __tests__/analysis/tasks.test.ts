import { describe, expect, test } from '@jest/globals';
import { taskRows } from '../../src/analysis/tasks.ts';
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

describe('tasks', () => {
  test('means over repeats, and what the first answer was', () => {
    const head = answers(result, (r, i) => ({
      ...(r.block === 0
        ? { text: 'x'.repeat(2500), stopReason: 'rule', babbleKinds: { prose: 20 } }
        : { babbleTokens: 10 }),
      passed: i === 0 ? r.block === 0 : null,
      completeTokens: { tests: 41, doctest: null },
    }));
    const [first, second] = taskRows(null, head);
    expect(first).toEqual({
      id: 'practice/0',
      arm: 'plain',
      base: null,
      head: {
        prefillJoules: 2,
        decodeJoules: 10,
        checkJoules: null,
        outputTokens: 101,
        babbleTokens: 15,
        babbleJoules: 1.5,
        passed: 0.5,
        repeats: 2,
        stopReason: 'rule',
        text: 'x'.repeat(2000),
        babbleKinds: { prose: 20 },
        completeTokens: { tests: 41, doctest: null },
      },
    });
    expect(second!.head.passed).toBeNull();
    const lost = taskRows(
      null,
      answers(result, (r) => ({ passed: r.block === 0 ? null : false })),
    )[0]!;
    expect(lost.head).toMatchObject({ passed: 0 });
    expect(lost.head).not.toHaveProperty('babbleKinds');
    expect(lost.head).not.toHaveProperty('completeTokens');
  });

  test('of an answer that was never complete, or of unknown joules, the mean is unknown', () => {
    const never = answers(result, (r) => (r.block === 1 ? { babbleTokens: null } : {}));
    expect(taskRows(null, never)[0]!.head).toMatchObject({ babbleTokens: null, babbleJoules: null, decodeJoules: 10 });
    expect(taskRows(null, blind(result))[1]!.head).toMatchObject({
      decodeJoules: null,
      babbleTokens: 20,
      babbleJoules: null,
    });
  });

  test('base stands beside head by arm and id, in whatever order it has them', () => {
    const both = fakeResult({ decode: [10], tasks: 2, arms: ['plain', 'suppressed'] });
    const base = structuredClone(both);
    base.arms.plain!.tasks.reverse();
    base.arms.suppressed!.tasks.pop();
    const rows = taskRows(base, both);
    expect(rows.map((r) => [r.arm, r.id, r.base?.text])).toEqual([
      ['plain', 'practice/0', '    return 0\n'],
      ['plain', 'practice/1', '    return 1\n'],
      ['suppressed', 'practice/0', '    return 0\n'],
      ['suppressed', 'practice/1', undefined],
    ]);
  });

  test('a task without repeats is a row of nothing', () => {
    const none = { ...result, arms: { plain: { tasks: [{ id: 'x', repeats: [] }] } } };
    expect(taskRows(null, none)[0]!.head).toEqual({
      prefillJoules: null,
      decodeJoules: null,
      checkJoules: null,
      outputTokens: 0,
      babbleTokens: null,
      babbleJoules: null,
      passed: 0,
      repeats: 0,
    });
  });
});
