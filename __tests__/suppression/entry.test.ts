import { describe, expect, test } from '@jest/globals';
import { definesName } from '../../src/suppression/answer.ts';
import { asBody, dedented, entryOf } from '../../src/suppression/entry.ts';
import { escaped } from '../../src/suppression/escape.ts';
import { futuresFirst } from '../../src/suppression/futures.ts';
import { meanTask } from './support/mean-task.ts';

const definition = (indent = 0) => ({ kind: 'definition', indent });
const body = { kind: 'body' };

describe('code defines the entry point once it has a body of its own', () => {
  test.each([
    ['def add(a, b):\n    return a + b', 0],
    ['def add(a, b): return a + b', 0],
    ['def add[T](a: T, b: T) -> T:\n    return a', 0],
    ['async  def add(a):\n    x = 1', 0],
    ['class add:\n    x = 1', 0],
    ['class add(Base): x = 1', 0],
    ['add = lambda a, b: a + b', 0],
    ['add: Callable = operator.add', 0],
    ['  def add(a):\n    x = a', 2],
    ['import math\ndef add(a):\n    x = a', 0],
    ['def other(x):\n    return x\n\ndef add(a):\n    x = a', 0],
    ['def add(\n    a,\n    b\n):\n    x = a', 0],
    ['def add(a):\n    """Doc: this."""\n    x = a', 0],
    ['def add(a):\n    pass\n    x = a', 0],
    ['def add(a, b=")"): return a', 0],
    ['def add(a: dict[str, int] = {1: 2}): return a', 0],
    ['@cache\ndef add(a):\n    x = a', 0],
    ['def add(a, b): return abs(a + b)', 0],
    ['def add(a, b): return (a + b)', 0],
    ['def add(a, key=lambda x: (x)) -> Dict[str, int]: return key(a)', 0],
    ['def add(a): """Doc."""; return f(a)', 0],
    ['def add(a): [print(a)]', 0],
    ['class add(Base): x = f(1)', 0],
  ])('%j', (code, indent) => {
    expect(entryOf(code, 'add')).toEqual(definition(indent));
  });

  test.each([
    '',
    '# only a note\n',
    'def add(a, b):',
    'def add(a, b):\n    """Doc."""',
    'def add(a, b):\n    "Doc" "and more"',
    "def add(a, b):\n    r'''Doc'''",
    'def add(a, b):\n    pass',
    'def add(a, b): pass',
    'def add(a, b): ...',
    'def add(a, b): "Doc"',
    'def add(a, b=lambda x: (x)): pass',
    'def add(a, b=lambda x: x',
    'def add(a, b): pass  # (x)',
    'def add(a, b):\n    ...',
    'def add(a, b):\n    import math\n    from os import path',
    'def add(a, b):\nx = 1',
    'def add(a, b):\n    pass\nx = 1',
    'class add:',
    'class add: pass',
    'def added(a):\n    x = a',
    'def other(a):\n    x = a',
    'def other(a):\n    def add(a):\n        return a',
    'add == 3',
    'add',
    'add =',
    'my_add = 1',
    'addend = 1',
  ])('not by %j', (code) => {
    expect(entryOf(code, 'add')).toBeNull();
  });
});

describe('code is the body of the prompt’s own function', () => {
  test.each([
    '    return a + b',
    '    x = a\n    return x',
    '    for x in a:\n        b += x',
    '    """Doc."""\n    x = a',
    'return a + b',
    'yield a',
    'if a: return b',
    'if a:return b',
    'for x in a: yield x',
    'x = a\n    return x',
    'for x in a:\n        b += x\n    return b',
    'def helper(x):\n    return x\nreturn helper(a)',
  ])('%j', (code) => {
    expect(entryOf(code, 'add')).toEqual(body);
  });

  test.each([
    '    pass',
    '    """Doc."""',
    '    # a note',
    '    import math',
    '    for x in a:',
    '    def helper(x):',
    '    def helper(x): return x',
    '    async  def helper(x): return x',
    '    class Helper: x = 1',
    '    @cache',
    '    some words of prose here.',
    'x = a',
    'x = a\ny = b',
    'def helper(x):\n    return x',
    'async def helper(x):\n    return x',
    'class Helper:\n    def f(x):\n        return x',
    'returned = 1',
    'while a: b = 1',
  ])('not %j', (code) => {
    expect(entryOf(code, 'add')).toBeNull();
  });

  test('what comes first decides, however much follows', () => {
    expect(entryOf('    return a\n\ndef add(a):\n    return a', 'add')).toEqual(body);
    expect(entryOf('def add(a):\n    return a\n\n    return b', 'add')).toEqual(definition());
    expect(entryOf('return a\n\ndef add(a):\n    return a', 'add')).toEqual(body);
  });
});

