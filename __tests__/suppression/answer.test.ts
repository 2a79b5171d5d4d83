import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startCheckPool } from '../../src/sandbox/index.ts';
import {
  createRule,
  firstStop,
  parseAnswer,
  programOf,
  watchAnswer,
  type AnswerContext,
} from '../../src/suppression/index.ts';
import { answerStart } from '../../src/suppression/answer.ts';
import { cutAtLineEnd } from '../../src/suppression/cut.ts';
import { humanEval } from '../sandbox/support/humaneval.ts';
import { addTask } from '../sandbox/support/tasks.ts';
import { sample } from '../support/soak.ts';
import { lineEndsOf } from './support/line-ends.ts';
import { meanTask } from './support/mean-task.ts';
import { shapes, type Shape } from './support/shapes.ts';

const chat = { task: addTask, style: 'chat' as const, answerPrefix: '' };
const fenced = { ...chat, answerPrefix: '```python\n' };
const { prompt } = addTask;

const contextOf = ({ style, prefix, opened }: Shape): AnswerContext => ({
  task: meanTask,
  style: style ?? 'chat',
  answerPrefix: prefix ?? '',
  ...(opened ? { reasoning: { opened } } : {}),
});

const pool = startCheckPool();
beforeAll(() => pool.ready);
afterAll(() => pool.close());
const passes = async (source: string): Promise<boolean> =>
  (await pool.check({ source, test: meanTask.test, entryPoint: 'mean_of' }, { limitSeconds: 3 })).passed;

test('there are at least 60 shapes, each under a name of its own', () => {
  expect(shapes.length).toBeGreaterThanOrEqual(60);
  expect(new Set(shapes.map((s) => s.name)).size).toBe(shapes.length);
});

test.each(shapes)('$name: plain and suppressed answer are graded alike, and as they should', async (shape) => {
  const context = contextOf(shape);
  const plain = await passes(programOf({ ...context, text: shape.text }));
  expect(plain).toBe(shape.passes !== false);
  for (const rule of shape.untold ? ['tests'] : ['tests', 'syntax']) {
    const stop = await firstStop({
      ...context,
      rule: await createRule({ rule }),
      pool,
      lineEnds: lineEndsOf(shape.text),
    });
    if (rule === 'tests') expect(stop !== null).toBe(plain);
    if (stop) expect(await passes(programOf({ ...context, text: stop.text }))).toBe(plain);
  }
});

