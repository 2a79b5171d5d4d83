import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { examplesOf } from '../../src/suppression/index.ts';
import { literalAt } from '../../src/suppression/literals.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const asked = (doc: string) =>
  examplesOf({ ...addTask, prompt: `def add(a, b):\n    """Adds.\n    ${doc}\n    """\n` }).map(
    (e) => `${e.call} is ${e.want}`,
  );

test.each([
  ['>>> add(1, 2)\n    3', 'add(1, 2) is 3'],
  ['>>> add([1,\n    ... 2], 3)\n    [1, 2]', 'add([1,\n2], 3) is [1, 2]'],
  ['add(1, 2) ➞ 3 ', 'add(1, 2) is 3'],
  ['add(1, 2) => 3', 'add(1, 2) is 3'],
  ['add(1, 2)==>True', 'add(1, 2) is True'],
  ['* add(1, 2) -> [11, 4]', 'add(1, 2) is [11, 4]'],
  ['add(1, 2) == 3.00', 'add(1, 2) is 3.00'],
  ['add(1, 2) = false', 'add(1, 2) is False'],
  ["add('hi') returns 'lm'", "add('hi') is 'lm'"],
  ['add(1, 2) should return 16.', 'add(1, 2) is 16'],
  ['add(1) returns [1, 5] # The rest for 5 is [5, 16], so.', 'add(1) is [1, 5]'],
  ['add("x", 19) ->19 - 5 - 6 = 8', 'add("x", 19) is 8'],
  ['add([1]) == 1 + 9 + 0 = 10', 'add([1]) is 10'],
  ['add("a.txt") # => \'No\' (the name is odd)', 'add("a.txt") is \'No\''],
  ['add(15)   # returns "db"', 'add(15) is "db"'],
  ['For lst = [1,2] the output should be 14', 'add([1, 2]) is 14'],
  ["For s = \"ab\", c = 'a', the result should be ('b',False)", "add(\"ab\", 'a') is ('b', False)"],
  ['For N = 150, the sum will be 6 the output should be "110".', 'add(150) is "110"'],
  ['Input: arr = [1], k = 3\n    Output: [4]', 'add([1], 3) is [4]'],
  ['add([\n      [1],\n      [2]\n    ], 1) == [(0, 0)]', 'add([[1], [2]], 1) is [(0, 0)]'],
])('reads %j', (doc, example) => {
  expect(asked(doc)).toEqual([example]);
});

test.each([
  'add(a) => False',
  'add(1, 2) is nice',
  'add(1) == ""x"',
  'add(n) = 1 + n / 2',
  'no example at all',
  'add(x, y) returns the sum',
])('sees no example in %j', (doc) => {
  expect(asked(doc)).toEqual([]);
});

const literal: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    fc.integer(),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('any'), { maxKeys: 3 }),
  ),
})).any;
const python = (v: unknown): string =>
  JSON.stringify(v, (_, x: unknown) => x).replace(/"(?:[^"\\]|\\.)*"|\btrue\b|\bfalse\b/g, (m) =>
    m === 'true' ? 'True' : m === 'false' ? 'False' : m,
  );

test('reads back every literal that it is given, whatever follows', () => {
  fc.assert(
    fc.property(literal, fc.constantFrom('', ' ', '.', ' # note', ', then'), (value, after) => {
      const code = python(value);
      expect(literalAt(code + after, 0)?.end).toBe(code.length);
    }),
  );
});

test('never throws and never reads past the end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const found = literalAt(text, 0);
      expect(found === null || found.end <= text.length).toBe(true);
      asked(text);
    }),
  );
});
