import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCheckPool } from '../../src/sandbox/index.ts';
import { SameLoop } from '../../src/sandbox/same-loop.ts';
import type { CheckPool } from '../../src/sandbox/types.ts';
import { ANSWER_LIMITS } from '../../src/suppression/first-content.ts';
import { createRule, firstContent, watchAnswer } from '../../src/suppression/index.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const pool = startCheckPool();
beforeAll(() => pool.ready);
afterAll(() => pool.close());
const chat = { task: addTask, style: 'chat' as const, answerPrefix: '```python\n' };

test('the rule tests stops at the line end at which the answer passes', async () => {
  const edges: string[] = [];
  const rule = await createRule({ rule: 'tests' });
  const watcher = watchAnswer({
    ...chat,
    rule,
    pool,
    onCheck: { begin: () => edges.push('begin'), end: () => edges.push('end') },
  });
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
  const lines = [
    'def add(a, b):\n',
    '    c = a + b\n',
    '    return c\n',
    '\n',
    'print(add(1, 2))\n',
    'This is prose.\n',
  ];
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

describe('a loop that never ends', () => {
  const loop = '    while True:\n        a += 1\n';
  const lines = (n: number): string => Array.from({ length: n }, (_, i) => `    x${i} = ${i}\n`).join('');
  const fake = (): { asked: string[]; pool: CheckPool } => {
    const asked: string[] = [];
    const pool: CheckPool = {
      ready: Promise.resolve(),
      close: async () => {},
      restore: async () => {},
      parse: () => Promise.reject(new Error('unused')),
      check: async ({ source }) => {
        asked.push(source);
        return {
          passed: false,
          result: source.includes('while') ? 'timed out' : 'failed: no',
          cpuSeconds: source.includes('while') ? 1 : 0.001,
          wallSeconds: 1,
        };
      },
    };
    return { asked, pool };
  };
  const ends = (text: string): { tokens: number; text: string }[] =>
    [...text.matchAll(/\n/g)].map((m, i) => ({ tokens: i + 1, text: text.slice(0, m.index + 1) }));

  test.each(['tests', 'doctest'])(
    'costs one check by rule %s, however many lines follow, and later answers none',
    async (name) => {
      const { asked, pool: counting } = fake();
      const rule = await createRule({ rule: name });
      const known = new SameLoop();
      const context = {
        task: { ...addTask, id: `loop/${name}` },
        style: 'raw' as const,
        answerPrefix: '',
        rule,
        pool: counting,
        endless: known,
        limitSeconds: 1,
      };
      expect(await firstContent({ ...context, lineEnds: ends(`${loop}${lines(40)}    return a\n`) })).toBeNull();
      const once = asked.filter((s) => s.includes('while')).length;
      expect(once).toBeGreaterThan(0);
      expect(once).toBeLessThanOrEqual(2);
      expect(await firstContent({ ...context, lineEnds: ends(`${loop}    return 5\n`) })).toBeNull();
      expect(asked.filter((s) => s.includes('while'))).toHaveLength(once);
    },
  );

  test('many different ones are bounded by answer', async () => {
    const { asked, pool: counting } = fake();
    const rule = await createRule({ rule: 'tests' });
    const text = Array.from({ length: 40 }, (_, i) => `    while a < ${i}:\n        a += 1\n`).join('');
    await firstContent({
      task: { ...addTask, id: 'loop/many' },
      style: 'raw',
      answerPrefix: '',
      rule,
      pool: counting,
      endless: new SameLoop(),
      limitSeconds: 1,
      lineEnds: ends(text),
    });
    expect(asked.length).toBeLessThanOrEqual(ANSWER_LIMITS + 1);
  });

  test('beside decoding too', async () => {
    const { asked, pool: counting } = fake();
    const rule = await createRule({ rule: 'tests' });
    const context = {
      task: { ...addTask, id: 'loop/live' },
      style: 'raw' as const,
      answerPrefix: '',
      rule,
      pool: counting,
    };
    for (let answer = 0; answer < 3; answer++) {
      const watcher = watchAnswer(context);
      for (const { text, tokens } of ends(`${loop}${lines(10)}`)) {
        watcher.offer(text, tokens);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await watcher.settle();
      expect(watcher.decided).toBeNull();
    }
    expect(asked.filter((s) => s.includes('while')).length).toBeLessThanOrEqual(2);
  });
});
