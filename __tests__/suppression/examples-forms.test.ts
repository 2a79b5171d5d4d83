import { describe, expect, test } from '@jest/globals';
import { examplesOf, idsWithoutExample, type Example } from '../../src/suppression/index.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const taskOf = (doc: string) => ({ ...addTask, prompt: `def add(a, b):\n    """Adds.\n${doc}\n    """\n` });
const found = (doc: string): Example[] => examplesOf(taskOf(doc));
const pairs = (doc: string): string[] => found(doc).map((e) => `${e.form}: ${e.call} is ${e.want}`);
const doctest = (call: string, want: string, literal = true): Example => ({ form: 'doctest', call, want, literal });

describe('doctests', () => {
  test('end at a blank line, or where the next begins', () => {
    expect(found('    >>> add(1, 2)\n    3\n    >>> add(2, 2)\n    4\n\n    5')).toEqual([
      doctest('add(1, 2)', '3'),
      doctest('add(2, 2)', '4'),
    ]);
  });

  test('go on in lines of dots, as they are indented', () => {
    expect(found('  >>> add([1,\n  ...   2], 3)\n  ...\n  [1, 2]')).toEqual([doctest('add([1,\n  2], 3)\n', '[1, 2]')]);
  });

  test('print a literal or some text, over several lines too', () => {
    expect(found('>>> add(1, 2)\n[1,\n 2]')).toEqual([doctest('add(1, 2)', '[1, 2]')]);
    expect(found('>>> add(1, 2)\n3 apples')).toEqual([doctest('add(1, 2)', '3 apples', false)]);
    expect(found('>>> add(1, 2)\nPoint(x=1)\n')).toEqual([doctest('add(1, 2)', 'Point(x=1)', false)]);
    expect(found('>>> add(1, 2)\n3 \n')).toEqual([doctest('add(1, 2)', '3')]);
  });

  test('that print nothing hold where they compare; a traceback is no example', () => {
    expect(found('>>> add(1, 2) == 3\n')).toEqual([doctest('add(1, 2) == 3', 'True')]);
    expect(found('>>> add(1, 2) is None\n')).toEqual([doctest('add(1, 2) is None', 'True')]);
    expect(found('>>> add(1, 2)\n\n    3')).toEqual([]);
    expect(found('>>> x == 1\n')).toEqual([]);
    expect(found('>>> add(1, 2)\nTraceback (most recent call last):\n  ...')).toEqual([]);
  });

  test('are no arrows as well, and the same example counts once', () => {
    expect(pairs('>>> add(1, 2) == 3\nTrue')).toEqual(['doctest: add(1, 2) == 3 is True']);
    expect(pairs('add(1, 2) == 3\nadd(1, 2) == 3\nadd(1, 2) == 4')).toEqual([
      'arrow: add(1, 2) is 3',
      'arrow: add(1, 2) is 4',
    ]);
  });
});

describe('arrows', () => {
  const relations = ['==>', '=>', '->', '➞', '→', '⇒', '==', '===', '=', 'returns', 'return', 'should return'];
  const words = [
    'gives',
    'should give',
    'should be',
    'equals',
    'outputs',
    'output',
    'evaluates to',
    'is',
    'is:',
    'Returns',
  ];
  test.each([...relations, ...words, '# returns', '#=>'])('%s', (relation) => {
    expect(found(`add(1, 2) ${relation} 3`)).toEqual([{ form: 'arrow', call: 'add(1, 2)', want: '3', literal: true }]);
  });

  test.each([
    ['add(1, 2)=3', ['3']],
    ['add (1, 2) -> 3', ['3']],
    ['add(1,2)\t➞\t3', ['3']],
    ['add( 1 , 2 ) -> 3.', ['3']],
    ['add(1, 2) -> 3, add(2, 2) -> 4', ['3', '4']],
    ['add(1, 2) -> 3; then', ['3']],
    ['add(1, 2) -> 3 # why', ['3']],
    ['add(1, 2) -> 3 (why)', ['3']],
    ['add(1, 2) -> "a" \'b\'', ['"a"']],
    ['add(1, 2) -> 3 why', ['3']],
    ['add(1, 2) -> 3\n+ 4', ['3']],
    ['add(1, 2) == 1+9+0=10', ['10']],
    ['add(1, 2) == 1 + (9 * 2) = 19 ', ['19']],
    ['add(1, 2) == 1 + 9 = 10 = 10', []],
    ['add(1, 2) == 1 + 9 = 10 or so', []],
    ['add(1, 2) == 1 + 9', []],
    ['add(1, 2) -> x', []],
    ['add(1, 2) 3', []],
    ['add(1, 2)', []],
    ['add(1, x) -> 3', []],
    ['add(1 2) -> 3', []],
    ['add(1, 2 -> 3', []],
    ['add(1, 2) is nice', []],
    ['add(1, 2) isolates 3', []],
    ['my_add(1, 2) -> 3', []],
    ['x.add(1, 2) -> 3', []],
    ['address(1, 2) -> 3', []],
  ])('%j wants %j', (doc, wants) => {
    expect(found(doc).map((e) => e.want)).toEqual(wants);
  });

  test.each([
    ['add() -> 3', 'add()'],
    ['add(1, b=2) -> 3', 'add(1, b=2)'],
    ['add(a = 1, b_2 =2) -> 3', 'add(a=1, b_2=2)'],
    ['add([1,2],"x") -> 3', 'add([1, 2], "x")'],
    ['add(\n    1,\n    2,\n) -> 3', 'add(1, 2)'],
  ])('%j calls %j', (doc, call) => {
    expect(found(doc).map((e) => e.call)).toEqual([call]);
  });
});