test.each(
  shapes
    .filter((s) => !s.untold && /think|channel|reasoning/i.test(s.text))
    .map((s) => ({ ...s, length: s.text.length })),
)('$name: at no character of the thoughts could a rule stop', (shape) => {
  const context = contextOf(shape);
  const { start, end, thinking } = parseAnswer({ ...context, text: shape.text });
  expect(thinking || start > 0).toBe(true);
  for (let at = 0; at <= shape.text.length; at++) {
    const text = shape.text.slice(0, at);
    const inThoughts = at < start - 1 || (thinking && at > end + '<think>'.length);
    // A closing tag that is not whole yet closes nothing; one in the thoughts' own words may look like it.
    if (inThoughts && !/`<\/think>/.test(shape.text))
      expect([answerStart(context, text), cutAtLineEnd(context, text, false)]).toEqual([null, null]);
    const cut = cutAtLineEnd(context, text, false);
    if (cut !== null) expect(parseAnswer({ ...context, text: text.slice(0, cut) }).thinking).toBe(false);
  }
});

test('raw: prompt + text, every character of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(programOf({ ...chat, style: 'raw', text })).toBe(prompt + text);
    }),
  );
});

test.each([
  ['def add(a, b):\n    return a + b\n```\nThis adds.\n', 'def add(a, b):\n    return a + b\n'],
  ['def add(a, b):\n    return a + b', 'def add(a, b):\n    return a + b'],
  ['    return a + b\n```', '    return a + b\n'],
  ['x = "```"\n````\nrest', 'x = "```"\n'],
  ['```', ''],
])('a turn opened with a fence: up to the first closing one (%j)', (text, code) => {
  expect(programOf({ ...fenced, text }).trimEnd()).toBe(`${prompt}\n${code}`.trimEnd());
});

test('the prompt stands in front of a block, and code that the prefix already holds with it', () => {
  expect(programOf({ ...chat, text: 'Sure!\n```python\ndef add(a, b):\n    return 1\n```\nDone.' })).toBe(
    `${prompt}\ndef add(a, b):\n    return 1\n`,
  );
  expect(programOf({ ...chat, answerPrefix: 'Sure:\n```python\nimport math\n', text: 'x = 1\n```\n' })).toBe(
    `${prompt}\nimport math\nx = 1\n`,
  );
  expect(programOf({ ...chat, text: 'def add(a, b): return 1' })).toBe(`${prompt}\ndef add(a, b): return 1`);
});

test('future imports move to the front, of strings only the text stays', () => {
  expect(
    programOf({
      ...chat,
      text: '```\nx = """\nfrom __future__ import a\n"""\nfrom __future__ import annotations\n```',
    }),
  ).toBe(`from __future__ import annotations\n${prompt}\nx = """\nfrom __future__ import a\n"""\n`);
});

const pieces = fc.constantFrom(
  'def add(a, b):',
  '    return a + b',
  '    return a - b',
  '    """doc',
  '    """',
  '        pass',
  'import math',
  'from typing import List',
  'add = lambda a, b: a + b',
  '@cache',
  'x = [',
  ']',
  '```',
  '```python',
  '```py',
  '~~~',
  '````',
  '    ```',
  'Sure, here is the code:',
  'Here: ```python',
  '    return a + b```',
  'def other(x):',
  '',
  '# note',
  'print(add(1, 2))',
  '>>> add(1, 2)',
  '3',
  'The function adds. ```',
  'while True:',
  '`x`',
  'class Foo:',
  "it's",
  'This adds the two numbers.',
  'Explanation:',
  'Foo is Bar',
  '1. One',
  '   ```python',
  '    def add(a, b):',
  '        return a + b',
  'return a + b',
  'from __future__ import annotations',
);
const answers = fc.array(pieces, { maxLength: 14 }).map((lines) => lines.map((l) => `${l}\n`).join(''));
const thoughts = fc.constantFrom('', '<think>\ndef add(a, b):\n    return a - b\n</think>\n', '[THINK]no[/THINK]');
const contexts = fc.record({
  style: fc.constantFrom('chat' as const, 'chat' as const, 'raw' as const),
  answerPrefix: fc.constantFrom('', '```python\n', 'Sure:\n```\nimport math\n'),
});

test('once an answer is complete its program only grows at its end: at no prefix do the arms see different ones', () => {
  fc.assert(
    fc.property(contexts, thoughts, answers, (kind, before, answer) => {
      const context = { ...chat, ...kind };
      const text = before + answer;
      const whole = parseAnswer({ ...context, text });
      for (let end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n', end) + 1) {
        const cut = cutAtLineEnd(context, text.slice(0, end), false);
        if (cut === null) continue;
        const seen = parseAnswer({ ...context, text: text.slice(0, cut) });
        expect(seen.defines && !seen.thinking && seen.start >= before.length - (before === '' ? 0 : 1)).toBe(true);
        const futures = (p: string): string => p.replace(/^from __future__ import annotations\n/gm, '');
        expect(futures(whole.program).startsWith(futures(seen.program).trimEnd())).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});

test('code stands within the answer, and a text cut anywhere never throws', () => {
  fc.assert(
    fc.property(
      contexts,
      fc.oneof(
        answers,
        fc.string({
          unit: fc.constantFrom(
            'a',
            ' ',
            '`',
            '~',
            '\n',
            '"',
            "'",
            '#',
            '<think>',
            '</think>',
            'def add(',
            '):',
            '(',
            '\t',
            '\r\n',
          ),
        }),
      ),
      fc.nat(200),
      (kind, whole, at) => {
        const text = whole.slice(0, at);
        const { code, start, end } = parseAnswer({ ...chat, ...kind, text });
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
        expect(start <= code.start && code.start <= code.end && code.end <= end).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a suppressed text is a prefix of the plain one, and never ends inside thoughts', async () => {
  const rules = [
    await createRule({ rule: 'stop-strings', stopStrings: 'bigcode' }),
    await createRule({ rule: 'none' }),
  ];
  fc.assert(
    fc.property(
      contexts,
      thoughts,
      answers,
      fc.array(fc.nat(60)),
      fc.constantFrom(...rules),
      (kind, before, answer, sizes, rule) => {
        const text = before + answer.repeat(3);
        const watcher = watchAnswer({ ...chat, ...kind, rule, pool, loops: {} });
        for (let end = 0, i = 0; end < text.length && !watcher.decided; i++)
          watcher.offerToken(
            text.slice(0, (end = Math.min(text.length, end + 1 + (sizes[i % (sizes.length || 1)] ?? 4)))),
            i + 1,
          );
        if (!watcher.decided) return;
        expect(text.startsWith(watcher.decided.text)).toBe(true);
        expect(watcher.decided.text.length).toBeGreaterThanOrEqual(before.length - (before === '' ? 0 : 1));
      },
    ),
    { numRuns: 1000 },
  );
});

const tasks = humanEval() ?? [];
(tasks.length > 0 ? test : test.skip)(
  'every reference of HumanEval passes as a block without its imports and helpers, as a body, and between prose',
  async () => {
    const failed: string[] = [];
    // Every twelfth here, all in a soak.
    for (const task of tasks.filter((_, i) => i % sample(1, 12) === 0)) {
      const solution = task.canonicalSolution;
      const whole = `${task.prompt.slice(task.prompt.lastIndexOf(`def ${task.entryPoint}`))}${solution}`;
      const answers = {
        block: `Sure:\n\`\`\`python\n${whole}\n\`\`\`\nDone.\n`,
        body: `\`\`\`python\n${solution}\`\`\`\n`,
        relieved: `\`\`\`\n${solution.replace(/^ {4}/gm, '')}\n\`\`\`\n`,
        unpaired: `${whole.trimEnd()}\n\`\`\`\nThis is what it does.\n`,
        sentence: `The answer is \`\`\`python\n${whole.trimEnd()}\`\`\`\n`,
        thought: `<think>\n\`\`\`python\ndef ${task.entryPoint}():\n    return None\n\`\`\`\n</think>\n\n${whole}`,
      };
      for (const [shape, text] of Object.entries(answers)) {
        const source = programOf({ task, style: 'chat', answerPrefix: '', text });
        if (!(await pool.check({ source, test: task.test, entryPoint: task.entryPoint }, { limitSeconds: 9 })).passed)
          failed.push(`${task.id} ${shape}`);
      }
    }
    expect(failed).toEqual([]);
  },
  120_000,
);
