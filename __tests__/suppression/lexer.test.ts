import { describe, expect, test } from '@jest/globals';
import { PythonLexer, type LexedLine } from '../../src/suppression/lexer.ts';

/** Feeds lines to one lexer; what it says of the last, and where it stands then. */
function lexed(...lines: string[]): LexedLine & { open: boolean; stillInString: boolean } {
  const lexer = new PythonLexer();
  let last = lexer.feed(lines[0] ?? '');
  for (const line of lines.slice(1)) last = lexer.feed(line);
  return { ...last, open: lexer.open, stillInString: lexer.inString };
}

test('a line: strings become one letter each, a comment is left out and found', () => {
  expect(lexed('x = "a#b" + \'c\' # d "e"')).toEqual({
    code: 'x = s + s ',
    comment: 16,
    inString: false,
    continued: false,
    ticks: -1,
    open: false,
    stillInString: false,
  });
  expect(lexed('x = 1')).toMatchObject({ code: 'x = 1', comment: 5 });
});

test.each(['x = 1\n', 'x = 1\r\n', 'x = 1\r'])('the line end of %j is no part of it', (line) => {
  expect(lexed(line)).toMatchObject({ code: 'x = 1', comment: 5, open: false });
  expect(lexed(`x \\${line.slice(5)}`)).toMatchObject({ code: 'x \\', open: true });
});

describe('what goes on in the next line', () => {
  test.each([
    [['f(']],
    [['f[']],
    [['f{']],
    [['((', ')']],
    [['f([', ')']],
    [['x = 1 + \\']],
    [['x = 1 + \\', 'f(2']],
    [['x = """']],
    [["x = '''", 'a"b']],
    [['"""', '"']],
    [['"""', '\\"""']],
    [['x = "abc\\']],
    [[')', '(']],
  ])('%j is open', (lines) => {
    expect(lexed(...lines).open).toBe(true);
    expect(lexed(...lines, 'more').continued).toBe(true);
  });

  test.each([
    [['f()']],
    [['f(', ')']],
    [['f([{', '}])']],
    [['))', ')']],
    [['# (']],
    [['"("']],
    [["'it\\'s ('"]],
    [['x = 1 + \\', '2']],
    [['x = "\\\\"']],
    [['x = 1  # \\']],
    [['x = "abc']],
    [['x = "abc\\', 'd']],
    [['"""', '"""']],
    [['"""a"""']],
    [["'''", '"""', "'''"]],
    [['""']],
  ])('%j is closed', (lines) => {
    expect(lexed(...lines).open).toBe(false);
    expect(lexed(...lines, 'more').continued).toBe(false);
  });
});

test('inside a triple-quoted string there are no comments, brackets or other quotes', () => {
  expect(lexed('x = """a', '# ( " \''.concat('""'), 'b')).toMatchObject({
    inString: true,
    stillInString: true,
    code: '',
  });
  expect(lexed('x = """a', 'b""" + (c)  # d')).toMatchObject({ inString: true, code: ' + (c)  ', comment: 12 });
  expect(lexed('f(', 'x')).toMatchObject({ inString: false, continued: true, stillInString: false });
});

describe('backticks: no Python has three outside of strings', () => {
  test.each([
    ['return a```', 8],
    ['return a  ````', 10],
    ['```', 0],
    ['``', -1],
    ['a ``` b ```', 2],
    ['"```"', -1],
    ['"```" ```', 6],
    ['# see ```', 6],
    ['x  # see ```a``` and ```', 21],
    ['# see ```a```', -1],
    ['# see ``', -1],
    ['``` # ```', 0],
    ['a ``` # ```', 2],
  ])('in %j they begin at %j', (line, ticks) => {
    expect(lexed(line).ticks).toBe(ticks);
  });

  test('those in a string over several lines are text', () => {
    expect(lexed('"""', '```').ticks).toBe(-1);
    expect(lexed('"""', '""" ```').ticks).toBe(4);
  });
});