describe('sentences with assignments', () => {
  test.each([
    ['For a = 1, b = 2 the output should be 3', 'add(1, 2) is 3'],
    ['for a=1 , b=[2] the result is 3', 'add(1, [2]) is 3'],
    ['For a = 1 and b = 2, the answer will  be 3', 'add(1, 2) is 3'],
    ['FOR a_1 = "x" it should return 3', 'add("x") is 3'],
    ['For a = 1 it returns 3', 'add(1) is 3'],
    ['For a = 1, the sum will be 6 the output should  be "110".', 'add(1) is "110"'],
  ])('%j', (doc, expected) => {
    expect(found(doc)).toEqual([
      { form: 'for', call: expected.split(' is ')[0], want: expected.split(' is ')[1], literal: true },
    ]);
  });

  test.each([
    'For a = 1 it goes on',
    'For a == 1 the output should be 3',
    'For a = x the output should be 3',
    'For all of them the output should be 3',
    'For a = 1 the output should be nice',
    'before a = 1 the output is 3'.replace('before', 'therefor'),
  ])('none in %j', (doc) => {
    expect(found(doc)).toEqual([]);
  });
});

describe('input and output', () => {
  test.each([
    ['Input: a = 1, b = 2\nOutput: 3', 'add(1, 2) is 3'],
    ['  * Input: 1, [2]\n  * Output: 3', 'add(1, [2]) is 3'],
    ['- input:\n   a: 1\n   b : [2]\n- output: 3', 'add(1, [2]) is 3'],
    ['Input: a = 1\nb: 2\nOutput: 3', 'add(1, 2) is 3'],
    ['Input: a = 1\nNote: it is small\nOutput: 3', 'add(1) is 3'],
  ])('%j', (doc, expected) => {
    expect(found(doc)).toEqual([
      { form: 'input-output', call: expected.split(' is ')[0], want: expected.split(' is ')[1], literal: true },
    ]);
  });

  test('each output belongs to the input above it', () => {
    expect(pairs('Input: 1\nOutput: 2\nOutput: 3\nInput: 4\nInput: 5\nOutput: 6')).toEqual([
      'input-output: add(1) is 2',
      'input-output: add(5) is 6',
    ]);
    expect(found('Output: 3')).toEqual([]);
    expect(found('Input: things\nOutput: 3')).toEqual([]);
    expect(found('Input: 1\nOutput: things')).toEqual([]);
    expect(found('a: 1\nOutput: 3')).toEqual([]);
  });
});

test('only what follows the last header of the entry point is looked at', () => {
  const prompt =
    'def helper(a):\n    """add(9, 9) -> 18"""\n\ndef add(a, b):\n    \'\'\'Adds.\n    add(1, 2) -> 3\'\'\'\n';
  expect(examplesOf({ ...addTask, prompt })).toEqual([{ form: 'arrow', call: 'add(1, 2)', want: '3', literal: true }]);
  expect(examplesOf({ ...addTask, prompt: '"""add(1, 2) -> 3"""' })).toHaveLength(1);
  expect(examplesOf({ ...addTask, prompt: '# add(1, 2) -> 3\n' })).toHaveLength(1);
});

test('tasks whose prompt has no example are told by their ids', () => {
  const without = { ...taskOf('No example.'), id: 'own/none' };
  expect(idsWithoutExample([addTask, without, taskOf('add(1, 2) -> 3')])).toEqual(['own/none']);
});
