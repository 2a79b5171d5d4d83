import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FromRule, RuleInput } from '../../src/suppression/rule-process/protocol.ts';
import { loaded, serving, type Rule } from '../../src/suppression/rule-process/serve.ts';
import { addTask } from '../sandbox/support/tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'joulegate-serving-'));
afterAll(() => rmSync(folder, { recursive: true }));

const input: RuleInput = { task: addTask, style: 'raw', text: 'a\n', program: 'b\n' };
const answered = () => new Promise((resolve) => setImmediate(resolve));
const served = (rule: Rule) => {
  const sent: FromRule[] = [];
  return { sent, take: serving(rule, (message) => void sent.push(message)) };
};
const module = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test('a rule is content with true alone, and what it took is told', async () => {
  const values: unknown[] = [true, false, 'yes', 1, undefined, Promise.resolve(true)];
  const { sent, take } = served(({ task }) => (task.id === addTask.id ? values.shift() : null));
  for (let ask = 0; ask < 6; ask++) {
    take({ ask, input });
    await answered();
  }
  expect(sent).toEqual(
    [true, false, false, false, false, true].map((content, answer) => ({
      answer,
      content,
      cpuSeconds: expect.any(Number),
    })),
  );
  for (const message of sent) {
    const { cpuSeconds } = message as { cpuSeconds: number };
    expect(cpuSeconds >= 0 && cpuSeconds < 10).toBe(true);
  }
});

test('what it is given is the answer so far', async () => {
  let given: unknown = null;
  const { take } = served((all) => void (given = all));
  take({ ask: 1, input });
  await answered();
  expect(given).toEqual({ ...input, passes: expect.any(Function) });
});

test('what it throws is an error, cut short', async () => {
  const thrown: unknown[] = [new Error('mine'), 'text', new Error('x'.repeat(600))];
  const { sent, take } = served(() => {
    throw thrown.shift();
  });
  for (let ask = 0; ask < 3; ask++) take({ ask, input });
  await answered();
  expect(sent).toEqual([
    { answer: 0, error: 'mine' },
    { answer: 1, error: 'text' },
    { answer: 2, error: 'x'.repeat(500) },
  ]);
});

test('its calls are numbered; each answer goes to the call that it names, and to that once', async () => {
  const { sent, take } = served(async ({ passes, text }) => {
    const [first, second] = await Promise.all([passes(`first of ${text}`), passes('second')]);
    return first && !second;
  });
  take({ ask: 7, input });
  await answered();
  expect(sent).toEqual([
    { call: 1, ask: 7, test: 'first of a\n' },
    { call: 2, ask: 7, test: 'second' },
  ]);
  take({ tell: 2, passed: false });
  take({ tell: 2, passed: true });
  take({ tell: 9, passed: true });
  take({ tell: 1, passed: true });
  await answered();
  expect(sent[2]).toMatchObject({ answer: 7, content: true });
  take({ ask: 8, input });
  await answered();
  expect(sent[3]).toMatchObject({ call: 3, ask: 8 });
});

test('a test that could not be run fails in the rule’s hands', async () => {
  const { sent, take } = served(async ({ passes }) => await passes('t'));
  take({ ask: 1, input });
  await answered();
  take({ tell: 1, failed: 'the sandbox is gone' });
  await answered();
  expect(sent[1]).toEqual({ answer: 1, error: 'the sandbox is gone' });
});

test('a module’s default export is the rule; any other is broken, and said to be', async () => {
  const sent: FromRule[] = [];
  const send = (message: FromRule): void => void sent.push(message);
  const rule = await loaded(module('good.mjs', 'export default () => true;\n'), send);
  expect([typeof rule, sent]).toEqual(['function', []]);
  expect(await loaded(module('none.mjs', 'export const x = 1;\n'), send)).toBeNull();
  expect(await loaded(module('text.mjs', 'export default "x";\n'), send)).toBeNull();
  expect(await loaded(module('throws.mjs', 'throw new Error("mine");\n'), send)).toBeNull();
  expect(await loaded(join(folder, 'missing.mjs'), send)).toBeNull();
  const broken = sent.map((m) => ('broken' in m ? m.broken : ''));
  expect(broken.slice(0, 3)).toEqual([
    'has no function as its default export',
    'has no function as its default export',
    'cannot be loaded: mine',
  ]);
  expect(broken[3]).toMatch(/^cannot be loaded: .*missing\.mjs/);
});
