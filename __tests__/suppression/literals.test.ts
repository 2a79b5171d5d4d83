import { expect, test } from '@jest/globals';
import { literalAt } from '../../src/suppression/literals.ts';

const whole = (text: string): string | null => {
  const found = literalAt(text, 0);
  return found?.end === text.length ? found.code : null;
};

test.each([
  '0',
  '7',
  '-7',
  '+3',
  '1_000',
  '3.5',
  '.5',
  '0.5',
  '-0.5',
  '00',
  '000.5',
  '1e5',
  '1E-5',
  '2.5e+10',
  '2j',
  '1.5j',
  '0xFf',
  '-0X1a',
  '0b101',
  '0B1',
  'True',
  'False',
  'None',
  '"a"',
  "'a'",
  '""',
  "''",
  'r"\\d"',
  "Rb'x'",
  'U"x"',
  '"a\\"b"',
  '"\\\\"',
  '"""a "b"\nc"""',
  "'''a\n'b'''",
  '"it\'s"',
  '[]',
  '()',
  '{}',
  '[1, 2]',
  '(1, "a")',
  '{1, 2}',
  '{"a": 1, "b": [2]}',
  '[[1], (2, 3), {"x": {4}}]',
])('%s is a literal as Python writes it', (text) => {
  expect(whole(text)).toBe(text);
});

test.each([
  ['true', 'True'],
  ['false', 'False'],
  ['[true,false]', '[True, False]'],
  ['[ 1 ,2 ]', '[1, 2]'],
  ['[\n  1,\n  2\n]', '[1, 2]'],
  ['(1,)', '(1, )'],
  ['{"a":true}', '{"a": True}'],
  ['{ 1 : 2 , 3 : 4 }', '{1: 2, 3: 4}'],
])('%j is the literal %s', (text, code) => {
  expect(whole(text)).toBe(code);
});

test.each([
  '',
  '  ',
  'x',
  'Trueish',
  'nothing',
  '-',
  '.',
  '007',
  '-01',
  '"open',
  '"a\nb"',
  '"""open"',
  '"\\"',
  '[1',
  '[1 2]',
  '[x]',
  '[1, x]',
  '(1]',
  '{"a": }',
  '{"a": x}',
  '{1: 2',
  '[1: 2]',
  'f"{x}"',
])('%j begins with none', (text) => {
  expect(literalAt(text, 0)).toBeNull();
});

test.each([
  ['3.', '3', 1],
  ['3. Then more', '3', 1],
  ['10 apples', '10', 2],
  ['3.5.', '3.5', 3],
  ['None.', 'None', 4],
  ['"a" and "b"', '"a"', 3],
  ['[1][2]', '[1]', 3],
  ['  5 ', '5', 3],
  ['\n [1]', '[1]', 5],
])("in %j the literal ends before what follows; a sentence's full stop is no decimal point", (text, code, end) => {
  expect(literalAt(text, 0)).toEqual({ code, end });
});

test('begins where it is told to', () => {
  expect(literalAt('f(1, "b")', 4)).toEqual({ code: '"b"', end: 8 });
  expect(literalAt('f(1, [2], 3)', 5)).toEqual({ code: '[2]', end: 8 });
  expect(literalAt('{1: {2: 3}}', 3)).toEqual({ code: '{2: 3}', end: 10 });
  expect(literalAt('x = 12', 4)).toEqual({ code: '12', end: 6 });
  expect(literalAt('5', 1)).toBeNull();
});

test('is read to a depth that no prompt has, and no deeper', () => {
  const nested = (n: number): string => '['.repeat(n) + ']'.repeat(n);
  expect(whole(nested(51))).toBe(nested(51));
  expect(literalAt(nested(52), 0)).toBeNull();
  expect(literalAt('['.repeat(100_000), 0)).toBeNull();
});
