import { describe, expect, test } from '@jest/globals';
import { couldBeComplete, withoutTail } from '../../src/suppression/completeness.ts';
import { cutAtLineEnd, cutOf } from '../../src/suppression/cut.ts';
import type { AnswerContext } from '../../src/suppression/answer.ts';
import { addTask } from '../sandbox/support/tasks.ts';

describe('a program could be finished: no open bracket, string or header, and not amid a while loop', () => {
  test.each([
    'x = 1\n',
    'def f(x):\n    return x\n',
    'def f(x):\n    return x\n\n# a note:\n',
    'def f(x):\n    return [\n        x,\n    ]\n',
    'def f(x):\n    """Doc\n    more\n    """\n',
    'def f(x):\n    while x:\n        return 1\n',
    'def f(x):\n    while x:\n        break\n',
    'def f(x):\n    while x:\n        raise E\n',
    'def f(x):\n    while x:\n        yield x\n',
    'def f(x):\n    while x:\n        y = 1\n    z = 1\n',
    'while x:\n    y = 1\nz = 1\n',
    'def f(x):\n    while x:\n        y = 1\n    return [\n1,\n2]\n',
    'while x:\n    def f(x):\n        y = 1\n',
    'while x:\n    async def f(x):\n        y = 1\n',
    'def f(x):\n    for y in x:\n        z = y\n',
    'def f(x):\n    whiled = 1\n    z = y\n',
    'x = {1: 2}\n',
  ])('%j', (program) => {
    expect(couldBeComplete(program)).toBe(true);
  });

  test.each([
    '',
    '\n\n',
    '# note\n',
    'def f(x):\n',
    'class A:\n',
    'async def f(x):\n',
    'if x:  # note\n',
    '@cache\n',
    'x = [\n',
    'x = """\n',
    'x = """\ny\n',
    'x = 1 + \\\n',
    'if (x\n  and y):\n',
    'def f(x):\n    while x:\n        y = 1\n',
    'def f(x):\n    while x:\n        if y:\n            z = 1\n',
    'def f(x):\n    while x:\n        if y:\n            z = 1\n        a = 1\n',
    'while x:\n    returned = 1\n',
    'def f(x):\n    while x:\n        y = """\n  text\n  """\n',
    'def f(x):\n    while x:\n        y = [\n1,\n2]\n',
  ])('not %j', (program) => {
    expect(couldBeComplete(program)).toBe(false);
  });
});

test.each([
  ['x = 1', 'x = 1'],
  ['x = 1\n', 'x = 1'],
  ['x = 1  \n\n   # note\n  \n', 'x = 1'],
  ['x = 1\n# a\n# b', 'x = 1'],
  ['x = 1  # a', 'x = 1  # a'],
  ['# a\nx = 1\n', '# a\nx = 1'],
  ['# a\n\n# b\n', ''],
  ['#', ''],
  ['\n', ''],
  ['', ''],
])('%j without what changes nothing at its end is %j', (program, expected) => {
  expect(withoutTail(program)).toBe(expected);
});

describe('where a text is cut to be checked', () => {
  const chat: AnswerContext = { task: addTask, style: 'chat', answerPrefix: '```python\n' };
  const answer = 'def add(a, b):\n    return a + b\n';

  test('at the last line end, where the program could be complete there', () => {
    expect(cutAtLineEnd(chat, answer, false)).toBe(answer.length);
    expect(cutAtLineEnd(chat, `${answer}prin`, false)).toBe(answer.length);
    expect(cutAtLineEnd(chat, `${answer}x = [\n`, false)).toBeNull();
    expect(cutAtLineEnd(chat, 'def add(a, b):\n', false)).toBeNull();
    expect(cutAtLineEnd(chat, 'import math\n', false)).toBeNull();
    expect(cutAtLineEnd(chat, 'def add(a, b): return 1', false)).toBeNull();
  });

  test('at its end an answer is whole, whatever it holds', () => {
    expect(cutAtLineEnd(chat, `${answer}prin`, true)).toBe(answer.length + 4);
    expect(cutAtLineEnd(chat, 'x = [', true)).toBe(5);
    expect(cutAtLineEnd(chat, '', true)).toBeNull();
  });

  test('nowhere amid thoughts', () => {
    const thinking = { ...chat, answerPrefix: '', reasoning: { opened: true } };
    for (const ended of [false, true]) expect(cutAtLineEnd(thinking, answer, ended)).toBeNull();
    expect(cutAtLineEnd(thinking, `hm</think>\n${answer}`, false)).toBe(answer.length + 11);
  });

  test('a rule that has a cut of its own is asked instead', () => {
    const cut = (_: AnswerContext, text: string, ended: boolean) => (ended ? text.length : 1);
    expect(cutOf({ name: 'own', cut }, chat, answer, false)).toBe(1);
    expect(cutOf({ name: 'own', cut }, chat, answer, true)).toBe(answer.length);
    expect(cutOf({ name: 'plain' }, chat, `${answer}x`, false)).toBe(answer.length);
  });
});
