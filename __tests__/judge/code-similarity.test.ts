import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { codeSimilarity, firstCodeLine, similarity } from '../../src/judge/text/code-similarity.ts';
import { matchLength } from '../../src/judge/text/matching.ts';
import { seeded } from '../../src/common/seeded.ts';

const match = (a: string, b: string): number => matchLength([...a], [...b]);

describe('the gestalt match of two texts', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 0],
    ['abcd', 'bcde', 3],
    // The longest block first, then what is left and right of it: "bcd", then nothing of "a" and "x".
    ['abcdx', 'xbcda', 3],
    // Greedy: the block "WIKIM", then "IA" of "EDIA" and "ANIA".
    ['WIKIMEDIA', 'WIKIMANIA', 7],
    // Whole characters: a pair of surrogates is one.
    ['a😀b', 'a😁b', 2],
  ])('%j and %j: %d', (a, b, length) => expect(match(a, b)).toBe(length));

  test('a code point that stands too often in a long text begins no block', () => {
    const long = (n: number): string => 'x'.repeat(n);
    expect(match('x', long(199))).toBe(1);
    // Of 200, more than ⌊200 ÷ 100⌋ + 1 = 3 are too many.
    const filler = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x4e00 + i));
    const holding = (n: number): string => [...filler.slice(n), ...Array<string>(n).fill('x')].join('');
    expect(match('axa', holding(3))).toBe(1);
    expect(match('axa', holding(4))).toBe(0);
    // Where both begin with it, it is a block all the same: one of no length is extended.
    expect(match('x', long(200))).toBe(1);
    expect(match('ax', long(200))).toBe(0);
  });

  test('is at most the shorter text, and all of equal ones', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (a, b) => {
          expect(match(a, b)).toBeLessThanOrEqual(Math.min([...a].length, [...b].length));
          expect(match(a, a)).toBe([...a].length);
        },
      ),
    );
  });
});

describe("LongBench's score of a completion", () => {
  test.each([
    ['\n\nreturn x\nmore', 'return x'],
    ['# first\n`x`\nfoo(); // no\n    y = 1\nz', '    y = 1'],
    ['```python\nx = 1\n```', 'x = 1'],
    // None without a mark: all of it, as it stood.
    ['\n# a\n# b', '\n# a\n# b'],
    ['\n\n', ''],
    ['a\r\nb', 'a\r'],
  ])('of %j the line is %j', (answer, line) => expect(firstCodeLine(answer)).toBe(line));

  test('hand-computed: twice the match over both lengths, in hundredths, half to even', () => {
    expect(similarity('abcd', 'bcde')).toBe(0.75);
    expect(similarity('', 'x')).toBe(0);
    expect(similarity('x', '')).toBe(0);
    expect(similarity('same', 'same')).toBe(1);
    // 2 · 1 ÷ 16 = 0.125: 12.5 is rounded down to the even 12; 2 · 3 ÷ 16 = 37.5 up to 38.
    expect(similarity('a', `a${'x'.repeat(14)}`)).toBe(0.12);
    expect(similarity('abc', `abc${'x'.repeat(10)}`)).toBe(0.38);
  });

  test('the best of the references counts; none gives 0', () => {
    expect(codeSimilarity('abcd', ['zzzz', 'bcde', 'a'])).toBe(0.75);
    expect(codeSimilarity('abcd', [])).toBe(0);
  });
});

const PYTHON = `import sys, json, difflib
for line in sys.stdin:
    a, b = json.loads(line)
    print(2 * sum(t.size for t in difflib.SequenceMatcher(None, a, b).get_matching_blocks()), round(100 * difflib.SequenceMatcher(None, a, b).ratio()))`;
const missing = spawnSync('python3', ['--version']).status === 0 ? null : 'skipped: no python3 to ask its difflib';
if (missing !== null) console.log(missing);

(missing === null ? test : test.skip)("2,000 random pairs score as with Python's difflib", () => {
  const random = seeded(4);
  const below = (n: number): number => Math.floor(random() * n);
  // Few letters, so that blocks compete; lengths on both sides of the 200 from which common ones begin none.
  const text = (letters: string): string =>
    Array.from({ length: below(random() < 0.3 ? 420 : 60) }, () => [...letters][below([...letters].length)]).join('');
  const edited = (a: string): string =>
    [...a].flatMap((x) => (random() < 0.1 ? [] : random() < 0.1 ? [x, 'q'] : [x])).join('');
  const pairs = Array.from({ length: 2000 }, (): [string, string] => {
    const letters = ['ab', 'abc (', 'abcdefghij .,()=\n', '😀é→ab'][below(4)]!;
    const a = text(letters);
    return random() < 0.5 ? [a, edited(a)] : [a, text(letters)];
  });
  const asked = spawnSync('python3', ['-c', PYTHON], {
    input: pairs.map((p) => JSON.stringify(p)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const told = asked.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  expect(told).toHaveLength(pairs.length);
  for (const [i, [a, b]] of pairs.entries()) {
    expect({ a, b, twice: 2 * match(a, b) }).toEqual({ a, b, twice: told[i]![0] });
    if (a !== '' && b !== '') expect({ a, b, score: similarity(a, b) }).toEqual({ a, b, score: told[i]![1]! / 100 });
  }
});
