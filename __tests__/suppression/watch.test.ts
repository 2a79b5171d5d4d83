import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCheckPool } from '../../src/sandbox/index.ts';
import { createRule, firstContent, watchAnswer } from '../../src/suppression/index.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const pool = startCheckPool();
beforeAll(() => pool.ready);
afterAll(() => pool.close());
const chat = { task: addTask, style: 'chat' as const, answerPrefix: '```python\n' };

test('the rule tests stops at the line end at which the answer passes', async () => {
  const edges: string[] = [];
  const rule = await createRule({ rule: 'tests' });
  const watcher = watchAnswer({ ...chat, rule, pool, onCheck: { begin: () => edges.push('begin'), end: () => edges.push('end') } });
  watcher.offer('def add(a, b):\n', 5);
  expect(edges).toEqual([]);
  watcher.offer('def add(a, b):\n    return a + b\npri', 12);
  expect(edges).toEqual(['begin']);
  await watcher.settle();
  expect(watcher.decided).toEqual({ tokens: 12, text: 'def add(a, b):\n    return a + b\n' });
  expect(watcher.checks.count).toBe(1);
  expect(edges).toEqual(['begin', 'end']);
});

test('finds the first line end at which an answer was content, before its babble broke it', async () => {
  const rule = await createRule({ rule: 'tests' });
  const lines = ['def add(a, b):\n', '    c = a + b\n', '    return c\n', '\n', 'print(add(1, 2))\n', 'This is prose.\n'];
  const lineEnds = lines.map((_, i) => ({ tokens: i + 1, text: lines.slice(0, i + 1).join('') }));
  expect(await firstContent({ ...chat, rule, lineEnds, pool })).toBe(2);
  expect(await firstContent({ ...chat, rule, lineEnds: lineEnds.slice(0, 2), pool })).toBeNull();
});

test('none and an answer that never passes decide nothing', async () => {
  for (const rule of ['none', 'tests']) {
    const watcher = watchAnswer({ ...chat, rule: await createRule({ rule }), pool });
    watcher.offer('def add(a, b):\n    return a - b\n', 9);
    watcher.offerToken('def add(a, b):\n    return a - b\n', 9);
    await watcher.settle();
    expect(watcher.decided).toBeNull();
  }
});

test('stop-strings decide at the token that completes one and give back what it began', async () => {
  const rule = await createRule({ rule: 'stop-strings', stopStrings: 'codex' });
  const watcher = watchAnswer({ task: addTask, style: 'raw', answerPrefix: '', rule, pool });
  const tokens = ['    return', ' a + b', '\n', 'pri', 'nt(', 'add'];
  tokens.forEach((_, i) => watcher.offerToken(tokens.slice(0, i + 1).join(''), i + 1));
  expect(watcher.decided).toEqual({ tokens: 2, text: '    return a + b' });
  await watcher.settle();
});