describe('a body is put at the indentation of the prompt’s function', () => {
  const four = 'def add(a):\n    """Doc."""\n';
  const header = 'def add(a):\n';
  test.each([
    ['    x = a\n    return x\n', four, '    x = a\n    return x\n'],
    ['  x = a\n  return x\n', four, '    x = a\n    return x\n'],
    ['        x = a\n\n        return x\n', four, '    x = a\n\n    return x\n'],
    ['return a\n', four, '    return a\n'],
    ['if a:\n    return 1\nreturn 2\n', four, '    if a:\n        return 1\n    return 2\n'],
    ['x = a\n    return x\n', four, '    x = a\n    return x\n'],
    ['for x in a:\n        b += x\n    return b\n', four, '    for x in a:\n        b += x\n    return b\n'],
    ['# note\n\nx = a\n    return x\n', four, '# note\n\n    x = a\n    return x\n'],
    ['x = """\nas it is\n"""\nreturn x\n', four, '    x = """\nas it is\n"""\n    return x\n'],
    [
      'async  def h(x):\n        return x\nreturn h(1)\n',
      four,
      '    async  def h(x):\n            return x\n    return h(1)\n',
    ],
    ['return a\n', 'def add(a):\n  """Doc."""\n', '  return a\n'],
    ['return a\n', 'def add(a):\n\t"""Doc."""\n', '\treturn a\n'],
    ['return a\n', header, '    return a\n'],
    ['  return a\n', header, '  return a\n'],
    ['    return a\n', `${four}\n\n`, '    return a\n'],
    ['  return a\n\nprint(1)\n', four, '    return a\n\nprint(1)\n'],
    ['# only a note\n', four, '# only a note\n'],
    ['', four, ''],
  ])('%j after %j is %j', (code, prompt, expected) => {
    expect(asBody(code, prompt)).toBe(expected);
  });
});

test('an indentation that all of a code has is taken off, blank and shorter lines keep what they can', () => {
  expect(dedented('    a\n      b\n\n  c\n', 4)).toBe('a\n  b\n\nc\n');
  expect(dedented('    a', 2)).toBe('  a');
  expect(dedented(' a\n', 0)).toBe(' a\n');
});

test('a source defines a name at its top level only', () => {
  const defining = ['def add(a):', 'x\nasync  def add (a):', 'class add:', 'add = 1', 'add: int = 1', 'def add[T](a):'];
  const others = ['  def add(a):', 'def added(a):', 'add == 1', 'x = add', 'class adder:', 'add(1)', 'add: int\nx = 1'];
  expect(defining.map((code) => definesName(code, 'add'))).toEqual(defining.map(() => true));
  expect(others.map((code) => definesName(code, 'add'))).toEqual(others.map(() => false));
});

test('a name with the signs of a regular expression stands for itself alone', () => {
  for (const name of ['a.b', 'f$', 'x(1)', '[a]', 'a|b', 'a\\d', '^a', 'a{2}', 'a*', 'a+', 'a?']) {
    expect(new RegExp(`^${escaped(name)}$`).test(name)).toBe(true);
    expect(new RegExp(`^${escaped(name)}$`).test('ab')).toBe(false);
  }
});

describe('imports from __future__ move to the front of a program', () => {
  const future = 'from __future__ import annotations\n';
  test.each([
    [`x = 1\n${future}y = 2\n`, `${future}x = 1\ny = 2\n`],
    [`x = 1\n${future.trimEnd()}`, `${future}x = 1\n`],
    ['x = 1\nfrom  __future__  import (a,\n  b)\ny = 2\n', 'from  __future__  import (a,\n  b)\nx = 1\ny = 2\n'],
    [`a\n${future}b\nfrom __future__ import division\n`, `${future}from __future__ import division\na\nb\n`],
  ])('%j', (program, expected) => {
    expect(futuresFirst(program)).toBe(expected);
  });

  test.each([
    `x = """\n${future}"""\n`,
    `f(\n${future})\n`,
    `if x:\n    ${future}`,
    `y = 1\n# ${future}`,
    'x = __future__\n',
    meanTask.prompt,
  ])('%j stays as it is', (program) => {
    expect(futuresFirst(program)).toBe(program);
  });
});
