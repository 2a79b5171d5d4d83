import { expect, test } from '@jest/globals';
import { TextJudge } from '../../src/judge/text/judge.ts';
import type { AnswerForm } from '../../src/judge/types.ts';
import type { TextScore, TextTask } from '../../src/workload/types.ts';

const task = (...references: string[]): TextTask => ({
  kind: 'text',
  id: 'a',
  prompt: 'p',
  references,
  sha256: references.join().padEnd(64, '0'),
});
const RAW: AnswerForm = { style: 'raw', answerPrefix: '' };
const judged = async (score: TextScore, of: TextTask, text: string, form = RAW) =>
  (await new TextJudge(score).judge([{ task: of, text, form }]))[0]!;

test.each<[TextScore, string[], string, number | null]>([
  // LongBench compares the first line of code, and takes the best reference.
  ['code-similarity', ['x = 1'], '\n# so\nx = 1\ny = 2', 1],
  ['code-similarity', ['zzz', 'abcd'], 'bcde', 0.75],
  ['code-similarity', ['x'], '', 0],
  // Else the whole answer counts, but for blank space around it.
  ['similarity', ['x = 1\ny = 2\n'], '\n x = 1\ny = 2', 1],
  // 2 · 5 ÷ 16 is 62.5 hundredths, rounded to even.
  ['similarity', ['x = 1'], 'x = 1\ny = 2', 0.62],
  ['similarity', ['zzz', 'abcd'], 'bcde', 0.75],
  ['similarity', [], 'x', null],
  ['none', [], 'x', null],
])('%s against %j: %j is worth %s, and passes nothing', async (score, references, text, worth) =>
  expect(await judged(score, task(...references), text)).toEqual({ passed: null, score: worth }),
);

test('thoughts are judged in no form: in the text, opened by the template, or never ended', async () => {
  const of = task('x = 1');
  const opened: AnswerForm = { style: 'chat', answerPrefix: '', reasoning: { opened: true } };
  expect(await judged('similarity', of, '<think>x?</think>x = 1')).toMatchObject({ score: 1 });
  expect(await judged('similarity', of, 'x?</think>\nx = 1', opened)).toMatchObject({ score: 1 });
  expect(await judged('similarity', of, 'x = 1', opened)).toMatchObject({ score: 0 });
  expect(await judged('code-similarity', of, '<think>\nx = 1')).toMatchObject({ score: 0 });
});

test('no rule tells when a text is complete, whatever is configured', async () => {
  const judge = new TextJudge('similarity');
  await judge.ready();
  expect(await judge.rules()).toBeNull();
  expect([judge.environment, judge.facts()]).toEqual([{}, {}]);
  await judge.close();
});
