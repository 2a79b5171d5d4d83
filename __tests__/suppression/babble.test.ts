import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { babbleTokens, classifyBabble, loopAtEnd, stopErrors } from '../../src/suppression/index.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const chat = { task: addTask, style: 'chat' as const, answerPrefix: '```python\n' };
const kinds = (babble: string, style: 'chat' | 'raw' = 'chat'): string[] => {
  const answer = 'def add(a, b):\n    return a + b\n';
  return classifyBabble({ ...chat, style }, answer + babble, answer.length).map((s) => s.kind);
};

test.each([
  ['\n\n\n', ['blank']],
  ['print(add(1, 2))\nadd(3, 4)\n', ['call']],
  ['if __name__ == "__main__":\n    x = add(1, 2)\n    print(x)\n', ['call']],
  ['assert add(1, 2) == 3\nassert add(2, 2) == 4\n', ['test']],
  ['def test_add():\n    assert add(1, 2) == 3\n\ntest = 1\n', ['test', 'blank', 'code']],
  ['>>> add(1, 2)\n3\n', ['test', 'code']],
  ['def other(x):\n    return x\n\n\nclass More:\n    pass\n', ['definition', 'blank', 'definition']],
  ['import os\n', ['definition']],
  ['```\nThis function adds two numbers.\n\nIt returns their sum.\n', ['prose', 'blank', 'prose']],
  ['```\n\n```python\nprint(add(1, 2))\n```\n', ['prose', 'blank', 'prose', 'call', 'prose']],
  ['x = add(1, 2)\n', ['code']],
])('%j is %j', (babble, expected) => {
  expect(kinds(babble)).toEqual(expected);
});

test('a loop is one whatever it repeats, but for its first piece', () => {
  expect(kinds('print(add(1, 2))  # the sum of one and two\n'.repeat(6))).toEqual(['call', 'loop']);
});

test('the segments tile the babble, and every token falls into one kind at most', () => {
  const lines = fc.array(
    fc.constantFrom(
      'print(1)',
      '',
      'assert x',
      'def f():',
      '    return 1',
      'Some prose stands here.',
      '```',
      'y = 2',
      'é➞',
      '🙂',
    ),
  );
  fc.assert(
    fc.property(lines, fc.array(fc.nat(300)), fc.boolean(), (some, cuts, raw) => {
      const text = some.map((l) => `${l}\n`).join('');
      const from = Math.min(cuts[0] ?? 0, text.length);
      const segments = classifyBabble({ ...chat, style: raw ? 'raw' : 'chat' }, text, from);
      let at = from;
      for (const { start, end } of segments) {
        expect(start).toBe(at);
        at = end;
      }
      expect(at).toBe(text.length);
      const ends = [...new Set([...cuts.filter((c) => c > 0 && c < text.length), text.length])].sort((a, b) => a - b);
      const counted = Object.values(babbleTokens(segments, ends)).reduce((a, b) => a + b, 0);
      expect(counted).toBe(ends.filter((e) => e > from).length);
    }),
  );
});

test('finds the repetition that a text ends in, and none where there is none', () => {
  expect(loopAtEnd(`intro ${'round and round we go. '.repeat(5)}`)).toMatchObject({ period: 23 });
  expect(loopAtEnd(`${' '.repeat(300)}`)).toBeNull();
  expect(loopAtEnd(`x = ${'-'.repeat(300)}`)).toBeNull();
  expect(loopAtEnd('for i in range(10):\n    total += i\n    print(total)\n'.repeat(2))).toBeNull();
  fc.assert(
    fc.property(
      fc.string({ minLength: 3, maxLength: 30 }).filter((s) => s.trim() !== ''),
      fc.integer({ min: 5, max: 40 }),
      (piece, times) => {
        const loop = loopAtEnd(piece.repeat(times), { minLength: 1 });
        if (loop) expect(piece.length % loop.period).toBe(0);
        else expect(new Set(piece).size).toBe(1);
      },
    ),
  );
});

test.each([
  [
    { plainPassed: true, stopped: true, stoppedPassed: false, completeEarly: true },
    { falseStop: true, missedStop: false },
  ],
  [
    { plainPassed: true, stopped: true, stoppedPassed: true, completeEarly: true },
    { falseStop: false, missedStop: false },
  ],
  [
    { plainPassed: false, stopped: true, stoppedPassed: false, completeEarly: false },
    { falseStop: false, missedStop: false },
  ],
  [
    { plainPassed: false, stopped: false, stoppedPassed: false, completeEarly: true },
    { falseStop: false, missedStop: true },
  ],
  [
    { plainPassed: true, stopped: false, stoppedPassed: true, completeEarly: false },
    { falseStop: false, missedStop: false },
  ],
])('%j is %j', (answer, errors) => {
  expect(stopErrors(answer)).toEqual(errors);
});
