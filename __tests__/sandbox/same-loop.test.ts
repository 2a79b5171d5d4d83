import { expect, test } from '@jest/globals';
import { startGrader } from '../../src/sandbox/index.ts';
import { containsLoopOf, endlessPart, SameLoop } from '../../src/sandbox/same-loop.ts';
import { program } from './support/tasks.ts';

const loop = 'n = 3\ndef add(a, b):\n    while n > 0:\n        a += 1\n';

test.each([
  ['the same', loop],
  ['more blank lines and comments', `${loop}\n# so\n`],
  ['a line behind the loop', `${loop}    return a\n`],
  ['prints behind it', `${loop}    return a\nprint(add(1, 2))\n`],
  ['another function', `${loop}\ndef other(x):\n    a = 1\n    return n\n`],
  ['a usage guard', `${loop}\nif __name__ == "__main__":\n    print(add(1, 2))\n`],
  ['an assertion', `${loop}assert add(1, 2) == 3\n`],
])('contains the same loop: %s', (_, more) => {
  expect(containsLoopOf(loop, more)).toBe(true);
});

test.each([
  ['another loop', 'n = 3\ndef add(a, b):\n    while n > 1:\n        a += 1\n'],
  ['a way out of the loop', `${loop}        break\n`],
  ['a line of the loop', `${loop}        a += 2\n    return a\n`],
  ['a shorter program', 'n = 3\n'],
  ['the function again', `${loop}\ndef add(a, b):\n    return a + b\n`],
  ['what the loop reads, set', `${loop}\nn = 0\n`],
  ['the same by import', `${loop}\nfrom x import n\n`],
  ['the same inside an if', `${loop}\nif True:\n    n = 0\n`],
  ['a call that may change it', `${loop}\npatch(n)\n`],
  ['a generator made of it', `${loop}    yield a\n`],
  ['a name made global', `${loop}\ndef g():\n    global n\n    n = 0\ng()\n`],
  ['a local of the same name', `${loop}    n = 0\n`],
  ['a walrus', `${loop}print(n := 0)\n`],
  ['a name by with', `${loop}with open("x") as n:\n    pass\n`],
  ['half a word more', loop.replace('1\n', '12\n')],
  ['exec', `${loop}exec("n" + "=0")\n`],
])('may be another loop: %s', (_, more) => {
  expect(containsLoopOf(loop, more)).toBe(false);
});

test('nested loops: only what stands outside of all that are open', () => {
  const nested = 'def f():\n    for i in range(3):\n        x = 1\n        while True:\n            pass\n';
  expect(containsLoopOf(nested, `${nested}    return 1\n`)).toBe(true);
  expect(containsLoopOf(nested, `${nested}        y = 1\n`)).toBe(false);
  // A loop that is closed is no longer what the text goes on in.
  const closed = 'def f():\n    for i in range(3):\n        pass\n    x = 1\n    while True: pass\n    z = 2\n';
  expect(containsLoopOf(closed, `${closed}    return z\n`)).toBe(true);
});

test('of a program that did not end, only what cannot have been the reason is left out', () => {
  for (const tail of ['    x = 0\n', '    return a\n', '\n# so\n', '    x = y\n    return "x"\n'])
    expect(endlessPart(loop + tail)).toBe(loop.trimEnd());
  for (const tail of [
    '        x = 0\n',
    '    n = 0\n',
    '    return f(a)\n',
    '    x = 9 ** a\n',
    '    x = [a for a in b]\n',
    '    if a:\n        return 1\n',
    'print(a)\n',
    '    a += 1\n',
  ])
    expect(endlessPart(loop + tail)).toBe((loop + tail).trimEnd());
  expect(endlessPart('def f():\n    return 1\n')).toBe('def f():\n    return 1');
});

test('is known by test: another test of the same program may end', () => {
  const loops = new SameLoop();
  const { source } = program('    while a:\n        pass\n');
  loops.add('one', source);
  expect(loops.has('one', `${source}    return a\n`)).toBe(true);
  expect(loops.has('other', source)).toBe(false);
});

test('the grader runs a loop once: what contains it is told', async () => {
  const grader = await startGrader({ policy: 'best', timeoutSeconds: 1, workers: 1 });
  const first = '    while True:\n        pass\n';
  const results = await grader.grade(
    [
      first,
      ...[1, 2, 3, 4, 5].map((i) => `${first}    return a + b + ${i}\n`),
      '    while True:\n        break\n    return a + b\n',
    ].map((c) => program(c)),
  );
  expect(results.map((r) => r.result)).toEqual([...Array<string>(6).fill('timed out'), 'passed']);
  expect(results.map((r) => r.cpuSeconds > 0)).toEqual([true, false, false, false, false, false, true]);
  await grader.close();
}, 60_000);
