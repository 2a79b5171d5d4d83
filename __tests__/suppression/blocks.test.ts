import { describe, expect, test } from '@jest/globals';
import { parseAnswer, type ParsedAnswer } from '../../src/suppression/answer.ts';
import { blocksOf } from '../../src/suppression/blocks.ts';
import { LooseCode } from '../../src/suppression/loose.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const good = 'def add(a, b):\n    return a + b\n';
const F = '```';

/** The pieces of a text: `f` fenced or `-`, `!` where it is not closed, and the code. */
const pieces = (text: string, from = 0, to = text.length): string[] =>
  blocksOf(text, from, to, 'add').map(
    (b) => `${b.fenced ? 'f' : '-'}${b.closed ? '' : '!'} ${text.slice(b.start, b.end)}`,
  );

describe('an answer in pieces', () => {
  test.each([
    ['a fence', `Sure:\n${F}python\nx = 1\n${F}\nDone.\n`, ['f x = 1\n']],
    ['a fence that is not closed yet', `${F}\nx = 1\n`, ['f! x = 1\n']],
    ['two fences', `${F}\nx\n${F}\nand\n~~~\ny\n~~~\n`, ['f x\n', 'f y\n']],
    ['an empty fence', `${F}\n${F}\n`, ['f ']],
    ['code behind the fence', `${F}python def add(a, b):\n    return a\n${F}\n`, [`f def add(a, b):\n    return a\n`]],
    ['a block on one line', `${F}def add(a, b): return a${F}\nx\n`, ['f def add(a, b): return a']],
    ['one in tildes', `Sure:\n~~~py def add(a, b): return a~~~\nx\n`, ['f def add(a, b): return a']],
    [
      'a string that begins on the fence’s own line',
      `${F}py def add(a): """\n${F}\n"""\n${F}\n`,
      [`f def add(a): """\n${F}\n"""\n`],
    ],
    ['a fence behind the last code', `${F}\nx = 1${F}\ny\n`, ['f x = 1']],
    ['backticks in a string close nothing', `${F}\nx = "${F}"\n${F}\n`, [`f x = "${F}"\n`]],
    ['nor in a docstring', `${F}\n"""\n${F}\n"""\n${F}\n`, [`f """\n${F}\n"""\n`]],
    ['a fence within a longer one is a block of its own', `${F}${F}\n${F}\nx\n${F}\n${F}${F}\n`, ['f ', 'f x\n']],
    ['a fence in a sentence', `Here: ${F}python\nx = 1\n${F}\n`, ['f x = 1\n']],
    ['a function between backticks', `Use ${F}def add(a, b): return a${F} then.\n`, ['f def add(a, b): return a']],
    ['code without a fence', `Sure:\n${good}`, [`-! ${good}`]],
    ['and what stands before it', `# note\nx = 1\n${good}`, [`-! # note\nx = 1\n${good}`]],
    ['an unpaired closing fence', `${good}${F}\nThis adds.\n`, [`- ${good}`]],
    ['an unpaired one behind the code', `${good.trimEnd()}${F}\nThis adds.\n`, [`- ${good.trimEnd()}`]],
    ['code, then a block of its own', `import math\n${F}\nx\n${F}\n`, ['- import math\n', 'f x\n']],
    ['a finished function, then a block', `${good}${F}python\nx\n${F}\n`, [`- ${good}`, 'f x\n']],
    ['prose alone', 'I cannot do that.\n', []],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });

  test('a block that opens in an open one: the outer one ends there', () => {
    expect(pieces(`${F}python\nx\n${F}python\n${good}${F}\n`)).toEqual(['f x\n', `f ${good}`]);
    expect(pieces(`${F}${F}markdown\nx\n${F}python\n${good}${F}\nmore\n${F}${F}\n`)).toEqual(['f x\n', `f ${good}`]);
    expect(pieces(`${F}text\nx\n~~~py\ny\n~~~\nz\n${F}\n${good}`)).toEqual(['f x\n', 'f y\n', `-! ${good}`]);
  });

  test('offsets are the text’s, whatever stands before and behind', () => {
    const text = `${F}\na\n${F}\n${F}\nb\n${F}\n`;
    expect(pieces(text, 10)).toEqual(['f b\n']);
    expect(pieces(text, 0, 5)).toEqual(['f! a']);
    expect(blocksOf(`x: ${F}\na\n${F}\n`, 0, 12, 'add')[0]).toEqual({
      fenced: true,
      opened: 0,
      start: 7,
      end: 9,
      closed: true,
      indent: 0,
    });
    expect(blocksOf(`- ${F}\n  a\n  ${F}\n`, 0, 16, 'add')[0]).toMatchObject({
      opened: 0,
      start: 6,
      end: 10,
      indent: 2,
    });
    expect(blocksOf(`Use ${F}def f(x): pass${F}\n`, 0, 26, 'add')).toEqual([
      { fenced: true, opened: 0, start: 7, end: 21, closed: true, indent: 0 },
    ]);
  });
});

