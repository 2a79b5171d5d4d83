import { describe, expect, test } from '@jest/globals';
import { babbleTokens, classifyBabble, loopFrom, tokensWithin, type BabbleKind } from '../../src/suppression/babble.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const answer = 'def add(a, b):\n    return a + b\n';
const fenced = { task: addTask, style: 'chat' as const, answerPrefix: '```python\n' };
const markdown = { ...fenced, answerPrefix: '' };
const raw = { ...markdown, style: 'raw' as const };
const kinds = (babble: string, context: typeof fenced | typeof raw = fenced, before = answer): BabbleKind[] =>
  classifyBabble(context, before + babble, before.length).map((s) => s.kind);

const LINES: Record<Exclude<BabbleKind, 'loop'>, string[]> = {
  blank: ['', '   ', '\t'],
  test: [
    'assert add(1, 2) == 3',
    '>>> add(1, 2)',
    'def check(candidate):',
    'def test_add():',
    'def  tests (x):',
    'class AddTest:',
    'class  TestAdd(unittest.TestCase):',
    'class Test(Base):',
    '@pytest.fixture',
    'import unittest',
    'from  pytest import raises',
    'import doctest',
    'unittest.main()',
    'doctest.testmod()',
    'check(add)',
    'check (add)',
    'METADATA = {}',
    'self.assertEqual(1, 1)',
    '# Test it',
    '#assert',
  ],
  call: [
    'print(1)',
    'print  (1)',
    'if  __name__  == "__main__":',
    'main()',
    'main (x)',
    'input()',
    'input  ()',
    '# Example usage:',
    '#usage',
    '#  Output: 3',
    '# Expected 3',
    '# => 3',
    '# -> 3',
    'add(1, 2)',
  ],
  definition: [
    'def other(x):',
    'async def other(x):',
    'async  def other(x):',
    'class Other:',
    'import os',
    'from os.path import join',
    'from  os  import path',
    '@cache',
  ],
  prose: ['This function adds two numbers.', '- It adds them up.'],
  code: [
    'x = 1',
    'x.y = 1',
    'x += 1',
    'x **= 2',
    'x //= 2',
    'for x in y:',
    'return x',
    'pass',
    'foo(1)',
    'foo [1]',
    ')',
    ']',
    '}',
    '# a note',
  ],
};

describe('the kinds of a line behind a complete answer', () => {
  test.each(Object.entries(LINES).flatMap(([kind, lines]) => lines.map((line) => [line, kind])))(
    '%j is %s',
    (line, kind) => {
      expect(kinds(`${line}\n`)).toEqual([kind]);
    },
  );

  test('what looks like nothing is code in a fence and in a raw completion, else prose', () => {
    expect(kinds('word\n')).toEqual(['code']);
    expect(kinds('word\n', raw)).toEqual(['code']);
    expect(kinds('word\n', markdown)).toEqual(['prose']);
    expect(kinds('word\n', markdown, `~~~~\n${answer}`)).toEqual(['code']);
    expect(kinds('word\n', markdown, `  \`\`\`py\n${answer}\`\`\`\n`)).toEqual(['prose']);
    expect(kinds('word\n', fenced, `${answer}   \`\`\`\n`)).toEqual(['prose']);
    expect(kinds('word\n', fenced, `${answer}\`a\`\n`)).toEqual(['code']);
  });

  test('a fence is prose, and turns code to prose and back; a raw completion has none', () => {
    expect(kinds('```\nword\n```\nword\n')).toEqual(['prose', 'code']);
    expect(kinds('  ~~~\nword\n')).toEqual(['prose']);
    expect(kinds('```\nword\n', raw)).toEqual(['prose', 'code']);
  });

  test('a body belongs to what opened it, until a fence or another line at the left', () => {
    expect(kinds('def test_x():\n    y = 1\n\n    z = 1\n')).toEqual(['test', 'blank', 'test']);
    expect(kinds('print(1)\n    y = 1\nx = 1\n    z = 1\n')).toEqual(['call', 'code']);
    expect(kinds('def test_x():\n```\n    y = 1\n')).toEqual(['test', 'prose', 'code']);
    expect(kinds('    y = 1\n')).toEqual(['code']);
    expect(kinds('This is a sentence.\n    y = 1\n')).toEqual(['prose', 'code']);
  });

  test('a loop is one from its second piece on, or from where the answer was complete', () => {
    const text = answer + 'x = 1  # and so on, again and again\n'.repeat(6);
    const from = answer.length;
    const piece = (text.length - from) / 6;
    // The line end before a repeated line repeats with it.
    const second = from - 1 + piece;
    expect(classifyBabble(fenced, text, from)).toEqual([
      { kind: 'code', start: from, end: second },
      { kind: 'loop', start: second, end: text.length },
    ]);
    expect(classifyBabble(fenced, text, from + 3 * piece)).toEqual([
      { kind: 'loop', start: from + 3 * piece, end: text.length },
    ]);
    expect(loopFrom(fenced, text)).toBe(second);
    expect(loopFrom(fenced, answer)).toBeNull();
  });

  test('a loop in thoughts is none of the answer', () => {
    const looping = 'so it goes on and on\n'.repeat(6);
    expect(loopFrom(markdown, `<think>${looping}`)).toBeNull();
    expect(loopFrom(markdown, `<think>${looping}</think>\n${answer}`)).toBeNull();
    const before = '<think>hm</think>\n';
    expect(loopFrom(markdown, before + looping)).toBe(before.length - 1 + looping.length / 6);
  });
});

describe('tokens', () => {
  test('lie within a part where they end behind its begin and not behind its end', () => {
    const ends = [2, 4, 6, 8];
    expect(tokensWithin(ends, 2, 6)).toBe(2);
    expect(tokensWithin(ends, 3, 7)).toBe(2);
    expect(tokensWithin(ends, 0, 8)).toBe(4);
    expect(tokensWithin(ends, 8, 9)).toBe(0);
  });

  test('are of the kind that their last character falls into; one without text goes with the next', () => {
    const segments = [
      { kind: 'code' as const, start: 4, end: 8 },
      { kind: 'prose' as const, start: 8, end: 12 },
    ];
    const counted = (ends: number[]) =>
      Object.fromEntries(Object.entries(babbleTokens(segments, ends)).filter(([, n]) => n > 0));
    expect(counted([2, 4])).toEqual({});
    expect(counted([4, 5, 8])).toEqual({ code: 2 });
    expect(counted([6, 9, 12])).toEqual({ code: 1, prose: 2 });
    expect(counted([6, 6, 6, 10])).toEqual({ code: 1, prose: 1 });
    expect(counted([0, 12, 14])).toEqual({ prose: 1 });
    expect(babbleTokens([], [3])).toEqual({ loop: 0, blank: 0, test: 0, call: 0, definition: 0, prose: 0, code: 0 });
  });
});
