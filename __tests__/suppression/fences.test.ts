import { describe, expect, test } from '@jest/globals';
import {
  closes,
  closesBehind,
  codeSpan,
  linesOf,
  openFenceOf,
  openingInside,
  openingOf,
} from '../../src/suppression/fences.ts';
import { PythonLexer } from '../../src/suppression/lexer.ts';

test('the lines of a text with their offsets; the last may have no line end', () => {
  expect([...linesOf('a\n\nbc')]).toEqual([
    { line: 'a', start: 0, next: 2 },
    { line: '', start: 2, next: 3 },
    { line: 'bc', start: 3, next: 5 },
  ]);
  expect([...linesOf('a\n')]).toEqual([{ line: 'a', start: 0, next: 2 }]);
  expect([...linesOf('')]).toEqual([]);
});

describe('a fence at a line’s start opens a block', () => {
  test.each([
    ['```', { indent: 0, mark: '`', length: 3, info: '', codeAt: -1 }],
    ['`````', { indent: 0, mark: '`', length: 5, info: '', codeAt: -1 }],
    ['~~~~', { indent: 0, mark: '~', length: 4, info: '', codeAt: -1 }],
    ['``` python ', { indent: 0, mark: '`', length: 3, info: 'python', codeAt: -1 }],
    ['~~~ a`b', { indent: 0, mark: '~', length: 3, info: 'a`b', codeAt: -1 }],
    ['  ```py', { indent: 2, mark: '`', length: 3, info: 'py', codeAt: -1 }],
    ['- ```py', { indent: 2, mark: '`', length: 3, info: 'py', codeAt: -1 }],
    [' 12.  ```py', { indent: 6, mark: '`', length: 3, info: 'py', codeAt: -1 }],
    ['* 1) ```', { indent: 5, mark: '`', length: 3, info: '', codeAt: -1 }],
  ])('%j', (line, opening) => {
    expect(openingOf(line)).toEqual(opening);
  });

  test.each([
    ['```python def add(a, b):', 'python', 10],
    ['```def add(a, b):', '', 3],
    ['``` def add (a, b):', '', 4],
    ['  ```py def add[T](a):', 'py', 8],
    ['```python  async  def  add(a):', 'python', 11],
    ['```{.python} class Foo:', '{.python}', 13],
    ['```c++ class Foo(Bar):', 'c++', 7],
    ['```python import math', 'python', 10],
    ['```import math', '', 3],
    ['```python from a.b import c', 'python', 10],
    ['~~~python @cache ', 'python', 10],
  ])('%j has its first line of code behind it', (line, info, codeAt) => {
    expect(openingOf(line)).toMatchObject({ info, codeAt });
  });

  test.each([
    ['```python defines it', 'python defines it'],
    ['```python def add', 'python def add'],
    ['```python class of things', 'python class of things'],
    ['```python @cache it', 'python @cache it'],
    ['```python from here', 'python from here'],
    ['```python my def add(a):', 'python my def add(a):'],
    ['```pythondef add(a):', 'pythondef add(a):'],
  ])('%j has an info string and no code', (line, info) => {
    expect(openingOf(line)).toMatchObject({ info, codeAt: -1 });
  });

  test.each(['``', '~~', '', 'x ```', '``` `x`', '```python `', '-```'])('%j opens none', (line) => {
    expect(openingOf(line)).toBeNull();
  });
});

describe('a fence inside a sentence opens a block: behind it stands a language at most', () => {
  test.each([
    ['Here: ```python', 'python'],
    ['Here: ```', ''],
    ['Here:```{.py} \r', '{.py}'],
    ['Here: ```` c++ ', 'c++'],
  ])('%j', (line, info) => {
    expect(openingInside(line)).toMatchObject({ indent: 0, mark: '`', info, codeAt: -1 });
  });

  test.each([
    ['Here: ```def add(a, b):', 9],
    ['Here: ```python def add(a, b):', 16],
  ])('%j, with code', (line, codeAt) => {
    expect(openingInside(line)).toMatchObject({ codeAt });
  });

  test.each([
    '```python',
    '  ```',
    'Here: `python',
    'Here: ``',
    'Here: ```some words',
    'Here: ```x```',
    'Use `x`: ```python',
    'Here: ~~~python',
    '',
  ])('%j opens none', (line) => {
    expect(openingInside(line)).toBeNull();
  });
});

describe('a line closes a block with the same mark, at least as many, and nothing after', () => {
  const [three, four, tilde] = ['```python', '````', '~~~'].map((f) => openingOf(f)!);
  test.each([
    ['```', three],
    ['````', three],
    ['      ```  \r', three],
    ['\t```', three],
    ['````', four],
    ['~~~~', tilde],
  ])('%j', (line, opening) => {
    expect(closes(line, opening!)).toBe(true);
  });
  test.each([
    ['```', four],
    ['```', tilde],
    ['~~~', three],
    ['``` x', three],
    ['x ```', three],
    ['``', three],
    ['', three],
  ])('%j does not', (line, opening) => {
    expect(closes(line, opening!)).toBe(false);
  });
});

test.each([
  ['    return a```', '```', 12],
  ['    return a  ```` \r', '```', 14],
  ['```', '```', 0],
  ['    return a```', '````', -1],
  ['    return "```"', '```', -1],
  ['    return a', '```', -1],
  ['    return a~~~', '~~~', 12],
  ['    return a~~~  ', '~~~', 12],
  ['    return a~~~', '~~~~', -1],
  ['    return a~~~ b', '~~~', -1],
  ['    return a```', '~~~', -1],
])('behind the code of %j the block that %j opened closes at %d', (line, fence, at) => {
  const { ticks } = new PythonLexer().feed(line);
  expect(closesBehind(line, openingOf(fence)!, ticks)).toBe(at);
});

test.each([
  ['Use ```def f(x): return x``` then.', 'def f(x): return x'],
  ['Use ```python def f(x): return x```', 'def f(x): return x'],
  ['Use ``` py  async def f(x): pass````.', 'async def f(x): pass'],
  ['Use ```python3 class A: pass```', 'class A: pass'],
  ['Use ```x``` then.', null],
  ['Use `def f(x): return x`.', null],
  ['Use ```def f(x): return x', null],
  ['Use ```define f``` then.', null],
])('%j holds the function %j between backticks', (line, code) => {
  const span = codeSpan(line);
  expect(span && line.slice(span.start, span.end)).toBe(code);
});

test.each([
  ['```python\n', 'python'],
  ['Sure:\n```python\nimport math\n', 'python'],
  ['Sure: ```py\n', 'py'],
  ['```python', 'python'],
  ['```a\n```\n```b\n', 'b'],
  ['````a\n```\n', 'a'],
  ['```a\n```b\n', 'a'],
  ['', null],
  ['Sure:\n', null],
  ['```a\nx\n```\n', null],
])('the prefix %j leaves open a fence with %j behind it', (prefix, info) => {
  expect(openFenceOf(prefix)?.info ?? null).toBe(info);
});
