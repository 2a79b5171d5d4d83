import { expect, test } from '@jest/globals';
import type { Repeat, RunResult } from '../../src/common/generated/run-result.ts';
import { compare } from '../../src/analysis/compare.ts';
import { RENDERERS } from '../../src/report/renderers.ts';
import { fakeResult } from '../support/results.ts';

const { html, markdown } = RENDERERS;

const four = [10, 10, 10, 10];
const options = { thresholds: {} };
/** Changes the plain answers one by one. */
function withAnswers(result: RunResult, change: (r: Repeat, task: number) => Partial<Repeat>): RunResult {
  result.arms.plain!.tasks.forEach((t, i) => (t.repeats = t.repeats.map((r) => ({ ...r, ...change(r, i) }))));
  return result;
}
const shareOf = (head: RunResult): number | null =>
  compare(null, head, options).metrics.find((m) => m.id === 'babble-share')!.head;

test('the babble share is over all output: answers that were never complete have none, and their tokens count below the line', () => {
  // Of four tasks one is complete, with 48 of its 100 tokens babble.
  const head = withAnswers(fakeResult({ decode: four, babble: 48 }), (_r, i) =>
    i === 0 ? {} : { babbleTokens: null },
  );
  expect(shareOf(head)).toBeCloseTo(0.12, 12);
  expect(shareOf(fakeResult({ decode: four, babble: 48 }))).toBeCloseTo(0.48, 12);
  expect(shareOf(fakeResult({ decode: four, babble: null }))).toBe(0);
});

test('how many answers were complete, loops of unfinished ones and thoughts stand beside it in comment and page', () => {
  const head = withAnswers(fakeResult({ decode: four, babble: 48 }), (_r, i) =>
    i === 0
      ? {}
      : i === 1
        ? { babbleTokens: null, babbleKinds: { loop: 80 } }
        : { babbleTokens: null, reasoningTokens: 40, reasoningJoules: 4 },
  );
  const comparison = compare(null, head, options);
  expect(comparison.babble![0]!.head).toMatchObject({
    answers: 16,
    complete: 4,
    tokensPerTask: 12,
    unfinishedLoopTokensPerTask: 20,
    reasoningTokensPerTask: 20,
    reasoningJoulesPerTask: 2,
    kinds: {},
  });
  expect(markdown(comparison)).toMatch(/babble\s12\.0\s\(12\.0\s%,\s4\sof\s16\sanswers\scomplete\)/);
  for (const text of [
    '4 of 16',
    'loops of answers that were never complete',
    'reasoning tokens per task',
    'reasoning joules per task (by share of decode steps)',
  ])
    expect(html(comparison)).toContain(text);
  const plain = compare(null, fakeResult({ decode: four }), options);
  expect(markdown(plain)).toMatch(/16\sof\s16\sanswers\scomplete\)/);
  for (const text of [markdown(plain), html(plain)]) expect(text).not.toMatch(/reasoning|never complete/);
});

test('joules of thoughts that one answer does not know are unknown in all', () => {
  const head = withAnswers(fakeResult({ decode: four }), (_r, i) => ({
    reasoningTokens: 10,
    reasoningJoules: i === 2 ? null : 1,
  }));
  const comparison = compare(null, head, options);
  expect(comparison.babble![0]!.head).toMatchObject({ reasoningTokensPerTask: 10, reasoningJoulesPerTask: null });
  expect(html(comparison)).toContain('not-resolvable');
});

test('equal subjects whose prompts are other tokens are workload-differs; unequal subjects, or results without a digest, are not', () => {
  const result = (digest: string | null, model = 'a'): RunResult => ({
    ...fakeResult({ decode: four }),
    subject: { model: { sha256: model.repeat(64) }, sampling: { temperature: 0 } },
    ...(digest === null ? {} : { prompts: { digest: digest.repeat(64) } }),
  });
  const verdict = (base: RunResult, head: RunResult): { verdict: string; reasons: string[] } =>
    compare(base, head, options);
  expect(verdict(result('1'), result('2'))).toMatchObject({
    verdict: 'invalid',
    reasons: expect.arrayContaining(['workload-differs']),
  });
  expect(compare(result('1'), result('2'), options).findings).toMatchObject([
    { code: 'workload-differs', text: expect.stringContaining('their prompts are not') },
  ]);
  for (const [base, head] of [
    [result('1'), result('1')],
    [result('1'), result('2', 'b')],
    [result(null), result('2')],
    [result('1'), result(null)],
  ] as const) {
    expect(verdict(base, head).reasons).not.toContain('workload-differs');
  }
});
