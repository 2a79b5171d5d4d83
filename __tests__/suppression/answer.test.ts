import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { programOf } from '../../src/suppression/index.ts';
import { fencesOf } from '../../src/suppression/fences.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const chat = { task: addTask, style: 'chat' as const, answerPrefix: '' };
const fenced = { ...chat, answerPrefix: '```python\n' };
const { prompt } = addTask;

test('raw: prompt + text, every character of it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(programOf({ ...chat, style: 'raw', text })).toBe(prompt + text);
  }));
});

test.each([
  ['def add(a, b):\n    return a + b\n```\nThis adds.\n', 'def add(a, b):\n    return a + b\n'],
  ['def add(a, b):\n    return a + b', 'def add(a, b):\n    return a + b'],
  ['    return a + b\n```', '    return a + b\n'],
  ['x = "```"\n````\nrest', 'x = "```"\n'],
  ['```', ''],
])('a turn opened with a fence: up to the first closing one (%j)', (text, code) => {
  expect(programOf({ ...fenced, text })).toBe(`${prompt}\n${code}`);
});

test('code that the prefix already holds after its fence belongs to the program', () => {
  expect(programOf({ ...chat, answerPrefix: 'Sure:\n```python\nimport math\n', text: 'x = 1\n```\n' })).toBe(`${prompt}\nimport math\nx = 1\n`);
});

test.each([
  ['Sure!\n```python\ndef add(a, b):\n    return 1\n```\nDone.', 'def add(a, b):\n    return 1\n'],
  ['```\nprint(1)\n```\n\n```py\ndef add(a, b): return 2\n```', 'def add(a, b): return 2\n'],
  ['```\nprint(1)\n```\n```\nprint(2)\n```', 'print(1)\n'],
  ['1. Like this:\n   ```python\n   def add(a, b):\n       return 3\n   ```\n', 'def add(a, b):\n    return 3\n'],
  ['~~~python\nadd = lambda a, b: 4\n~~~', 'add = lambda a, b: 4\n'],
  ['```python\ndef add(a, b):\n    """```"""\n    return 5', 'def add(a, b):\n    """```"""\n    return 5'],
])('own fences: the first block that defines the entry point, else the first (%j)', (text, code) => {
  expect(programOf({ ...chat, text })).toBe(code);
});

test('a model that opens its own labelled fence inside ours', () => {
  expect(programOf({ ...fenced, text: '```python\ndef add(a, b): return 1\n```\n' })).toBe('def add(a, b): return 1\n');
});

test('no fence at all: prompt, newline, text', () => {
  expect(programOf({ ...chat, text: 'def add(a, b): return 1' })).toBe(`${prompt}\ndef add(a, b): return 1`);
});

const line = fc.string({ unit: fc.constantFrom('a', ' ', '`', '~', '=', '\t', 'é') });
test('fenced code comes back as it was, wherever it stands', () => {
  const code = fc.array(line.filter((l) => !/^[ \t]*(`{3,}|~{3,})/.test(l)));
  fc.assert(fc.property(code, code, (before, inside) => {
    const text = [...before, '```python', ...inside, '```', 'after'].join('\n');
    expect(fencesOf(text)[0]).toMatchObject({ code: inside.map((l) => `${l}\n`).join(''), closed: true });
  }));
});

test('blocks never overlap, and lie within the text', () => {
  fc.assert(fc.property(fc.array(line), (lines) => {
    const text = lines.join('\n');
    let at = 0;
    for (const { start, end } of fencesOf(text)) {
      expect(start).toBeGreaterThanOrEqual(at);
      expect(end).toBeGreaterThanOrEqual(start);
      at = end;
    }
    expect(at).toBeLessThanOrEqual(text.length);
  }));
});