describe('code outside of fences begins behind the last line of prose', () => {
  const startOf = (...lines: string[]): [number, boolean] => {
    const loose = new LooseCode(0, 'add');
    let at = 0;
    for (const line of lines) {
      loose.take(line, at);
      at += line.length + 1;
    }
    return [loose.start, loose.begun];
  };

  test.each([
    [['def add(a, b):'], 0, true],
    [['Sure:', 'def add(a, b):'], 6, true],
    [['# note', 'x = 1', 'def add(a, b):'], 0, true],
    [['# note', 'Sure it is.', 'x = 1', 'def add(a):'], 19, true],
    [['add = lambda: 1'], 0, true],
    [['added = 1'], 0, false],
    [['import math'], 0, true],
    [['    return a'], 0, true],
    [['return a'], 0, true],
    [['yield a'], 0, true],
    [['if a: return b'], -1, false],
    [['    # note'], 0, false],
    [['    some words of prose.'], -1, false],
    [['x = (', 'some words', ')', 'def add(a):'], 0, true],
    [['x = (', 'def add(a):'], 0, false],
    [['def add(a):', 'These are words.'], 0, true],
    [['Sure.'], -1, false],
    [['Sure.', ''], -1, false],
    [[''], 0, false],
    [["it's (", 'def add(a):'], 7, true],
  ])('%j: at %d, begun: %j', (lines, start, begun) => {
    expect(startOf(...lines)).toEqual([start, begun]);
  });

  test('a fence in a string of begun code is text', () => {
    const loose = new LooseCode(0, 'add');
    loose.take('x = """', 0);
    expect(loose.inString).toBe(false);
    loose.take('"""', 8);
    loose.take('def add(a):', 12);
    expect(loose.inString).toBe(false);
    loose.take('    """', 24);
    expect(loose.inString).toBe(true);
  });
});

describe('which piece is the program', () => {
  const parse = (text: string, answerPrefix = ''): ParsedAnswer & { own: string } => {
    const parsed = parseAnswer({ task: addTask, style: 'chat', answerPrefix, text });
    return { ...parsed, own: text.slice(parsed.code.start, parsed.code.end) };
  };
  const bad = 'def add(a, b):\n    return 0\n';

  test.each([
    ['the first that completes the entry point', `${F}\nx = 1\n${F}\n${F}\n${good}${F}\n${F}\n${bad}${F}\n`, good],
    [
      'else the first block that names it',
      `${F}\nx = 1\n${F}\n${F}\ndef add(a, b):\n    pass\n${F}\n`,
      'def add(a, b):\n    pass\n',
    ],
    ['else the first block', `import os\n${F}\nx = 1\n${F}\n${F}\ny = 1\n${F}\n`, 'x = 1\n'],
    ['else the only piece', 'Sure:\nimport os\n', 'import os\n'],
    ['else the whole text', 'Sure it is.\n', 'Sure it is.\n'],
    ['a body', `${F}\n    return a + b\n${F}\n`, '    return a + b\n'],
    ['without the prose behind its function', `${good}\nThis adds two numbers.\nprint(1)\n`, `${good}\n`],
    [
      'but prose in a string is none',
      `${good}x = """\nThis adds two numbers.\n"""\n`,
      `${good}x = """\nThis adds two numbers.\n"""\n`,
    ],
    ['nor is prose before it', `${F}\n# The one\n${good}${F}\n`, `# The one\n${good}`],
    ['nor an indented line', `${good}    This adds two numbers.\n`, `${good}    This adds two numbers.\n`],
  ])('%s', (_, text, own) => {
    expect(parse(text).own).toBe(own);
  });

  test('a fence that we opened closes where the model says so', () => {
    const prefix = `${F}python\n`;
    expect(parse(`x = 1\n${F}\n${F}\n${good}${F}\n`, prefix)).toMatchObject({ own: 'x = 1\n', defines: false });
    expect(parse(`x = 1\n${F}python\n${good}${F}\n`, prefix)).toMatchObject({ own: good, defines: true });
    expect(parse(`${F}\n${good}`, prefix)).toMatchObject({ own: good, defines: true });
    expect(parse(`${F}\n`, prefix)).toMatchObject({ own: '', defines: false });
    expect(parse('', prefix)).toMatchObject({ program: `${addTask.prompt}\n`, defines: false });
  });

  test('a function indented as a whole is moved to the left, and ends with its indentation', () => {
    const text = '  def add(a, b):\n    return a + b\n\nprint(1)\n';
    expect(parse(text)).toMatchObject({
      program: `${addTask.prompt}\ndef add(a, b):\n  return a + b\n\n`,
      own: '  def add(a, b):\n    return a + b\n\n',
      code: { closed: true },
      isBody: false,
      defines: true,
    });
    expect(parse(`${F}\n  def add(a, b):\n    return a\nx = 1\n${F}\n`)).toMatchObject({
      own: '  def add(a, b):\n    return a\nx = 1\n',
      isBody: false,
    });
    expect(parse('  def add(a, b):\n    x = """\nleft\n"""\n    return a\n').own).toContain('return a');
    expect(parse('  def add(a, b):\n    return a\n').code.closed).toBe(false);
  });

  test('a raw completion is all of it, and completes once it holds anything', () => {
    const raw = (text: string, answerPrefix = '') => parseAnswer({ task: addTask, style: 'raw', answerPrefix, text });
    expect(raw('    return a\n')).toEqual({
      program: `${addTask.prompt}    return a\n`,
      code: { start: 0, end: 13, closed: false },
      isBody: true,
      defines: true,
      start: 0,
      end: 13,
      thinking: false,
    });
    expect(raw(' \n').defines).toBe(false);
    expect(raw('a', '    return ')).toMatchObject({
      program: `${addTask.prompt}    return a`,
      code: { start: 0, end: 1 },
      defines: true,
    });
  });
});
