import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { isProse, isSentence } from '../../src/suppression/python-lines.ts';

describe('a sentence: three words in a row without anything between that only code has', () => {
  test.each([
    'This adds two numbers.',
    'it is fine',
    'It’s a well-known trick!',
    'Here, we add them:',
    '- one two three',
    '1. one two three',
    '2)  one two three',
    '## The next step',
    '> quoted words here',
    '*Note that this',
    'Use `foo` here please',
    'See the **(new) one',
    'return a and b',
    'does it work?  ',
  ])('%j', (line) => {
    expect(isSentence(line)).toBe(true);
  });

  test.each([
    'two words',
    'one',
    '',
    'x = one two three',
    'take a [small] list',
    'a {set} of things',
    'for x in values:',
    'return (a and b)',
    'while x is y:',
    'assert a == b',
    '(brackets go first here',
  ])('none: %j', (line) => {
    expect(isSentence(line)).toBe(false);
  });
});

describe('prose behind a finished function: a sentence, a heading, something bold, or a tag', () => {
  test.each([
    'Explanation:',
    "How it's done:",
    'Time-complexity of it:',
    '**Note**',
    '[/INST]',
    '</s>',
    '<|im_end|>',
    'This adds two numbers.',
    '  This adds two numbers.  ',
    'This adds two numbers',
    '- This adds two numbers',
    '* This adds two numbers',
    '1. First we add them',
    '2) Then we stop',
    '*Add sums two arguments*',
    '`Add sums two arguments.',
    'Does it really work?',
    'Foo is bar.',
    'Foo is bar:',
  ])('%j', (line) => {
    expect(isProse(line)).toBe(true);
  });

  test.each([
    'explanation:',
    'else:',
    'Foo is bar',
    'Foo in bar',
    'A or B',
    'A if B else C',
    'this adds two numbers.',
    'Two words',
    'x = 1',
    '** not bold',
    '[1, 2]',
    '<b>',
    'Value = one two three.',
    '',
  ])('none: %j', (line) => {
    expect(isProse(line)).toBe(false);
  });
});

test('a long line that is no sentence after all is told at once', () => {
  // Each word once could be read in as many ways as it has letters: this one took longer than anybody waited.
  const words =
    'this function uses a method that joins the given list of strings into one single string with the '.repeat(20);
  expect(isSentence(`${words}''.join() at the end`)).toBe(false);
  expect(isSentence(`${words}end`)).toBe(true);
}, 10_000);

test('a word is what it was when it could be read in several ways', () => {
  const before = /^(?:[-*#>]+\s+|\d+[.)]\s+)?[A-Z"'`*]?[\w'’-]+,?(?:\s+[\w'’"`*(-]+[\w'’"`*),.;:!?-]*){2,}[.!?:]?\s*$/;
  const sign = fc.constantFrom(...'aB7_\'"`*(-),.;:!? ', '  ');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 14 }), (signs) => {
      const line = `Aa ${signs.join('')}`;
      const isCode = /[=[\]{}]/.test(line);
      expect(isSentence(line)).toBe(before.test(line) && !isCode);
    }),
    { numRuns: 5000 },
  );
});
