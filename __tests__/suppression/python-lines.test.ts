import { expect, test } from '@jest/globals';
import { beginsDefinition, isPreamble, isStatement } from '../../src/suppression/python-lines.ts';

const DEFINITIONS = [
  'def f(x):',
  'def  f (x):',
  'def f[T](x):',
  'async def f():',
  'async  def f():',
  'class A:',
  'class  A (B):',
  'class A[T]:',
  '@cache',
  'import os',
  'import os.path as p',
  'import os as o, sys as s,  re',
  'import os  # for paths',
  'from a.b import c',
  'from  a  import (b,',
  'from a import *',
  'from . import a',
];
const NO_DEFINITIONS = [
  'define f(x):',
  'def of things',
  'class of things',
  'asyncdef f():',
  '@ home',
  'import things from others',
  'important',
  'from there we import. Then we add',
  'a def f(x):',
  'the class A:',
  'from a import -',
];

test.each(DEFINITIONS)('%j begins a definition, and may stand before one', (line) => {
  expect([beginsDefinition(line), isStatement(line), isPreamble(line)]).toEqual([true, true, true]);
});

test.each(NO_DEFINITIONS)('%j begins no definition', (line) => {
  expect([beginsDefinition(line), isPreamble(line)]).toEqual([false, false]);
});

const ASSIGNMENTS = [
  'x = 1',
  'x=1',
  'x: int = 1',
  'a, b = b, a',
  'a, *b = c',
  '(a, b) = c',
  'x[0] = 1',
  'x[i, j] = 1',
  'self.x += 1',
  ...['-', '*', '/', '%', '|', '&', '^', '@', '**', '//', '<<', '>>'].map((op) => `x ${op}= 2`),
  '_x = lambda: 1',
];
test.each([...ASSIGNMENTS, '# note', '"doc"', "'doc'", '"""doc', "f'x'", 'Rb"x"'])(
  '%j is a statement, and may stand before a definition',
  (line) => {
    expect([isStatement(line), isPreamble(line)]).toEqual([true, true]);
  },
);

test.each([
  'return',
  'return a',
  'return a and b',
  'yield x',
  'raise ValueError',
  'assert a == b',
  'del x',
  'pass',
  'break',
  'continue',
  'global x',
  'nonlocal x',
  'await x',
  'foo(1)',
  'a.b_1(c)',
  'if x:',
  'if x:  # note',
  'if x: return y',
  'if x: y = {}[0]; f()',
  'if (',
  'if x and \\',
  'while [',
  'elif x in {',
  'else:',
  'for i in x: print(i)',
  'with open(p) as f:',
  'try:',
  'except ValueError as e:',
  'finally:',
  'match x:',
  'async for x in y:',
])('%j is a statement of a body, and none that stands before a definition', (line) => {
  expect([isStatement(line), isPreamble(line)]).toEqual([true, false]);
});

test.each([
  'x == 1',
  'hello world',
  'Hello, world',
  'passes',
  'returns it',
  '1 + 1',
  'for example',
  'if you like',
  'while we are here',
  'with this approach',
  'try this',
  'else we stop',
  'finally we stop',
  'match it',
  'async is hard',
  'except here',
  'if so: then do that.',
  'return the sum of both',
  'return both numbers added.',
  'assert that you know it',
  'raise both of these',
  'pass both numbers here!',
  '2x = 1',
  'foo (1)',
  'xy"z"',
])('%j is no statement', (line) => {
  expect([isStatement(line), isPreamble(line)]).toEqual([false, false]);
});

test('nothing at all is a preamble and no statement', () => {
  expect([isStatement(''), isPreamble('')]).toEqual([false, true]);
});
